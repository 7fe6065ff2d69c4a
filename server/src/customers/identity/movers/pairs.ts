import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/context.ts'
import { journalAgain, journalInto } from './repoint.ts'
import { type MergeHandler, type MergeStep, mergeIdsOf } from './step.ts'

/** A table that relates two customers. */
export interface PairTable {
  readonly table: string
  readonly columns: readonly [string, string]
  /** With both ends: what may stand there only once among live rows. */
  readonly once: readonly string[]
}

interface PairRow {
  readonly id: string
  readonly a: string
  readonly b: string
  /** The columns of `once`. */
  readonly key: string
  readonly live: boolean
}

/**
 * Moves both ends at once, because either alone could meet a row that is about to move. What would relate a customer
 * to itself, or repeat a relation that the survivor has, stays untouched with the merged customer.
 */
export const pairMover = (pair: PairTable): MergeHandler => ({
  merge: (ctx, steps) => movePairs(ctx, pair, steps),
  unmerge: (ctx, steps) => movePairsBack(ctx, pair, steps),
})

const keyOf = (row: Pick<PairRow, 'a' | 'b' | 'key'>) => `${row.a}:${row.b}:${row.key}`

async function findPairs(ctx: Ctx, { table, columns, once }: PairTable, ids: readonly string[]): Promise<PairRow[]> {
  const [a, b] = columns.map((column) => sql.ref(column))
  const { rows } = await sql<PairRow>`
    select id, ${a} as a, ${b} as b, deleted_at is null as live,
      jsonb_build_array(${sql.join(once.map((column) => sql.ref(column)))})::text as key
    from ${sql.table(table)}
    where workspace_id = ${ctx.actor.workspaceId} and (${a} = any(${ids}::uuid[]) or ${b} = any(${ids}::uuid[]))
    order by id for update`.execute(ctx.db)
  return rows
}

interface Move {
  readonly id: string
  readonly mergeId: string
  readonly column: string
  readonly how: 'moved' | 'twin' | 'self'
  readonly previous: string
}

async function movePairs(ctx: Ctx, pair: PairTable, steps: readonly MergeStep[]): Promise<void> {
  const stepOf = new Map(steps.map((step) => [step.mergedId, step]))
  const rows = await findPairs(ctx, pair, [...stepOf.keys(), ...steps.map(({ survivorId }) => survivorId)])
  const isMoving = (row: PairRow) => stepOf.has(row.a) || stepOf.has(row.b)
  const taken = new Set(rows.filter((row) => row.live && !isMoving(row)).map(keyOf))
  const rankOf = (row: PairRow) => Math.max(stepOf.get(row.a)?.rank ?? 0, stepOf.get(row.b)?.rank ?? 0)
  const moves: Move[] = []
  const moved: { id: string; a: string; b: string }[] = []
  for (const row of rows.filter(isMoving).sort((one, other) => rankOf(one) - rankOf(other))) {
    const target = { ...row, a: stepOf.get(row.a)?.survivorId ?? row.a, b: stepOf.get(row.b)?.survivorId ?? row.b }
    const how = target.a === target.b ? 'self' : row.live && taken.has(keyOf(target)) ? 'twin' : 'moved'
    if (how === 'moved') moved.push(target)
    if (how === 'moved' && row.live) taken.add(keyOf(target))
    for (const [column, previous] of [[pair.columns[0], row.a] as const, [pair.columns[1], row.b] as const]) {
      const step = stepOf.get(previous)
      if (step) moves.push({ id: row.id, mergeId: step.mergeId, column, how, previous })
    }
  }
  await writeEnds(ctx, pair, moved)
  await writeJournal(ctx, pair, moves)
}

/**
 * Puts both ends back. Where that would repeat a relation which another merge, still standing, set aside, the other end
 * goes back too and counts as set aside by that merge.
 */
async function movePairsBack(ctx: Ctx, pair: PairTable, steps: readonly MergeStep[]): Promise<void> {
  const undone = new Set(mergeIdsOf(steps))
  const entries = await findJournal(ctx, pair, [...undone])
  if (entries.length === 0) return
  const byRow = new Map<string, Entry[]>()
  for (const entry of entries) byRow.set(entry.id, [...(byRow.get(entry.id) ?? []), entry])
  const ids = [...new Set(steps.flatMap(({ survivorId, mergedId }) => [survivorId, mergedId]))]
  const rows = await findPairs(ctx, pair, ids)
  const taken = new Set(rows.filter((row) => row.live && !byRow.has(row.id)).map(keyOf))
  const moved: PairRow[] = []
  const aside: Entry[] = []
  for (const row of rows) {
    const own = byRow.get(row.id) ?? []
    if (own.length === 0) continue
    let target = {
      ...row,
      ...endsBefore(
        pair,
        row,
        own.filter(({ mergeId }) => undone.has(mergeId)),
      ),
    }
    const others = own.filter(({ mergeId }) => !undone.has(mergeId))
    if (row.live && taken.has(keyOf(target)) && others.length > 0) {
      target = { ...target, ...endsBefore(pair, target, others) }
      aside.push(...others)
    }
    if (row.live) taken.add(keyOf(target))
    if (keyOf(target) !== keyOf(row)) moved.push(target)
  }
  await writeEnds(ctx, pair, moved)
  await writeJournal(
    ctx,
    pair,
    aside.map((entry) => ({ ...entry, how: 'twin' as const })),
  )
}

interface Entry {
  readonly id: string
  readonly mergeId: string
  readonly column: string
  readonly previous: string
  readonly survivor: string
}

/** What the merges did to rows, and what merges that still stand did to the other end of the same rows. */
async function findJournal(ctx: Ctx, { table }: PairTable, mergeIds: readonly string[]): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select m.row_id as id, m.merge_id as "mergeId", m.column_name as column, m.previous_id as previous,
      g.survivor_id as survivor
    from customers.merge_move m join customers.merge g on g.workspace_id = m.workspace_id and g.id = m.merge_id
    where m.workspace_id = ${ctx.actor.workspaceId} and m.table_name = ${table} and m.how = 'moved'
      and g.undone_at is null and m.row_id in (
        select own.row_id from customers.merge_move own
        where own.workspace_id = ${ctx.actor.workspaceId} and own.merge_id = any(${mergeIds}::uuid[])
          and own.table_name = ${table} and own.how = 'moved')`.execute(ctx.db)
  return rows
}

function endsBefore({ columns }: PairTable, row: PairRow, entries: readonly Entry[]) {
  let { a, b } = row
  for (const { column, survivor, previous } of entries) {
    if (column === columns[0] && a === survivor) a = previous
    if (column === columns[1] && b === survivor) b = previous
  }
  return { a, b }
}

async function writeEnds(
  ctx: Ctx,
  { table, columns }: PairTable,
  rows: readonly { id: string; a: string; b: string }[],
) {
  if (rows.length === 0) return
  await sql`
    update ${sql.table(table)} t set ${sql.ref(columns[0])} = n.a, ${sql.ref(columns[1])} = n.b
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ a }) => a)}::uuid[],
      ${rows.map(({ b }) => b)}::uuid[]) as n(id, a, b)
    where t.workspace_id = ${ctx.actor.workspaceId} and t.id = n.id`.execute(ctx.db)
}

async function writeJournal(ctx: Ctx, { table }: PairTable, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  await sql`
    ${journalInto}
    select ${ctx.actor.workspaceId}::uuid, n.merge_id, ${table}, n.column_name, n.id, n.how, n.previous
    from unnest(${moves.map(({ mergeId }) => mergeId)}::uuid[], ${moves.map(({ column }) => column)}::text[],
      ${moves.map(({ id }) => id)}::uuid[], ${moves.map(({ how }) => how)}::text[],
      ${moves.map(({ previous }) => previous)}::uuid[]) as n(merge_id, column_name, id, how, previous)
    ${journalAgain}`.execute(ctx.db)
}

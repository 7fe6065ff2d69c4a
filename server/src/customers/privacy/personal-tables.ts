import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { Row } from '../../kernel/record/event.ts'
import { customerHolders, type Erase, type PersonalTable, personalTables } from '../registries.ts'

type Entries = Pick<Ctx, 'entries'>

const viewOf = (table: string) => table.replace('.', '.v_')

/** Every table that is about customers: those with a foreign key, then those that slices named besides. */
export function allPersonalTables(ctx: Entries): readonly PersonalTable[] {
  const byColumn = ctx.entries(customerHolders).map(({ view, column, label, erase }) => ({
    table: view.replace('.v_', '.'),
    label,
    isAbout: (ids: readonly string[]) => sql`r.${sql.ref(column)} = any(${ids}::uuid[])`,
    erase: erase ?? unregistered(view),
  }))
  return [...ctx.entries(personalTables), ...byColumn]
}

/** A holder without a word on erasure stops the erasure, rather than leave its rows behind. */
const unregistered =
  (view: string): Erase =>
  async () => {
    throw new Error(`${view} does not say how it is erased`)
  }

const NEVER_TOLD = ['workspace_id', 'search']

/** All rows of one table about the customers, each with every column but what only the product works with. */
export async function rowsOf(ctx: Ctx, table: PersonalTable, ids: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(r) - ${NEVER_TOLD}::text[] as row from ${sql.table(viewOf(table.table))} r
    where ${table.isAbout(ids)} order by to_jsonb(r) ->> 'created_at', to_jsonb(r) ->> 'id'`.execute(ctx.db)
  return rows.map(({ row }) => row)
}

export async function countRowsOf(ctx: Ctx, table: PersonalTable, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${sql.table(viewOf(table.table))} r where ${table.isAbout(ids)}`.execute(
    ctx.db,
  )
  return rows[0]!.count
}

/** Erases at most `rowsMax` rows of a table. @returns how many; 0 once nothing is left to do */
export async function eraseRows(
  ctx: Ctx,
  table: PersonalTable,
  ids: readonly string[],
  rowsMax: number,
): Promise<number> {
  const { erase } = table
  if (typeof erase === 'function') return erase(ctx, ids, rowsMax)
  if (erase === 'delete') return deleteRows(ctx, table, ids, rowsMax)
  return blankRows(ctx, table, erase.set, ids, rowsMax)
}

async function deleteRows(ctx: Ctx, table: PersonalTable, ids: readonly string[], rowsMax: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table.table)} where workspace_id = ${ctx.actor.workspaceId} and ctid = any(array(
      select r.ctid from ${sql.table(table.table)} r
      where r.workspace_id = ${ctx.actor.workspaceId} and ${table.isAbout(ids)} limit ${rowsMax}))`.execute(ctx.db)
  return Number(numAffectedRows ?? 0)
}

/** Rows that are blank already are passed by, so that repeating it ends. */
async function blankRows(
  ctx: Ctx,
  table: PersonalTable,
  set: Readonly<Record<string, unknown>>,
  ids: readonly string[],
  rowsMax: number,
): Promise<number> {
  const columns = Object.keys(set)
  if (columns.length === 0) return 0
  const stands = sql.join(columns.map((column) => sql`r.${sql.ref(column)}`))
  const wanted = sql.join(Object.values(set))
  const { numAffectedRows } = await sql`
    update ${sql.table(table.table)} r set ${sql.join(columns.map((column) => sql`${sql.ref(column)} = ${set[column]}`))}
    where r.workspace_id = ${ctx.actor.workspaceId} and r.ctid = any(array(
      select r.ctid from ${sql.table(table.table)} r
      where r.workspace_id = ${ctx.actor.workspaceId} and ${table.isAbout(ids)}
        and row(${stands}) is distinct from row(${wanted}) limit ${rowsMax}))`.execute(ctx.db)
  return Number(numAffectedRows ?? 0)
}

import { groupLinks } from '@rapport/analytics/duplicates'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import type { JobContext } from '../../kernel/jobs/job.ts'
import { pairKey, partsOf, readDecisions } from './decisions.ts'
import { createScorer, findProbable, type Scorer } from './find.ts'
import { insertGroups, lockGroups, type NewGroup } from './groups.sql.ts'
import { readMatchables, type StoredMatchable } from './matchables.sql.ts'
import type { Kind } from './matched-fields.ts'
import type { DuplicateSetting } from './setting.ts'

const STEP = 50
/** A transaction that began before a scan may commit after it. */
const OVERLAP = '10 minutes'

/**
 * Looks at customers that were changed since `from`, and settles the groups they stand in anew.
 * @returns how many; null where there are more than `most`, which a whole scan does faster
 */
export async function scanChanges(
  job: JobContext,
  setting: DuplicateSetting,
  from: Date,
  most: number,
  overlap = OVERLAP,
): Promise<number | null> {
  const ids = await job.read((ctx) => changedSince(ctx, from, overlap, most + 1))
  if (ids.length > most) return null
  for (let at = 0; at < ids.length && !job.signal.aborted; at += STEP) {
    await job.transact((ctx) => settleAnew(ctx, job.id, setting, ids.slice(at, at + STEP)))
    await job.progress(Math.min(at + STEP, ids.length), ids.length)
  }
  return ids.length
}

/** Looks at every customer of a kind, one by one: for kinds too small to learn from. */
export async function scanKind(job: JobContext, setting: DuplicateSetting, kind: Kind): Promise<void> {
  await job.transact(async (ctx) => {
    await lockGroups(ctx)
    await sql`
      delete from customers.duplicate_group
      where workspace_id = ${ctx.actor.workspaceId} and kind = ${kind}`.execute(ctx.db)
  })
  const ids = await job.read(async (ctx) => {
    const { rows } = await sql<{ id: string }>`
      select id from customers.v_customer where kind = ${kind} and deleted_at is null order by id`.execute(ctx.db)
    return rows.map(({ id }) => id)
  })
  for (let at = 0; at < ids.length && !job.signal.aborted; at += STEP) {
    await job.transact((ctx) => settleAnew(ctx, job.id, setting, ids.slice(at, at + STEP)))
  }
}

async function changedSince(ctx: Ctx, from: Date, overlap: string, limit: number): Promise<string[]> {
  const since = sql`${from}::timestamptz - ${overlap}::interval`
  const { rows } = await sql<{ id: string }>`
    select id from (
      select r.id from customers.v_customer r where r.updated_at >= ${since} and r.deleted_at is null
      union
      select e.customer_id from kernel.v_event e
      where e.at >= ${since} and e.batch_id is null and e.customer_id is not null
        and e.subject_type in ('customer', 'contact-point')) changed
    limit ${limit}`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

/** Takes the groups of some customers apart and puts them together again from what is true now. */
async function settleAnew(ctx: Ctx, scan: string, setting: DuplicateSetting, ids: readonly string[]): Promise<void> {
  await lockGroups(ctx)
  const { rows: old } = await sql<{ members: string[] }>`
    delete from customers.duplicate_group
    where workspace_id = ${ctx.actor.workspaceId} and members && ${ids}::uuid[] returning members`.execute(ctx.db)
  const changed = await readMatchables(ctx, ids)
  const edges: (readonly [string, string])[] = old.flatMap(({ members }) => pairsOf(members))
  for (const customer of changed) {
    const found = await findProbable(ctx, setting, customer.kind, customer, customer.id)
    for (const { id } of found) edges.push([customer.id, id])
  }
  const pool = [...new Set(edges.flat())]
  const customers = new Map((await readMatchables(ctx, pool)).map((customer) => [customer.id, customer]))
  const decisions = await readDecisions(ctx, pool)
  const known = { person: createScorer(setting, 'person'), organization: createScorer(setting, 'organization') }
  const settled = { setting, customers, scorers: (kind: Kind) => known[kind] }
  const groups = groupsOf({ ...settled, links: linksOf(settled, edges, decisions) })
  await insertGroups(
    ctx,
    scan,
    groups.flatMap((group) => withoutDifferent(group, decisions)),
    null,
  )
}

/** A third may bring together two that somebody knows to be different. */
const withoutDifferent = (group: NewGroup, decisions: ReadonlySet<string>): NewGroup[] =>
  partsOf(group.members, decisions).map((members, part) => ({
    ...group,
    id: part === 0 ? group.id : uuidv7(),
    members,
  }))

const pairsOf = (members: readonly string[]) =>
  members.flatMap((a, i) => members.slice(i + 1).map((b) => [a, b] as const))

interface Settled {
  readonly setting: DuplicateSetting
  readonly customers: ReadonlyMap<string, StoredMatchable>
  readonly scorers: (kind: Kind) => Scorer
  readonly links: readonly { readonly a: string; readonly b: string; readonly probability: number }[]
}

/** Those of the pairs that are probably the same and not known to be different, each once. */
function linksOf(
  { setting, customers, scorers }: Omit<Settled, 'links'>,
  pairs: readonly (readonly [string, string])[],
  decisions: ReadonlySet<string>,
): Settled['links'] {
  const seen = new Set(decisions)
  return pairs.flatMap(([a, b]) => {
    const [one, other] = [customers.get(a), customers.get(b)]
    const key = pairKey(a, b)
    if (!one || !other || one.kind !== other.kind || seen.has(key)) return []
    seen.add(key)
    const { probability } = scorers(one.kind).score(one, other)
    return probability >= setting.showFrom ? [{ a, b, probability }] : []
  })
}

const VETO_BITS = -6

/** Groups of the sure pairs; see `groupLinks` for what keeps strangers from being chained together. */
function groupsOf({ links, customers, scorers, setting }: Settled): readonly NewGroup[] {
  const ids = [...customers.keys()]
  const row = new Map(ids.map((id, i) => [id, i]))
  const at = (i: number) => customers.get(ids[i]!)!
  const evidence = (a: number, b: number) => scorers(at(a).kind).score(at(a), at(b)).bits
  const numbered = links.map(({ a, b, probability }) => ({ a: row.get(a)!, b: row.get(b)!, probability }))
  const groups = groupLinks(numbered, evidence, { threshold: setting.showFrom, veto: VETO_BITS })
  const surest = new Map<number, number>()
  for (const { a, b, probability } of numbered) {
    for (const end of [a, b]) surest.set(end, Math.max(surest.get(end) ?? 0, probability))
  }
  return groups.map((rows) => ({
    id: uuidv7(),
    kind: at(rows[0]!).kind,
    members: rows.map((i) => ids[i]!),
    probability: Math.min(...rows.map((i) => surest.get(i) ?? 0)),
    value: rows.reduce((sum, i) => sum + at(i).value, 0),
  }))
}

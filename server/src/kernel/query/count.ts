import { sql } from 'kysely'
import { scopeOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { changeMark } from '../record/changes.ts'
import { type RecordType, type Sql, scopePredicate } from './fields.ts'
import type { ListRequest } from './list-request.ts'

export interface Count {
  readonly value: number
  /** False: the planner's estimate, because there are more than 10,000 rows. */
  readonly exact: boolean
}

const EXACT_MAX = 10_000
const KEPT_MAX = 5_000
const KEPT_MS_MAX = 60_000

interface KeptCount {
  readonly mark: number
  readonly until: number
  readonly count: Promise<Count>
}

/** Counts stay true until the record type changes in the workspace, so they are kept until then. */
const kept = new Map<string, KeptCount>()

/** Counts the rows of a list: exactly up to 10,000 or on demand, else estimated. */
export function countRows(ctx: Ctx, record: RecordType, where: Sql, request: ListRequest): Promise<Count> {
  const { actor } = ctx
  const scope = scopeOf(actor, record.type)
  const who = scope === 'all' ? '' : `${actor.userId}:${actor.teamIds.join()}:${actor.territoryIds.join()}`
  // What is hidden or masked for a role is not searched by `q` either, so roles with rules count for themselves.
  const what = JSON.stringify([request.filter, request.q, request.binned, request.count === 'exact', actor.fieldRules])
  const key = `${actor.workspaceId}:${record.type}:${scope}:${who}:${what}`
  const mark = changeMark(actor.workspaceId, record.type)
  const now = Date.now()
  const known = kept.get(key)
  if (known && known.mark === mark && known.until > now) return known.count
  const count = request.count === 'exact' ? countExactly(ctx, record, where) : countUpTo(ctx, record, where)
  if (kept.size >= KEPT_MAX) kept.clear()
  kept.set(key, { mark, until: now + KEPT_MS_MAX, count })
  count.catch(() => kept.delete(key))
  return count
}

async function countExactly(ctx: Ctx, record: RecordType, where: Sql): Promise<Count> {
  const { rows } = await sql<{ value: number }>`
    select count(*) as value from ${sql.table(record.view)} r
    where ${where} and ${scopePredicate(record, ctx.actor)}`.execute(ctx.db)
  return { value: rows[0]!.value, exact: true }
}

async function countUpTo(ctx: Ctx, record: RecordType, where: Sql): Promise<Count> {
  const matching = sql`select 1 from ${sql.table(record.view)} r where ${where} and ${scopePredicate(record, ctx.actor)}`
  const { rows } = await sql<{ value: number }>`
    select count(*) as value from (${matching} limit ${EXACT_MAX + 1}) matching`.execute(ctx.db)
  const value = rows[0]!.value
  if (value <= EXACT_MAX) return { value, exact: true }
  const plan = await sql<{ 'QUERY PLAN': readonly { Plan: { 'Plan Rows': number } }[] }>`
    explain (format json) ${matching}`.execute(ctx.db)
  const estimate = plan.rows[0]!['QUERY PLAN'][0]!.Plan['Plan Rows']
  return { value: Math.max(estimate, EXACT_MAX), exact: false }
}

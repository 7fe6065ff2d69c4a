import { sql } from 'kysely'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { changeMark } from '../../kernel/record/changes.ts'
import { orderRecord, type Rhythm, rhythmOf } from '../../sales/index.ts'
import { isOpen } from './visible.ts'

/** What was ordered in a month so far, and in the same days of the month before. Minor units. */
export interface MonthOfOrders {
  readonly orders: number
  readonly currency: string
  readonly amount: number
  readonly amountBefore: number
  /** Orders that were summed. */
  readonly rows: number
}

interface Kept {
  readonly mark: number
  readonly at: number
  readonly month: Promise<MonthOfOrders | null>
  /** Of many orders, one more makes little difference: good for a minute whatever changes. */
  isLarge: boolean
}

const KEPT_MS_MAX = 10 * 60_000
const KEPT_LARGE_MS = 60_000
const LARGE_ROWS = 10_000
const KEPT_MAX = 1_000
const kept = new Map<string, Kept>()

/** Summed once for everyone with the same view, until an order changes. Null for a role that may not see totals. */
export function sumMonth(ctx: Ctx, today: string): Promise<MonthOfOrders | null> {
  const { actor } = ctx
  if (!can(actor, 'order.read') || !isOpen(actor, 'total', 'order')) return Promise.resolve(null)
  const { scopes, userId, teamIds, territoryIds } = actor
  const who = scopes.order === 'all' ? '' : `${userId}:${teamIds.join()}:${territoryIds.join()}`
  const key = `${actor.workspaceId}:${scopes.order}:${who}:${today}`
  const mark = changeMark(actor.workspaceId, 'order')
  const now = Date.now()
  const known = kept.get(key)
  if (known && isGood(known, mark, now)) return known.month
  const month = sumMonthNow(ctx, today)
  const entry: Kept = { mark, at: now, month, isLarge: false }
  if (kept.size >= KEPT_MAX) kept.clear()
  kept.set(key, entry)
  month.then(
    (sum) => {
      entry.isLarge = sum !== null && sum.rows > LARGE_ROWS
    },
    () => kept.delete(key),
  )
  return month
}

const isGood = ({ mark, at, isLarge }: Kept, markNow: number, now: number): boolean =>
  mark === markNow ? now - at < KEPT_MS_MAX : isLarge && now - at < KEPT_LARGE_MS

/** Of several currencies, the one that most orders are in. */
async function sumMonthNow(ctx: Ctx, today: string): Promise<MonthOfOrders | null> {
  const first = `${today.slice(0, 8)}01`
  const { rows } = await sql<MonthOfOrders>`
    select r.currency, count(*) as rows, count(*) filter (where r.placed_on >= ${first}::date) as orders,
      coalesce(sum(r.total) filter (where r.placed_on >= ${first}::date), 0)::bigint as amount,
      coalesce(sum(r.total) filter (where r.placed_on < ${first}::date), 0)::bigint as "amountBefore"
    from sales.v_order r
    where r.deleted_at is null and r.status <> 'cancelled' and ${scopePredicate(orderRecord, ctx.actor)}
      and r.placed_on >= ${first}::date - interval '1 month' and r.placed_on <= ${today}::date
      and (r.placed_on >= ${first}::date or r.placed_on <= ${today}::date - interval '1 month')
    group by r.currency order by count(*) desc limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

/** The order rhythm of each of these customers, as far as the actor sees their orders. */
export async function listRhythms(
  ctx: Ctx,
  ids: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, Rhythm>> {
  if (ids.length === 0 || !can(ctx.actor, 'order.read')) return new Map()
  const { rows } = await sql<{ customer_id: string; days: readonly string[] }>`
    select r.customer_id, jsonb_agg(distinct r.placed_on) as days from sales.v_order r
    where r.customer_id = any(${ids}::uuid[]) and r.deleted_at is null and r.status not in ('cancelled', 'returned')
      and ${scopePredicate(orderRecord, ctx.actor)}
    group by r.customer_id`.execute(ctx.db)
  const noon = new Date(`${today}T12:00:00Z`)
  return new Map(
    rows.flatMap(({ customer_id, days }) => {
      const rhythm = rhythmOf(days, noon)
      return rhythm ? [[customer_id, rhythm] as const] : []
    }),
  )
}

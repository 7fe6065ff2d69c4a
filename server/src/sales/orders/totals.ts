import { sql } from 'kysely'
import { type OrderTotals, setOrderTotals, standingFor } from '../../customers/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { RecordedEvent } from '../../kernel/record/event.ts'
import type { Subscriber } from '../../kernel/record/insert-event.ts'

/**
 * Tells customers what their orders come to. Returns lower the total without counting as orders; cancelled orders count
 * for nothing. Of several currencies the one that most of the orders are in is summed.
 */
export async function refreshTotals(ctx: Ctx, customerIds: readonly (string | null | undefined)[]): Promise<void> {
  const ids = await standingFor(ctx, [...new Set(customerIds.filter((id): id is string => Boolean(id)))])
  if (ids.length === 0) return
  const { rows } = await sql<OrderTotals>`
    with live as materialized (
      select customer_id, currency, total, status, placed_on from sales.v_order
      where customer_id = any(${ids}::uuid[]) and deleted_at is null and status <> 'cancelled'),
    main as (
      select customer_id, mode() within group (order by currency) as currency,
        count(*) filter (where status <> 'returned') as count,
        min(placed_on) filter (where status <> 'returned') as first_on,
        max(placed_on) filter (where status <> 'returned') as last_on
      from live group by customer_id),
    money as (
      select live.customer_id, sum(live.total) as total from live join main using (customer_id)
      where live.currency = main.currency group by live.customer_id)
    select ids.id as "customerId", coalesce(main.count, 0)::integer as "orderCount",
      coalesce(money.total, 0)::bigint as "orderTotal", main.currency,
      main.first_on as "firstOrderOn", main.last_on as "lastOrderOn"
    from unnest(${ids}::uuid[]) as ids(id)
    left join main on main.customer_id = ids.id left join money on money.customer_id = ids.id`.execute(ctx.db)
  await setOrderTotals(ctx, rows)
}

const TOTALLED = ['total', 'status', 'placed_on', 'customer_id', 'deleted_at', 'currency']

/** After any change of a single order, also one that was taken back or out of the recycle bin. */
async function afterChange(ctx: Ctx, event: RecordedEvent): Promise<void> {
  const changed = Object.keys({ ...event.before, ...event.after })
  if (!changed.some((column) => TOTALLED.includes(column))) return
  await refreshTotals(ctx, [event.customerId, event.before?.customer_id as string | null | undefined])
}

export const totalSubscribers: readonly Subscriber[] = ['created', 'updated', 'deleted', 'restored', 'undone'].map(
  (verb) => ({ type: `sales.order.${verb}`, run: afterChange }),
)

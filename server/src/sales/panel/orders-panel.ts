import { sql } from 'kysely'
import type { BriefSection, CustomerPanel } from '../../customers/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { selectList } from '../../kernel/query/list.ts'
import type { Row } from '../../kernel/record/event.ts'
import { orderRecord } from '../orders/orders.fields.ts'
import { seesTotal } from '../orders/orders.ts'
import { rhythmOf } from '../orders/rhythm.ts'

const LATEST_SHOWN = 5
const RHYTHM_DAYS_MAX = 60

interface Sums {
  readonly count: number
  readonly total: number
  readonly currency: string | null
  readonly days: readonly string[] | null
  readonly months: readonly { readonly month: string; readonly amount: number }[] | null
}

/** What the customer bought: how much, how lately, in which rhythm. Orders outside the actor's scope stay out. */
export const ordersPanel: CustomerPanel = {
  key: 'orders',
  permission: 'order.read',
  load: async (ctx, customerId) => {
    const [latest, { count, total, currency, days, months }] = await Promise.all([
      listLatest(ctx, customerId),
      sumOrders(ctx, customerId),
    ])
    const isOpen = seesTotal(ctx)
    return {
      count,
      total: isOpen && currency ? { amount: total, currency } : null,
      latest,
      rhythm: rhythmOf(days ?? [], ctx.now),
      byMonth: isOpen ? (months ?? []) : [],
    }
  },
}

async function listLatest(ctx: Ctx, customerId: string): Promise<readonly Row[]> {
  const visible = orderRecord.fields.map(({ key }) => key).filter((key) => SHOWN.includes(key))
  const keys = visible.filter((key) => ctx.actor.fieldRules[`order.${key}`] !== 'hidden')
  const { rows } = await sql<Row>`
    select ${selectList(orderRecord, ctx.actor, keys)} from sales.v_order r
    where r.customer_id = ${customerId} and r.deleted_at is null and ${scopePredicate(orderRecord, ctx.actor)}
    order by r.placed_on desc, r.id desc limit ${LATEST_SHOWN}`.execute(ctx.db)
  return rows
}

const SHOWN = ['number', 'placedOn', 'status', 'total', 'lineCount']

async function sumOrders(ctx: Ctx, customerId: string): Promise<Sums> {
  const { rows } = await sql<Sums>`
    with live as materialized (
      select r.placed_on, r.total, r.currency, r.status from sales.v_order r
      where r.customer_id = ${customerId} and r.deleted_at is null and r.status <> 'cancelled'
        and ${scopePredicate(orderRecord, ctx.actor)}),
    main as (select mode() within group (order by currency) as currency from live)
    select count(*) filter (where status <> 'returned') as count,
      coalesce(sum(total) filter (where live.currency = main.currency), 0)::bigint as total,
      min(main.currency) as currency,
      (select jsonb_agg(day) from (
        select distinct placed_on as day from live where status <> 'returned' order by day desc limit ${RHYTHM_DAYS_MAX}) d
      ) as days,
      (select jsonb_agg(jsonb_build_object('month', month, 'amount', amount) order by month) from (
        select to_char(placed_on, 'YYYY-MM') as month, sum(total)::bigint as amount from live
        where placed_on > ${ctx.now}::timestamptz::date - interval '36 months'
          and currency = (select currency from main) group by 1) m) as months
    from main left join live on true group by main.currency`.execute(ctx.db)
  return rows[0] ?? { count: 0, total: 0, currency: null, days: null, months: null }
}

const bought = (ctx: Ctx, customerId: string) => sql`
  from sales.v_order r join sales.v_order_line l on l.order_id = r.id and l.deleted_at is null
  left join sales.v_product p on p.id = l.product_id
  where r.customer_id = ${customerId} and r.deleted_at is null and r.status not in ('cancelled', 'returned')
    and l.quantity > 0 and ${scopePredicate(orderRecord, ctx.actor)}`

/** "Already owns …": the latest things bought. */
export const lastPurchasesSection: BriefSection = {
  key: 'lastPurchases',
  permission: 'order.read',
  load: async (ctx, customerId) => {
    const { rows } = await sql<Row>`
      select coalesce(case when ${ctx.actor.language} = 'en' then p.name_en end, p.name, l.description) as product,
        l.quantity::text as quantity, r.placed_on as "placedOn" ${bought(ctx, customerId)}
      order by r.placed_on desc, r.id desc, l.position limit 5`.execute(ctx.db)
    return rows
  },
}

/** How many different products the customer has bought. */
export const ownedCountSection: BriefSection = {
  key: 'ownedCount',
  permission: 'order.read',
  load: async (ctx, customerId) => {
    const { rows } = await sql<{ count: number }>`
      select count(distinct coalesce(l.product_id::text, l.description)) as count ${bought(ctx, customerId)}`.execute(
      ctx.db,
    )
    return rows[0]!.count
  },
}

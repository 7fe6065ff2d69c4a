import { sql } from 'kysely'
import { plainItem, type TimelineSource } from '../../conversations/index.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { orderRecord } from './orders.fields.ts'
import { seesTotal } from './orders.ts'

const LINES_SHOWN = 3

/** Orders and returns on the customer's timeline, with the first things ordered. */
export const orderSource: TimelineSource = {
  key: 'orders',
  kinds: ['order', 'return'],
  permission: 'order.read',
  rows: (ctx, customerId) => sql`
    select r.id, coalesce(r.placed_at, r.placed_on::timestamp at time zone ${ctx.actor.timeZone}) as at,
      case when r.status = 'returned' then 'return' else 'order' end as kind, r.number as title,
      (select string_agg(line.text, E'\n' order by line.position) from (
        select l.position,
          coalesce(case when ${ctx.actor.language} = 'en' then p.name_en end, nullif(l.description, ''), p.name)
            || ' × ' || l.quantity as text
        from sales.v_order_line l left join sales.v_product p on p.id = l.product_id
        where l.order_id = r.id and l.deleted_at is null order by l.position limit ${LINES_SHOWN}) line) as body,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as actor,
      jsonb_build_object('orderId', r.id, 'status', r.status, 'lineCount', r.line_count,
        'total', jsonb_build_object('amount', r.total, 'currency', r.currency)) as data
    from sales.v_order r left join platform.v_member m on m.id = r.owner_id
    where r.customer_id = ${customerId} and r.deleted_at is null and ${scopePredicate(orderRecord, ctx.actor)}`,
  present: async (ctx, rows) =>
    rows.map((row) => {
      const { total, ...data } = row.data
      const title = ctx.t(`timeline.${row.kind}`, { number: row.title })
      return plainItem({ ...row, title, data: seesTotal(ctx) ? { ...data, total } : data }, title)
    }),
}

import { sql } from 'kysely'
import type { PersonalTable } from '../../customers/index.ts'

/** What an order loses: the other system's number leads back to the buyer, also as a search token. */
export const withoutBuyer = {
  note: sql`null`,
  external_id: sql`null`,
  search: sql`case when external_id is null then search else ''::tsvector end`,
}

/** Lines stay with their order: products, quantities and amounts, without what somebody wrote about the customer. */
export const linesOfCustomers: PersonalTable = {
  table: 'sales.order_line',
  label: 'order-line.labels',
  isAbout: (ids) => sql`r.order_id in (select o.id from sales.v_order o where o.customer_id = any(${ids}::uuid[]))`,
  erase: {
    because: 'privacy.kept.order',
    set: { description: sql`''` },
  },
}

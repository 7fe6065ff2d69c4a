import { sql } from 'kysely'
import { customerRecord } from '../../customers/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import { scopeBranches } from '../../kernel/query/fields.ts'
import { firstCustomers, isOpen, nameSql } from './visible.ts'

/** A customer with orders, as far as proposals need to know it. Days are `YYYY-MM-DD`, money minor units. */
export interface ValuableCustomer {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly completeness: number
  readonly last_contact_on: string | null
  readonly first_order_on: string | null
  readonly last_order_on: string | null
  readonly order_count: number
  readonly order_total: number
  readonly order_currency: string | null
  readonly has_phone: boolean
  readonly has_email: boolean
  readonly has_owner: boolean
}

/** The customers that work-lists look at: those with the highest order totals. */
const VALUABLE_MAX = 250

/**
 * The most valuable customers in the actor's scope, the first ones first. Where order totals are not open to the role,
 * the order would tell them; then it is that of the last order.
 */
export async function listValuable(ctx: Ctx): Promise<readonly ValuableCustomer[]> {
  if (!isOpen(ctx.actor, 'orderCount')) return []
  const order = isOpen(ctx.actor, 'orderTotal') ? sql`r.order_total desc` : sql`r.last_order_on desc nulls last`
  const columns = sql`r.*`
  const source = firstCustomers(ctx.actor, columns, sql`r.order_count > 0`, order, VALUABLE_MAX)
  const { rows } = await sql<ValuableCustomer>`
    select r.id, ${nameSql(ctx.actor)} as name, r.kind, r.completeness, r.last_contact_on, r.first_order_on,
      r.last_order_on, r.order_count, r.order_total, r.order_currency, r.primary_phone is not null as has_phone,
      r.primary_email is not null as has_email, r.owner_id is not null as has_owner
    from ${source} r order by ${order} limit ${VALUABLE_MAX}`.execute(ctx.db)
  return rows
}

export interface Sample {
  readonly customers: number
  readonly completeness: number | null
  readonly without_contact: number
}

const SAMPLE_MAX = 1_000

export const isWhole = ({ customers }: Sample): boolean => customers < SAMPLE_MAX

/** How good the records are: of all customers in scope, or of a thousand where there are more. */
export async function sampleQuality(ctx: Ctx): Promise<Sample> {
  const branches = scopeBranches(customerRecord, ctx.actor).map(
    (scope) => sql`(select r.completeness, r.primary_phone, r.primary_email from customers.v_customer r
      where r.deleted_at is null and ${scope} limit ${SAMPLE_MAX})`,
  )
  const { rows } = await sql<Sample>`
    select count(*) as customers, round(avg(completeness))::integer as completeness,
      count(*) filter (where primary_phone is null and primary_email is null) as without_contact
    from (select * from (${sql.join(branches, sql` union all `)}) every limit ${SAMPLE_MAX}) sample`.execute(ctx.db)
  return rows[0]!
}

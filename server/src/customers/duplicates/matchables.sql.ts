import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { Kind, Matchable } from './matched-fields.ts'

export interface StoredMatchable extends Matchable {
  readonly id: string
  readonly kind: Kind
  readonly value: number
}

interface MatchableRow {
  readonly id: string
  readonly kind: Kind
  readonly name: string
  readonly familyName: string | null
  readonly givenName: string | null
  readonly value: number
  readonly birthday: string | null
  readonly city: string | null
  readonly region: string | null
  readonly employer: string | null
}

interface PointRow {
  readonly customer_id: string
  readonly kind: 'email' | 'phone' | 'address'
  readonly value: string
  readonly street: string | null
  readonly postcode: string | null
}

/** Customers' comparable values, by id. Those in the recycle bin, and those merged into another, are absent. */
export async function readMatchables(ctx: Ctx, ids: readonly string[]): Promise<StoredMatchable[]> {
  return withPoints(ctx, sql`r.id = any(${ids}::uuid[])`, sql`p.customer_id = any(${ids}::uuid[])`)
}

export interface MatchablePage {
  readonly customers: readonly StoredMatchable[]
  /** Where the next page begins; null after the last. */
  readonly last: string | null
}

/** The next customers in the order of their ids, for a scan that goes through all. */
export async function readMatchablesAfter(ctx: Ctx, after: string, limit: number): Promise<MatchablePage> {
  const { rows } = await sql<{ id: string }>`
    select id from customers.customer where workspace_id = ${ctx.actor.workspaceId} and id > ${after}
    order by id limit 1 offset ${limit - 1}`.execute(ctx.db)
  const last = rows[0]?.id ?? null
  const upTo = (column: Condition) => (last === null ? sql`true` : sql`${column} <= ${last}`)
  const customers = await withPoints(
    ctx,
    sql`r.id > ${after} and ${upTo(sql`r.id`)}`,
    sql`p.customer_id > ${after} and ${upTo(sql`p.customer_id`)}`,
  )
  return { customers, last }
}

type Condition = ReturnType<typeof sql>

async function withPoints(ctx: Ctx, customers: Condition, points: Condition): Promise<StoredMatchable[]> {
  const [{ rows }, found] = await Promise.all([
    sql<MatchableRow>`
      select r.id, r.kind, r.name, r.family_name as "familyName", r.given_name as "givenName",
        r.order_total as value, r.city, r.region, o.name as employer,
        case when r.birth_calendar = 'solar' and r.birth_month is not null then
          concat_ws('-', lpad(r.birth_year::text, 4, '0'), lpad(r.birth_month::text, 2, '0'),
            lpad(r.birth_day::text, 2, '0')) end as birthday
      from customers.v_customer r left join customers.v_customer o on o.id = r.organization_id
      where ${customers} and r.deleted_at is null order by r.id`.execute(ctx.db),
    sql<PointRow>`
      select p.customer_id, p.kind, p.value, p.address ->> 'street' as street, p.address ->> 'postcode' as postcode
      from customers.v_contact_point p
      where ${points} and p.deleted_at is null and p.kind in ('email', 'phone', 'address')
      order by p.customer_id, p.position`.execute(ctx.db),
  ])
  const byCustomer = new Map<string, PointRow[]>()
  for (const point of found.rows) {
    const known = byCustomer.get(point.customer_id)
    if (known) known.push(point)
    else byCustomer.set(point.customer_id, [point])
  }
  return rows.map((row) => matchable(row, byCustomer.get(row.id) ?? []))
}

function matchable(row: MatchableRow, points: readonly PointRow[]): StoredMatchable {
  const of = (kind: string) => points.filter((point) => point.kind === kind)
  const addresses = of('address')
  return {
    ...row,
    emails: of('email').map(({ value }) => value),
    phones: of('phone').map(({ value }) => value),
    addresses: addresses.flatMap(({ street }) => (street === null ? [] : [street])),
    postcode: addresses.find(({ postcode }) => postcode !== null)?.postcode ?? null,
  }
}

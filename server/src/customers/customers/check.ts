import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { outputSql, scopePredicate } from '../../kernel/query/fields.ts'
import type { Row } from '../../kernel/record/event.ts'
import { comparableCard, comparableEmail } from '../contact-points/contact-value.ts'
import { parsePhones } from '../contact-points/phones.ts'
import { customerRecord } from './customers.fields.ts'

export interface CheckInput {
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly card?: string | undefined
  readonly externalId?: string | undefined
}

/** Customers that already own one of these, so that nobody enters the same one twice. */
export async function checkCustomer(ctx: Ctx, input: CheckInput) {
  const pairs: [string, string][] = []
  if (input.email) pairs.push(['email', comparableEmail(input.email)])
  if (input.card) pairs.push(['card', comparableCard(input.card)])
  for (const phone of input.phone ? parsePhones(input.phone, ctx.actor.country) : []) {
    if (phone.e164) pairs.push(['phone', phone.e164])
  }
  const field = (key: string) =>
    outputSql(customerRecord, customerRecord.fields.find((item) => item.key === key)!, ctx.actor)
  const kinds = pairs.map(([kind]) => kind)
  const values = pairs.map(([, value]) => value)
  const { rows } = await sql<Row>`
    select r.id, ${field('name')} as name, r.kind, ${field('owner')} as owner, ${field('city')} as city
    from customers.v_customer r
    where r.deleted_at is null and ${scopePredicate(customerRecord, ctx.actor)} and (
      r.external_id = ${input.externalId ?? null} or r.id in (
        select p.customer_id from customers.v_contact_point p
        join unnest(${kinds}::text[], ${values}::text[]) as wanted(kind, value)
          on p.kind = wanted.kind and p.value = wanted.value
        where p.deleted_at is null))
    order by r.sort_name limit 10`.execute(ctx.db)
  return { items: rows }
}

import { sql } from 'kysely'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { maskSql, type Sql } from '../../kernel/query/fields.ts'
import type { Row } from '../../kernel/record/event.ts'

/** The rule on the customer's field speaks for every contact point of its kind. */
const FIELD_OF_KIND: Readonly<Record<string, string>> = {
  email: 'primaryEmail',
  phone: 'primaryPhone',
  fax: 'primaryPhone',
  wechat: 'primaryPhone',
}

/** Contact points as the actor may see them: hidden kinds are absent, masked ones shortened by the database. */
export async function listVisibleContactPoints(ctx: Ctx, customerId: string) {
  const kindsWith = (rule: string) =>
    Object.keys(FIELD_OF_KIND).filter((kind) => fieldRule(ctx.actor, 'customer', FIELD_OF_KIND[kind]!) === rule)
  const masked = kindsWith('masked')
  const shown = (column: Sql) => sql`case
    when r.kind = any(${masked}::text[]) and r.kind = 'email' then ${maskSql(column, 'email')}
    when r.kind = any(${masked}::text[]) then ${maskSql(column, 'phone')} else ${column} end`
  const { rows } = await sql<Row>`
    select r.id, r.version, r.kind, ${shown(sql`r.value`)} as value, ${shown(sql`r.display`)} as display, r.extension,
      r.label, r.address, r.is_primary as "isPrimary", r.is_valid as "isValid"
    from customers.v_contact_point r
    where r.customer_id = ${customerId} and r.deleted_at is null and r.kind <> all(${kindsWith('hidden')}::text[])
    order by r.position, r.id`.execute(ctx.db)
  return rows
}

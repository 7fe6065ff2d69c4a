import { sql } from 'kysely'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { maskSql, scopePredicate } from '../../kernel/query/fields.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { updateBatch } from '../../kernel/record/batch.ts'
import type { Row } from '../../kernel/record/event.ts'
import { findRowForUpdate, updateRow } from '../../kernel/record/write.ts'
import { contactPointTable } from '../contact-points/contact-points.ts'
import { comparableEmail } from '../contact-points/contact-value.ts'
import { customerRecord } from '../customers/customers.fields.ts'

const PAGE = 50

export type ContactProblem = 'doubtful' | 'no-domain' | 'bounced'

/** Contact points marked as invalid, the newest first, as the actor may see them. */
export async function listInvalidContacts(
  ctx: Ctx,
  { problem, after }: { problem?: ContactProblem | undefined; after?: string | undefined },
) {
  const ruleOf = (kind: 'email' | 'phone') =>
    fieldRule(ctx.actor, 'customer', kind === 'email' ? 'primaryEmail' : 'primaryPhone')
  const hidden = (['email', 'phone'] as const).filter((kind) => ruleOf(kind) === 'hidden')
  const masked = (['email', 'phone'] as const).filter((kind) => ruleOf(kind) === 'masked')
  const shown = sql`case
    when p.kind = 'email' and 'email' = any(${masked}::text[]) then ${maskSql(sql`p.display`, 'email')}
    when p.kind in ('phone', 'fax') and 'phone' = any(${masked}::text[]) then ${maskSql(sql`p.display`, 'phone')}
    else p.display end`
  const wanted =
    problem === undefined ? sql`true` : problem === 'doubtful' ? sql`p.problem is null` : sql`p.problem = ${problem}`
  const { rows } = await sql<Row & { id: string }>`
    select p.id, p.kind, ${shown} as value, coalesce(p.problem, 'doubtful') as problem, p.problem_detail as detail,
      p.updated_at as "foundAt", jsonb_build_object('id', r.id, 'name', r.name, 'kind', r.kind) as customer
    from customers.v_contact_point p join customers.v_customer r on r.id = p.customer_id
    where not p.is_valid and p.deleted_at is null and r.deleted_at is null and ${wanted}
      and p.kind <> all(${hidden.includes('phone') ? [...hidden, 'fax'] : hidden}::text[])
      and ${after === undefined ? sql`true` : sql`p.id < ${after}`} and ${scopePredicate(customerRecord, ctx.actor)}
    order by p.id desc limit ${PAGE + 1}`.execute(ctx.db)
  const items = rows.slice(0, PAGE)
  return { items, nextAfter: rows.length > PAGE ? items.at(-1)!.id : null }
}

/**
 * Marks an address whose mail came back for good, wherever the actor sees it.
 * @returns how many contact points it stands in; 0 also where it is unknown
 */
export async function reportBounce(ctx: Ctx, { email, detail }: { email: string; detail?: string | undefined }) {
  const { rows } = await sql<{ id: string }>`
    select p.id from customers.v_contact_point p join customers.v_customer r on r.id = p.customer_id
    where p.value = ${comparableEmail(email)} and p.kind = 'email' and p.deleted_at is null and r.deleted_at is null
      and ${scopePredicate(customerRecord, ctx.actor)} limit 500`.execute(ctx.db)
  const marked = rows.map(({ id }) => ({ id, is_valid: false, problem: 'bounced', problem_detail: detail ?? null }))
  await updateBatch(ctx, contactPointTable, marked)
  return { marked: marked.length }
}

/** A person knows better: the contact point counts as valid until something new speaks against it. */
export async function confirmContact(ctx: Ctx, id: string) {
  const row = await findRowForUpdate(ctx, contactPointTable, id)
  await mustSee(ctx, customerRecord, row.customer_id as string)
  await updateRow(ctx, contactPointTable, row, { changes: { is_valid: true, problem: null, problem_detail: null } })
  return { id, isValid: true }
}

import providers from 'email-providers/all.json' with { type: 'json' }
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { searchQuery } from '../../kernel/query/search-tokens.ts'
import { insertRow, type RecordTable } from '../../kernel/record/write.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import { listContactPoints } from '../customers/customers.sql.ts'
import type { RelationRole } from './contract.ts'

export const dismissalTable: RecordTable = {
  table: 'customers.relation_dismissal',
  type: 'relation-dismissal',
  events: 'customers.relation-dismissal',
  customerColumn: 'customer_id',
}

/** Addresses of everybody: a mail at one of these says nothing about an employer. 139 and 189 are China's mobile carriers. */
const PUBLIC_DOMAINS = new Set([...(providers as string[]), '139.com', '189.cn', 'wo.cn'])

/** A value that more customers share than this is a tower, a market or a switchboard, and ties nobody to anybody. */
const SHARED_MAX = 12
const SUGGESTIONS_MAX = 20

type Reason = 'same-address' | 'same-mail-domain' | 'same-phone'

interface Match {
  readonly id: string
  readonly name: string
  readonly kind: 'person' | 'organization'
  readonly jobTitle: string | null
  readonly size: string | null
  readonly reason: Reason
  readonly evidence: string
}

export interface SuggestedRelation {
  readonly other: Pick<Match, 'id' | 'name' | 'kind' | 'jobTitle'>
  readonly role: RelationRole
  readonly direction: 'out' | 'in'
  readonly roleLabel: string
  readonly reasons: readonly { readonly kind: Reason; readonly evidence: string }[]
}

/**
 * Relations that the data hints at and nobody has entered: who shares an address, a phone or the domain of a mail
 * address. Those already related, those outside the actor's scope, and those judged wrong before stay out; what the
 * actor may not read in clear is no evidence for them.
 */
export async function suggestRelations(ctx: Ctx, customerId: string): Promise<{ items: SuggestedRelation[] }> {
  await mustSee(ctx, customerRecord, customerId)
  const own = await readOwn(ctx, customerId)
  const matches = [...(await sharedValues(ctx, customerId)), ...(await sharedDomains(ctx, customerId))]
  const found = new Map<string, SuggestedRelation>()
  for (const match of matches) {
    const relation = relationOf(own, match)
    if (!relation) continue
    const { id, name, kind, jobTitle, reason, evidence } = match
    const reasons = [...(found.get(id)?.reasons ?? []), { kind: reason, evidence }]
    const roleLabel = ctx.t(`relation.${relation.role}.${relation.direction}`)
    found.set(id, { other: { id, name, kind, jobTitle }, ...(found.get(id) ?? { ...relation, roleLabel }), reasons })
  }
  const items = [...found.values()].sort((a, b) => b.reasons.length - a.reasons.length)
  return { items: items.slice(0, SUGGESTIONS_MAX) }
}

/** Remembers that two customers do not stand in this relation. */
export async function dismissSuggestion(ctx: Ctx, customerId: string, input: { other: string; role: RelationRole }) {
  if (input.other === customerId) throw badInput([{ path: '/other', message: 'problem.relation.self' }])
  await mustSee(ctx, customerRecord, customerId)
  await mustSee(ctx, customerRecord, input.other)
  await insertRow(ctx, dismissalTable, {
    id: uuidv7(),
    customer_id: customerId,
    other_customer_id: input.other,
    role: input.role,
  })
  return suggestRelations(ctx, customerId)
}

interface Own {
  readonly kind: 'person' | 'organization'
  readonly size: string | null
}

async function readOwn(ctx: Ctx, customerId: string): Promise<Own> {
  const { rows } = await sql<Own>`
    select r.kind, coalesce(r.employees, r.annual_revenue) as size from customers.v_customer r
    where r.id = ${customerId}`.execute(ctx.db)
  return rows[0]!
}

/**
 * What two customers with something in common may be to each other: members of a household, employee and employer,
 * companies of a group with the larger one as the parent. Colleagues are tied through their employer, not to each other.
 */
function relationOf(own: Own, match: Match): { role: RelationRole; direction: 'out' | 'in' } | null {
  if (own.kind === 'organization' && match.kind === 'organization') {
    const isLarger = Number(own.size ?? 0) >= Number(match.size ?? 0)
    return { role: 'parent-of', direction: isLarger ? 'out' : 'in' }
  }
  if (own.kind !== match.kind) return { role: 'works-at', direction: own.kind === 'person' ? 'out' : 'in' }
  return match.reason === 'same-mail-domain' ? null : { role: 'household', direction: 'out' }
}

/** Columns of a match, and who may be one: seen by the actor, not related yet, not judged wrong. */
const matchColumns = sql`r.id, r.name, r.kind, r.job_title as "jobTitle", coalesce(r.employees, r.annual_revenue) as size`

const mayBeSuggested = (ctx: Ctx, customerId: string) => sql`
  r.deleted_at is null and r.id <> ${customerId} and ${scopePredicate(customerRecord, ctx.actor)}
  and not exists (select 1 from customers.v_relation l where l.deleted_at is null
    and l.from_customer_id = ${customerId} and l.to_customer_id = r.id)
  and not exists (select 1 from customers.v_relation l where l.deleted_at is null
    and l.to_customer_id = ${customerId} and l.from_customer_id = r.id)
  and not exists (select 1 from customers.v_relation_dismissal d where d.deleted_at is null
    and d.customer_id = ${customerId} and d.other_customer_id = r.id)
  and not exists (select 1 from customers.v_relation_dismissal d where d.deleted_at is null
    and d.other_customer_id = ${customerId} and d.customer_id = r.id)`

const isOpen = (ctx: Ctx, field: string) => {
  const rule = fieldRule(ctx.actor, 'customer', field)
  return rule === undefined || rule === 'read-only'
}

/** Customers with the same address in full, or the same phone. A city alone is no address. */
async function sharedValues(ctx: Ctx, customerId: string): Promise<readonly Match[]> {
  const kinds = [...(isOpen(ctx, 'primaryPhone') ? ['phone'] : []), ...(isOpen(ctx, 'city') ? ['address'] : [])]
  const { rows } = await sql<Match>`
    with shared as (
      select own.kind, own.display, array(
        select p.customer_id from customers.v_contact_point p
        where p.value = own.value and p.kind = own.kind and p.deleted_at is null limit ${SHARED_MAX + 1}) as holders
      from customers.v_contact_point own
      where own.customer_id = ${customerId} and own.deleted_at is null and own.kind = any(${kinds}::text[])
        and (own.kind = 'phone' or own.address ? 'street'))
    select ${matchColumns}, 'same-' || s.kind as reason, s.display as evidence
    from shared s join customers.v_customer r on r.id = any(s.holders)
    where cardinality(s.holders) <= ${SHARED_MAX} and ${mayBeSuggested(ctx, customerId)}
    order by r.sort_name, r.id`.execute(ctx.db)
  return rows
}

/** Customers whose mail addresses lie in the same domain, unless that is open to everybody. */
async function sharedDomains(ctx: Ctx, customerId: string): Promise<readonly Match[]> {
  if (!isOpen(ctx, 'primaryEmail')) return []
  const points = await listContactPoints(ctx, customerId)
  const mails = points.filter(({ kind }) => kind === 'email').map(({ value }) => value.slice(value.indexOf('@') + 1))
  const domains = [...new Set(mails)].filter((domain) => !PUBLIC_DOMAINS.has(domain))
  const found = domains.slice(0, 5).map((domain) => inDomain(ctx, customerId, domain))
  return (await Promise.all(found)).flat()
}

async function inDomain(ctx: Ctx, customerId: string, domain: string): Promise<readonly Match[]> {
  const { rows } = await sql<Match>`
    select ${matchColumns}, 'same-mail-domain' as reason, ${`@${domain}`} as evidence
    from customers.v_customer r
    where r.search @@ ${searchQuery(`@${domain}`, { weights: 'B' })}::tsquery and ${mayBeSuggested(ctx, customerId)}
      and exists (select 1 from customers.v_contact_point p where p.customer_id = r.id and p.kind = 'email'
        and p.deleted_at is null and split_part(p.value, '@', 2) = ${domain})
    order by r.kind, r.sort_name, r.id limit ${SUGGESTIONS_MAX}`.execute(ctx.db)
  return rows
}

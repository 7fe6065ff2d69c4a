import { sql } from 'kysely'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { outputSql, type Sql, scopePredicate } from '../../kernel/query/fields.ts'
import { selectList } from '../../kernel/query/list.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import { sortName } from '../names.ts'
import type { Candidate } from './contract.ts'
import type { Hint } from './hint.ts'

const CANDIDATES_MAX = 50
const SHOWN_MAX = 20
/** Customers whose numbers end alike in seven digits. */
const NUMBERS_MAX = 500

/** Columns of a candidate as the actor may see them. */
function candidateColumns(ctx: Ctx): Sql {
  const rule = (key: string) => fieldRule(ctx.actor, 'customer', key)
  const shown = (key: string) =>
    outputSql(customerRecord, customerRecord.fields.find((field) => field.key === key)!, ctx.actor)
  const parts = ['organization', 'jobTitle', 'industry', 'city']
    .filter((key) => rule(key) !== 'hidden')
    .map((key) => (key === 'organization' && rule(key) !== 'masked' ? sql`(${shown(key)})->>'name'` : shown(key)))
  const name = rule('name') === 'hidden' ? sql`''` : shown('name')
  return sql`r.id, ${name} as name, concat_ws(${sql.join([sql`' · '`, ...parts])}) as subtitle`
}

/**
 * Customers that own the hint exactly. Where several share a switchboard, the extension that was dialled tells them
 * apart if one of them has it.
 */
export async function findOwners(ctx: Ctx, { exact, externalId, extension }: Hint): Promise<Candidate[]> {
  const { rows } = await sql<Candidate & { has_extension: boolean }>`
    with owner as materialized (
      select p.customer_id as id, p.extension from customers.v_contact_point p
      where p.value = any(${exact.values}::text[]) and p.kind = any(${exact.kinds}::text[]) and p.deleted_at is null
      limit 100),
    coded as materialized (
      select coalesce(c.survivor_id, c.id) as id from customers.v_customer c
      where c.external_id = ${externalId} and (c.deleted_at is null or c.survivor_id is not null))
    select ${candidateColumns(ctx)}, found.has_extension
    from (
      select id, bool_or(has_extension) as has_extension from (
        select id, extension = ${extension} as has_extension from owner union all select id, null from coded) every
      group by id) found
    cross join lateral (
      -- offset 0 keeps the scope out of the plan: the owners are few, the actor's customers may be many.
      select * from customers.v_customer c where c.id = found.id offset 0) r
    where r.deleted_at is null and ${scopePredicate(customerRecord, ctx.actor)}
    order by greatest(r.last_contact_on, r.last_order_on) desc nulls last, r.sort_name
    limit ${SHOWN_MAX}`.execute(ctx.db)
  const dialled = rows.filter(({ has_extension }) => has_extension)
  return (dialled.length > 0 ? dialled : rows).map(({ has_extension: _, ...candidate }) => candidate)
}

/**
 * Customers that a fragment fits: those of exactly this name and up to fifty by their search tokens, in the order
 * exact name, beginning of the name, recent contact.
 */
export async function findCandidates(ctx: Ctx, hint: Hint): Promise<Candidate[]> {
  const scope = scopePredicate(customerRecord, ctx.actor)
  const name = hint.text.toLowerCase()
  const { rows } = await sql<Candidate>`
    with named as materialized (
      select r.id from customers.v_customer r
      where r.sort_name = ${sortName(hint.text)} and r.deleted_at is null and ${scope} limit ${CANDIDATES_MAX}),
    found as materialized (
      select r.id from ${matching(hint)} r where ${scope} limit ${CANDIDATES_MAX})
    select ${candidateColumns(ctx)}
    from (select id from named union select id from found) matched
    join customers.v_customer r on r.id = matched.id
    order by lower(r.name) = ${name} desc,
      starts_with(lower(r.name), ${name}) or starts_with(r.sort_name, ${name}) desc,
      greatest(r.last_contact_on, r.last_order_on) desc nulls last, r.sort_name, r.id
    limit ${SHOWN_MAX}`.execute(ctx.db)
  return rows
}

/**
 * Customers whose search tokens fit. A number has few that do, so they are fetched before anybody asks whose they are:
 * left to itself, the planner reads the index of all the actor's customers as well.
 */
function matching({ tokens, tail }: Hint): Sql {
  if (!tail) {
    return sql`(select * from customers.v_customer c where c.search @@ ${tokens}::tsquery and c.deleted_at is null)`
  }
  return sql`(
    select * from (
      select * from customers.v_customer c
      where c.search @@ ${`(${tokens}) | (${tail.tokens})`}::tsquery and c.deleted_at is null limit ${NUMBERS_MAX}) r
    where r.search @@ ${tokens}::tsquery or ${ownsTail(tail.digits)})`
}

/** One number ends in the other: dialled with an area code and stored without, or the other way round. */
const ownsTail = (digits: string) => sql`exists (
  select from customers.v_contact_point p,
    lateral (select regexp_replace(p.value, '\\D', '', 'g') as digits) stored
  where p.customer_id = r.id and p.kind in ('phone', 'fax') and p.deleted_at is null and length(stored.digits) >= 7
    and (right(stored.digits, length(${digits})) = ${digits} or right(${digits}, length(stored.digits)) = stored.digits))`

const BRIEF_KEYS = [
  'name',
  'kind',
  'familyName',
  'latinName',
  'jobTitle',
  'gender',
  'organization',
  'owner',
  'birthday',
  'since',
  'lastContactOn',
  'lastOrderOn',
]

export type BriefRow = Readonly<Record<string, unknown>>

/** The customer's row for the brief; fields that the role may not see are absent, masked ones shortened. */
export async function findBriefRow(ctx: Ctx, id: string): Promise<BriefRow> {
  const keys = BRIEF_KEYS.filter((key) => fieldRule(ctx.actor, 'customer', key) !== 'hidden')
  const { rows } = await sql<BriefRow>`
    select ${selectList(customerRecord, ctx.actor, keys)}, r.first_order_on from customers.v_customer r where r.id = ${id}`.execute(
    ctx.db,
  )
  return rows[0]!
}

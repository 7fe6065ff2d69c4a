import { sql } from 'kysely'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { Sql } from '../../kernel/query/fields.ts'

/**
 * Field key → that it is not filled in, over alias `r` of a customer; the same as `completeness.ts` says of one row.
 * What makes no sense for a kind of customer is never missing there.
 */
const MISSING = {
  owner: sql`r.owner_id is null`,
  primaryPhone: sql`r.primary_phone is null`,
  primaryEmail: sql`r.primary_email is null`,
  city: sql`r.city is null`,
  source: sql`r.source is null`,
  organization: sql`r.kind = 'person' and r.organization_id is null and r.job_title is null`,
  birthday: sql`r.kind = 'person' and r.birth_month is null`,
  language: sql`r.kind = 'person' and r.language is null`,
  gender: sql`r.kind = 'person' and r.gender is null`,
  industry: sql`r.kind = 'organization' and r.industry is null`,
  employees: sql`r.kind = 'organization' and r.employees is null and r.annual_revenue is null`,
  website: sql`r.kind = 'organization' and r.website is null`,
  since: sql`r.kind = 'organization' and r.since is null and r.founded_year is null`,
} satisfies Readonly<Record<string, Sql>>

export type EnrichableField = keyof typeof MISSING
export const ENRICHABLE_FIELDS = Object.keys(MISSING) as [EnrichableField, ...EnrichableField[]]

export const isMissing = (field: EnrichableField): Sql => sql`(${MISSING[field]})`

/** Whether the field named by a column is not filled in. */
export const isNamedMissing = (column: Sql): Sql =>
  sql`(case ${column} ${sql.join(
    ENRICHABLE_FIELDS.map((field) => sql`when ${field} then ${isMissing(field)}`),
    sql` `,
  )} else false end)`

/** The fields whose absence the actor may know of. */
export const enrichableFor = (ctx: Ctx): readonly EnrichableField[] =>
  ENRICHABLE_FIELDS.filter((field) => fieldRule(ctx.actor, 'customer', field) !== 'hidden')

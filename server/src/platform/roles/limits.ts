import { sql } from 'kysely'
import { type Actor, type FieldRule, type RecordScope, scopeOf } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, forbidden } from '../../kernel/problem.ts'
import type { AccessCatalogue } from '../auth/load-actor.ts'

/** What a role grants, as stored. */
export interface Grants {
  readonly permissions: readonly string[]
  readonly scopes: Readonly<Record<string, RecordScope>>
  readonly field_rules: Readonly<Record<string, FieldRule>>
  readonly is_system: boolean
}

const STRICTNESS: Readonly<Record<FieldRule, number>> = { 'read-only': 1, masked: 2, hidden: 3 }

/** Nobody gives, takes away or takes over more than they hold themselves. @throws not-permitted */
export function mustNotExceed(actor: Actor, catalogue: AccessCatalogue, grants: Grants): void {
  const permissions = grants.is_system ? catalogue.permissions : grants.permissions
  const missing = permissions.find((word) => !actor.permissions.has(word))
  if (missing !== undefined) throw forbidden(missing)
  for (const type of catalogue.recordTypes) {
    if (!permissions.includes(`${type}.read`)) continue
    const mine = scopeOf(actor, type)
    const given = grants.is_system ? 'all' : (grants.scopes[type] ?? 'own')
    if (mine !== 'all' && given !== 'own' && given !== mine) throw forbidden(`${type}.read`)
  }
  for (const [field, rule] of Object.entries(actor.fieldRules)) {
    const given = grants.is_system ? undefined : grants.field_rules[field]
    if (!given || STRICTNESS[given] < STRICTNESS[rule]) throw forbidden(field)
  }
}

/** The grants of a role that is to be given or touched. @throws bad-input when there is no such role */
export async function findGrants(ctx: Ctx, roleId: string): Promise<Grants> {
  const { rows } = await sql<Grants>`
    select permissions, scopes, field_rules, is_system from platform.v_role
    where id = ${roleId} and deleted_at is null`.execute(ctx.db)
  if (rows[0]) return rows[0]
  throw badInput([{ path: '/roleId', message: 'problem.field.value', params: { field: 'roleId' } }])
}

import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { can, type FieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict, notFound } from '../../kernel/problem.ts'
import type { Row } from '../../kernel/record/event.ts'
import { binRow, findRowForUpdate, insertRow, updateRow } from '../../kernel/record/write.ts'
import type { AccessCatalogue } from '../auth/load-actor.ts'
import { withCustomFields } from '../custom-fields/custom-fields.ts'
import { findRecord, knownRecords } from '../records/registry.ts'
import type { changeRoleRoute, createRoleRoute } from './contract.ts'
import { type Grants, mustNotExceed } from './limits.ts'
import { roleTable } from './role-table.ts'

interface RoleRow extends Grants {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly members: number
}

type FieldRuleList = NonNullable<Static<typeof createRoleRoute.body>['fieldRules']>

async function findRoles(ctx: Ctx, id: string | null): Promise<readonly RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select r.id, r.version, r.name, r.permissions, r.scopes, r.field_rules, r.is_system,
      (select count(*) from platform.v_member m where m.role_id = r.id and m.deleted_at is null) as members
    from platform.v_role r
    where r.deleted_at is null and (${id}::uuid is null or r.id = ${id}::uuid)
    order by r.is_system desc, r.created_at, r.id`.execute(ctx.db)
  return rows
}

export async function listRoles(ctx: Ctx, catalogue: AccessCatalogue) {
  const rows = await findRoles(ctx, null)
  if (can(ctx.actor, 'settings.roles')) return { items: rows.map((row) => presentRole(row, catalogue)) }
  return { items: rows.map(({ id, name, is_system }) => ({ id, name, isSystem: is_system })) }
}

export async function readRole(ctx: Ctx, catalogue: AccessCatalogue, id: string) {
  const [row] = await findRoles(ctx, id)
  if (!row) throw notFound({ id })
  return presentRole(row, catalogue)
}

function presentRole(row: RoleRow, catalogue: AccessCatalogue) {
  const all = Object.fromEntries(catalogue.recordTypes.map((type) => [type, 'all']))
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    permissions: row.is_system ? catalogue.permissions : row.permissions,
    scopes: row.is_system ? all : row.scopes,
    fieldRules: Object.entries(row.field_rules).map(([path, rule]) => {
      const [record = '', ...field] = path.split('.')
      return { record, field: field.join('.'), rule }
    }),
    members: row.members,
    isSystem: row.is_system,
    can: { update: !row.is_system, delete: !row.is_system && row.members === 0 },
  }
}

/** What roles can allow: labelled words, and record types with their fields. */
export async function listPermissions(ctx: Ctx, catalogue: AccessCatalogue) {
  const records = await Promise.all(
    knownRecords(ctx).map(async ({ record }) => ({
      type: record.type,
      label: ctx.t(`${record.type}.labels`),
      hasScope: record.scope !== null,
      fields: (await withCustomFields(record)(ctx)).fields
        .filter(({ key }) => key !== 'custom')
        .map(({ key, label }) => ({ key, label: label ?? ctx.t(`${record.type}.field.${key}`) })),
    })),
  )
  const labelOf = (word: string) => {
    const own = ctx.t(`permission.${word}`)
    if (own !== `permission.${word}`) return own
    const [record = '', action = ''] = word.split('.')
    return ctx.t('permission.of-record', {
      action: ctx.t(`permission.action.${action}`),
      records: ctx.t(`${record}.labels`),
    })
  }
  return {
    items: catalogue.permissions.map((word) => ({ word, group: word.split('.')[0], label: labelOf(word) })),
    records,
    scopes: ['own', 'team', 'territory', 'all'].map((value) => ({ value, label: ctx.t(`scope.${value}`) })),
    rules: ['hidden', 'masked', 'read-only'].map((value) => ({ value, label: ctx.t(`rule.${value}`) })),
  }
}

export async function createRole(ctx: Ctx, catalogue: AccessCatalogue, input: Static<typeof createRoleRoute.body>) {
  const columns = {
    name: input.name.trim(),
    permissions: checkWords(catalogue, input.permissions),
    scopes: checkScopes(catalogue, input.scopes ?? {}),
    field_rules: await checkRules(ctx, input.fieldRules ?? []),
    is_system: false,
  }
  mustNotExceed(ctx.actor, catalogue, columns)
  const id = uuidv7()
  await insertRow(ctx, roleTable, { id, ...columns })
  return readRole(ctx, catalogue, id)
}

/** @throws role-fixed for the administrator's role */
export async function changeRole(
  ctx: Ctx,
  catalogue: AccessCatalogue,
  id: string,
  input: Static<typeof changeRoleRoute.body>,
) {
  const row = await findRowForUpdate(ctx, roleTable, id)
  if (row.is_system) throw conflict('role-fixed')
  mustNotExceed(ctx.actor, catalogue, row as unknown as Grants)
  const changes: Row = {
    ...(input.name !== undefined && { name: input.name.trim() }),
    ...(input.permissions && { permissions: checkWords(catalogue, input.permissions) }),
    ...(input.scopes && { scopes: checkScopes(catalogue, input.scopes) }),
    ...(input.fieldRules && { field_rules: await checkRules(ctx, input.fieldRules) }),
  }
  mustNotExceed(ctx.actor, catalogue, { ...row, ...changes } as unknown as Grants)
  await updateRow(ctx, roleTable, row, { changes, version: input.version })
  return readRole(ctx, catalogue, id)
}

/** @throws role-fixed for the administrator's role; role-in-use while people or keys have it */
export async function deleteRole(ctx: Ctx, id: string): Promise<void> {
  const row = await findRowForUpdate(ctx, roleTable, id)
  if (row.is_system) throw conflict('role-fixed')
  const { rows } = await sql`
    select 1 from platform.v_member where role_id = ${id} and deleted_at is null
    union all select 1 from platform.v_key where role_id = ${id} and deleted_at is null limit 1`.execute(ctx.db)
  if (rows.length > 0) throw conflict('role-in-use')
  await binRow(ctx, roleTable, row)
}

const wrong = (path: string, field: string) => ({ path, message: 'problem.field.value', params: { field } })

function checkWords(catalogue: AccessCatalogue, words: readonly string[]): readonly string[] {
  const errors = words.flatMap((word, index) =>
    catalogue.permissions.includes(word) ? [] : [wrong(`/permissions/${index}`, word)],
  )
  if (errors.length > 0) throw badInput(errors)
  return [...new Set(words)].sort()
}

function checkScopes(catalogue: AccessCatalogue, scopes: Grants['scopes']): Grants['scopes'] {
  const errors = Object.keys(scopes).flatMap((type) =>
    catalogue.recordTypes.includes(type) ? [] : [wrong(`/scopes/${type}`, type)],
  )
  if (errors.length > 0) throw badInput(errors)
  return scopes
}

async function checkRules(ctx: Ctx, rules: FieldRuleList): Promise<Readonly<Record<string, FieldRule>>> {
  const checked: Record<string, FieldRule> = {}
  for (const [index, { record, field, rule }] of rules.entries()) {
    const known = findRecord(ctx, record)
    const type = known && (await withCustomFields(known.record)(ctx))
    if (!type?.fields.some(({ key }) => key === field)) {
      throw badInput([wrong(`/fieldRules/${index}/field`, `${record}.${field}`)])
    }
    checked[`${record}.${field}`] = rule
  }
  return checked
}

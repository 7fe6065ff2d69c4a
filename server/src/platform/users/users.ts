import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict } from '../../kernel/problem.ts'
import { readRecord } from '../../kernel/query/record-routes.ts'
import { findRowForUpdate, insertRow, type StoredRow, updateRow } from '../../kernel/record/write.ts'
import { membershipsOf } from '../auth/better-auth.ts'
import type { Platform } from '../platform.ts'
import { findGrants, mustNotExceed } from '../roles/limits.ts'
import { wrongTimeZone } from '../session/setup.ts'
import { isTimeZone } from '../workspaces/places.ts'
import type { addUserRoute, changeUserRoute } from './contract.ts'
import { memberTable } from './member-table.ts'
import { userRecord } from './users.fields.ts'

type Services = Pick<Platform, 'accounts' | 'authPool' | 'catalogue'>

const oneTimePassword = () => randomBytes(12).toString('base64url')

/**
 * Adds a person to the workspace. The answer is the same whether or not they have an account elsewhere: an account
 * that exists keeps its own password, and nobody learns of it.
 */
export async function addUser(ctx: Ctx, services: Services, input: Static<typeof addUserRoute.body>) {
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) throw wrongTimeZone()
  mustNotExceed(ctx.actor, services.catalogue, await findGrants(ctx, input.roleId))
  const email = input.email.toLowerCase()
  const { rows } = await sql`select 1 from platform.v_member where lower(email) = ${email}`.execute(ctx.db)
  if (rows.length > 0) throw conflict('user-exists')
  const password = input.password ?? oneTimePassword()
  const account = { email, name: input.name.trim(), password, mustChangePassword: true }
  const id = (await services.accounts.find(email)) ?? (await services.accounts.create(account))
  await insertRow(ctx, memberTable, {
    id,
    name: input.name.trim(),
    email,
    language: input.language ?? ctx.actor.language,
    time_zone: input.timeZone ?? ctx.actor.timeZone,
    role_id: input.roleId,
  })
  await setMemberships(ctx, id, input)
  return { ...(await readRecord(ctx, userRecord, id)), oneTimePassword: input.password ? null : password }
}

/** @throws last-administrator when nobody would be left to administer the workspace */
export async function changeUser(ctx: Ctx, services: Services, id: string, input: Static<typeof changeUserRoute.body>) {
  const row = await findRowForUpdate(ctx, memberTable, id)
  mustNotExceed(ctx.actor, services.catalogue, await findGrants(ctx, row.role_id as string))
  if (input.roleId !== undefined) {
    mustNotExceed(ctx.actor, services.catalogue, await findGrants(ctx, input.roleId))
  }
  await updateRow(ctx, memberTable, row, {
    changes: {
      ...(input.name !== undefined && { name: input.name.trim() }),
      ...(input.roleId !== undefined && { role_id: input.roleId }),
      ...(input.disabled !== undefined && { is_disabled: input.disabled }),
    },
    version: input.version,
  })
  await mustHaveAdministrator(ctx)
  await setMemberships(ctx, id, input)
  if (input.disabled) await services.accounts.endSessions(id, ctx.actor.workspaceId)
  return readRecord(ctx, userRecord, id)
}

/** @throws account-elsewhere when the account serves other workspaces too: their administrators have a say in it */
export async function resetPassword(ctx: Ctx, services: Services, id: string) {
  const row = await findRowForUpdate(ctx, memberTable, id)
  mustNotExceed(ctx.actor, services.catalogue, await findGrants(ctx, row.role_id as string))
  const memberships = await membershipsOf(services.authPool, id)
  if (memberships.some((workspace) => workspace.id !== ctx.actor.workspaceId)) throw conflict('account-elsewhere')
  const password = oneTimePassword()
  await services.accounts.setPassword(id, password, true)
  await recordUser(ctx, row, 'password-reset')
  return { oneTimePassword: password }
}

/** Roles are locked, so that two administrators cannot step down at the same moment. */
async function mustHaveAdministrator(ctx: Ctx): Promise<void> {
  const { workspaceId } = ctx.actor
  await sql`select 1 from platform.role where workspace_id = ${workspaceId} and is_system for update`.execute(ctx.db)
  const { rows } = await sql`
    select 1 from platform.member m join platform.role r on r.workspace_id = m.workspace_id and r.id = m.role_id
    where m.workspace_id = ${workspaceId} and r.is_system and not m.is_disabled and m.deleted_at is null
    limit 1`.execute(ctx.db)
  if (rows.length === 0) throw conflict('last-administrator')
}

const recordUser = (ctx: Ctx, { id, version }: StoredRow, verb: string, before?: object, after?: object) =>
  ctx.record({
    type: `${memberTable.events}.${verb}`,
    subjectType: memberTable.type,
    subjectId: id,
    version,
    before: { ...before },
    after: { ...after },
  })

interface Memberships {
  readonly teamIds?: readonly string[] | undefined
  readonly territoryIds?: readonly string[] | undefined
}

async function setMemberships(ctx: Ctx, id: string, { teamIds, territoryIds }: Memberships): Promise<void> {
  if (teamIds) await setIds(ctx, id, 'team', teamIds)
  if (territoryIds) await setIds(ctx, id, 'territory', territoryIds)
}

/** Makes these the member's teams or territories. @throws bad-input when one does not exist */
async function setIds(ctx: Ctx, id: string, kind: 'team' | 'territory', wanted: readonly string[]): Promise<void> {
  const { workspaceId } = ctx.actor
  const [link, column] = [sql.table(`platform.${kind}_member`), sql.ref(`${kind}_id`)]
  const known = await sql`
    select 1 from ${sql.table(`platform.${kind}`)}
    where workspace_id = ${workspaceId} and id = any(${wanted}::uuid[]) and deleted_at is null`.execute(ctx.db)
  if (known.rows.length < wanted.length) {
    throw badInput([{ path: `/${kind}Ids`, message: 'problem.field.value', params: { field: `${kind}Ids` } }])
  }
  const { rows } = await sql<{ id: string }>`
    select ${column} as id from ${link} where workspace_id = ${workspaceId} and member_id = ${id}`.execute(ctx.db)
  const before = rows.map((row) => row.id).sort()
  if (before.join() === [...wanted].sort().join()) return
  await sql`delete from ${link} where workspace_id = ${workspaceId} and member_id = ${id}`.execute(ctx.db)
  await sql`
    insert into ${link} (workspace_id, ${column}, member_id)
    select ${workspaceId}, wanted, ${id} from unnest(${wanted}::uuid[]) wanted`.execute(ctx.db)
  const row = await findRowForUpdate(ctx, memberTable, id)
  await recordUser(ctx, row, 'moved', { [`${kind}_ids`]: before }, { [`${kind}_ids`]: [...wanted].sort() })
}

import { sql } from 'kysely'
import type { Actor, FieldRule, Language, RecordScope } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type Runtime, readTransaction } from '../../kernel/database/transaction.ts'

interface AccessRow {
  readonly name: string
  readonly permissions: readonly string[]
  readonly scopes: Readonly<Record<string, RecordScope>>
  readonly field_rules: Readonly<Record<string, FieldRule>>
  readonly is_system: boolean
  readonly language: Language
  readonly time_zone: string
  readonly currency: string
  readonly country: string
  readonly team_ids: readonly string[]
  readonly territory_ids: readonly string[]
}

/** Somebody without rights, for what the product does on its own behalf within a workspace. */
export const systemActor = (workspaceId: string): Actor => ({
  workspaceId,
  userId: null,
  keyId: null,
  name: 'Rapport',
  permissions: new Set(),
  scopes: {},
  teamIds: [],
  territoryIds: [],
  fieldRules: {},
  language: 'en',
  timeZone: 'UTC',
  currency: 'CNY',
  country: 'CN',
})

export interface AccessCatalogue {
  /** Every permission word of the product. */
  readonly permissions: readonly string[]
  readonly recordTypes: readonly string[]
}

/** What a member may do now; null when they are gone or disabled. */
export async function loadMember(
  runtime: Runtime,
  catalogue: AccessCatalogue,
  workspaceId: string,
  userId: string,
): Promise<Actor | null> {
  const row = await readTransaction(runtime, systemActor(workspaceId), { requestId: userId }, (ctx) =>
    findMemberAccess(ctx, userId),
  )
  return row ? toActor(row, catalogue, { workspaceId, userId, keyId: null }) : null
}

/** What an API key may do now; null when it was revoked. */
export async function loadKey(
  runtime: Runtime,
  catalogue: AccessCatalogue,
  workspaceId: string,
  keyId: string,
): Promise<Actor | null> {
  const row = await readTransaction(runtime, systemActor(workspaceId), { requestId: keyId }, (ctx) =>
    findKeyAccess(ctx, keyId),
  )
  return row ? toActor(row, catalogue, { workspaceId, userId: null, keyId }) : null
}

async function findMemberAccess(ctx: Ctx, userId: string): Promise<AccessRow | undefined> {
  const { rows } = await sql<AccessRow>`
    with recursive own_team (id) as (
      select tm.team_id from platform.v_team_member tm join platform.v_team t on t.id = tm.team_id
       where tm.member_id = ${userId} and t.deleted_at is null
      union
      select t.id from platform.v_team t join own_team o on t.parent_id = o.id where t.deleted_at is null)
    select m.name, r.permissions, r.scopes, r.field_rules, r.is_system, m.language, m.time_zone, w.currency, w.country,
      array(select id from own_team) as team_ids,
      array(select tm.territory_id from platform.v_territory_member tm join platform.v_territory t on t.id = tm.territory_id
             where tm.member_id = m.id and t.deleted_at is null) as territory_ids
    from platform.v_member m
    join platform.v_role r on r.id = m.role_id
    join platform.v_workspace w on w.deleted_at is null
    where m.id = ${userId} and not m.is_disabled and m.deleted_at is null`.execute(ctx.db)
  return rows[0]
}

async function findKeyAccess(ctx: Ctx, keyId: string): Promise<AccessRow | undefined> {
  const { rows } = await sql<AccessRow>`
    select k.name, r.permissions, r.scopes, r.field_rules, r.is_system, w.language, w.time_zone, w.currency, w.country,
      '{}'::uuid[] as team_ids, '{}'::uuid[] as territory_ids
    from platform.v_key k
    join platform.v_role r on r.id = k.role_id
    join platform.v_workspace w on w.deleted_at is null
    where k.id = ${keyId} and k.deleted_at is null`.execute(ctx.db)
  return rows[0]
}

function toActor(
  row: AccessRow,
  catalogue: AccessCatalogue,
  who: Pick<Actor, 'workspaceId' | 'userId' | 'keyId'>,
): Actor {
  return {
    ...who,
    name: row.name,
    permissions: new Set(row.is_system ? catalogue.permissions : row.permissions),
    scopes: row.is_system
      ? Object.fromEntries(catalogue.recordTypes.map((type) => [type, 'all' as const]))
      : row.scopes,
    fieldRules: row.is_system ? {} : row.field_rules,
    teamIds: row.team_ids,
    territoryIds: row.territory_ids,
    language: row.language,
    timeZone: row.time_zone,
    currency: row.currency,
    country: row.country,
  }
}

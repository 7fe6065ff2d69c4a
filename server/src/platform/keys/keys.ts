import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../kernel/context.ts'
import { binRow, findRowForUpdate } from '../../kernel/record/write.ts'
import type { Platform } from '../platform.ts'
import { findGrants, mustNotExceed } from '../roles/limits.ts'
import type { createKeyRoute } from './contract.ts'
import { issueKey, keyTable } from './create-key.ts'

type Services = Pick<Platform, 'auth' | 'catalogue'>

export async function listKeys(ctx: Ctx) {
  const { rows } = await sql`
    select k.id, k.version, k.name, k.start, k.created_at as "createdAt", a."lastRequest" as "lastUsedAt",
      jsonb_build_object('id', r.id, 'name', r.name) as role,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as "createdBy"
    from platform.v_key k
    join platform.v_role r on r.id = k.role_id
    left join platform.v_member m on m.id = k.created_by
    left join auth.apikey a on a.id = k.id and a."referenceId" = ${ctx.actor.workspaceId}
    where k.deleted_at is null order by k.created_at desc, k.id`.execute(ctx.db)
  return { items: rows }
}

/** Nobody makes a key that may do more than they may themselves. */
export async function addKey(ctx: Ctx, services: Services, input: Static<typeof createKeyRoute.body>) {
  mustNotExceed(ctx.actor, services.catalogue, await findGrants(ctx, input.roleId))
  const name = input.name.trim()
  return { ...(await issueKey(ctx, services.auth, { name, roleId: input.roleId })), name }
}

export async function revokeKey(ctx: Ctx, services: Services, id: string): Promise<void> {
  await binRow(ctx, keyTable, await findRowForUpdate(ctx, keyTable, id))
  const { adapter } = await services.auth.$context
  await adapter.delete({ model: 'apikey', where: [{ field: 'id', value: id }] })
}

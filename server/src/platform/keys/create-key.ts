import { sql } from 'kysely'
import type pg from 'pg'
import type { Ctx } from '../../kernel/context.ts'
import { type Runtime, writeTransaction } from '../../kernel/database/transaction.ts'
import { badInput } from '../../kernel/problem.ts'
import { insertRow, type RecordTable } from '../../kernel/record/write.ts'
import type { Auth } from '../auth/better-auth.ts'
import { type AccessCatalogue, systemActor } from '../auth/load-actor.ts'
import { findRoleNamed } from '../roles/find-role.ts'
import { findWorkspaceNamed } from '../workspaces/find-workspace.ts'

export const keyTable: RecordTable = {
  table: 'platform.key',
  type: 'key',
  events: 'platform.key',
  customerColumn: null,
}

export interface NewKey {
  /** Id or name; may be omitted while there is one workspace. */
  readonly workspace?: string | undefined
  /** Id or name; the administrator's when omitted. */
  readonly role?: string | undefined
  readonly name: string
}

export interface CreatedKey {
  readonly id: string
  /** Told once; only its hash is kept. */
  readonly secret: string
  readonly workspaceId: string
}

/** A key made by the command line, on nobody's behalf. */
export async function createKey(
  { runtime, auth, pool }: { runtime: Runtime; auth: Auth; pool: pg.Pool; catalogue: AccessCatalogue },
  { workspace, role, name }: NewKey,
): Promise<CreatedKey> {
  const { id: workspaceId } = await findWorkspaceNamed(pool, workspace)
  return writeTransaction(runtime, systemActor(workspaceId), { requestId: workspaceId }, async (ctx) => {
    const created = await issueKey(ctx, auth, { name, roleId: await findRoleNamed(ctx, role) })
    return { ...created, workspaceId }
  })
}

/** Makes a key's secret and its row. The role decides what the key may do. */
export async function issueKey(ctx: Ctx, auth: Auth, { name, roleId }: { name: string; roleId: string }) {
  const { rows } = await sql`select 1 from platform.v_role where id = ${roleId} and deleted_at is null`.execute(ctx.db)
  if (rows.length === 0) {
    throw badInput([{ path: '/roleId', message: 'problem.field.value', params: { field: 'roleId' } }])
  }
  const key = await auth.api.createApiKey({ body: { userId: ctx.actor.workspaceId, name } })
  await insertRow(ctx, keyTable, {
    id: key.id,
    name,
    role_id: roleId,
    start: key.start ?? '',
    created_by: ctx.actor.userId,
  })
  return { id: key.id, secret: key.key }
}

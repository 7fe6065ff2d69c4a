import type pg from 'pg'
import type { Language } from '../../kernel/actor.ts'
import { writeTransaction } from '../../kernel/database/transaction.ts'
import { insertRow } from '../../kernel/record/write.ts'
import { systemActor } from '../auth/load-actor.ts'
import { findRoleNamed } from '../roles/find-role.ts'
import { createWorkspace, type WorkspaceMaker } from '../workspaces/create-workspace.ts'
import { findWorkspaceNamed, listWorkspaces } from '../workspaces/find-workspace.ts'
import { placeOf } from '../workspaces/places.ts'
import { memberTable } from './member-table.ts'

export interface NewUser {
  readonly email: string
  readonly name: string
  /** Ignored where the person has an account already. */
  readonly password: string
  /** Id or name; names the firm when there is none yet. */
  readonly workspace?: string | undefined
  /** Id or name; the administrator's when omitted. */
  readonly role?: string | undefined
  readonly language?: Language | undefined
  readonly country?: string | undefined
}

export interface CreatedUser {
  readonly userId: string
  readonly workspaceId: string
}

/** A user made by the command line. Without any workspace, the first firm is made around them. */
export async function createUser(maker: WorkspaceMaker & { pool: pg.Pool }, input: NewUser): Promise<CreatedUser> {
  const language = input.language ?? 'en'
  const country = input.country ?? 'CN'
  if ((await listWorkspaces(maker.pool)).length === 0) {
    return createWorkspace(
      maker,
      { ...input, language, country, firm: input.workspace ?? 'Rapport' },
      { onlyFirst: true },
    )
  }
  const { id: workspaceId } = await findWorkspaceNamed(maker.pool, input.workspace)
  const { runtime, accounts } = maker
  return writeTransaction(runtime, systemActor(workspaceId), { requestId: workspaceId }, async (ctx) => {
    const roleId = await findRoleNamed(ctx, input.role)
    const userId =
      (await accounts.find(input.email)) ?? (await accounts.create({ ...input, mustChangePassword: false }))
    await insertRow(ctx, memberTable, {
      id: userId,
      name: input.name,
      email: input.email.toLowerCase(),
      language,
      time_zone: placeOf(country).timeZone,
      role_id: roleId,
    })
    return { userId, workspaceId }
  })
}

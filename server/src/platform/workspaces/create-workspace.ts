import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Language } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type Runtime, writeTransaction } from '../../kernel/database/transaction.ts'
import { conflict } from '../../kernel/problem.ts'
import { insertRow, type RecordTable } from '../../kernel/record/write.ts'
import type { Accounts } from '../auth/accounts.ts'
import { type AccessCatalogue, systemActor } from '../auth/load-actor.ts'
import { createDefaultRoles } from '../roles/default-roles.ts'
import { memberTable } from '../users/member-table.ts'
import { placeOf } from './places.ts'

export const workspaceTable: RecordTable = {
  table: 'platform.workspace',
  type: 'workspace',
  events: 'platform.workspace',
  customerColumn: null,
}

export interface NewWorkspace {
  readonly firm: string
  /** The first administrator. */
  readonly name: string
  readonly email: string
  readonly password: string
  readonly language: Language
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly currency?: string | undefined
  readonly timeZone?: string | undefined
}

export interface CreatedWorkspace {
  readonly workspaceId: string
  readonly userId: string
  readonly administratorRoleId: string
}

export interface WorkspaceMaker {
  readonly runtime: Runtime
  readonly accounts: Accounts
  readonly catalogue: AccessCatalogue
}

/**
 * Makes a workspace with its default roles and its first administrator.
 * @param onlyFirst true refuses when the installation has a workspace already; of several at once, one wins
 * @throws already-set-up
 */
export async function createWorkspace(
  { runtime, accounts, catalogue }: WorkspaceMaker,
  input: NewWorkspace,
  { onlyFirst }: { readonly onlyFirst: boolean },
): Promise<CreatedWorkspace> {
  const workspaceId = uuidv7()
  const actor = { ...systemActor(workspaceId), language: input.language, country: input.country }
  return writeTransaction(runtime, actor, { requestId: workspaceId }, async (ctx) => {
    const isFirst = await claimInstallation(ctx)
    if (onlyFirst && !isFirst) throw conflict('already-set-up')
    const place = placeOf(input.country)
    await insertRow(ctx, workspaceTable, {
      id: workspaceId,
      name: input.firm,
      currency: input.currency ?? place.currency,
      country: input.country,
      language: input.language,
      time_zone: input.timeZone ?? place.timeZone,
    })
    const administratorRoleId = await createDefaultRoles(ctx, catalogue)
    const userId = await accountFor(accounts, input, onlyFirst)
    await insertRow(ctx, memberTable, {
      id: userId,
      name: input.name,
      email: input.email.toLowerCase(),
      language: input.language,
      time_zone: input.timeZone ?? place.timeZone,
      role_id: administratorRoleId,
    })
    return { workspaceId, userId, administratorRoleId }
  })
}

/** An account that a broken-off set-up left behind is taken over: before the first workspace it can belong to nobody. */
async function accountFor(accounts: Accounts, input: NewWorkspace, onlyFirst: boolean): Promise<string> {
  const known = await accounts.find(input.email)
  if (!known) return accounts.create({ ...input, mustChangePassword: false })
  if (onlyFirst) await accounts.setPassword(known, input.password, false)
  return known
}

/** True for the one transaction that sets the installation up; a second one waits for it. */
async function claimInstallation(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql`
    insert into platform.installation (set_up_at) values (${ctx.now}) on conflict do nothing returning set_up_at`.execute(
    ctx.db,
  )
  return rows.length > 0
}

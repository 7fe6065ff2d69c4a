import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, on } from '../../kernel/http/route.ts'
import { findRowForUpdate, updateRow } from '../../kernel/record/write.ts'
import { wrongTimeZone } from '../session/setup.ts'
import { changeWorkspaceRoute, readWorkspaceRoute } from './contract.ts'
import { workspaceTable } from './create-workspace.ts'
import { isTimeZone } from './places.ts'

async function readWorkspace(ctx: Ctx) {
  const { rows } = await sql`
    select id, version, name, currency, country, language, time_zone as "timeZone", created_at as "createdAt"
    from platform.v_workspace`.execute(ctx.db)
  return rows[0]
}

async function changeWorkspace(ctx: Ctx, input: Static<typeof changeWorkspaceRoute.body>) {
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) throw wrongTimeZone()
  const { version, timeZone, ...rest } = input
  const row = await findRowForUpdate(ctx, workspaceTable, ctx.actor.workspaceId)
  const changes = { ...rest, ...(timeZone !== undefined && { time_zone: timeZone }) }
  await updateRow(ctx, workspaceTable, row, { changes, version })
  return readWorkspace(ctx)
}

export const workspaceRoutes: readonly Binding[] = [
  on(readWorkspaceRoute, (ctx) => readWorkspace(ctx)),
  on(changeWorkspaceRoute, (ctx, { body }) => changeWorkspace(ctx, body)),
]

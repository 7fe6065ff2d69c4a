import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { insertRow, type RecordTable, type StoredRow, updateRow } from '../../kernel/record/write.ts'

export const qualitySettingTable: RecordTable = {
  table: 'customers.quality_setting',
  type: 'quality-setting',
  events: 'customers.quality-setting',
  customerColumn: null,
}

interface QualitySetting {
  readonly may_ask_name_servers: boolean
}

/** What the firm allows; nothing is asked of name servers until it says so. */
export async function readQualitySetting(ctx: Ctx): Promise<QualitySetting> {
  const { rows } = await sql<QualitySetting>`select may_ask_name_servers from customers.v_quality_setting`.execute(
    ctx.db,
  )
  return rows[0] ?? { may_ask_name_servers: false }
}

export async function changeQualitySetting(ctx: Ctx, input: { mayAskNameServers: boolean }) {
  const changes = { may_ask_name_servers: input.mayAskNameServers }
  const { rows } = await sql<StoredRow>`
    select * from customers.quality_setting where workspace_id = ${ctx.actor.workspaceId} for update`.execute(ctx.db)
  if (rows[0]) await updateRow(ctx, qualitySettingTable, rows[0], { changes })
  else await insertRow(ctx, qualitySettingTable, { id: ctx.actor.workspaceId, ...changes })
  return input
}

import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { insertRow, type RecordTable, updateRow } from '../../kernel/record/write.ts'
import { type Term, usualClock } from './clock.ts'
import type { changePrivacySettingsRoute } from './contract.ts'

const settingTable: RecordTable = {
  table: 'customers.privacy_setting',
  type: 'privacy-setting',
  events: 'customers.privacy-setting',
  customerColumn: null,
}

const PACKAGE_DAYS = 7

interface SettingRow {
  readonly id: string | null
  readonly term_unit: Term['unit']
  readonly term: number
  readonly extension: number
  readonly package_days: number
}

/** The workspace's clock, or that of its country where nobody set one. */
export async function findPrivacySettings(ctx: Ctx): Promise<SettingRow> {
  const { rows } = await sql<SettingRow>`
    select id, term_unit, term, extension, package_days from customers.v_privacy_setting`.execute(ctx.db)
  return rows[0] ?? { id: null, ...usualClock(ctx.actor.country), package_days: PACKAGE_DAYS }
}

const shown = ({ term_unit, term, extension, package_days }: SettingRow) => ({
  termUnit: term_unit,
  term,
  extension,
  packageDays: package_days,
})

export const readPrivacySettings = async (ctx: Ctx) => shown(await findPrivacySettings(ctx))

export async function changePrivacySettings(ctx: Ctx, input: Static<typeof changePrivacySettingsRoute.body>) {
  const present = await findPrivacySettings(ctx)
  const changes = {
    term_unit: input.termUnit ?? present.term_unit,
    term: input.term ?? present.term,
    extension: input.extension ?? present.extension,
    package_days: input.packageDays ?? present.package_days,
  }
  if (present.id === null) await insertRow(ctx, settingTable, { id: uuidv7(), ...changes })
  else await updateRow(ctx, settingTable, await findSetting(ctx, present.id), { changes })
  return readPrivacySettings(ctx)
}

async function findSetting(ctx: Ctx, id: string) {
  const { rows } = await sql<{ id: string; version: number }>`
    select * from customers.privacy_setting where workspace_id = ${ctx.actor.workspaceId} and id = ${id} for update`.execute(
    ctx.db,
  )
  return rows[0]!
}

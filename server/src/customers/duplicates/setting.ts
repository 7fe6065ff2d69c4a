import type { DuplicateModel } from '@rapport/analytics/duplicates'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import { insertRow, type RecordTable, type StoredRow, updateRow } from '../../kernel/record/write.ts'
import type { Kind } from './matched-fields.ts'
import { MATCHED_FIELDS, type MatchedField } from './matched-fields.ts'

export const duplicateSettingTable: RecordTable = {
  table: 'customers.duplicate_setting',
  type: 'duplicate-setting',
  events: 'customers.duplicate-setting',
  customerColumn: null,
}

export interface DuplicateSetting {
  /** Probability from which two are shown as probably the same. */
  readonly showFrom: number
  /** Probability from which they may be merged without being looked at one by one. */
  readonly sureFrom: number
  readonly fields: readonly MatchedField[]
  /** What the last scan learned; null before the first and where there were too few customers to learn from. */
  readonly models: Readonly<Record<Kind, DuplicateModel | null>>
  readonly scannedTo: Date | null
  readonly scannedCustomers: number | null
}

interface SettingRow {
  readonly show_from: number
  readonly sure_from: number
  readonly fields: readonly MatchedField[]
  readonly scanned_to: Date | null
  readonly scanned_customers: number | null
  /** Changes with every write of the row. */
  readonly stamp: string
}

type Models = DuplicateSetting['models']

/** Models by workspace, as the row version has them that is named: they are large, and asked for with every letter typed. */
const knownModels = new Map<string, { readonly stamp: string; readonly models: Models }>()
const WORKSPACES_MAX = 50

export async function readDuplicateSetting(ctx: Ctx): Promise<DuplicateSetting> {
  const { rows } = await sql<SettingRow>`
    select show_from, sure_from, fields, scanned_to, scanned_customers, xmin::text as stamp
    from customers.duplicate_setting where workspace_id = ${ctx.actor.workspaceId}`.execute(ctx.db)
  const row = rows[0]
  return {
    showFrom: row?.show_from ?? 0.5,
    sureFrom: row?.sure_from ?? 0.99,
    fields: row?.fields ?? MATCHED_FIELDS,
    models: row ? await readModels(ctx, row.stamp) : { person: null, organization: null },
    scannedTo: row?.scanned_to ?? null,
    scannedCustomers: row?.scanned_customers ?? null,
  }
}

async function readModels(ctx: Ctx, stamp: string): Promise<Models> {
  const { workspaceId } = ctx.actor
  const known = knownModels.get(workspaceId)
  if (known?.stamp === stamp) return known.models
  const { rows } = await sql<Models & { stamp: string }>`
    select person_model as person, organization_model as organization, xmin::text as stamp
    from customers.duplicate_setting where workspace_id = ${workspaceId}`.execute(ctx.db)
  const { person, organization, stamp: read } = rows[0]!
  if (knownModels.size >= WORKSPACES_MAX) knownModels.clear()
  knownModels.set(workspaceId, { stamp: read, models: { person, organization } })
  return { person, organization }
}

export interface SettingChanges {
  readonly showFrom?: number | undefined
  readonly sureFrom?: number | undefined
  readonly fields?: readonly MatchedField[] | undefined
}

/** Other fields make what was learned worthless, so the next scan learns anew. */
export async function changeDuplicateSetting(ctx: Ctx, { showFrom, sureFrom, fields }: SettingChanges) {
  if (fields && !fields.includes('name')) {
    throw badInput([{ path: '/fields', message: 'problem.field.value', params: { field: 'fields' } }])
  }
  await writeSetting(ctx, {
    ...(showFrom !== undefined && { show_from: showFrom }),
    ...(sureFrom !== undefined && { sure_from: sureFrom }),
    ...(fields && { fields, person_model: null, organization_model: null, scanned_to: null }),
  })
  const { models: _, ...setting } = await readDuplicateSetting(ctx)
  return setting
}

/** Keeps how far changes have been looked at, and what a whole scan learned. No event: nobody decided anything. */
export async function keepScan(
  ctx: Ctx,
  scan: { to: Date; customers?: number; models?: Readonly<Record<Kind, DuplicateModel | null>> },
): Promise<void> {
  const model = (kind: Kind) => (scan.models?.[kind] ? JSON.stringify(scan.models[kind]) : null)
  await sql`
    insert into customers.duplicate_setting (workspace_id, id, scanned_to, scanned_customers, person_model,
      organization_model, created_at, updated_at)
    values (${ctx.actor.workspaceId}, ${ctx.actor.workspaceId}, ${scan.to}, ${scan.customers ?? null},
      ${model('person')}::jsonb, ${model('organization')}::jsonb, ${ctx.now}, ${ctx.now})
    on conflict (workspace_id, id) do update set scanned_to = excluded.scanned_to,
      scanned_customers = coalesce(excluded.scanned_customers, duplicate_setting.scanned_customers),
      person_model = coalesce(excluded.person_model, duplicate_setting.person_model),
      organization_model = coalesce(excluded.organization_model, duplicate_setting.organization_model)`.execute(ctx.db)
}

async function writeSetting(ctx: Ctx, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const { rows } = await sql<StoredRow>`
    select * from customers.duplicate_setting where workspace_id = ${ctx.actor.workspaceId} for update`.execute(ctx.db)
  if (rows[0]) await updateRow(ctx, duplicateSettingTable, rows[0], { changes })
  else await insertRow(ctx, duplicateSettingTable, { id: ctx.actor.workspaceId, ...changes })
}

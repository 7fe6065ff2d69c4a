import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, notFound } from '../../kernel/problem.ts'
import { binRow, findRowForUpdate, insertRow, type RecordTable, updateRow } from '../../kernel/record/write.ts'
import { findRecord } from '../records/registry.ts'
import { hasSensitiveFields } from '../sensitive/fields.ts'
import type { changeCustomFieldRoute, createCustomFieldRoute } from './contract.ts'
import type { CustomFieldRow, CustomOption } from './custom-fields.ts'

const customFieldTable: RecordTable = {
  table: 'platform.custom_field',
  type: 'custom-field',
  events: 'platform.custom_field',
  customerColumn: null,
}

export async function listCustomFields(ctx: Ctx, record: string | undefined, id: string | null = null) {
  const { rows } = await sql<CustomFieldRow>`
    select * from platform.v_custom_field
    where deleted_at is null and (${record ?? null}::text is null or record_type = ${record ?? ''})
      and (${id}::uuid is null or id = ${id}::uuid)
    order by record_type, position, created_at, id`.execute(ctx.db)
  return { items: rows.map(present) }
}

const present = (row: CustomFieldRow) => ({
  id: row.id,
  version: row.version,
  record: row.record_type,
  key: row.key,
  labelEn: row.label_en,
  labelZh: row.label_zh,
  type: row.type,
  options: row.options,
  reference: row.reference,
  required: row.is_required,
  filterable: row.is_filterable,
  position: row.position,
  ...(row.format !== null && { format: row.format, shownTail: row.shown_tail }),
})

async function readCustomField(ctx: Ctx, id: string) {
  const { items } = await listCustomFields(ctx, undefined, id)
  if (!items[0]) throw notFound({ id })
  return items[0]
}

const wrong = (field: string) => badInput([{ path: `/${field}`, message: 'problem.field.value', params: { field } }])

/** @throws bad-input for a record type without own fields, a choice without options, a reference to nothing */
export async function createCustomField(ctx: Ctx, input: Static<typeof createCustomFieldRoute.body>) {
  const record = findRecord(ctx, input.record)?.record
  if (!record?.fields.some(({ key }) => key === 'custom')) throw wrong('record')
  const isChoice = input.type === 'choice'
  if (isChoice) checkOptions(input.options ?? [])
  const isSensitive = input.type === 'sensitive'
  if (isSensitive && !hasSensitiveFields(ctx, record.type)) throw wrong('type')
  const reference = input.type === 'reference' ? (input.reference ?? '') : null
  if (reference !== null && !findRecord(ctx, reference)) throw wrong('reference')
  const row = await insertRow(ctx, customFieldTable, {
    id: uuidv7(),
    record_type: record.type,
    key: input.key,
    label_en: input.labelEn.trim(),
    label_zh: input.labelZh.trim(),
    type: input.type,
    options: JSON.stringify(isChoice ? (input.options ?? []) : []),
    reference,
    is_required: input.required ?? false,
    is_filterable: input.filterable ?? true,
    position: input.position ?? 0,
    format: isSensitive ? (input.format ?? 'text') : null,
    shown_tail: isSensitive ? (input.shownTail ?? 0) : 0,
  })
  return readCustomField(ctx, row.id)
}

export async function changeCustomField(ctx: Ctx, id: string, input: Static<typeof changeCustomFieldRoute.body>) {
  const row = await findRowForUpdate(ctx, customFieldTable, id)
  if (input.options && row.type === 'choice') checkOptions(input.options)
  await updateRow(ctx, customFieldTable, row, {
    changes: {
      ...(input.labelEn !== undefined && { label_en: input.labelEn.trim() }),
      ...(input.labelZh !== undefined && { label_zh: input.labelZh.trim() }),
      ...(input.options && row.type === 'choice' && { options: JSON.stringify(input.options) }),
      ...(input.required !== undefined && { is_required: input.required }),
      ...(input.filterable !== undefined && { is_filterable: input.filterable }),
      ...(input.position !== undefined && { position: input.position }),
    },
    version: input.version,
  })
  return readCustomField(ctx, id)
}

export async function deleteCustomField(ctx: Ctx, id: string): Promise<void> {
  await binRow(ctx, customFieldTable, await findRowForUpdate(ctx, customFieldTable, id))
}

function checkOptions(options: readonly CustomOption[]): void {
  const values = new Set(options.map(({ value }) => value))
  if (options.length === 0 || values.size < options.length) throw wrong('options')
}

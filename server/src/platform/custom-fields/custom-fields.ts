import { sql } from 'kysely'
import { type Actor, can, fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, type FieldError } from '../../kernel/problem.ts'
import type { Field, FieldType, RecordType, Sql } from '../../kernel/query/fields.ts'
import type { RecordTypeOf } from '../../kernel/query/record-routes.ts'
import { changeMark } from '../../kernel/record/changes.ts'
import { knownRecords } from '../records/registry.ts'
import { type DataKeys, dataKeys } from '../sensitive/data-keys.ts'
import {
  filledColumn,
  findable,
  maskedOutput,
  SENSITIVE_FIND,
  type SensitiveField,
  withFindable,
} from '../sensitive/fields.ts'
import type { SensitiveFormat } from '../sensitive/formats.ts'

export interface CustomOption {
  readonly value: string
  readonly en: string
  readonly zh: string
}

export interface CustomFieldRow {
  readonly id: string
  readonly version: number
  readonly record_type: string
  readonly key: string
  readonly label_en: string
  readonly label_zh: string
  readonly type: 'text' | 'number' | 'money' | 'date' | 'choice' | 'reference' | 'boolean' | 'sensitive'
  readonly options: readonly CustomOption[]
  readonly reference: string | null
  readonly is_required: boolean
  readonly is_filterable: boolean
  readonly position: number
  /** Of a sensitive field only. */
  readonly format: SensitiveFormat | null
  readonly shown_tail: number
}

interface Kept {
  readonly mark: number
  readonly rows: Promise<readonly CustomFieldRow[]>
}

const KEPT_MAX = 2_000
const kept = new Map<string, Kept>()

/** Prefix of a custom field's key in lists, filters and field rules: `custom.shoeSize`. */
export const CUSTOM_PREFIX = 'custom.'

/** The definitions of a record type, in order; kept until the workspace changes its fields. */
export function customFieldRows(ctx: Ctx, recordType: string): Promise<readonly CustomFieldRow[]> {
  const key = `${ctx.actor.workspaceId}:${recordType}`
  const mark = changeMark(ctx.actor.workspaceId, 'custom-field')
  const known = kept.get(key)
  if (known?.mark === mark) return known.rows
  if (kept.size >= KEPT_MAX) kept.clear()
  const rows = readRows(ctx, recordType)
  kept.set(key, { mark, rows })
  rows.catch(() => kept.delete(key))
  return rows
}

async function readRows(ctx: Ctx, recordType: string): Promise<readonly CustomFieldRow[]> {
  const { rows } = await sql<CustomFieldRow>`
    select id, version, record_type, key, label_en, label_zh, type, options, reference, is_required, is_filterable, position,
      format, shown_tail
    from platform.v_custom_field where record_type = ${recordType} and deleted_at is null
    order by position, created_at, id`.execute(ctx.db)
  return rows
}

/** A record type's custom fields as fields of lists and filters, labelled in the actor's language. */
export async function customFieldsOf(ctx: Ctx, recordType: string): Promise<readonly Field[]> {
  const rows = await customFieldRows(ctx, recordType)
  const keys = await keysToFind(ctx, rows)
  return rows.map((row) => toField(ctx, row, keys))
}

/** The record type with the workspace's own fields added, for `readRoutes` and everything else that lists. */
export const withCustomFields =
  (record: RecordType): RecordTypeOf =>
  async (ctx) => {
    const rows = await customFieldRows(ctx, record.type)
    const declared = await withFindable(ctx, record)
    if (rows.length === 0) return declared
    const keys = await keysToFind(ctx, rows)
    const own = rows.map((row) => toField(ctx, row, keys))
    const fields = declared.fields.map((field) =>
      field.key === 'custom' ? { ...field, output: customOutput(ctx.actor, record.type, rows) } : field,
    )
    return { ...record, fields: [...fields, ...own] }
  }

/** The data keys, where there is something to find by them and the actor may. */
const keysToFind = async (ctx: Ctx, rows: readonly CustomFieldRow[]): Promise<DataKeys | null> =>
  rows.some(({ type }) => type === 'sensitive') && can(ctx.actor, SENSITIVE_FIND) ? dataKeys(ctx) : null

/** The whole `custom` object without what the role hides, and with what it masks cut off. */
function customOutput(actor: Actor, recordType: string, rows: readonly CustomFieldRow[]): Sql {
  const withRule = (rule: string) =>
    rows.map(({ key }) => key).filter((key) => fieldRule(actor, recordType, `${CUSTOM_PREFIX}${key}`) === rule)
  const masked = Object.fromEntries(withRule('masked').map((key) => [key, '***']))
  const shown = sql`r.custom - ${withRule('hidden')}::text[]`
  if (Object.keys(masked).length === 0) return shown
  return sql`((${shown}) || (select coalesce(jsonb_object_agg(m.key, m.value), '{}') from jsonb_each(${JSON.stringify(masked)}::jsonb) m where r.custom ? m.key))`
}

const TYPES: Readonly<Record<CustomFieldRow['type'], FieldType>> = {
  text: 'text',
  number: 'number',
  money: 'money',
  date: 'date',
  choice: 'choice',
  reference: 'reference',
  boolean: 'boolean',
  sensitive: 'sensitive',
}

function toField(ctx: Ctx, row: CustomFieldRow, keys: DataKeys | null): Field {
  const isChinese = ctx.actor.language === 'zh-CN'
  const output = outputOf(ctx, row)
  return {
    key: `${CUSTOM_PREFIX}${row.key}`,
    type: TYPES[row.type],
    column: row.type === 'sensitive' ? filledColumn(row.record_type, `${CUSTOM_PREFIX}${row.key}`) : columnOf(row),
    label: isChinese ? row.label_zh : row.label_en,
    isCustom: true,
    isFilterable: row.is_filterable && row.type !== 'sensitive',
    isEditable: true,
    isGroupable: row.type === 'choice' || row.type === 'boolean',
    ...(output && { output }),
    ...(row.type !== 'money' && row.type !== 'sensitive' && { equals: containing(row.key) }),
    ...(row.format !== null && row.is_filterable && keys && findable(ctx, keys, sensitiveOf(row, row.format))),
    ...(row.type === 'choice' && {
      options: row.options.map(({ value }) => value),
      optionLabels: Object.fromEntries(row.options.map(({ value, en, zh }) => [value, isChinese ? zh : en])),
    }),
    ...(row.reference !== null && { reference: row.reference }),
  }
}

const sensitiveOf = (row: CustomFieldRow, format: SensitiveFormat): SensitiveField => ({
  record: row.record_type,
  key: `${CUSTOM_PREFIX}${row.key}`,
  format,
  shownTail: row.shown_tail,
})

/** Containment is what the GIN index over `custom` answers. */
const containing = (key: string) => (value: unknown) =>
  sql`(r.custom <> '{}' and r.custom @> ${JSON.stringify({ [key]: value })}::jsonb)`

/** The value with its type; the key was checked to be a plain word when the field was defined. */
function columnOf({ key, type }: CustomFieldRow): Sql {
  const text = sql`(r.custom->>${sql.lit(key)})`
  switch (type) {
    case 'number':
      return sql`${text}::numeric`
    case 'money':
      return sql`(r.custom->${sql.lit(key)}->>'amount')::bigint`
    case 'date':
      return sql`${text}::date`
    case 'boolean':
      return sql`${text}::boolean`
    case 'reference':
      return sql`${text}::uuid`
    default:
      return text
  }
}

function outputOf(ctx: Ctx, { key, type, reference, record_type }: CustomFieldRow): Sql | null {
  if (type === 'sensitive') return maskedOutput(record_type, `${CUSTOM_PREFIX}${key}`)
  if (type === 'money' || type === 'number') return sql`r.custom->${sql.lit(key)}`
  if (type !== 'reference') return null
  const target = knownRecords(ctx).find(({ record }) => record.type === reference)
  const name = target?.record.fields.find((field) => field.key === target.title)?.column
  if (!target || typeof name !== 'string') return null
  return sql`(select jsonb_build_object('id', x.id, 'name', x.${sql.ref(name)}) from ${sql.table(target.record.view)} x
    where x.id = (r.custom->>${sql.lit(key)})::uuid)`
}

/**
 * Checks values against their definitions and the role. `null` empties a field; money may come as bare minor units of
 * the workspace's currency. @returns the values as they are stored
 * @throws bad-input naming each value that does not fit, is unknown, hidden, masked or read-only
 */
export async function validateCustom(
  ctx: Ctx,
  recordType: string,
  values: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const rows = await customFieldRows(ctx, recordType)
  const errors: FieldError[] = []
  for (const [key, value] of Object.entries(values)) {
    const row = rows.find((candidate) => candidate.key === key)
    const rule = fieldRule(ctx.actor, recordType, `${CUSTOM_PREFIX}${key}`)
    const message = problemOf(row, rule, value)
    if (message) errors.push({ path: `/custom/${key}`, message, params: { field: key } })
  }
  if (errors.length > 0) throw badInput(errors)
  const money = new Set(rows.filter(({ type }) => type === 'money').map(({ key }) => key))
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      money.has(key) && typeof value === 'number' ? { amount: value, currency: ctx.actor.currency } : value,
    ]),
  )
}

function problemOf(row: CustomFieldRow | undefined, rule: string | undefined, value: unknown): string | null {
  if (!row || rule === 'hidden') return 'problem.field.unknown'
  // Sensitive values are taken out before; one that came this far must not be stored in the clear.
  if (rule || row.type === 'sensitive') return 'problem.field.read-only'
  if (value === null) return row.is_required ? 'problem.field.needed' : null
  return fits(row, value) ? null : 'problem.field.value'
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function fits({ type, options }: CustomFieldRow, value: unknown): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string' && value.length <= 4_000
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'money':
      return isMoney(value)
    case 'date':
      return typeof value === 'string' && DAY.test(value) && isRealDay(value)
    case 'choice':
      return options.some((option) => option.value === value)
    case 'reference':
      return typeof value === 'string' && UUID.test(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'sensitive':
      return false
  }
}

function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

function isMoney(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  const { amount, currency, ...rest } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >
  return (
    Number.isSafeInteger(amount) &&
    typeof currency === 'string' &&
    /^[A-Z]{3}$/.test(currency) &&
    Object.keys(rest).length === 0
  )
}

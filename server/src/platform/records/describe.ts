import { can, fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, on } from '../../kernel/http/route.ts'
import { type Field, type RecordType, visibleFields } from '../../kernel/query/fields.ts'
import { OPERATORS } from '../../kernel/query/filter.ts'
import { CUSTOM_PREFIX, customFieldRows, withCustomFields } from '../custom-fields/custom-fields.ts'
import { listRecordTypesRoute } from './contract.ts'
import { type KnownRecord, knownRecords } from './registry.ts'

/** The record types that the actor may read, as list pages, filters and forms need to know them. */
export async function describeRecords(ctx: Ctx) {
  const readable = knownRecords(ctx).filter(({ record, isListed }) => isListed && can(ctx.actor, `${record.type}.read`))
  return { records: await Promise.all(readable.map((known) => describeRecord(ctx, known))) }
}

const ABILITIES = ['create', 'update', 'delete', 'export', 'import'] as const

async function describeRecord(ctx: Ctx, { record, title, canChangeMany }: KnownRecord) {
  const { actor } = ctx
  const type = await withCustomFields(record)(ctx)
  const required = new Set(
    (await customFieldRows(ctx, record.type))
      .filter((row) => row.is_required)
      .map(({ key }) => `${CUSTOM_PREFIX}${key}`),
  )
  const fields = visibleFields(type, actor)
  return {
    type: record.type,
    path: record.path,
    labelKey: `${record.type}.labels`,
    label: ctx.t(`${record.type}.label`),
    labels: ctx.t(`${record.type}.labels`),
    titleField: title,
    isSearchable: record.searchColumn !== undefined,
    can: {
      ...Object.fromEntries(ABILITIES.map((action) => [action, can(actor, `${record.type}.${action}`)])),
      changeMany: canChangeMany && can(actor, `${record.type}.update`),
    },
    defaultSort: record.defaultSort,
    defaultColumns: fields.filter(({ isDefault }) => isDefault).map(({ key }) => key),
    fields: fields.map((field) => describeField(ctx, record, field, required.has(field.key))),
  }
}

const NUMERIC = new Set(['integer', 'number', 'money'])

function describeField(ctx: Ctx, record: RecordType, field: Field, isRequired: boolean) {
  const rule = fieldRule(ctx.actor, record.type, field.key)
  const isMasked = rule === 'masked'
  const isFilterable = (field.isFilterable ?? false) && !isMasked
  return {
    key: field.key,
    label: field.label ?? ctx.t(`${record.type}.field.${field.key}`),
    type: field.type,
    ...(field.options && {
      options: field.options.map((value) => ({
        value,
        label: field.optionLabels?.[value] ?? ctx.t(`${record.type}.${field.key}.${value}`),
        ...(field.tones?.[value] && { tone: field.tones[value] }),
      })),
    }),
    ...(field.reference && { reference: field.reference }),
    operators: isFilterable ? OPERATORS[field.type] : [],
    sortable: (field.isSortable ?? false) && !isMasked,
    filterable: isFilterable,
    groupable: (field.isGroupable ?? false) && !isMasked,
    editable: (field.isEditable ?? false) && rule === undefined,
    access: rule === 'masked' || rule === 'read-only' ? rule : 'write',
    custom: field.isCustom ?? false,
    ...(isRequired && { required: true }),
    ...(field.width !== undefined && { width: field.width }),
    ...(NUMERIC.has(field.type) && { align: 'right' }),
  }
}

export const recordTypeRoutes: readonly Binding[] = [on(listRecordTypesRoute, (ctx) => describeRecords(ctx))]

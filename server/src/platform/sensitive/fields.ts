import { sql } from 'kysely'
import { type Actor, can, fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { Field, RecordType, Sql } from '../../kernel/query/fields.ts'
import { defineRegistry } from '../../kernel/registry.ts'
import type { RecordPart } from '../records/registry.ts'
import { blindIndex } from './cipher.ts'
import { type DataKeys, dataKeys } from './data-keys.ts'
import { comparableSensitive, readSensitive, type SensitiveFormat } from './formats.ts'

/** A field whose values are sealed: one that a slice declares, or one of the firm's own. */
export interface SensitiveField {
  /** Record type. */
  readonly record: string
  /** Field key: `identityCard`, `custom.bankAccount`. */
  readonly key: string
  readonly format: SensitiveFormat
  /** How many last characters everyone sees, 0 to 4. */
  readonly shownTail: number
}

/** Sensitive fields that slices declare. A record type that has one may also have some of the firm's own. */
export const sensitiveFields = defineRegistry<SensitiveField>('sensitive-fields')

/** Sealed values of customers go with the customer when the recycle bin is emptied. */
export const sensitivePart: RecordPart = {
  table: {
    table: 'platform.sensitive_value',
    type: 'sensitive-value',
    events: 'platform.sensitive',
    customerColumn: 'record_id',
  },
  view: 'platform.v_sensitive_value',
  of: 'customer',
  column: 'record_id',
}

/** Looking up by the whole value, and seeing it. */
export const SENSITIVE_FIND = 'sensitive.find'
export const SENSITIVE_READ = 'sensitive.read'

export const hasSensitiveFields = (ctx: Pick<Ctx, 'entries'>, record: string): boolean =>
  ctx.entries(sensitiveFields).some((field) => field.record === record)

/** Who may see the values of a field: those with the word, unless the role hides or masks it. */
export function mayReveal(actor: Actor, record: string, key: string): boolean {
  const rule = fieldRule(actor, record, key)
  return can(actor, SENSITIVE_READ) && rule !== 'hidden' && rule !== 'masked'
}

const sealedSql = (record: string, key: string, wanted: Sql): Sql =>
  sql`(select ${wanted} from platform.v_sensitive_value s where s.record_type = ${sql.lit(record)}
    and s.record_id = r.id and s.field = ${sql.lit(key)} and s.replaced_by_batch is null)`

/** What lists, records and exports show instead of the value: dots, and the last characters where the field says so. */
export const maskedOutput = (record: string, key: string): Sql =>
  sealedSql(record, key, sql`'••••' || coalesce(s.tail, '')`)

/** Tells filled from empty and nothing else. */
export const filledColumn = (record: string, key: string): Sql => sealedSql(record, key, sql`s.field`)

/** Field facts of a sensitive field that a slice declares. */
export const sensitiveField = (record: string, key: string): Field => ({
  key,
  type: 'sensitive',
  column: filledColumn(record, key),
  output: maskedOutput(record, key),
  isEditable: true,
})

/** The field made findable by its whole value, for those who may. */
export function findable(ctx: Ctx, keys: DataKeys, declared: SensitiveField): Pick<Field, 'isFilterable' | 'equals'> {
  const { workspaceId } = ctx.actor
  return {
    isFilterable: true,
    equals: (typed) => {
      const indexes = indexesOf(keys, workspaceId, declared, String(typed))
      if (indexes.length === 0) return sql`false`
      // An array is found once, by the index; a join would be planned by numbers that a fresh import does not have yet.
      return sql`r.id = any(array(select s.record_id from platform.v_sensitive_value s
        where s.blind_index = any(${indexes}::bytea[]) and s.record_type = ${declared.record}
          and s.field = ${declared.key} and s.replaced_by_batch is null))`
    },
  }
}

/** The blind index of a value under every key that may have sealed it; none for what cannot be a value. */
export function indexesOf(keys: DataKeys, workspaceId: string, field: SensitiveField, typed: string): Buffer[] {
  const value = readSensitive(field.format, typed)
  if (value === null) return []
  const place = { workspaceId, recordType: field.record, field: field.key }
  return [...keys.values()].map((key) => blindIndex(key, place, comparableSensitive(value)))
}

/** Declared records made findable, by their data keys, so that a list's selection is spelt out once. */
const decorated = new WeakMap<DataKeys, Map<RecordType, RecordType>>()

/** The record type with its declared sensitive fields findable, for those who may find. */
export async function withFindable(ctx: Ctx, record: RecordType): Promise<RecordType> {
  const declared = ctx.entries(sensitiveFields).filter((field) => field.record === record.type)
  if (declared.length === 0 || !can(ctx.actor, SENSITIVE_FIND)) return record
  const keys = await dataKeys(ctx)
  const known = decorated.get(keys)?.get(record)
  if (known) return known
  const fields = record.fields.map((field) => {
    const sensitive = declared.find(({ key }) => key === field.key)
    return sensitive ? { ...field, ...findable(ctx, keys, sensitive) } : field
  })
  const made = { ...record, fields }
  const ofKeys = decorated.get(keys) ?? new Map<RecordType, RecordType>()
  decorated.set(keys, ofKeys.set(record, made))
  return made
}

import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { get } from '../client/api.ts'
import type { Money } from '../ui/format.ts'

export type FieldType =
  | 'text'
  | 'number'
  | 'integer'
  | 'money'
  | 'date'
  | 'datetime'
  | 'boolean'
  | 'choice'
  | 'multi-choice'
  | 'tags'
  | 'reference'
  | 'email'
  | 'phone'
  | 'url'
  | 'sensitive'

export type Operator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'not-in'
  | 'contains'
  | 'starts-with'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'between'
  | 'is-empty'
  | 'is-not-empty'
  | 'within-last'
  | 'within-next'

export type Option = { value: string; label: string; tone?: string }

/** A field as the server declares it, in the reader's language. Hidden fields never arrive. */
export type Field = {
  key: string
  label: string
  type: FieldType
  options?: Option[]
  reference?: string
  operators: Operator[]
  sortable: boolean
  filterable: boolean
  groupable: boolean
  editable: boolean
  access: 'write' | 'read-only' | 'masked'
  custom: boolean
  required?: boolean
  width?: number
  align?: 'left' | 'right'
}

export type Ability = 'create' | 'update' | 'delete' | 'export' | 'import' | 'changeMany'
export type RecordName = 'customer' | 'privacy' | 'order' | 'product' | 'interaction'

export type RecordType = {
  type: RecordName
  path: string
  can: Record<Ability, boolean>
  defaultSort: string
  defaultColumns: string[]
  fields: Field[]
}

export type Reference = { id: string; name: string; code?: string }
export type Value =
  | string
  | number
  | boolean
  | string[]
  | Money
  | Reference
  | Record<string, unknown>
  | null
  | undefined
export type Row = { id: string; version: number; can?: { update?: boolean; delete?: boolean } } & Record<string, Value>

/** Whose order it is, who works where, and what is sealed, is changed on the record's page, not in a cell. */
const settledElsewhere = ({ type }: RecordType, field: Field): Field =>
  field.type === 'sensitive' ||
  (type === 'order' && field.key === 'customer') ||
  (type === 'customer' && field.key === 'organization')
    ? { ...field, editable: false }
    : field

export const recordsQuery = queryOptions({
  queryKey: ['records'],
  staleTime: 5 * 60_000,
  queryFn: async () => {
    const { records } = await get<{ records: RecordType[] }>('/records')
    // The column that holds all custom values is no field of its own.
    return {
      records: records.map((record) => ({
        ...record,
        fields: record.fields.filter((field) => field.key !== 'custom').map((field) => settledElsewhere(record, field)),
      })),
    }
  },
})

export function useRecordType(type: RecordName): RecordType {
  const { data } = useSuspenseQuery(recordsQuery)
  const found = data.records.find((record) => record.type === type)
  if (!found) throw new Error(`no record type ${type}`)
  return found
}

/** The declared fields of a type by key, for pages that show single facts. */
export function useFields(type: RecordName): Map<string, Field> {
  const { data } = useQuery(recordsQuery)
  const fields = data?.records.find((record) => record.type === type)?.fields ?? []
  return new Map(fields.map((field) => [field.key, field]))
}

/** A row's value; custom fields live under `custom` but may also come flat. */
export function fieldOf(row: Row, field: Field): Value {
  const flat = row[field.key]
  if (flat !== undefined || !field.custom) return flat
  const key = field.key.replace(/^custom\./u, '')
  return (row.custom as Record<string, Value> | undefined)?.[key]
}

/** The body of a PATCH or POST for one field: references by id, money in minor units, custom fields under `custom`. */
export function toWrite(field: Field, value: Value): Record<string, unknown> {
  const plain = isReference(value) ? value.id : isMoney(value) ? value.amount : (value ?? null)
  return field.custom ? { custom: { [field.key.replace(/^custom\./u, '')]: plain } } : { [field.key]: plain }
}

export const isMoney = (value: Value): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value
export const isReference = (value: Value): value is Reference =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value

export const nameOf = (row: Row): string => String(row.name ?? row.number ?? row.subject ?? row.code ?? '')

import type { Ctx } from '../../kernel/context.ts'
import type { Field, RecordType } from '../../kernel/query/fields.ts'
import type { ExportCell } from './writing/delimited.ts'

type Translate = Ctx['t']
type Value = Readonly<Record<string, unknown>>

export const headerOf = (t: Translate, record: RecordType, field: Field): string =>
  field.label ?? t(`${record.type}.field.${field.key}`)

/** A value as a cell that reads well and that the import reads back. */
export function cellOf(t: Translate, record: RecordType, field: Field, value: unknown): ExportCell {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map((item) => textOf(item)).join(', ')
  if (typeof value === 'object') return objectCell(value as Value)
  if (typeof value === 'boolean') return t(value ? 'export.yes' : 'export.no')
  if (typeof value === 'number') return value
  if (field.options?.includes(String(value))) {
    return field.optionLabels?.[String(value)] ?? t(`${record.type}.${field.key}.${value}`)
  }
  return String(value)
}

function objectCell(value: Value): ExportCell {
  if ('amount' in value && 'currency' in value) return amountCell(value)
  if ('month' in value && 'day' in value) return dayCell(value)
  if ('name' in value) return textOf(value)
  return JSON.stringify(value)
}

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? String((value as Value).name ?? '') : String(value)

/** Minor units as a decimal number with as many places as the currency has. */
function amountCell({ amount, currency }: Value): ExportCell {
  if (typeof amount !== 'number') return null
  const digits = digitsOf(String(currency))
  return Number((amount / 10 ** digits).toFixed(digits))
}

const digitsByCurrency = new Map<string, number>()

function digitsOf(currency: string): number {
  const known = digitsByCurrency.get(currency)
  if (known !== undefined) return known
  const isCode = /^[A-Z]{3}$/.test(currency)
  const format = isCode ? new Intl.NumberFormat('en', { style: 'currency', currency }) : null
  const digits = format?.resolvedOptions().maximumFractionDigits ?? 2
  digitsByCurrency.set(currency, digits)
  return digits
}

/** A birthday: `1980-05-17`, `05-17` without a year, `农历` in front of a day of the lunar calendar. */
function dayCell({ calendar, year, month, day, leap }: Value): string {
  const two = (part: unknown) => String(part).padStart(2, '0')
  const text = `${year ? `${year}-` : ''}${two(month)}-${two(day)}`
  return calendar === 'lunar' ? `农历${leap ? '闰' : ''}${text}` : text
}

import { useTranslation } from 'react-i18next'
import type { Condition } from '../../client/views.ts'
import { type Formats, useFormats } from '../../ui/format.ts'
import { valueText } from '../fields/field-value.tsx'
import { useReferences } from '../fields/reference-select.tsx'
import type { Field, Operator, Value } from '../schema.ts'

export type Span = { amount: number; unit: 'day' | 'week' | 'month' }

/** A condition in words: "over 30", "A, B", "in the last 2 weeks". */
export function useConditionText(field: Field | undefined, { op, value }: Condition): string {
  const { t } = useTranslation('records')
  const format = useFormats()
  const names = useReferenceNames(field)
  if (!field) return ''
  const words = { yes: t('yes', { ns: 'ui' }), no: t('no', { ns: 'ui' }) }
  const one = (part: unknown): string => textOf(field, part, names, format, words)
  switch (op as Operator) {
    case 'is-empty':
    case 'is-not-empty':
      return t(`ops.${op as 'is-empty'}`)
    case 'within-last':
    case 'within-next': {
      const span = (value ?? { amount: 30, unit: 'day' }) as Span
      return t(`ops.spans.${op as 'within-last'}.${span.unit}`, { count: span.amount })
    }
    case 'between': {
      const [from, to] = (value ?? []) as unknown[]
      return `${one(from)} – ${one(to)}`
    }
    case 'in':
    case 'eq':
      return Array.isArray(value) ? value.map(one).join(', ') : one(value)
    default:
      return `${t(`ops.${op as Operator}`)} ${Array.isArray(value) ? value.map(one).join(', ') : one(value)}`.trim()
  }
}

function textOf(
  field: Field,
  part: unknown,
  names: Map<string, string>,
  format: Formats,
  words: { yes: string; no: string },
): string {
  if (part === undefined || part === null) return '…'
  if (field.type === 'reference') return names.get(String(part)) ?? '…'
  return valueText(
    field.type === 'money' && typeof part === 'number' ? { ...field, type: 'number' } : field,
    part as Value,
    format,
    words,
  )
}

function useReferenceNames(field: Field | undefined): Map<string, string> {
  const { items } = useReferences(field?.type === 'reference' ? (field.reference ?? 'user') : 'team', '')
  return new Map(items.map((item) => [item.id, item.name]))
}

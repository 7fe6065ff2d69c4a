import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { asTone, Chip } from '../../ui/chip.tsx'
import { type Formats, useFormats } from '../../ui/format.ts'
import { phoneText } from '../../ui/phone.ts'
import { type Field, isMoney, isReference, type Value } from '../schema.ts'
import classes from './field-value.module.css'

/** A value as plain words, for chips, toasts and titles. */
export function valueText(field: Field, value: Value, format: Formats, words: { yes: string; no: string }): string {
  if (value === null || value === undefined || value === '') return ''
  if (isMoney(value)) return format.money(value)
  if (isReference(value)) return value.name
  if (field.type === 'boolean') return value ? words.yes : words.no
  if (field.type === 'date') return format.day(String(value))
  if (field.type === 'datetime') return format.dateTime(String(value))
  // A year is a name, not an amount: 1988, never 1,988.
  if (typeof value === 'number') return /year$/iu.test(field.key) ? String(value) : format.number(value, 2)
  if (field.type === 'phone') return phoneText(String(value))
  const label = (one: string) => field.options?.find((option) => option.value === one)?.label ?? one
  if (Array.isArray(value)) return value.map(label).join(', ')
  if (typeof value === 'object') return 'label' in value ? String(value.label) : ''
  return label(String(value))
}

type Props = { field: Field; value: Value; look?: 'cell' | 'fact' }

/** A value of any declared field, as a reader wants to see it. */
export function FieldValue({ field, value, look = 'cell' }: Props) {
  const { t } = useTranslation('ui')
  const format = useFormats()
  if (field.access === 'masked') return <Masked value={value} />
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
    return look === 'fact' ? <span className={classes.nothing}>{t('empty')}</span> : null
  }
  const text = valueText(field, value, format, { yes: t('yes'), no: t('no') })
  if (Array.isArray(value)) {
    return (
      <span className={classes.chips}>
        {value.map((one) => (
          <Chip key={one}>{field.options?.find((option) => option.value === one)?.label ?? one}</Chip>
        ))}
      </span>
    )
  }
  if (field.type === 'choice') {
    const option = field.options?.find((known) => known.value === value)
    return option?.tone ? <Chip tone={asTone(option.tone)}>{text}</Chip> : <span>{text}</span>
  }
  if (isReference(value) && field.reference === 'customer') {
    return (
      <Link
        to="/customers/$id"
        params={{ id: value.id }}
        className={classes.link}
        {...(look === 'cell' ? { tabIndex: -1 } : {})}
      >
        {text}
      </Link>
    )
  }
  if (field.type === 'date' || field.type === 'datetime') {
    return (
      <span title={field.type === 'date' ? text : format.dateTime(String(value))}>
        {look === 'fact' ? text : format.relative(String(value))}
      </span>
    )
  }
  if (look === 'fact' && field.type === 'url') {
    return (
      <a href={/^https?:/u.test(text) ? text : `https://${text}`} target="_blank" rel="noreferrer">
        {text}
      </a>
    )
  }
  return (
    <span title={text}>{field.type === 'money' && look === 'cell' && isMoney(value) ? format.money(value) : text}</span>
  )
}

function Masked({ value }: { value: Value }) {
  const { t } = useTranslation('ui')
  return (
    <span className={classes.masked} title={t('masked')}>
      {typeof value === 'string' && value ? value : '•••'}
    </span>
  )
}

import { NumberInput, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DateField } from '../fields/date-field.tsx'
import { ReferenceSelect } from '../fields/reference-select.tsx'
import type { Field } from '../schema.ts'

type Props = { field: Field; value: unknown; label: string; onChange: (value: unknown) => void }

/** One value to compare with, typed or chosen as the field's type asks. */
export function SingleValue(props: Props) {
  const Editor = editors[props.field.type] ?? TextValue
  return <Editor {...props} />
}

const editors: Partial<Record<Field['type'], (props: Props) => ReactNode>> = {
  date: DayValue,
  datetime: DayValue,
  number: NumberValue,
  integer: NumberValue,
  money: MoneyValue,
  boolean: BooleanValue,
  choice: ChoiceValue,
  reference: ReferenceValue,
}

function DayValue({ value, label, onChange }: Props) {
  return (
    <DateField
      aria-label={label}
      value={typeof value === 'string' ? value : null}
      onChange={onChange}
      popoverProps={{ withinPortal: false }}
    />
  )
}

function NumberValue({ value, label, onChange }: Props) {
  return (
    <NumberInput
      aria-label={label}
      hideControls
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(next === '' ? undefined : Number(next))}
      data-autofocus
    />
  )
}

function MoneyValue({ value, label, onChange }: Props) {
  return (
    <NumberInput
      aria-label={label}
      hideControls
      thousandSeparator=","
      value={typeof value === 'number' ? value / 100 : ''}
      onChange={(next) => onChange(next === '' ? undefined : Math.round(Number(next) * 100))}
      data-autofocus
    />
  )
}

function BooleanValue({ value, label, onChange }: Props) {
  const { t } = useTranslation('ui')
  return (
    <Select
      aria-label={label}
      data={[
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]}
      value={String(value ?? true)}
      allowDeselect={false}
      onChange={(next) => onChange(next === 'true')}
      comboboxProps={{ withinPortal: false }}
    />
  )
}

function ChoiceValue({ field, value, label, onChange }: Props) {
  return (
    <Select
      aria-label={label}
      data={field.options ?? []}
      value={typeof value === 'string' ? value : null}
      onChange={onChange}
      comboboxProps={{ withinPortal: false }}
    />
  )
}

function ReferenceValue({ field, value, label, onChange }: Props) {
  return (
    <ReferenceSelect
      aria-label={label}
      type={field.reference ?? 'user'}
      value={value ? { id: String(value), name: '' } : null}
      onChange={(next) => onChange(next?.id)}
    />
  )
}

function TextValue({ value, label, onChange }: Props) {
  return (
    <TextInput
      aria-label={label}
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus
    />
  )
}

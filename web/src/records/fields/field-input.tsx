import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../client/session.ts'
import { majorUnits } from '../../ui/format.ts'
import { type Field, isMoney, isReference, type Value } from '../schema.ts'
import { DateField } from './date-field.tsx'
import { ReferenceSelect } from './reference-select.tsx'

export type FieldInputProps = {
  field: Field
  value: Value
  onChange: (value: Value) => void
  /** Inside a table cell: no label, no frame, the menu opened at once. */
  bare?: boolean
  error?: string | null
  required?: boolean
  /** Called when a choice settles the value, so that the cell can close. */
  onSettled?: (value: Value) => void
  onKeyDown?: (event: KeyboardEvent) => void
}

const inputTypes: Partial<Record<Field['type'], string>> = { email: 'email', phone: 'tel', url: 'url' }

/** What every kind of input is given: its looks, its value, and the two ways of answering. */
type InputProps = {
  field: Field
  value: Value
  bare: boolean
  shared: SharedProps
  onChange: (value: Value) => void
  /** Changes the value and settles it. */
  onSettle: (value: Value) => void
}
type SharedProps = ReturnType<typeof sharedProps>

/** The right input for any declared field. */
export function FieldInput(props: FieldInputProps) {
  const { field, value, onChange, onSettled, bare = false } = props
  const settle = (next: Value) => {
    onChange(next)
    onSettled?.(next)
  }
  const Input = inputs[field.type] ?? TextField
  return (
    <Input field={field} value={value} bare={bare} shared={sharedProps(props)} onChange={onChange} onSettle={settle} />
  )
}

function sharedProps({ field, bare, error, required, onKeyDown }: FieldInputProps) {
  const named = bare
    ? {
        'aria-label': field.label,
        variant: 'unstyled',
        autoFocus: true,
        w: '100%',
        styles: { input: { paddingInline: 8, height: 32, minHeight: 32 } },
      }
    : { label: field.label }
  return { ...named, error: error ?? null, required: required ?? false, ...(onKeyDown ? { onKeyDown } : {}) }
}

const inputs: Partial<Record<Field['type'], (props: InputProps) => ReactNode>> = {
  choice: ChoiceField,
  tags: SeveralField,
  'multi-choice': SeveralField,
  boolean: BooleanField,
  date: DayField,
  datetime: DayField,
  reference: ReferenceField,
  money: MoneyField,
  number: NumberField,
  integer: NumberField,
}

function ChoiceField({ field, value, bare, shared, onSettle }: InputProps) {
  return (
    <Select
      {...shared}
      data={field.options ?? []}
      value={(value as string | null) ?? null}
      onChange={onSettle}
      clearable={!shared.required}
      searchable={(field.options?.length ?? 0) > 7}
      defaultDropdownOpened={bare}
      comboboxProps={{ withinPortal: true }}
    />
  )
}

function SeveralField({ field, value, shared, onChange }: InputProps) {
  const chosen = (value as string[] | null) ?? []
  const closed = field.type === 'multi-choice' && field.options && field.options.length > 0 && field.key !== 'tags'
  return closed ? (
    <MultiSelect {...shared} data={field.options ?? []} value={chosen} onChange={onChange} searchable />
  ) : (
    <TagsInput
      {...shared}
      data={(field.options ?? []).map((option) => option.value)}
      value={chosen}
      onChange={onChange}
    />
  )
}

function BooleanField({ field, value, bare, onSettle }: InputProps) {
  return (
    <Checkbox
      label={bare ? undefined : field.label}
      aria-label={field.label}
      checked={value === true}
      onChange={(event) => onSettle(event.currentTarget.checked)}
      mx={bare ? 10 : 0}
    />
  )
}

function DayField({ value, shared, onSettle }: InputProps) {
  return <DateField {...shared} value={typeof value === 'string' ? value.slice(0, 10) : null} onChange={onSettle} />
}

function ReferenceField({ field, value, bare, shared, onSettle }: InputProps) {
  return (
    <ReferenceSelect
      {...shared}
      type={field.reference ?? 'user'}
      value={isReference(value) ? value : null}
      onChange={onSettle}
      open={bare}
    />
  )
}

function MoneyField({ value, shared, onChange }: InputProps) {
  const { workspace } = useSession()
  const currency = isMoney(value) ? value.currency : workspace.currency
  const digits =
    10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
  return (
    <NumberInput
      {...shared}
      hideControls
      thousandSeparator=","
      value={isMoney(value) ? majorUnits(value) : ''}
      onChange={(typed) => onChange(typed === '' ? null : { amount: Math.round(Number(typed) * digits), currency })}
      rightSection={<span style={{ fontSize: 12 }}>{currency}</span>}
      rightSectionWidth={44}
    />
  )
}

function NumberField({ field, value, shared, onChange }: InputProps) {
  return (
    <NumberInput
      {...shared}
      hideControls
      allowDecimal={field.type === 'number'}
      value={typeof value === 'number' ? value : ''}
      onChange={(typed) => onChange(typed === '' ? null : Number(typed))}
    />
  )
}

function TextField({ field, value, bare, shared, onChange }: InputProps) {
  const { t } = useTranslation('ui')
  return (
    <TextInput
      {...shared}
      type={inputTypes[field.type] ?? 'text'}
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      placeholder={bare ? t('empty') : ''}
    />
  )
}

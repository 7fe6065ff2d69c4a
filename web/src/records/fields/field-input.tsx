import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import type { KeyboardEvent } from 'react'
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

/** The right input for any declared field. */
export function FieldInput({
  field,
  value,
  onChange,
  bare = false,
  error,
  required,
  onSettled,
  onKeyDown,
}: FieldInputProps) {
  const { t } = useTranslation('ui')
  const { workspace } = useSession()
  const named = bare
    ? {
        'aria-label': field.label,
        variant: 'unstyled',
        autoFocus: true,
        w: '100%',
        styles: { input: { paddingInline: 8, height: 32, minHeight: 32 } },
      }
    : { label: field.label }
  const shared = { ...named, error: error ?? null, required: required ?? false, ...(onKeyDown ? { onKeyDown } : {}) }
  const settle = (next: Value) => {
    onChange(next)
    onSettled?.(next)
  }
  switch (field.type) {
    case 'choice':
      return (
        <Select
          {...shared}
          data={field.options ?? []}
          value={(value as string | null) ?? null}
          onChange={settle}
          clearable={!required}
          searchable={(field.options?.length ?? 0) > 7}
          defaultDropdownOpened={bare}
          comboboxProps={{ withinPortal: true }}
        />
      )
    case 'tags':
    case 'multi-choice':
      return field.type === 'multi-choice' && field.options && field.options.length > 0 && field.key !== 'tags' ? (
        <MultiSelect
          {...shared}
          data={field.options}
          value={(value as string[] | null) ?? []}
          onChange={onChange}
          searchable
        />
      ) : (
        <TagsInput
          {...shared}
          data={(field.options ?? []).map((option) => option.value)}
          value={(value as string[] | null) ?? []}
          onChange={onChange}
        />
      )
    case 'boolean':
      return (
        <Checkbox
          label={bare ? undefined : field.label}
          aria-label={field.label}
          checked={value === true}
          onChange={(event) => settle(event.currentTarget.checked)}
          mx={bare ? 10 : 0}
        />
      )
    case 'date':
    case 'datetime':
      return <DateField {...shared} value={typeof value === 'string' ? value.slice(0, 10) : null} onChange={settle} />
    case 'reference':
      return (
        <ReferenceSelect
          {...shared}
          type={field.reference ?? 'user'}
          value={isReference(value) ? value : null}
          onChange={settle}
          open={bare}
        />
      )
    case 'money': {
      const currency = isMoney(value) ? value.currency : workspace.currency
      const digits =
        10 **
        (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
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
    case 'number':
    case 'integer':
      return (
        <NumberInput
          {...shared}
          hideControls
          allowDecimal={field.type === 'number'}
          value={typeof value === 'number' ? value : ''}
          onChange={(typed) => onChange(typed === '' ? null : Number(typed))}
        />
      )
    default:
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
}

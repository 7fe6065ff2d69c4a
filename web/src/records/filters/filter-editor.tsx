import { Button, Checkbox, NumberInput, ScrollArea, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '../../client/views.ts'
import { useReferences } from '../fields/reference-select.tsx'
import type { Field, Operator } from '../schema.ts'
import type { Span } from './condition-text.ts'
import classes from './filter-editor.module.css'
import { SingleValue } from './single-value.tsx'

type Props = { field: Field; condition: Condition; onApply: (condition: Condition) => void }

const spanUnits = ['day', 'week', 'month'] as const
const withoutValue = new Set<Operator>(['is-empty', 'is-not-empty'])

/** Changes one condition: the operator above, below it the editor that the field's type asks for. */
export function FilterEditor({ field, condition, onApply }: Props) {
  const { t } = useTranslation('records')
  const [op, setOp] = useState<Operator>(condition.op as Operator)
  const [value, setValue] = useState<unknown>(condition.value)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const span = op === 'within-last' || op === 'within-next'
    const given = span && !value ? { amount: 30, unit: 'day' } : value
    onApply({
      field: field.key,
      op,
      ...(withoutValue.has(op) ? {} : { value: given ?? (field.type === 'boolean' ? true : '') }),
    })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <Select
        aria-label={t('filters.operator')}
        data={field.operators.map((known) => ({ value: known, label: t(`ops.${known}`) }))}
        value={op}
        allowDeselect={false}
        onChange={(next) => {
          setOp((next ?? op) as Operator)
          setValue(undefined)
        }}
        comboboxProps={{ withinPortal: false }}
      />
      {withoutValue.has(op) ? null : <ValueEditor field={field} op={op} value={value} onChange={setValue} />}
      <Button type="submit" variant="filled">
        {t('filters.apply')}
      </Button>
    </form>
  )
}

type ValueProps = { field: Field; op: Operator; value: unknown; onChange: (value: unknown) => void }

function ValueEditor({ field, op, value, onChange }: ValueProps) {
  const { t } = useTranslation('records')
  const label = field.label
  if (op === 'within-last' || op === 'within-next') {
    const span = (value ?? { amount: 30, unit: 'day' }) as Span
    return (
      <div className={classes.pair}>
        <NumberInput
          aria-label={t('filters.amount')}
          min={1}
          value={span.amount}
          onChange={(amount) => onChange({ ...span, amount: Number(amount) || 1 })}
          data-autofocus
        />
        <Select
          aria-label={t('filters.unit')}
          data={spanUnits.map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
          value={span.unit}
          allowDeselect={false}
          onChange={(unit) => onChange({ ...span, unit })}
          comboboxProps={{ withinPortal: false }}
        />
      </div>
    )
  }
  if (op === 'between') {
    const [from, to] = (Array.isArray(value) ? value : []) as unknown[]
    return (
      <div className={classes.pair}>
        <SingleValue field={field} value={from} label={t('filters.from')} onChange={(next) => onChange([next, to])} />
        <SingleValue field={field} value={to} label={t('filters.to')} onChange={(next) => onChange([from, next])} />
      </div>
    )
  }
  if (op === 'in' || op === 'not-in')
    return <Several field={field} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />
  return <SingleValue field={field} value={value} label={label} onChange={onChange} />
}

function Several({ field, value, onChange }: { field: Field; value: string[]; onChange: (value: string[]) => void }) {
  const [typed, setTyped] = useState('')
  const { items } = useReferences(field.type === 'reference' ? (field.reference ?? 'user') : 'team', typed)
  const options =
    field.type === 'reference' ? items.map((item) => ({ value: item.id, label: item.name })) : (field.options ?? [])
  const shown = options.filter(
    (option) => option.label.toLowerCase().includes(typed.toLowerCase()) || field.type === 'reference',
  )
  return (
    <div>
      {options.length > 7 || field.type === 'reference' ? (
        <TextInput
          mb={6}
          aria-label={field.label}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
      ) : null}
      <ScrollArea.Autosize mah={220} scrollbarSize={6}>
        <Checkbox.Group value={value} onChange={onChange} aria-label={field.label}>
          <div className={classes.options}>
            {shown.map((option) => (
              <Checkbox key={option.value} value={option.value} label={option.label} />
            ))}
          </div>
        </Checkbox.Group>
      </ScrollArea.Autosize>
    </div>
  )
}

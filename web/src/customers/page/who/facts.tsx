import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CellEditor } from '../../../records/fields/cell-editor.tsx'
import { FieldValue } from '../../../records/fields/field-value.tsx'
import { type Field, fieldOf, useFields, type Value } from '../../../records/schema.ts'
import { useFormats } from '../../../ui/format.ts'
import { Panel } from '../../../ui/panel.tsx'
import type { CustomerKind, CustomerPageData, CustomerRow } from '../../types.ts'
import { useFactSaver } from '../use-customer.ts'
import { BirthdayFact } from './birthday-fact.tsx'
import { SensitiveFact } from './sensitive-fact.tsx'
import classes from './who.module.css'

const order: Record<CustomerKind, string[]> = {
  person: [
    'owner',
    'backupOwner',
    'organization',
    'jobTitle',
    'team',
    'territory',
    'city',
    'region',
    'gender',
    'identityCard',
    'passport',
    'language',
    'source',
    'since',
    'externalId',
    'website',
    'tags',
    'note',
  ],
  organization: [
    'owner',
    'backupOwner',
    'industry',
    'employees',
    'annualRevenue',
    'foundedYear',
    'team',
    'territory',
    'city',
    'region',
    'language',
    'source',
    'since',
    'externalId',
    'website',
    'tags',
    'note',
  ],
}

const alwaysShown = new Set(['owner'])
const isEmpty = (value: Value): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

type Props = { page: CustomerPageData; mending: string | null; onMended: () => void }

/** The facts, each changed where it stands. Empty ones stay folded until they are wanted. */
export function Facts({ page, mending, onMended }: Props) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const { customer, completeness } = page
  const declared = useFields('customer')
  const [all, setAll] = useState(false)
  const [editing, setEditing] = useState<string | null>(null)
  useEffect(() => {
    if (!mending || !declared.has(mending)) return
    setEditing(mending)
    onMended()
  }, [mending, declared, onMended])

  const own = [...declared.values()].filter((field) => field.custom).map((field) => field.key)
  const fields = [...order[customer.kind], ...own]
    .map((key) => declared.get(key))
    .filter((field): field is Field => Boolean(field))
  const filled = fields.filter(
    (field) => alwaysShown.has(field.key) || field.key === editing || !isEmpty(fieldOf(customer, field)),
  )
  const shown = all ? fields : filled
  const folded = fields.length - filled.length
  return (
    <Panel title={t('who.title')} aside={t('who.complete', { percent: format.percent(completeness.percent / 100) })}>
      <dl className={classes.facts}>
        {shown.map((field) => (
          <AnyFact
            key={field.key}
            customer={customer}
            field={field}
            editing={editing === field.key}
            onEdit={() => setEditing(field.key)}
            onEnd={() => setEditing(null)}
          />
        ))}
        {customer.kind === 'person' && 'birthday' in customer ? (
          <BirthdayFact customer={customer} shown={all} mending={mending === 'birthday'} onMended={onMended} />
        ) : null}
      </dl>
      {folded > 0 ? (
        <button type="button" className={classes.quiet} onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t('who.fewer') : t('who.more', { count: folded })}
        </button>
      ) : null}
    </Panel>
  )
}

type AnyFactProps = {
  customer: CustomerRow
  field: Field
  editing: boolean
  onEdit: () => void
  onEnd: () => void
}

function AnyFact({ customer, field, editing, onEdit, onEnd }: AnyFactProps) {
  const save = useFactSaver(customer)
  const value = fieldOf(customer, field)
  const shared = { field, value, editing, onEdit }
  if (field.type === 'sensitive') return <SensitiveFact {...shared} customer={customer} onDone={onEnd} />
  return (
    <Fact
      {...shared}
      editable={field.editable && field.access === 'write' && customer.can?.update === true}
      onDone={(next) => {
        onEnd()
        if (next !== undefined && JSON.stringify(next) !== JSON.stringify(value ?? null)) void save(field, next)
      }}
    />
  )
}

type FactProps = {
  field: Field
  value: Value
  editable: boolean
  editing: boolean
  onEdit: () => void
  onDone: (value?: Value) => void
}

function Fact({ field, value, editable, editing, onEdit, onDone }: FactProps) {
  const { t } = useTranslation('ui')
  const link = field.type === 'reference' && field.reference === 'customer'
  return (
    <div className={classes.fact}>
      <dt>{field.label}</dt>
      <dd>
        {editing ? (
          <div className={classes.editor}>
            <CellEditor field={field} value={value} onSave={(next) => onDone(next ?? null)} onCancel={() => onDone()} />
          </div>
        ) : editable && !link ? (
          <button type="button" className={classes.value} onClick={onEdit} aria-label={`${t('edit')}: ${field.label}`}>
            <FieldValue field={field.type === 'url' ? { ...field, type: 'text' } : field} value={value} look="fact" />
          </button>
        ) : (
          <span className={classes.value}>
            <FieldValue field={field} value={value} look="fact" />
          </span>
        )}
      </dd>
    </div>
  )
}

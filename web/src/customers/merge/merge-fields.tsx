import { Radio, Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { valueText } from '../../records/fields/field-value.tsx'
import { type Field, useFields, type Value } from '../../records/schema.ts'
import { useFormats } from '../../ui/format.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import classes from './merge-fields.module.css'
import type { MergeField, MergePreview } from './types.ts'
import type { Merging } from './use-merge.ts'

/** Records side by side, field by field: which one stays, and whose value counts where they differ. */
export function MergeFields({ merging }: { merging: Merging }) {
  const { t } = useTranslation('customers')
  const [all, setAll] = useState(false)
  const { preview, problem } = merging
  if (problem && !preview) return <ProblemNote problem={problem} />
  if (!preview) return <Skeleton height={180} />
  const filled = preview.fields.filter(({ values }) => values.some(({ value }) => !isEmpty(value)))
  const shown = all ? filled : filled.filter(({ rule }) => rule !== 'same')
  const moves = preview.moves.filter(({ moved }) => moved > 0)
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={t('merge.sideBySide')}>
        <Head preview={preview} onKeep={merging.keep} />
        <tbody>
          {shown.map((field) => (
            <FieldLine key={field.key} field={field} preview={preview} merging={merging} />
          ))}
        </tbody>
      </table>
      {filled.length > shown.length || all ? (
        <button type="button" className={classes.quiet} onClick={() => setAll(!all)}>
          {all ? t('merge.onlyDifferent') : t('merge.alsoSame', { count: filled.length - shown.length })}
        </button>
      ) : null}
      {moves.length > 0 ? (
        <p className={classes.moves}>
          {t('merge.moves', {
            what: moves.map(({ label, moved }) => `${label} (${moved})`).join(t('merge.comma')),
          })}
        </p>
      ) : null}
    </div>
  )
}

const isEmpty = (value: Value) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** In the order in which the records came first, so that choosing another to stay moves nothing. */
const columnsOf = (preview: MergePreview) => [...preview.records].sort((a, b) => (a.id < b.id ? -1 : 1))

function Head({ preview, onKeep }: { preview: MergePreview; onKeep: (id: string) => void }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (
    <thead>
      <tr>
        <th scope="col">{t('merge.keep')}</th>
        {columnsOf(preview).map((record) => (
          <th key={record.id} scope="col" data-kept={record.id === preview.survivorId || undefined}>
            <Radio
              name="survivor"
              checked={record.id === preview.survivorId}
              onChange={() => onKeep(record.id)}
              label={record.name}
              aria-label={t('merge.keepOf', { name: record.name })}
            />
            <span className={classes.about}>
              {t('merge.about', {
                orders: Number(record.orderCount ?? 0),
                since: format.day(String(record.createdAt ?? '').slice(0, 10)),
              })}{' '}
              <Link to="/customers/$id" params={{ id: record.id }}>
                {t('merge.open')}
              </Link>
            </span>
          </th>
        ))}
      </tr>
    </thead>
  )
}

type LineProps = { field: MergeField; preview: MergePreview; merging: Merging }

function FieldLine({ field, preview, merging }: LineProps) {
  const { t } = useTranslation('customers')
  const text = useValueText(field)
  const result = text(field.value)
  const counts = (value: Value, id: string) =>
    merging.choices[field.key] ? merging.choices[field.key] === id : text(value) === result && result !== ''
  return (
    <tr>
      <th scope="row" title={field.ruleLabel}>
        {field.label}
      </th>
      {columnsOf(preview).map(({ id }) => {
        const value = field.values.find(({ customerId }) => customerId === id)?.value ?? null
        const said = text(value)
        const isChosen = counts(value, id)
        return (
          <td key={id} data-counts={isChosen || undefined}>
            {field.isChoosable && !isEmpty(value) && field.rule !== 'same' ? (
              <button
                type="button"
                aria-pressed={isChosen}
                aria-label={t('merge.take', { field: field.label, value: said })}
                onClick={() => merging.choose(field.key, id)}
              >
                {said}
              </button>
            ) : (
              said
            )}
          </td>
        )
      })}
    </tr>
  )
}

function useValueText({ key, label }: MergeField): (value: Value) => string {
  const { t } = useTranslation('ui')
  const format = useFormats()
  const fields = useFields('customer')
  const declared = fields.get(key) ?? ({ key, label, type: 'text', options: [] } as unknown as Field)
  return (value) => valueText(declared, value, format, { yes: t('yes'), no: t('no') })
}

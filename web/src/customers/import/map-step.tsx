import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/chip.tsx'
import { useFormats } from '../../ui/format.ts'
import { FileSettings } from './file-settings.tsx'
import type { Import, ImportColumn } from './types.ts'
import { useImport } from './use-import.ts'
import classes from './wizard.module.css'

/** Which column is what: guessed, with the reason and samples, changed in place. */
export function MapStep({ data }: { data: Import }) {
  const { t } = useTranslation('customers')
  const { change, check } = useImport(data.id)
  const [busy, setBusy] = useState(false)
  const [template, setTemplate] = useState('')
  const mapped = data.columns.filter((column) => column.target).length
  const missing = data.targets.filter(
    (target) => (target.isRequired ?? target.required) && !data.columns.some((column) => column.target === target.key),
  )
  const go = async () => {
    setBusy(true)
    if (template.trim()) await change({ saveTemplateAs: template.trim() })
    await check()
    setBusy(false)
  }
  return (
    <>
      <FileSettings data={data} />
      <section className={classes.columns} aria-label={t('import.columns')}>
        <div className={classes.columnHead} aria-hidden>
          <span>{t('import.inFile')}</span>
          <span>{t('import.samples')}</span>
          <span>{t('import.becomes')}</span>
          <span>{t('import.certainty')}</span>
        </div>
        {data.columns.map((column) => (
          <Column
            key={column.name}
            data={data}
            column={column}
            onChange={(target) => void change({ mapping: { [column.name]: target } })}
            onDates={(format) => column.target && void change({ dateFormats: { [column.target]: format } })}
          />
        ))}
      </section>
      <footer className={classes.foot}>
        <span className={classes.hint}>{t('import.mapped', { count: mapped, total: data.columns.length })}</span>
        {missing.length > 0 ? (
          <Chip tone="amber">{t('import.missing', { fields: missing.map((target) => target.label).join(', ') })}</Chip>
        ) : null}
        <input
          className={classes.template}
          value={template}
          onChange={(event) => setTemplate(event.currentTarget.value)}
          placeholder={t('import.template')}
          aria-label={t('import.template')}
        />
        <Button variant="filled" size="sm" loading={busy} disabled={mapped === 0} onClick={() => void go()}>
          {t('import.check')}
        </Button>
      </footer>
    </>
  )
}

const dateFormats = ['ymd', 'dmy', 'mdy', 'chinese', 'named-month', 'compact', 'yymmdd', 'serial'] as const

type ColumnProps = {
  data: Import
  column: ImportColumn
  onChange: (target: string | null) => void
  onDates: (format: string) => void
}

function Column({ data, column, onChange, onDates }: ColumnProps) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const target = data.targets.find((known) => known.key === column.target)
  const dated = target?.type === 'date' || target?.type === 'datetime'
  const reason = (['name', 'part-of-name', 'content'] as const).find((known) => known === column.reason)
  const sample = column.sample.filter(Boolean).slice(0, 3)
  return (
    <div className={classes.column} data-left-out={!column.target || undefined}>
      <strong className={classes.columnName}>{column.name || t('import.unnamed')}</strong>
      <span className={classes.sample}>
        {sample.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: samples may repeat
          <span key={index}>{value}</span>
        ))}
      </span>
      <span className={classes.target}>
        <Select
          aria-label={t('import.becomesOf', { column: column.name })}
          data={data.targets.map((known) => ({ value: known.key, label: known.label }))}
          value={column.target}
          placeholder={t('import.leftOut')}
          onChange={onChange}
          clearable
          searchable
        />
        {dated ? (
          <Select
            aria-label={t('import.dates')}
            data={dateFormats.map((value) => ({ value, label: t(`import.dateFormats.${value}`) }))}
            value={dateFormats.find((known) => known === column.dateFormat) ?? null}
            placeholder={t('import.datesByColumn')}
            onChange={(value) => value && onDates(value)}
          />
        ) : null}
      </span>
      <span className={classes.certainty}>
        {column.target && column.confidence !== null ? (
          <Chip tone={column.confidence >= 0.8 ? 'green' : 'amber'}>{format.percent(column.confidence)}</Chip>
        ) : null}
        {column.target ? <span>{reason ? t(`import.reasons.${reason}`) : t('import.reasons.chosen')}</span> : null}
      </span>
    </div>
  )
}

import { Button, Checkbox, Slider } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patch, post } from '../../client/api.ts'
import type { JobStarted } from '../../client/jobs.ts'
import { refused } from '../../records/rows.ts'
import { useFormats } from '../../ui/format.ts'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from './duplicates.module.css'
import { type DuplicateState, type MatchedField, matchedFields } from './types.ts'

/** From when on two are shown as probably one, from when on they count as sure, and by what they are compared. */
export function DuplicateSettings({ state, onClose }: { state: DuplicateState; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const queries = useQueryClient()
  const [showFrom, setShowFrom] = useState(state.showFrom)
  const [sureFrom, setSureFrom] = useState(state.sureFrom)
  const [fields, setFields] = useState<string[]>(state.fields)
  const save = async () => {
    const kept = matchedFields.filter((field) => fields.includes(field))
    const body = { showFrom, sureFrom, fields: kept satisfies MatchedField[] }
    if (!(await refused(() => patch('/duplicates/settings', body)))) return
    await refused(() => post<JobStarted>('/duplicates/scan', { full: true }))
    toastDone(t('duplicates.settings.saved'))
    await queries.invalidateQueries({ queryKey: ['duplicates'] })
    onClose()
  }
  return (
    <SideSheet
      opened
      title={t('duplicates.settings.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button variant="filled" onClick={() => void save()}>
            {t('duplicates.settings.save')}
          </Button>
        </>
      }
    >
      <div className={classes.settings}>
        <Share label={t('duplicates.settings.showFrom')} value={showFrom} min={0.3} onChange={setShowFrom} />
        <Share label={t('duplicates.settings.sureFrom')} value={sureFrom} min={0.8} onChange={setSureFrom} />
        <Checkbox.Group label={t('duplicates.settings.fields')} value={fields} onChange={setFields}>
          <div className={classes.fields}>
            {matchedFields.map((field) => (
              <Checkbox
                key={field}
                value={field}
                disabled={field === 'name'}
                label={t(`duplicates.settings.field.${field}`)}
              />
            ))}
          </div>
        </Checkbox.Group>
        <p className={classes.about}>
          {state.hasLearned
            ? t('duplicates.settings.learned', { number: format.number(state.scannedCustomers ?? 0) })
            : t('duplicates.settings.stated')}
        </p>
      </div>
    </SideSheet>
  )
}

type ShareProps = { label: string; value: number; min: number; onChange: (value: number) => void }

function Share({ label, value, min, onChange }: ShareProps) {
  const format = useFormats()
  return (
    <div>
      <div className={classes.share}>
        <span>{label}</span>
        <strong>{format.percent(value)}</strong>
      </div>
      <Slider
        aria-label={label}
        thumbLabel={label}
        min={min}
        max={0.995}
        step={0.005}
        label={null}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}

import { Button, NumberInput, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, patch } from '../../client/api.ts'
import { refused } from '../../records/rows.ts'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from './privacy.module.css'

const units = ['month', 'day', 'working-day'] as const
type Clock = { termUnit: (typeof units)[number]; term: number; extension: number; packageDays: number }

/** How long answers to requests may take, and how long packages are kept. */
export function ClockSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const clock = useQuery({
    queryKey: ['settings', '/privacy-settings'],
    queryFn: () => get<Clock>('/privacy-settings'),
    enabled: opened,
  })
  return (
    <SideSheet opened={opened} onClose={onClose} title={t('privacy.clock.title')}>
      {clock.data ? <ClockForm clock={clock.data} onClose={onClose} /> : null}
    </SideSheet>
  )
}

function ClockForm({ clock, onClose }: { clock: Clock; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const [draft, setDraft] = useState(clock)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await refused(() => patch('/privacy-settings', draft)))) return
    toastDone(t('privacy.clock.saved'))
    void queries.invalidateQueries({ queryKey: ['settings', '/privacy-settings'] })
    onClose()
  }
  const days = (key: 'term' | 'extension' | 'packageDays', max: number) => (
    <NumberInput
      label={t(`privacy.clock.${key}`)}
      required
      min={1}
      max={max}
      allowDecimal={false}
      value={draft[key]}
      onChange={(value) => setDraft({ ...draft, [key]: Number(value) })}
    />
  )
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p className={classes.sub}>{t('privacy.clock.lead')}</p>
      <Select
        label={t('privacy.clock.unit')}
        data={units.map((value) => ({ value, label: t(`privacy.clock.units.${value}`) }))}
        value={draft.termUnit}
        onChange={(value) => setDraft({ ...draft, termUnit: value ?? draft.termUnit })}
        allowDeselect={false}
      />
      {days('term', 180)}
      {days('extension', 180)}
      {days('packageDays', 30)}
      <Button type="submit" variant="filled">
        {t('privacy.clock.save')}
      </Button>
    </form>
  )
}

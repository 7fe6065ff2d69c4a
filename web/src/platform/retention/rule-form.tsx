import { Button, NumberInput, Select, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import { useFormats } from '../../ui/format.ts'
import classes from '../settings.module.css'
import { useSettingsWrites } from '../use-settings.ts'
import type { RetentionPreview, RetentionRule } from './types.ts'

const YEAR = 365

/** One rule, with what it would take beside it before anything is switched on. */
export function RuleForm({ rule, onClose }: { rule: RetentionRule; onClose: () => void }) {
  const { t } = useTranslation('platform')
  const { change } = useSettingsWrites()
  const isYears = rule.keepDays % YEAR === 0
  const [amount, setAmount] = useState(isYears ? rule.keepDays / YEAR : rule.keepDays)
  const [unit, setUnit] = useState<'days' | 'years'>(isYears ? 'years' : 'days')
  const [isActive, setActive] = useState(rule.isActive)
  const keepDays = Math.max(1, amount * (unit === 'years' ? YEAR : 1))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = {
      keepDays,
      ...(rule.version ? { version: rule.version } : {}),
      ...(rule.isAlwaysOn ? {} : { isActive }),
    }
    if (await change(`/retention/${rule.subject}`, body, t('retention.saved', { name: rule.label }))) onClose()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p className={classes.muted}>{rule.why}</p>
      <div className={classes.row} style={{ alignItems: 'flex-end' }}>
        <NumberInput
          label={t('retention.keptFor')}
          min={1}
          max={unit === 'years' ? 100 : 36_500}
          allowDecimal={false}
          value={amount}
          onChange={(next) => setAmount(Number(next) || 1)}
          w={120}
        />
        <Select
          aria-label={t('retention.unit')}
          data={[
            { value: 'days', label: t('retention.unitDays') },
            { value: 'years', label: t('retention.unitYears') },
          ]}
          value={unit}
          allowDeselect={false}
          onChange={(next) => setUnit(next === 'years' ? 'years' : 'days')}
          w={110}
        />
      </div>
      {rule.isAlwaysOn ? null : (
        <Switch
          label={t('retention.switchOn')}
          description={t('retention.dryWhy')}
          checked={isActive}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
      )}
      <Preview subject={rule.subject} keepDays={keepDays} />
      <div className={classes.row}>
        <Button type="submit" variant="filled" {...(isActive && !rule.isActive ? { color: 'red' } : {})}>
          {t(isActive && !rule.isActive ? 'retention.saveAndTake' : 'save')}
        </Button>
      </div>
    </form>
  )
}

function Preview({ subject, keepDays }: { subject: string; keepDays: number }) {
  const { t } = useTranslation('platform')
  const format = useFormats()
  const { data } = useQuery({
    queryKey: ['settings', '/retention/preview', subject, keepDays],
    queryFn: () => get<RetentionPreview>(`/retention/${subject}/preview`, { keepDays }),
    placeholderData: (before) => before,
  })
  if (!data) return null
  const count = `${format.number(data.due, 0)}${data.isExact ? '' : '+'}`
  return (
    <section aria-live="polite">
      <strong>{data.due === 0 ? t('retention.dueNone') : t('retention.due', { count: data.due, text: count })}</strong>
      <ul className={classes.due}>
        {data.items.map((item) => (
          <li key={item.id}>
            <span>{item.name ?? '–'}</span>
            <span>{format.day(item.since.slice(0, 10))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

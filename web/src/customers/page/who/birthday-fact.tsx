import { Button, Checkbox, NumberInput, Popover, SegmentedControl } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '../../../records/schema.ts'
import { type Formats, useFormats } from '../../../ui/format.ts'
import { lunarDay } from '../../lunar.ts'
import type { Birthday, CustomerRow } from '../../types.ts'
import { useFactSaver } from '../use-customer.ts'
import classes from './who.module.css'

/** A birthday as it is said: 八月十六 (lunar, next on 15 Sep) or 14 March 1985. */
export function useBirthdayText(): (birthday: Birthday) => string {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (birthday) => {
    if (birthday.calendar === 'solar') return solarText(birthday, format)
    const day = lunarDay(birthday)
    return birthday.next
      ? t('birthday.lunarNext', { day, next: format.day(birthday.next) })
      : t('birthday.lunar', { day })
  }
}

function solarText({ year, month, day }: Birthday, format: Formats): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${year ?? 2000}-${two(month)}-${two(day)}`
  return year ? format.day(date) : format.dayInYear(date)
}

type Props = { customer: CustomerRow; shown: boolean; mending: boolean; onMended: () => void }

export function BirthdayFact({ customer, shown, mending, onMended }: Props) {
  const { t } = useTranslation('customers')
  const text = useBirthdayText()
  const save = useFactSaver(customer)
  const [opened, setOpened] = useState(false)
  const birthday = customer.birthday as Birthday | null | undefined
  useEffect(() => {
    if (!mending) return
    setOpened(true)
    onMended()
  }, [mending, onMended])
  if (!birthday && !shown && !opened) return null
  const field = { key: 'birthday', label: t('birthday.title'), type: 'text', custom: false } as Field
  return (
    <div className={classes.fact}>
      <dt>{t('birthday.title')}</dt>
      <dd>
        <Popover opened={opened} onChange={setOpened} width={280} position="bottom-start" trapFocus>
          <Popover.Target>
            <button
              type="button"
              className={classes.value}
              disabled={!customer.can?.update}
              onClick={() => setOpened(!opened)}
            >
              {birthday ? text(birthday) : t('empty', { ns: 'ui' })}
            </button>
          </Popover.Target>
          <Popover.Dropdown>
            <BirthdayForm
              birthday={birthday ?? null}
              onSave={(next) => {
                setOpened(false)
                void save(field, next)
              }}
            />
          </Popover.Dropdown>
        </Popover>
      </dd>
    </div>
  )
}

function BirthdayForm({
  birthday,
  onSave,
}: {
  birthday: Birthday | null
  onSave: (birthday: Birthday | null) => void
}) {
  const { t } = useTranslation('customers')
  const [draft, setDraft] = useState<Birthday>(birthday ?? { calendar: 'solar', month: 1, day: 1 })
  const set = (changes: Partial<Birthday>) => setDraft({ ...draft, ...changes })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { calendar, year, month, day, leap } = draft
    onSave({ calendar, month, day, ...(year ? { year } : {}), ...(calendar === 'lunar' && leap ? { leap } : {}) })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <SegmentedControl
        value={draft.calendar}
        onChange={(calendar) => set({ calendar: calendar as Birthday['calendar'] })}
        data={(['solar', 'lunar'] as const).map((value) => ({ value, label: t(`birthday.${value}Calendar`) }))}
        aria-label={t('birthday.calendar')}
      />
      <DayInputs draft={draft} onChange={set} />
      <div className={classes.buttons}>
        {birthday ? <Button onClick={() => onSave(null)}>{t('remove', { ns: 'ui' })}</Button> : null}
        <Button type="submit" variant="filled">
          {t('save', { ns: 'ui' })}
        </Button>
      </div>
    </form>
  )
}

type DayProps = { draft: Birthday; onChange: (changes: Partial<Birthday>) => void }

/** Year (which may stay open), month and day, in the calendar that was chosen. */
function DayInputs({ draft, onChange }: DayProps) {
  const { t } = useTranslation('customers')
  const lunar = draft.calendar === 'lunar'
  return (
    <>
      <NumberInput
        label={t('birthday.year')}
        value={draft.year ?? ''}
        min={1850}
        max={2100}
        hideControls
        onChange={(year) => onChange({ year: year === '' ? null : Number(year) })}
      />
      <NumberInput
        label={t('birthday.month')}
        value={draft.month}
        min={1}
        max={12}
        onChange={(month) => onChange({ month: Number(month) })}
      />
      <NumberInput
        label={t('birthday.day')}
        value={draft.day}
        min={1}
        max={lunar ? 30 : 31}
        onChange={(day) => onChange({ day: Number(day) })}
      />
      {lunar ? (
        <Checkbox
          label={t('birthday.leap')}
          checked={draft.leap ?? false}
          onChange={(event) => onChange({ leap: event.currentTarget.checked })}
        />
      ) : null}
    </>
  )
}

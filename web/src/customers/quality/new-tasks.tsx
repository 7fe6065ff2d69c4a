import { Button, NumberInput, SegmentedControl } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { DateField } from '../../records/fields/date-field.tsx'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { refused, useUndo } from '../../records/rows.ts'
import type { Reference } from '../../records/schema.ts'
import { useFormats } from '../../ui/format.ts'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from './quality-page.module.css'
import type { MissingField } from './types.ts'

type Wish = { whom: 'owners' | 'person'; person: Reference | null; dueOn: string | null; limit: number }
type Made = { lacking: number; created: number }
const most = 1000

/** Asks the owners, or one person, to fill in a field, for the most valuable customers first. */
export function NewTasks({ missing, onClose }: { missing: MissingField; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const queries = useQueryClient()
  const undo = useUndo()
  const [wish, setWish] = useState<Wish>({ whom: 'owners', person: null, dueOn: null, limit: 50 })
  const { whom, person, dueOn, limit } = wish
  const { data } = useQuery({
    queryKey: ['quality', 'tasks-preview', missing.field],
    queryFn: async () => (await post<Made>('/enrichment-tasks', { field: missing.field, preview: true })).data,
  })
  const refresh = () => void queries.invalidateQueries({ queryKey: ['quality'] })
  const count = Math.min(limit, data?.lacking ?? limit)
  const create = async () => {
    const body = {
      field: missing.field,
      limit,
      ...(dueOn ? { dueOn } : {}),
      ...(whom === 'person' && person ? { assignee: person.id } : {}),
    }
    const made = await refused(() => post<Made>('/enrichment-tasks', body))
    if (!made) return
    refresh()
    const done = t('quality.tasks.made', { count: made.data.created })
    toastDone(done, made.requestId ? undo(made.requestId, refresh) : undefined)
    onClose()
  }
  return (
    <SideSheet
      opened
      title={t('quality.askFor', { field: missing.label })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button
            variant="filled"
            disabled={!data || data.lacking === 0 || (whom === 'person' && !person)}
            onClick={() => void create()}
          >
            {t('quality.tasks.create', { count })}
          </Button>
        </>
      }
    >
      <p className={classes.sub}>
        {data ? t('quality.tasks.lacking', { count: data.lacking, number: format.number(data.lacking) }) : ' '}
      </p>
      <Wishes wish={wish} onChange={(changes) => setWish({ ...wish, ...changes })} />
    </SideSheet>
  )
}

/** Who is asked, for how many customers, until when. */
function Wishes({ wish, onChange }: { wish: Wish; onChange: (changes: Partial<Wish>) => void }) {
  const { t } = useTranslation('customers')
  return (
    <div className={classes.form}>
      <SegmentedControl
        fullWidth
        aria-label={t('quality.tasks.whom')}
        value={wish.whom}
        onChange={(value) => onChange({ whom: value as Wish['whom'] })}
        data={(['owners', 'person'] as const).map((value) => ({ value, label: t(`quality.tasks.${value}`) }))}
      />
      {wish.whom === 'person' ? (
        <ReferenceSelect
          type="user"
          label={t('quality.tasks.assignee')}
          value={wish.person}
          onChange={(person) => onChange({ person })}
        />
      ) : null}
      <NumberInput
        label={t('quality.tasks.limit')}
        description={t('quality.tasks.limitHint')}
        min={1}
        max={most}
        value={wish.limit}
        onChange={(value) => onChange({ limit: Math.min(most, Math.max(1, Number(value) || 1)) })}
      />
      <DateField label={t('quality.tasks.due')} value={wish.dueOn} onChange={(dueOn) => onChange({ dueOn })} />
    </div>
  )
}

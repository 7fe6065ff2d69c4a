import { Button, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { type JobStarted, jobEnd, jobIdOf } from '../../client/jobs.ts'
import { refused } from '../../records/rows.ts'
import { useFormats } from '../../ui/format.ts'
import { toastDone } from '../../ui/toast.tsx'
import classes from './duplicates.module.css'
import { useSureness } from './sureness.ts'
import type { DuplicateState, Group } from './types.ts'

type Preview = { groups: number; customers: number; leastSure: Group[] }

/** All groups that are sure enough, merged in one go after a look at the least sure of them. */
export function MergeSure({ state }: { state: DuplicateState }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button onClick={() => setOpened(true)}>
        {t('duplicates.mergeSure', { count: state.waiting.sure, percent: format.percent(state.sureFrom) })}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('duplicates.mergeSureTitle')}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'ui' }) }}
      >
        {opened ? <PreviewOf from={state.sureFrom} onClose={() => setOpened(false)} /> : null}
      </Modal>
    </>
  )
}

function PreviewOf({ from, onClose }: { from: number; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const sureness = useSureness()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const { data } = useQuery({
    queryKey: ['duplicates', 'sure', from],
    queryFn: async () => (await post<Preview>('/duplicates/merge-sure', { from, preview: true })).data,
  })
  const merge = async () => {
    setBusy(true)
    const started = await refused(() => post<JobStarted>('/duplicates/merge-sure', { from }))
    if (started) {
      const { result } = await jobEnd<{ merged?: number }>(jobIdOf(started.data))
      toastDone(t('duplicates.mergedSure', { count: result?.merged ?? 0 }))
      await queries.invalidateQueries({ queryKey: ['duplicates'] })
      await queries.invalidateQueries({ queryKey: ['list', 'customer'] })
    }
    setBusy(false)
    onClose()
  }
  if (!data) return null
  return (
    <div className={classes.preview}>
      <p>
        {t('duplicates.mergeSureText', {
          count: data.groups,
          groups: format.number(data.groups),
          customers: format.number(data.customers),
        })}
      </p>
      <h3>{t('duplicates.leastSure')}</h3>
      <ul>
        {data.leastSure.map((group) => (
          <li key={group.id}>
            <span>{group.members.map(({ name }) => name).join(' · ')}</span>
            <span className={classes.sure}>{sureness(group.probability)}</span>
          </li>
        ))}
      </ul>
      <p className={classes.about}>{t('duplicates.mergeSureHint')}</p>
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
        <Button variant="filled" loading={busy} disabled={data.groups === 0} onClick={() => void merge()}>
          {t('duplicates.mergeThese', { count: data.groups })}
        </Button>
      </div>
    </div>
  )
}

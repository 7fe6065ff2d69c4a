import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { isOver, type JobStarted, jobIdOf, useJob } from '../../client/jobs.ts'
import { refused } from '../../records/rows.ts'
import { useFormats } from '../../ui/format.ts'
import { toastDone } from '../../ui/toast.tsx'
import type { DuplicateState } from './types.ts'

type Result = { groups?: number }

/** Looks for duplicates now; what changed since the last time, or everybody the first time. */
export function ScanButton({ state }: { state: DuplicateState }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const queries = useQueryClient()
  const [started, setStarted] = useState<string | null>(null)
  const job = useJob<Result>(started ?? state.job)
  const ended = isOver(job)
  useEffect(() => {
    if (!ended || !started) return
    setStarted(null)
    if (job?.state === 'done') toastDone(t('duplicates.scanDone', { count: job.result?.groups ?? 0 }))
    void queries.invalidateQueries({ queryKey: ['duplicates'] })
  }, [ended, started, job, queries, t])
  const scan = async () => {
    const answer = await refused(() => post<JobStarted>('/duplicates/scan', { full: state.scannedTo === null }))
    if (answer) setStarted(jobIdOf(answer.data))
  }
  const isRunning = job !== undefined && !ended
  const share = job?.total ? job.done / job.total : 0
  return (
    <Button variant="filled" disabled={isRunning} onClick={() => void scan()}>
      {isRunning ? t('duplicates.scanning', { percent: format.percent(share) }) : t('duplicates.scan')}
    </Button>
  )
}

import { Button, Progress } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../client/api.ts'
import { activeJobsQuery, isOver, type JobStarted, jobIdOf, useJob } from '../client/jobs.ts'
import { refused } from '../records/rows.ts'
import { useFormats } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { toastProblem } from '../ui/toast.tsx'
import classes from './example-button.module.css'

/** Loads the example firm and shows how far it is. */
export function ExampleButton() {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const queries = useQueryClient()
  const [jobId, setJobId] = useState<string | null>(null)
  const job = useJob(jobId)
  const over = isOver(job)
  useEffect(() => {
    if (!over) return
    if (job?.state === 'failed') toastProblem({ title: job.problem?.title ?? t('empty.exampleFailed') })
    setJobId(null)
    void queries.invalidateQueries()
  }, [over, job, queries, t])
  const start = async () => {
    const written = await refused(() => post<JobStarted>('/example'))
    if (!written) return
    setJobId(jobIdOf(written.data))
    void queries.invalidateQueries({ queryKey: activeJobsQuery.queryKey })
  }
  if (jobId) {
    const share = job?.total ? job.done / job.total : 0
    return (
      <div className={classes.progress} role="status">
        <span>{t('empty.loading', { percent: format.percent(share) })}</span>
        <Progress value={share * 100} size={4} aria-label={t('empty.example')} />
      </div>
    )
  }
  return (
    <Button leftSection={<Icon of={IconSparkles} />} onClick={() => void start()}>
      {t('empty.example')}
    </Button>
  )
}

import { Popover, Progress, UnstyledButton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { activeJobsQuery, type Job } from '../../client/jobs.ts'
import { useFormats } from '../../ui/format.ts'
import classes from './jobs-indicator.module.css'

/** Long work goes on while people do: its share and the time left stand in the top bar. */
export function JobsIndicator() {
  const { t } = useTranslation('app')
  const queries = useQueryClient()
  const { data } = useQuery(activeJobsQuery)
  const jobs = data?.items ?? []
  const before = useRef(0)
  useEffect(() => {
    // Finished work may have changed any list.
    if (jobs.length < before.current)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' })
    before.current = jobs.length
  }, [jobs.length, queries])
  const first = jobs[0]
  if (!first) return null
  return (
    <Popover position="bottom-end" width={320}>
      <Popover.Target>
        <UnstyledButton className={classes.button ?? ''} aria-label={t('jobs.open', { count: jobs.length })}>
          <span className={classes.dot} aria-hidden />
          <JobLine job={first} brief />
          {jobs.length > 1 ? <span>{`+${jobs.length - 1}`}</span> : null}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.jobs}>
          {jobs.map((job) => (
            <li key={job.id}>
              <JobLine job={job} />
              <Progress value={shareOf(job) * 100} size={4} mt={6} aria-label={t('jobs.progress')} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

const shareOf = (job: Job): number => (job.total ? job.done / job.total : 0)

const kinds = ['import', 'export', 'example', 'bulk'] as const

function JobLine({ job, brief = false }: { job: Job; brief?: boolean }) {
  const { t } = useTranslation('app')
  const format = useFormats()
  const kind = kinds.find((known) => job.kind.includes(known)) ?? 'other'
  const parts = [`${t(`jobs.kinds.${kind}`)} ${job.total ? format.percent(shareOf(job)) : ''}`]
  if (!brief && job.total) parts.push(t('jobs.of', { done: format.number(job.done), total: format.number(job.total) }))
  if (!brief && job.secondsLeft !== null) parts.push(t('jobs.left', { time: format.duration(job.secondsLeft) }))
  return <span className={classes.line}>{parts.join(' · ')}</span>
}

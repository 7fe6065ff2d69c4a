import { Progress } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isOver, useJob } from '../../client/jobs.ts'
import { useFormats } from '../../ui/format.ts'
import { toastProblem } from '../../ui/toast.tsx'
import { type Counts, type Import, jobOf } from './types.ts'
import { useImport } from './use-import.ts'
import classes from './wizard.module.css'

const saying = { checking: 'checking', running: 'running', undoing: 'undoing' } as const

/** Work under way: how far, how long still; it goes on when the page is left. */
export function RunningStep({ data }: { data: Import }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const { refresh } = useImport(data.id)
  const job = useJob<Counts>(jobOf(data))
  const over = isOver(job)
  const ended = useRef(() => undefined as unknown)
  ended.current = () => {
    if (job?.state === 'failed' && job.problem) {
      toastProblem({ title: job.problem.title, ...(job.problem.detail ? { detail: job.problem.detail } : {}) })
    }
    return refresh()
  }
  useEffect(() => {
    if (over) ended.current()
  }, [over])
  const state = saying[data.state as keyof typeof saying] ?? 'running'
  const share = job?.total ? Math.min(1, job.done / job.total) : null
  const parts = [
    share === null ? null : format.percent(share),
    job?.total
      ? t('import.of', { done: format.number(job.done), total: format.number(job.total) })
      : job
        ? t('import.rowsDone', { count: job.done, number: format.number(job.done) })
        : null,
    typeof job?.secondsLeft === 'number' ? t('import.left', { time: format.duration(job.secondsLeft) }) : null,
  ].filter(Boolean)
  return (
    <section className={classes.running} role="status">
      <h2>{t(`import.state.${state}`)}</h2>
      <Progress
        value={share === null ? 100 : share * 100}
        animated={share === null}
        size={8}
        radius={4}
        aria-label={t(`import.state.${state}`)}
      />
      <p className={classes.counts}>{parts.join(' · ')}</p>
      <p className={classes.hint}>{t('import.background')}</p>
    </section>
  )
}

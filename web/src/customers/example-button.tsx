import { Button, Modal, Progress } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../client/api.ts'
import { activeJobsQuery, isOver, type JobStarted, jobIdOf, useJob } from '../client/jobs.ts'
import { refused } from '../records/rows.ts'
import { useFormats } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { Secret } from '../ui/secret.tsx'
import { toastProblem } from '../ui/toast.tsx'
import classes from './example-button.module.css'

type Started = JobStarted & { password?: string | null; signIns?: { name: string; email: string }[] }

/** Loads the example firm and shows how far it is. */
export function ExampleButton() {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const queries = useQueryClient()
  const [jobId, setJobId] = useState<string | null>(null)
  const [started, setStarted] = useState<Started | null>(null)
  const job = useJob(jobId)
  const over = isOver(job)
  useEffect(() => {
    if (!over) return
    if (job?.state === 'failed') toastProblem({ title: job.problem?.title ?? t('empty.exampleFailed') })
    setJobId(null)
    void queries.invalidateQueries()
  }, [over, job, queries, t])
  const start = async () => {
    const written = await refused(() => post<Started>('/example'))
    if (!written) return
    setJobId(jobIdOf(written.data))
    if (written.data.password) setStarted(written.data)
    void queries.invalidateQueries({ queryKey: activeJobsQuery.queryKey })
  }
  if (jobId) {
    const share = job?.total ? job.done / job.total : 0
    return (
      <>
        <div className={classes.progress} role="status">
          <span>{t('empty.loading', { percent: format.percent(share) })}</span>
          <Progress value={share * 100} size={4} aria-label={t('empty.example')} />
        </div>
        <SignIns started={started} onClose={() => setStarted(null)} />
      </>
    )
  }
  return (
    <Button leftSection={<Icon of={IconSparkles} />} onClick={() => void start()}>
      {t('empty.example')}
    </Button>
  )
}

/** The people of the example, and the one password that lets one look through their eyes; told only here. */
function SignIns({ started, onClose }: { started: Started | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const people = (started?.signIns ?? []).slice(0, 4)
  return (
    <Modal
      opened={started !== null}
      onClose={onClose}
      title={t('empty.people')}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'ui' }) }}
    >
      <div className={classes.people}>
        <p>{t('empty.peopleText')}</p>
        <Secret value={started?.password ?? ''} />
        <ul>
          {people.map((person) => (
            <li key={person.email}>{`${person.name} · ${person.email}`}</li>
          ))}
        </ul>
      </div>
    </Modal>
  )
}

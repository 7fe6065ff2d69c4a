import { Button } from '@mantine/core'
import { IconDownload, IconFileImport } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiBase } from '../../client/api.ts'
import { jobEnd, jobIdOf } from '../../client/jobs.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { CountFigures } from './checked-step.tsx'
import type { Import } from './types.ts'
import { useImport } from './use-import.ts'
import classes from './wizard.module.css'

type Refusal = { id: string; name?: string; reason: string }
type UndoProblem = { title?: string; detail?: string; refused?: Refusal[] }

const places = { customers: '/customers', orders: '/orders', interactions: '/interactions' } as const

/** What came in, the way back, and the rows that wait to be mended. */
export function DoneStep({ data }: { data: Import }) {
  const { t } = useTranslation('customers')
  const { busy, problem, takeBack } = useTakeBack(data.id)
  const { state, result } = data
  const title = state === 'undone' ? 'undone' : state === 'failed' ? 'failed' : 'done'
  return (
    <>
      <h2 className={classes.outcome}>{t(`import.outcome.${title}`, { file: data.file.name })}</h2>
      {state === 'undone' ? (
        <p className={classes.hint}>{t('import.outcome.undoneText')}</p>
      ) : (
        <CountFigures counts={result} />
      )}
      {problem ? <NotTakenBack problem={problem} /> : null}
      <NextSteps data={data} busy={busy} onTakeBack={() => void takeBack()} />
    </>
  )
}

/** Undoes the whole import in the background; what was changed since is named and kept. */
function useTakeBack(importId: string) {
  const queries = useQueryClient()
  const { undo, refresh } = useImport(importId)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<UndoProblem | null>(null)
  const takeBack = async () => {
    setBusy(true)
    setProblem(null)
    const written = await undo()
    if (written) {
      const job = await jobEnd(jobIdOf(written.data))
      if (job.state === 'failed') setProblem(job.problem as UndoProblem)
      await refresh()
      await queries.invalidateQueries({ queryKey: ['list'] })
    }
    setBusy(false)
  }
  return { busy, problem, takeBack }
}

function NotTakenBack({ problem }: { problem: UndoProblem }) {
  const messages = (problem.refused ?? []).slice(0, 10).map((row) => [row.name, row.reason].filter(Boolean).join(': '))
  return <ProblemNote problem={{ title: problem.title ?? '', detail: problem.detail ?? '', messages }} />
}

type NextStepsProps = { data: Import; busy: boolean; onTakeBack: () => void }

function NextSteps({ data, busy, onTakeBack }: NextStepsProps) {
  const { t } = useTranslation('customers')
  const { start } = useImport(data.id)
  const { state, result } = data
  return (
    <footer className={classes.foot}>
      {result.rejected > 0 && state !== 'undone' ? (
        <Button
          size="sm"
          component="a"
          href={`${apiBase}/imports/${data.id}/errors`}
          download
          leftSection={<Icon of={IconDownload} />}
        >
          {t('import.errorsFile', { count: result.rejected })}
        </Button>
      ) : null}
      {state !== 'undone' ? (
        <Button size="sm" loading={busy} onClick={onTakeBack}>
          {t('import.undo')}
        </Button>
      ) : null}
      {state === 'failed' ? (
        <Button size="sm" variant="filled" onClick={() => void start()}>
          {t('import.resume')}
        </Button>
      ) : null}
      <Button size="sm" component={Link} to="/imports/new" leftSection={<Icon of={IconFileImport} />} ml="auto">
        {t('import.another')}
      </Button>
      <Button size="sm" variant="filled" component={Link} to={places[data.type]}>
        {t(`import.open.${data.type}`)}
      </Button>
    </footer>
  )
}

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
  const queries = useQueryClient()
  const { start, undo, refresh } = useImport(data.id)
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
      {problem ? (
        <ProblemNote
          problem={{
            title: problem.title ?? '',
            detail: problem.detail ?? '',
            messages: (problem.refused ?? [])
              .slice(0, 10)
              .map((row) => [row.name, row.reason].filter(Boolean).join(': ')),
          }}
        />
      ) : null}
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
          <Button size="sm" loading={busy} onClick={() => void takeBack()}>
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
    </>
  )
}

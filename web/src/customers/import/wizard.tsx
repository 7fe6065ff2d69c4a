import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../client/problem.ts'
import { Crumbs } from '../../ui/crumbs.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { CheckedStep } from './checked-step.tsx'
import { DoneStep } from './done-step.tsx'
import { DropStep } from './drop-step.tsx'
import { MapStep } from './map-step.tsx'
import { RunningStep } from './running-step.tsx'
import type { Import } from './types.ts'
import { importQuery } from './use-import.ts'
import classes from './wizard.module.css'

const steps = ['drop', 'map', 'check', 'run', 'done'] as const
type Step = (typeof steps)[number]

const stepOf: Record<Import['state'], Step> = {
  mapping: 'map',
  checking: 'check',
  ready: 'check',
  running: 'run',
  failed: 'done',
  done: 'done',
  undoing: 'run',
  undone: 'done',
}

/** From a file to records: drop, map, see the problems, import, and a way back. */
export function ImportWizard() {
  const { t } = useTranslation('customers')
  const { id } = useParams({ strict: false })
  const { data, error, refetch } = useQuery({ ...importQuery(id ?? ''), enabled: id !== undefined })
  const step: Step = data ? stepOf[data.state] : 'drop'
  return (
    <div className={classes.page}>
      <Crumbs
        path={[
          { key: 'imports', label: t('import.history'), node: <Link to="/imports">{t('import.history')}</Link> },
          { key: 'new', label: data?.file.name ?? t('import.title') },
        ]}
      />
      <h1 className={classes.title}>{t('import.title')}</h1>
      <Steps at={step} />
      {error && !data ? <ProblemNote problem={(error as Problem).body} onRetry={() => void refetch()} /> : null}
      {id === undefined ? <DropStep /> : null}
      {data ? <Current data={data} /> : null}
    </div>
  )
}

function Current({ data }: { data: Import }) {
  switch (data.state) {
    case 'mapping':
      return <MapStep key={data.id} data={data} />
    case 'checking':
    case 'running':
    case 'undoing':
      return <RunningStep data={data} />
    case 'ready':
      return <CheckedStep data={data} />
    default:
      return <DoneStep data={data} />
  }
}

function Steps({ at }: { at: Step }) {
  const { t } = useTranslation('customers')
  const now = steps.indexOf(at)
  return (
    <ol className={classes.steps}>
      {steps.map((step, index) => (
        <li key={step} data-done={index < now || undefined} {...(index === now ? { 'aria-current': 'step' } : {})}>
          <span>{index + 1}</span>
          {t(`import.steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}

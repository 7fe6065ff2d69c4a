import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/chip.tsx'
import { Figure } from '../../ui/figure.tsx'
import { useFormats } from '../../ui/format.ts'
import { KnownRows } from './known-rows.tsx'
import type { Check, Counts, Import } from './types.ts'
import { useImport } from './use-import.ts'
import classes from './wizard.module.css'

/** What would happen, with every problem in its place; nothing is written yet. */
export function CheckedStep({ data }: { data: Import }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const { change, start } = useImport(data.id)
  const [busy, setBusy] = useState(false)
  const { check } = data
  if (!check) return null
  const welcome = check.rows - check.rejected
  const run = async () => {
    setBusy(true)
    await start()
    setBusy(false)
  }
  return (
    <>
      <CountFigures counts={check} would />
      <KnownRows check={check} />
      <Problems check={check} data={data} />
      <footer className={classes.foot}>
        <span className={classes.hint}>{t('import.promise')}</span>
        <Button size="sm" ml="auto" onClick={() => void change({})}>
          {t('import.remap')}
        </Button>
        <Button size="sm" variant="filled" loading={busy} disabled={welcome === 0} onClick={() => void run()}>
          {t('import.start', { count: welcome, number: format.number(welcome) })}
        </Button>
      </footer>
    </>
  )
}

export function CountFigures({ counts, would = false }: { counts: Counts; would?: boolean }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const shown = [
    { key: 'created', value: counts.created },
    { key: 'updated', value: counts.updated },
    { key: 'unchanged', value: counts.unchanged },
    { key: 'rejected', value: counts.rejected },
    ...(counts.anonymous ? [{ key: 'anonymous', value: counts.anonymous } as const] : []),
    ...(counts.customersCreated ? [{ key: 'customersCreated', value: counts.customersCreated } as const] : []),
  ] as const
  return (
    <div className={classes.figures}>
      {shown.map(({ key, value }) => (
        <Figure
          key={key}
          value={format.number(value)}
          label={t(`import.${would ? 'would' : 'did'}.${key}`)}
          {...(key === 'rejected' && value > 0 ? { tone: 'red' } : {})}
        />
      ))}
    </div>
  )
}

const shownProblems = 100

function Problems({ check, data }: { check: Check; data: Import }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const [only, setOnly] = useState<string | null>(null)
  if (check.problems.length === 0)
    return (
      <p className={classes.fine}>{t('import.noProblems', { number: format.number(check.rows), count: check.rows })}</p>
    )
  const labels = new Map(data.targets.map((target) => [target.key, target.label]))
  const shown = check.problems.filter((problem) => !only || problem.message === only).slice(0, shownProblems)
  return (
    <section aria-label={t('import.problems')}>
      <h2 className={classes.heading}>{t('import.problems')}</h2>
      <ul className={classes.kinds}>
        {check.problemCounts.map(({ message, count }) => (
          <li key={message}>
            <button
              type="button"
              aria-pressed={only === message}
              onClick={() => setOnly(only === message ? null : message)}
            >
              {message} <b>{format.number(count)}</b>
            </button>
          </li>
        ))}
      </ul>
      <div className={classes.tableFrame}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.row')}</th>
              <th scope="col">{t('import.field')}</th>
              <th scope="col">{t('import.value')}</th>
              <th scope="col">{t('import.problem')}</th>
              <th scope="col">{t('import.so')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((problem) => (
              <tr key={`${problem.row}-${problem.column}-${problem.message}`}>
                <td>{format.number(problem.row)}</td>
                <td>{problem.column ? (labels.get(problem.column) ?? problem.column) : '—'}</td>
                <td className={classes.raw}>{problem.value}</td>
                <td>{problem.message}</td>
                <td>
                  <Chip tone={problem.severity === 'error' ? 'red' : 'amber'}>
                    {t(`import.severity.${problem.severity}`)}
                  </Chip>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

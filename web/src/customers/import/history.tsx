import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import type { Problem } from '../../client/problem.ts'
import { Chip, type Tone } from '../../ui/chip.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFormats } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import type { ImportBrief, ImportState } from './types.ts'
import classes from './wizard.module.css'

const tones: Record<ImportState, Tone> = {
  mapping: 'neutral',
  checking: 'blue',
  ready: 'blue',
  running: 'blue',
  done: 'green',
  failed: 'red',
  undoing: 'amber',
  undone: 'neutral',
}

/** Every file that came in, the latest first; any of them can still be taken back. */
export function ImportHistory() {
  const { t } = useTranslation('customers')
  const { data, error, refetch } = useQuery({
    queryKey: ['imports'],
    queryFn: () => get<{ items: ImportBrief[] }>('/imports'),
  })
  const start = (
    <Button variant="filled" component={Link} to="/imports/new" leftSection={<Icon of={IconFileImport} />}>
      {t('empty.import')}
    </Button>
  )
  return (
    <div className={classes.page}>
      <Crumbs path={[{ key: 'imports', label: t('import.history') }]} />
      <header className={classes.historyHead}>
        <h1 className={classes.title}>{t('import.history')}</h1>
        {data && data.items.length > 0 ? start : null}
      </header>
      {error ? <ProblemNote problem={(error as Problem).body} onRetry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? (
        <EmptyState icon={IconFileImport} title={t('import.noHistory')} actions={start}>
          {t('import.promise')}
        </EmptyState>
      ) : null}
      {data && data.items.length > 0 ? <HistoryTable items={data.items} /> : null}
    </div>
  )
}

function HistoryTable({ items }: { items: ImportBrief[] }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (
    <div className={classes.tableFrame}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('import.file')}</th>
            <th scope="col">{t('import.what')}</th>
            <th scope="col">{t('import.when')}</th>
            <th scope="col" data-align="right">
              {t('import.did.created')}
            </th>
            <th scope="col" data-align="right">
              {t('import.did.updated')}
            </th>
            <th scope="col" data-align="right">
              {t('import.did.rejected')}
            </th>
            <th scope="col">{t('import.stateTitle')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>
                <Link to="/imports/$id" params={{ id: item.id }} className={classes.fileLink}>
                  {item.file.name}
                </Link>
              </td>
              <td>{t(`import.types.${item.type}`)}</td>
              <td title={format.dateTime(item.createdAt)}>{format.moment(item.createdAt)}</td>
              <td data-align="right">{format.number(item.created ?? 0)}</td>
              <td data-align="right">{format.number(item.updated ?? 0)}</td>
              <td data-align="right">{format.number(item.rejected ?? 0)}</td>
              <td>
                <Chip tone={tones[item.state]}>{t(`import.states.${item.state}`)}</Chip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

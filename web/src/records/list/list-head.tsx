import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import { Chip } from '../../ui/chip.tsx'
import { useFormats } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import type { RecordType } from '../schema.ts'
import { ColumnChooser } from './column-chooser.tsx'
import { ExportMenu } from './export-menu.tsx'
import classes from './list-head.module.css'
import type { List } from './use-list.ts'
import type { ListState } from './use-list-state.ts'
import { ViewMenu } from './view-menu.tsx'

type Props = {
  record: RecordType
  state: ListState
  list: List
  title: string
  onCreate?: () => void
  actions?: ReactNode
}

export function ListHead({ record, state, list, title, onCreate, actions }: Props) {
  const { t } = useTranslation('records')
  const { view } = state
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h1>{title}</h1>
        <CountLine record={record} state={state} list={list} />
        {view && view.shared !== 'private' ? <Chip>{t(`views.shared.${view.shared}`)}</Chip> : null}
      </div>
      <div className={classes.actions}>
        <ViewMenu record={record} state={state} />
        <ColumnChooser record={record} state={state} />
        {record.can.export ? <ExportMenu record={record} state={state} /> : null}
        {actions}
        {onCreate ? (
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={onCreate}>
            {t(`new.${record.type}`)}
          </Button>
        ) : null}
      </div>
    </header>
  )
}

/** "1,284 customers", "10,000+ customers": large counts are estimated until someone asks for the exact one. */
function CountLine({ record, state, list }: Pick<Props, 'record' | 'state' | 'list'>) {
  const { t } = useTranslation('records')
  const format = useFormats()
  const [exact, setExact] = useState('')
  const filter = state.filter ? JSON.stringify(state.filter) : undefined
  const key = `${filter ?? ''}|${state.q}`
  const { data } = useQuery({
    queryKey: ['list', record.type, 'exact-count', key],
    queryFn: () =>
      get<{ count: { value: number } }>(`/${record.path}`, {
        filter,
        q: state.q || undefined,
        limit: 1,
        count: 'exact',
      }),
    enabled: exact === key && exact !== '',
  })
  const count = data?.count ? { value: data.count.value, exact: true } : list.count
  if (!count) return <span className={classes.count} />
  const number = `${format.number(count.value)}${count.exact ? '' : '+'}`
  const text = t(`count.${record.type}`, { count: count.value, number })
  if (count.exact) return <span className={classes.count}>{text}</span>
  return (
    <button type="button" className={classes.exact} title={t('count.exactly')} onClick={() => setExact(key)}>
      {text}
    </button>
  )
}

import { Button, SegmentedControl } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import type { Problem } from '../../client/problem.ts'
import { useCan } from '../../client/session.ts'
import { Crumbs } from '../../ui/crumbs.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFormats } from '../../ui/format.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import classes from './duplicates.module.css'
import { GroupList } from './group-list.tsx'
import { GroupReview } from './group-review.tsx'
import { MergeSure } from './merge-sure.tsx'
import { ScanButton } from './scan-button.tsx'
import { DuplicateSettings } from './settings-sheet.tsx'
import type { DuplicateState, Group } from './types.ts'

type Order = 'confidence' | 'value'
type Page = { items: Group[]; nextAfter: string | null }

export const stateKey = ['duplicates', 'state']

/** Probable duplicates one after the other: look, merge or tell apart, next. The keyboard is enough. */
export function DuplicatesPage() {
  const { t } = useTranslation('customers')
  const can = useCan()
  const format = useFormats()
  const [order, setOrder] = useState<Order>('confidence')
  const [chosen, setChosen] = useState<string | null>(null)
  const [isSetting, setSetting] = useState(false)
  const state = useQuery({ queryKey: stateKey, queryFn: () => get<DuplicateState>('/duplicates/state') })
  const queue = useInfiniteQuery({
    queryKey: ['duplicates', 'queue', order],
    initialPageParam: '',
    queryFn: ({ pageParam }) => get<Page>('/duplicates', { order, after: pageParam || undefined }),
    getNextPageParam: (page) => page.nextAfter ?? undefined,
  })
  const groups = queue.data?.pages.flatMap((page) => page.items) ?? []
  const current = groups.find(({ id }) => id === chosen) ?? groups[0] ?? null
  const at = current ? groups.indexOf(current) : -1
  const move = (by: number) => setChosen(groups[Math.min(groups.length - 1, Math.max(0, at + by))]?.id ?? null)
  return (
    <div className={classes.page}>
      <Crumbs
        path={[
          { key: 'customers', label: t('list.title'), node: <Link to="/customers">{t('list.title')}</Link> },
          { key: 'duplicates', label: t('duplicates.title') },
        ]}
      />
      <header className={classes.head}>
        <div>
          <h1>{t('duplicates.title')}</h1>
          <p className={classes.lead}>{state.data ? <Lead state={state.data} /> : ' '}</p>
        </div>
        <div className={classes.actions}>
          {can('customer.merge') && state.data && state.data.waiting.sure > 0 ? <MergeSure state={state.data} /> : null}
          {can('customer.merge') && state.data ? <ScanButton state={state.data} /> : null}
          {can('settings.workspace') ? (
            <Button onClick={() => setSetting(true)}>{t('duplicates.settings.open')}</Button>
          ) : null}
        </div>
      </header>
      {queue.error ? (
        <ProblemNote problem={(queue.error as Problem).body} onRetry={() => void queue.refetch()} />
      ) : null}
      {queue.isSuccess && groups.length === 0 ? (
        <EmptyState icon={IconUsersGroup} title={t('duplicates.none')}>
          {state.data?.scannedTo
            ? t('duplicates.noneText', {
                count: state.data.scannedCustomers ?? 0,
                number: format.number(state.data.scannedCustomers ?? 0),
              })
            : t('duplicates.neverScanned')}
        </EmptyState>
      ) : null}
      {current ? (
        <div className={classes.columns}>
          <div className={classes.queue}>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label={t('duplicates.order')}
              value={order}
              onChange={(value) => setOrder(value as Order)}
              data={(['confidence', 'value'] as const).map((value) => ({
                value,
                label: t(`duplicates.orders.${value}`),
              }))}
            />
            <GroupList groups={groups} current={current.id} onChoose={setChosen} />
            {queue.hasNextPage ? (
              <Button size="compact-sm" onClick={() => void queue.fetchNextPage()}>
                {t('quality.more')}
              </Button>
            ) : null}
          </div>
          <GroupReview
            key={current.id}
            group={current}
            onMove={move}
            onDone={() => setChosen(groups[at + 1]?.id ?? null)}
          />
        </div>
      ) : null}
      {isSetting && state.data ? <DuplicateSettings state={state.data} onClose={() => setSetting(false)} /> : null}
    </div>
  )
}

function Lead({ state }: { state: DuplicateState }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const waiting = t('duplicates.waiting', { count: state.waiting.all, number: format.number(state.waiting.all) })
  if (!state.scannedTo) return waiting
  return `${waiting} ${t('duplicates.scanned', { at: format.moment(state.scannedTo) })}`
}

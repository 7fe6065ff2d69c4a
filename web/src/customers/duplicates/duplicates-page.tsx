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

const stateKey = ['duplicates', 'state']

/** Probable duplicates one after the other: look, merge or tell apart, next. The keyboard is enough. */
export function DuplicatesPage() {
  const { t } = useTranslation('customers')
  const [order, setOrder] = useState<Order>('confidence')
  const state = useQuery({ queryKey: stateKey, queryFn: () => get<DuplicateState>('/duplicates/state') })
  const queue = useInfiniteQuery({
    queryKey: ['duplicates', 'queue', order],
    initialPageParam: '',
    queryFn: ({ pageParam }) => get<Page>('/duplicates', { order, after: pageParam || undefined }),
    getNextPageParam: (page) => page.nextAfter ?? undefined,
  })
  const groups = queue.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={classes.page}>
      <Crumbs
        path={[
          { key: 'customers', label: t('list.title'), node: <Link to="/customers">{t('list.title')}</Link> },
          { key: 'duplicates', label: t('duplicates.title') },
        ]}
      />
      <Head state={state.data} />
      {queue.error ? (
        <ProblemNote problem={(queue.error as Problem).body} onRetry={() => void queue.refetch()} />
      ) : null}
      {queue.isSuccess && groups.length === 0 ? <Nothing state={state.data} /> : null}
      {groups.length > 0 ? (
        <Queue
          groups={groups}
          order={order}
          onOrder={setOrder}
          {...(queue.hasNextPage ? { onMore: () => void queue.fetchNextPage() } : {})}
        />
      ) : null}
    </div>
  )
}

function Head({ state }: { state: DuplicateState | undefined }) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const [isSetting, setSetting] = useState(false)
  return (
    <header className={classes.head}>
      <div>
        <h1>{t('duplicates.title')}</h1>
        <p className={classes.lead}>{state ? <Lead state={state} /> : ' '}</p>
      </div>
      <div className={classes.actions}>
        {can('customer.merge') && state && state.waiting.sure > 0 ? <MergeSure state={state} /> : null}
        {can('customer.merge') && state ? <ScanButton state={state} /> : null}
        {can('settings.workspace') ? (
          <Button onClick={() => setSetting(true)}>{t('duplicates.settings.open')}</Button>
        ) : null}
      </div>
      {isSetting && state ? <DuplicateSettings state={state} onClose={() => setSetting(false)} /> : null}
    </header>
  )
}

function Lead({ state }: { state: DuplicateState }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const waiting = t('duplicates.waiting', { count: state.waiting.all, number: format.number(state.waiting.all) })
  if (!state.scannedTo) return waiting
  return `${waiting} ${t('duplicates.scanned', { at: format.moment(state.scannedTo) })}`
}

function Nothing({ state }: { state: DuplicateState | undefined }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const count = state?.scannedCustomers ?? 0
  return (
    <EmptyState icon={IconUsersGroup} title={t('duplicates.none')}>
      {state?.scannedTo
        ? t('duplicates.noneText', { count, number: format.number(count) })
        : t('duplicates.neverScanned')}
    </EmptyState>
  )
}

type QueueProps = { groups: Group[]; order: Order; onOrder: (order: Order) => void; onMore?: () => void }

function Queue({ groups, order, onOrder, onMore }: QueueProps) {
  const { t } = useTranslation('customers')
  const [chosen, setChosen] = useState<string | null>(null)
  const found = groups.findIndex(({ id }) => id === chosen)
  const at = Math.max(0, found)
  const current = groups[at]!
  const move = (by: number) => setChosen(groups[Math.min(groups.length - 1, Math.max(0, at + by))]?.id ?? null)
  return (
    <div className={classes.columns}>
      <div className={classes.queue}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('duplicates.order')}
          value={order}
          onChange={(value) => onOrder(value as Order)}
          data={(['confidence', 'value'] as const).map((value) => ({ value, label: t(`duplicates.orders.${value}`) }))}
        />
        <GroupList groups={groups} current={current.id} onChoose={setChosen} />
        {onMore ? (
          <Button size="compact-sm" onClick={onMore}>
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
  )
}

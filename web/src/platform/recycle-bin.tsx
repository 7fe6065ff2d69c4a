import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, post } from '../client/api.ts'
import { useCan } from '../client/session.ts'
import { refused } from '../records/rows.ts'
import { Chip } from '../ui/chip.tsx'
import { Crumbs } from '../ui/crumbs.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { useFormats } from '../ui/format.ts'
import { PlainTable } from '../ui/table/plain-table.tsx'
import { toastDone } from '../ui/toast.tsx'
import classes from './recycle-bin.module.css'
import { SectionHead } from './section-head.tsx'
import type { Named } from './types.ts'

type Binned = {
  type: string
  id: string
  name: string | null
  label?: string
  deletedAt: string
  deletedBy: Named | null
  purgedAt?: string
  can?: { restore: boolean }
}

/** What was deleted can be had back for thirty days. */
export function RecycleBin() {
  const { t } = useTranslation('platform')
  const query = useInfiniteQuery({
    queryKey: ['recycle-bin'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<{ items: Binned[]; nextBefore?: string | null }>('/recycle-bin', { before: pageParam || undefined }),
    getNextPageParam: (page) => page.nextBefore ?? undefined,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={classes.page}>
      <Crumbs path={[{ key: 'bin', label: t('sections.recycleBin') }]} />
      <SectionHead title={t('sections.recycleBin')} lead={t('bin.lead')} />
      {query.isSuccess && items.length === 0 ? (
        <EmptyState icon={IconTrash} title={t('bin.empty')}>
          {t('bin.emptyText')}
        </EmptyState>
      ) : null}
      {items.length > 0 ? <BinTable items={items} /> : null}
      {query.hasNextPage ? (
        <Button mt={12} onClick={() => void query.fetchNextPage()}>
          {t('audit.older')}
        </Button>
      ) : null}
    </div>
  )
}

function BinTable({ items }: { items: Binned[] }) {
  const { t } = useTranslation('platform')
  const format = useFormats()
  const can = useCan()
  const restore = useRestore()
  return (
    <PlainTable
      label={t('sections.recycleBin')}
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        { key: 'name', label: t('groups.name'), render: (item) => <strong>{item.name}</strong> },
        { key: 'type', label: t('bin.type'), render: (item) => <Chip>{item.label ?? item.type}</Chip> },
        { key: 'by', label: t('bin.by'), render: (item) => item.deletedBy?.name },
        { key: 'at', label: t('bin.at'), render: (item) => format.moment(item.deletedAt) },
        { key: 'until', label: t('bin.until'), render: (item) => (item.purgedAt ? format.day(item.purgedAt) : '') },
        {
          key: 'restore',
          label: '',
          align: 'right',
          render: (item) =>
            can('recycle-bin.restore') && item.can?.restore !== false ? (
              <Button size="compact-xs" onClick={() => void restore(item)}>
                {t('bin.restore')}
              </Button>
            ) : null,
        },
      ]}
    />
  )
}

function useRestore(): (item: Binned) => Promise<void> {
  const { t } = useTranslation('platform')
  const queries = useQueryClient()
  return async (item) => {
    if (!(await refused(() => post(`/recycle-bin/${item.type}/${item.id}/restore`)))) return
    toastDone(t('bin.restored', { name: item.name ?? '' }))
    await queries.invalidateQueries({ queryKey: ['recycle-bin'] })
    await queries.invalidateQueries({ queryKey: ['list'] })
  }
}

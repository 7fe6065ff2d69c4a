import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, patch } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { refused, useUndo } from '../../records/rows.ts'
import { useFormats } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from './quality-page.module.css'
import type { EnrichmentTask } from './types.ts'

type Page = { items: EnrichmentTask[]; nextAfter: string | null }

/** Who is asked to fill in what; a task goes by itself once the field is filled in. */
export function EnrichmentTasks() {
  const { t } = useTranslation('customers')
  const [mine, setMine] = useState(true)
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['quality', 'tasks', mine],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<Page>('/enrichment-tasks', { mine: mine || undefined, after: pageParam || undefined }),
    getNextPageParam: (page) => page.nextAfter ?? undefined,
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Panel
      title={t('quality.tasks.title')}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('quality.tasks.whose')}
          value={mine ? 'mine' : 'all'}
          onChange={(value) => setMine(value === 'mine')}
          data={(['mine', 'all'] as const).map((value) => ({ value, label: t(`quality.tasks.${value}`) }))}
        />
      }
    >
      {data && items.length === 0 ? <p className={classes.sub}>{t('quality.tasks.none')}</p> : null}
      {items.length > 0 ? <TaskTable items={items} /> : null}
      {hasNextPage ? (
        <Button mt={8} size="compact-sm" onClick={() => void fetchNextPage()}>
          {t('quality.more')}
        </Button>
      ) : null}
    </Panel>
  )
}

function TaskTable({ items }: { items: EnrichmentTask[] }) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const format = useFormats()
  const dismiss = useDismiss()
  return (
    <PlainTable
      label={t('quality.tasks.title')}
      rows={items}
      rowKey={(task) => task.id}
      columns={[
        {
          key: 'customer',
          label: t('quality.customer'),
          render: ({ customer }) => (
            <Link to="/customers/$id" params={{ id: customer.id }}>
              {customer.name}
            </Link>
          ),
        },
        { key: 'field', label: t('quality.tasks.field'), render: (task) => task.label },
        { key: 'assignee', label: t('quality.tasks.assignee'), render: (task) => task.assignee?.name ?? '–' },
        { key: 'due', label: t('quality.tasks.due'), render: (task) => (task.dueOn ? format.day(task.dueOn) : '–') },
        {
          key: 'dismiss',
          label: '',
          align: 'right',
          render: (task) =>
            can('customer.update') ? (
              <Button size="compact-xs" onClick={() => void dismiss(task)}>
                {t('quality.tasks.dismiss')}
              </Button>
            ) : null,
        },
      ]}
    />
  )
}

function useDismiss(): (task: EnrichmentTask) => Promise<void> {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const undo = useUndo()
  return async (task) => {
    const refresh = () => void queries.invalidateQueries({ queryKey: ['quality', 'tasks'] })
    const body = { version: task.version, state: 'dismissed' }
    const written = await refused(() => patch(`/enrichment-tasks/${task.id}`, body))
    refresh()
    if (written)
      toastDone(t('quality.tasks.dismissed'), written.requestId ? undo(written.requestId, refresh) : undefined)
  }
}

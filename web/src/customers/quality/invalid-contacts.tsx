import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { refused, useUndo } from '../../records/rows.ts'
import { Chip } from '../../ui/chip.tsx'
import { useFormats } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from './quality-page.module.css'
import type { InvalidContact } from './types.ts'

const problems = ['all', 'doubtful', 'no-domain', 'bounced'] as const
type Page = { items: InvalidContact[]; nextAfter: string | null }

/** Numbers and addresses that lead nowhere, to be corrected on the customer or declared right. */
export function InvalidContacts() {
  const { t } = useTranslation('customers')
  const [problem, setProblem] = useState<(typeof problems)[number]>('all')
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['quality', 'contacts', problem],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<Page>('/quality/contact-points', {
        problem: problem === 'all' ? undefined : problem,
        after: pageParam || undefined,
      }),
    getNextPageParam: (page) => page.nextAfter ?? undefined,
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Panel
      title={t('quality.invalid')}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('quality.problem')}
          value={problem}
          onChange={(value) => setProblem(value as (typeof problems)[number])}
          data={problems.map((value) => ({ value, label: t(`quality.problems.${value}`) }))}
        />
      }
    >
      {data && items.length === 0 ? <p className={classes.sub}>{t('quality.noInvalid')}</p> : null}
      {items.length > 0 ? <ContactTable items={items} /> : null}
      {hasNextPage ? (
        <Button mt={8} size="compact-sm" onClick={() => void fetchNextPage()}>
          {t('quality.more')}
        </Button>
      ) : null}
    </Panel>
  )
}

function ContactTable({ items }: { items: InvalidContact[] }) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const format = useFormats()
  const confirm = useConfirm()
  return (
    <PlainTable
      label={t('quality.invalid')}
      rows={items}
      rowKey={(item) => item.id}
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
        { key: 'value', label: t('quality.contact'), render: (item) => item.value },
        {
          key: 'problem',
          label: t('quality.problem'),
          render: (item) => (
            <span title={item.detail ?? undefined}>
              <Chip tone={item.problem === 'doubtful' ? 'amber' : 'red'}>{t(`quality.problems.${item.problem}`)}</Chip>
            </span>
          ),
        },
        { key: 'found', label: t('quality.foundAt'), render: (item) => format.moment(item.foundAt) },
        {
          key: 'confirm',
          label: '',
          align: 'right',
          render: (item) =>
            can('customer.update') ? (
              <Button size="compact-xs" onClick={() => void confirm(item)}>
                {t('quality.confirm')}
              </Button>
            ) : null,
        },
      ]}
    />
  )
}

function useConfirm(): (item: InvalidContact) => Promise<void> {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const undo = useUndo()
  return async (item) => {
    const refresh = () => void queries.invalidateQueries({ queryKey: ['quality'] })
    const written = await refused(() => post(`/quality/contact-points/${item.id}/confirm`))
    if (!written) return
    refresh()
    toastDone(
      t('quality.confirmed', { value: item.value }),
      written.requestId ? undo(written.requestId, refresh) : undefined,
    )
  }
}

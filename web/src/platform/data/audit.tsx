import { Button, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import type { Filter } from '../../client/views.ts'
import { useFormats } from '../../ui/format.ts'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { SectionHead } from '../section-head.tsx'
import settings from '../settings.module.css'
import type { Named } from '../types.ts'
import { usersQuery } from '../use-settings.ts'
import classes from './audit.module.css'

type Event = {
  id: string
  at: string
  actor: Named | null
  type: string
  label?: string
  subjectType: string
  subjectId: string
  subjectName: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  requestId: string
}

/** Who changed what, from what, to what. */
export function Audit() {
  const { t } = useTranslation('platform')
  const format = useFormats()
  const users = useQuery(usersQuery).data?.items ?? []
  const [actor, setActor] = useState<string | null>(null)
  const [open, setOpen] = useState<Event | null>(null)
  const filter: Filter | null = actor ? { field: 'actor', op: 'in', value: [actor] } : null
  const query = useInfiniteQuery({
    queryKey: ['settings', '/audit', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<{ items: Event[]; nextCursor: string | null }>('/audit', {
        filter: filter ? JSON.stringify(filter) : undefined,
        cursor: pageParam || undefined,
        limit: 50,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const events = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <SectionHead
        title={t('sections.audit')}
        lead={t('audit.lead')}
        action={
          <Select
            w={200}
            aria-label={t('audit.who')}
            placeholder={t('audit.everyone')}
            data={users.map((user) => ({ value: user.id, label: user.name }))}
            value={actor}
            onChange={setActor}
            clearable
            searchable
          />
        }
      />
      <PlainTable
        label={t('sections.audit')}
        rows={events}
        rowKey={(event) => event.id}
        onOpen={setOpen}
        columns={[
          {
            key: 'at',
            label: t('audit.when'),
            render: (event) => (
              <time dateTime={event.at} title={format.dateTime(event.at)}>
                {format.moment(event.at)}
              </time>
            ),
          },
          { key: 'actor', label: t('audit.who'), render: (event) => event.actor?.name ?? t('audit.system') },
          { key: 'what', label: t('audit.what'), render: (event) => event.label ?? event.type },
          {
            key: 'subject',
            label: t('audit.subject'),
            render: (event) => <span className={classes.subject}>{event.subjectName}</span>,
          },
        ]}
      />
      {query.hasNextPage ? (
        <Button mt={12} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('audit.older')}
        </Button>
      ) : null}
      <SideSheet
        wide
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open ? (open.label ?? open.type) : ''}
      >
        {open ? <Difference event={open} /> : null}
      </SideSheet>
    </>
  )
}

/** Before and after, column by column; what stayed the same is left out. */
function Difference({ event }: { event: Event }) {
  const { t } = useTranslation('platform')
  const format = useFormats()
  const keys = [...new Set([...Object.keys(event.before ?? {}), ...Object.keys(event.after ?? {})])]
  const changed = keys.filter(
    (key) => JSON.stringify(event.before?.[key] ?? null) !== JSON.stringify(event.after?.[key] ?? null),
  )
  const shown = (value: unknown) =>
    value === null || value === undefined
      ? '—'
      : typeof value === 'object'
        ? JSON.stringify(value, null, 1)
        : String(value)
  return (
    <>
      <p className={settings.muted}>
        {[event.actor?.name ?? t('audit.system'), format.dateTime(event.at), event.subjectName]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <table className={classes.difference}>
        <thead>
          <tr>
            <th scope="col">{t('audit.field')}</th>
            <th scope="col">{t('audit.before')}</th>
            <th scope="col">{t('audit.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((key) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td data-side="before">{shown(event.before?.[key])}</td>
              <td data-side="after">{shown(event.after?.[key])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {changed.length === 0 ? <p className={settings.muted}>{t('audit.same')}</p> : null}
    </>
  )
}

import { Button, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../../client/api.ts'
import { type Formats, useFormats } from '../../../ui/format.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import type { TimelineItem, TimelineKind } from '../../types.ts'
import classes from './timeline.module.css'
import { TimelineEntry } from './timeline-entry.tsx'

const filters = ['call', 'visit', 'mail', 'meeting', 'note', 'order', 'journal', 'file', 'consent', 'change'] as const
const together: Partial<Record<(typeof filters)[number], TimelineKind[]>> = { order: ['order', 'return'] }

/** Everything that happened, the latest first, every channel in one history. */
export function Timeline({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const [kinds, setKinds] = useState<readonly (typeof filters)[number][]>([])
  const asked = kinds.flatMap((kind) => together[kind] ?? [kind])
  const query = useInfiniteQuery({
    queryKey: ['record', 'customer', customerId, 'timeline', asked],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      get<{ items: TimelineItem[]; nextCursor: string | null }>(
        `/customers/${customerId}/timeline`,
        { cursor: pageParam || undefined, kinds: asked.length > 0 ? asked.join(',') : undefined },
        signal,
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const groups = groupByTime(items, format, {
    today: t('timeline.today'),
    week: t('timeline.thisWeek'),
    lastWeek: t('timeline.lastWeek'),
  })
  const toggle = (kind: (typeof filters)[number]) =>
    setKinds(kinds.includes(kind) ? kinds.filter((known) => known !== kind) : [...kinds, kind])
  return (
    <div>
      <fieldset className={classes.filters}>
        <legend className="visually-hidden">{t('timeline.filter')}</legend>
        {filters.map((kind) => (
          <button
            key={kind}
            type="button"
            className={classes.filter}
            aria-pressed={kinds.includes(kind)}
            onClick={() => toggle(kind)}
          >
            {t(`timeline.kinds.${kind}`)}
          </button>
        ))}
      </fieldset>
      {query.isError ? <ProblemNote problem={{ title: '' }} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Skeleton height={140} /> : null}
      {query.isSuccess && items.length === 0 ? (
        <p className={classes.nothing}>{t(kinds.length > 0 ? 'timeline.noneFiltered' : 'timeline.none')}</p>
      ) : null}
      {groups.map((group) => (
        <section key={group.title}>
          <h2 className={classes.group}>{group.title}</h2>
          <ol className={classes.items}>
            {group.items.map((item) => (
              <TimelineEntry key={`${item.kind}-${item.id}`} item={item} customerId={customerId} />
            ))}
          </ol>
        </section>
      ))}
      {query.hasNextPage ? <More onMore={() => void query.fetchNextPage()} loading={query.isFetchingNextPage} /> : null}
    </div>
  )
}

/** Reads on when it comes into sight; a button for those who do not scroll. */
function More({ onMore, loading }: { onMore: () => void; loading: boolean }) {
  const { t } = useTranslation('customers')
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  latest.current = onMore
  useEffect(() => {
    if (!place.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      rootMargin: '400px',
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={place} className={classes.more}>
      <Button loading={loading} onClick={onMore}>
        {t('timeline.older')}
      </Button>
    </div>
  )
}

type Group = { title: string; items: TimelineItem[] }

function groupByTime(
  items: TimelineItem[],
  format: Formats,
  words: { today: string; week: string; lastWeek: string },
): Group[] {
  const groups: Group[] = []
  for (const item of items) {
    const days = format.daysAgo(item.at)
    const title = days <= 0 ? words.today : days < 7 ? words.week : days < 14 ? words.lastWeek : format.month(item.at)
    const last = groups.at(-1)
    if (last?.title === title) last.items.push(item)
    else groups.push({ title, items: [item] })
  }
  return groups
}

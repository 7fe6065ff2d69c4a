import { Select, Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import type { Problem } from '../../client/problem.ts'
import { useCan } from '../../client/session.ts'
import type { Filter } from '../../client/views.ts'
import { Sparkline } from '../../ui/chart/sparkline.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Figure } from '../../ui/figure.tsx'
import { useFormats } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { EnrichmentTasks } from './enrichment-tasks.tsx'
import { InvalidContacts } from './invalid-contacts.tsx'
import { MissingFields } from './missing-fields.tsx'
import { NameServers } from './name-servers.tsx'
import classes from './quality-page.module.css'
import { SegmentTable } from './segment-table.tsx'
import { type Quality, type SegmentKey, segments } from './types.ts'

const unreachable: Filter = {
  and: [
    { field: 'primaryPhone', op: 'is-empty' },
    { field: 'primaryEmail', op: 'is-empty' },
  ],
}

/** How far the records can be relied on, where they are thin, and who is asked to mend them. */
export function QualityPage() {
  const { t } = useTranslation('customers')
  const can = useCan()
  const [by, setBy] = useState<SegmentKey>('kind')
  const { data, error, refetch } = useQuery({
    queryKey: ['quality', by],
    queryFn: () => get<Quality>('/quality', { by }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={classes.page}>
      <Crumbs
        path={[
          { key: 'customers', label: t('list.title'), node: <Link to="/customers">{t('list.title')}</Link> },
          { key: 'quality', label: t('quality.title') },
        ]}
      />
      <h1 className={classes.title}>{t('quality.title')}</h1>
      <p className={classes.lead}>{t('quality.lead')}</p>
      {error && !data ? <ProblemNote problem={(error as Problem).body} onRetry={() => void refetch()} /> : null}
      {data ? <Figures quality={data} /> : <Skeleton height={78} mt={18} />}
      {data ? (
        <div className={classes.columns}>
          <Panel
            title={t('quality.bySegment')}
            aside={
              <Select
                size="xs"
                w={140}
                aria-label={t('quality.segment')}
                data={segments.map((value) => ({ value, label: t(`quality.segments.${value}`) }))}
                value={by}
                allowDeselect={false}
                onChange={(value) => setBy((value as SegmentKey | null) ?? by)}
              />
            }
          >
            <SegmentTable quality={data} />
          </Panel>
          <Panel title={t('quality.missing')}>
            <MissingFields quality={data} />
          </Panel>
        </div>
      ) : null}
      <EnrichmentTasks />
      <InvalidContacts />
      {data && can('settings.workspace') ? <NameServers mayAsk={data.mayAskNameServers} /> : null}
    </div>
  )
}

function Figures({ quality: { total, trend } }: { quality: Quality }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const invalid = total.invalid.doubtful + total.invalid.noDomain + total.invalid.bounced
  return (
    <div className={classes.figures}>
      <div>
        <Figure value={format.percent(total.completeness / 100)} label={t('quality.completeness')} />
      </div>
      <div>
        <Figure
          value={format.percent(total.customers === 0 ? 0 : total.fresh / total.customers)}
          label={t('quality.fresh')}
        />
      </div>
      <Link to="/customers" search={{ filter: unreachable }}>
        <Figure
          value={format.number(total.unreachable)}
          label={t('quality.unreachable')}
          {...(total.unreachable > 0 ? { tone: 'amber' as const } : {})}
        />
      </Link>
      <div>
        <Figure value={format.number(invalid)} label={t('quality.invalid')} />
      </div>
      {trend.length > 1 ? (
        <div className={classes.trend}>
          <Sparkline
            values={trend.map(({ completeness }) => completeness)}
            label={t('quality.trend', {
              from: trend[0]!.completeness,
              to: trend.at(-1)!.completeness,
              since: format.day(trend[0]!.on),
            })}
            height={34}
            width={200}
          />
          <span>{t('quality.trendSince', { since: format.day(trend[0]!.on) })}</span>
        </div>
      ) : null}
    </div>
  )
}

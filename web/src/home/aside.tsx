import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Figure } from '../ui/figure.tsx'
import { useFormats } from '../ui/format.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './my-day.module.css'
import type { Activity, DataQuality, Home, Upcoming } from './types.ts'

/** What is coming, what colleagues did, how good the records are. */
export function Aside({ home }: { home: Home }) {
  const { t } = useTranslation('home')
  return (
    <aside className={classes.aside} data-ground="tint" aria-label={t('aside')}>
      <Panel title={t('upcoming.title')}>
        {home.upcoming.length === 0 ? <p className={classes.sub}>{t('upcoming.none')}</p> : null}
        {home.upcoming.slice(0, 8).map((item) => (
          <UpcomingLine key={`${item.date}-${item.title}-${item.customer?.id ?? ''}`} item={item} />
        ))}
      </Panel>
      <Panel title={t('activity.title')}>
        {home.activity.length === 0 ? <p className={classes.sub}>{t('activity.none')}</p> : null}
        <ul>
          {home.activity.slice(0, 10).map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two colleagues may do the same at once
            <ActivityLine key={`${item.at}-${index}`} item={item} />
          ))}
        </ul>
      </Panel>
      {home.dataQuality ? <Quality quality={home.dataQuality} /> : null}
    </aside>
  )
}

function UpcomingLine({ item }: { item: Upcoming }) {
  const format = useFormats()
  const care = item.kind === 'birthday' || item.kind === 'anniversary'
  return (
    <div className={classes.upcoming}>
      <time dateTime={item.date}>{format.relative(item.date)}</time>
      <div data-tone={care ? 'violet' : undefined}>
        {item.customer ? (
          <Link to="/customers/$id" params={{ id: item.customer.id }}>
            {item.customer.name}
          </Link>
        ) : null}
        <span className={classes.sub}>{item.title}</span>
      </div>
    </div>
  )
}

function ActivityLine({ item }: { item: Activity }) {
  const format = useFormats()
  return (
    <li className={classes.activity}>
      <span className={classes.dot} aria-hidden />
      <span>
        {[item.actor?.name, item.text].filter(Boolean).join(' ')}{' '}
        {item.customer ? (
          <Link to="/customers/$id" params={{ id: item.customer.id }}>
            {item.customer.name}
          </Link>
        ) : null}
      </span>
      <time dateTime={item.at} title={format.dateTime(item.at)}>
        {format.moment(item.at)}
      </time>
    </li>
  )
}

function Quality({ quality }: { quality: DataQuality }) {
  const { t } = useTranslation('home')
  const format = useFormats()
  const filters = {
    stale: { and: [{ field: 'freshness', op: 'in', value: ['stale'] }] },
    withoutOwner: { and: [{ field: 'owner', op: 'is-empty' }] },
    withoutContact: {
      and: [
        { field: 'primaryPhone', op: 'is-empty' },
        { field: 'primaryEmail', op: 'is-empty' },
      ],
    },
  }
  const keys = ['stale', 'withoutOwner', 'withoutContact'] as const
  return (
    <Panel title={t('quality.title')}>
      <div className={classes.quality}>
        {typeof quality.completeness === 'number' ? (
          <Figure small value={format.percent(quality.completeness / 100)} label={t('quality.completeness')} />
        ) : null}
        {keys.map((key) => {
          const value = quality[key]
          return typeof value === 'number' ? (
            <Link key={key} to="/customers" search={{ filter: filters[key] }}>
              <Figure
                small
                value={format.number(value)}
                label={t(`quality.${key}`)}
                {...(value > 0 && key === 'withoutOwner' ? { tone: 'amber' as const } : {})}
              />
            </Link>
          ) : null
        })}
      </div>
    </Panel>
  )
}

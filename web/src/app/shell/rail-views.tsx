import { useQueries, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../client/session.ts'
import { viewCountQuery, viewsQuery } from '../../client/views.ts'
import { useFormats } from '../../ui/format.ts'
import classes from './rail-views.module.css'

const shown = 12

/** Saved views of customers, with how many stand in each. */
export function RailViews() {
  const { t } = useTranslation('app')
  const can = useCan()
  const format = useFormats()
  const { data } = useQuery({ ...viewsQuery('customer'), enabled: can('customer.read') })
  const views = (data?.items ?? []).slice(0, shown)
  const counts = useQueries({ queries: views.map((view) => viewCountQuery(view.id)) })
  const { view: open } = useSearch({ strict: false })
  if (views.length === 0) return null
  return (
    <section className={classes.views} aria-labelledby="rail-views">
      <h2 id="rail-views" className={classes.title}>
        {t('rail.views')}
      </h2>
      <ul>
        {views.map((view, index) => {
          const count = counts[index]?.data
          return (
            <li key={view.id}>
              <Link
                to="/customers"
                search={{ view: view.id }}
                className={classes.view}
                data-here={open === view.id || undefined}
              >
                <span className={classes.name}>{view.name}</span>
                {count ? (
                  <span className={classes.count}>{`${format.number(count.value)}${count.exact ? '' : '+'}`}</span>
                ) : null}
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

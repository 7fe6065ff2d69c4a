import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import { useFormats } from '../../ui/format.ts'
import type { CustomerRow } from '../types.ts'
import classes from './duplicates.module.css'

type Entry = { id: string; at: string; title: string }
const shown = 5
const columns = 4

/** What happened with each of them, beside each other. */
export function SideTimelines({ members }: { members: CustomerRow[] }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const beside = members.slice(0, columns)
  const timelines = useQueries({
    queries: beside.map(({ id }) => ({
      queryKey: ['record', 'customer', id, 'timeline', 'brief'],
      queryFn: () => get<{ items: Entry[] }>(`/customers/${id}/timeline`, { limit: shown }),
    })),
  })
  return (
    <div className={classes.timelines}>
      {beside.map((member, index) => (
        <section key={member.id}>
          <h3>
            <Link to="/customers/$id" params={{ id: member.id }}>
              {member.name}
            </Link>
          </h3>
          <ul>
            {(timelines[index]?.data?.items ?? []).slice(0, shown).map((entry) => (
              <li key={entry.id}>
                <time dateTime={entry.at}>{format.day(entry.at.slice(0, 10))}</time>
                <span>{entry.title}</span>
              </li>
            ))}
            {timelines[index]?.data?.items.length === 0 ? <li>{t('duplicates.nothingHappened')}</li> : null}
          </ul>
        </section>
      ))}
    </div>
  )
}

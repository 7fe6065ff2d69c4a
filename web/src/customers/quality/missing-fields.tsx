import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../client/session.ts'
import type { Filter } from '../../client/views.ts'
import { useFormats } from '../../ui/format.ts'
import { NewTasks } from './new-tasks.tsx'
import classes from './quality-page.module.css'
import type { MissingField, Quality } from './types.ts'

const ofPersons = new Set(['organization', 'birthday', 'language', 'gender'])
const ofOrganizations = new Set(['industry', 'employees', 'website', 'since'])

const lacking = (field: string): Filter => {
  const kind = ofPersons.has(field) ? 'person' : ofOrganizations.has(field) ? 'organization' : null
  return {
    and: [{ field, op: 'is-empty' }, ...(kind ? [{ field: 'kind', op: 'eq' as const, value: kind }] : [])],
  }
}

/** What is not filled in most often; each line opens the customers or asks somebody to fill it in. */
export function MissingFields({ quality: { missing, total } }: { quality: Quality }) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const format = useFormats()
  const [asking, setAsking] = useState<MissingField | null>(null)
  if (missing.length === 0) return <p className={classes.sub}>{t('quality.nothingMissing')}</p>
  return (
    <>
      <ul className={classes.missing}>
        {missing.map((item) => (
          <li key={item.field}>
            <Link to="/customers" search={{ filter: lacking(item.field) }} className={classes.missingName}>
              {item.label}
            </Link>
            <span className={classes.track} aria-hidden>
              <span
                className={classes.lack}
                style={{ width: `${(100 * item.customers) / Math.max(total.customers, 1)}%` }}
              />
            </span>
            <span className={classes.count}>{format.number(item.customers)}</span>
            {can('customer.update') ? (
              <Button
                size="compact-xs"
                aria-label={t('quality.askFor', { field: item.label })}
                onClick={() => setAsking(item)}
              >
                {t('quality.ask')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asking ? <NewTasks missing={asking} onClose={() => setAsking(null)} /> : null}
    </>
  )
}

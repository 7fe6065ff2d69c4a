import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/format.ts'
import { useSureness } from '../duplicates/sureness.ts'
import type { Check } from './types.ts'
import classes from './wizard.module.css'

/** Rows that would create a customer who is probably there already, each with who that is and why. */
export function KnownRows({ check }: { check: Check }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const sureness = useSureness()
  const { duplicates, duplicateCount, duplicatesLookedAt } = check
  if (duplicates.length === 0) return null
  const counted = { count: duplicateCount, number: format.number(duplicateCount) }
  const isPart = duplicatesLookedAt < check.created
  return (
    <section className={classes.known} aria-label={t('import.known')}>
      <h2 className={classes.heading}>{t('import.known')}</h2>
      <p className={classes.hint}>
        {t('import.knownText', counted)}{' '}
        {isPart ? t('import.knownPart', { number: format.number(duplicatesLookedAt) }) : null}
      </p>
      <div className={classes.tableFrame}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.row')}</th>
              <th scope="col">{t('import.knownRow')}</th>
              <th scope="col">{t('import.isProbably')}</th>
              <th scope="col" data-align="right">
                {t('duplicates.probability')}
              </th>
              <th scope="col">{t('duplicates.why')}</th>
            </tr>
          </thead>
          <tbody>
            {duplicates.map(({ row, name, customer, probability, reasons }) => (
              <tr key={row}>
                <td>{format.number(row)}</td>
                <td>{name}</td>
                <td>
                  <Link to="/customers/$id" params={{ id: customer.id }} target="_blank">
                    {customer.name}
                  </Link>
                </td>
                <td data-align="right">{sureness(probability)}</td>
                <td>{reasons.slice(0, 4).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

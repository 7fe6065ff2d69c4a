import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Monogram } from '../../ui/monogram.tsx'
import classes from './duplicates.module.css'
import { Reasons } from './reasons.tsx'
import { useSureness } from './sureness.ts'
import type { Probable } from './types.ts'

/** Customers that are probably the same, each with how sure that is and why. */
export function ProbableList({ items }: { items: Probable[] }) {
  const { t } = useTranslation('customers')
  const sureness = useSureness()
  return (
    <ul className={classes.probable}>
      {items.map(({ customer, probability, reasons }) => (
        <li key={customer.id}>
          <Monogram name={customer.name} size={26} square={customer.kind === 'organization'} />
          <div>
            <Link to="/customers/$id" params={{ id: customer.id }}>
              {customer.name}
            </Link>
            <span className={classes.about}>{[customer.city, customer.owner?.name].filter(Boolean).join(' · ')}</span>
            <Reasons reasons={reasons} />
          </div>
          <span className={classes.sure} title={t('duplicates.probability')}>
            {sureness(probability)}
          </span>
        </li>
      ))}
    </ul>
  )
}

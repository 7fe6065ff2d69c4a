import { ConsentPanel } from '../../consent/consent-panel.tsx'
import type { CustomerPageData } from '../../types.ts'
import { Contacts } from './contacts.tsx'
import { Expectations } from './expectations.tsx'
import { Facts } from './facts.tsx'
import { Journal } from './journal.tsx'
import { Relations } from './relations.tsx'
import { Remember } from './remember.tsx'
import classes from './who.module.css'

type Props = { page: CustomerPageData; mending: string | null; onMended: () => void }

export function WhoColumn({ page, mending, onMended }: Props) {
  return (
    <div className={classes.column}>
      <Facts page={page} mending={mending} onMended={onMended} />
      <Contacts page={page} mending={mending} onMended={onMended} />
      <ConsentPanel customerId={page.customer.id} />
      <Relations page={page} />
      <Remember page={page} />
      <Expectations page={page} />
      <Journal page={page} />
    </div>
  )
}

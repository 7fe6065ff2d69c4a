import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateField } from '../../records/fields/date-field.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import classes from './consent.module.css'
import { ConsentMatrix } from './consent-matrix.tsx'
import { Proof } from './proof.tsx'
import { consentQuery, entriesQuery } from './use-consent.ts'

type Props = { customerId: string; opened: boolean; onClose: () => void }

/** Every entry, and what stood on any day. */
export function HistorySheet({ customerId, opened, onClose }: Props) {
  const { t } = useTranslation('customers')
  const [on, setOn] = useState<string | null>(null)
  const { data } = useQuery({ ...entriesQuery(customerId), enabled: opened })
  const then = useQuery({ ...consentQuery(customerId, on), enabled: opened && on !== null })
  return (
    <SideSheet opened={opened} onClose={onClose} title={t('consent.history')} wide>
      <div className={classes.sheet}>
        <DateField label={t('consent.asOf')} value={on} onChange={setOn} />
        {on !== null && then.data ? <ConsentMatrix consent={then.data} onOpen={() => {}} /> : null}
        {data?.items.length === 0 ? <p className={classes.quiet}>{t('consent.noHistory')}</p> : null}
        {data?.items.map((entry) => (
          <Proof key={entry.id} entry={entry} />
        ))}
      </div>
    </SideSheet>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../client/session.ts'
import { Chip } from '../../ui/chip.tsx'
import { Panel } from '../../ui/panel.tsx'
import { AddButton } from '../page/who/contacts.tsx'
import classes from './consent.module.css'
import { ConsentMatrix } from './consent-matrix.tsx'
import { HistorySheet } from './history-sheet.tsx'
import { LinkSheet } from './link-sheet.tsx'
import { RecordSheet } from './record-sheet.tsx'
import type { Channel } from './types.ts'
import { consentQuery } from './use-consent.ts'

type Opened = { purpose: string; channel: Channel } | 'history' | 'link' | null

/** What the customer allows, purpose by purpose; every mark opens its proof. */
export function ConsentPanel({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const [opened, setOpened] = useState<Opened>(null)
  const { data } = useQuery({ ...consentQuery(customerId), enabled: can('consent.read') })
  if (!data) return null
  const close = () => setOpened(null)
  return (
    <Panel
      title={t('consent.title')}
      aside={
        data.can.record ? (
          <AddButton
            label={t('consent.record')}
            onClick={() => setOpened({ purpose: 'marketing', channel: 'phone' })}
          />
        ) : null
      }
    >
      <General consent={data} />
      <ConsentMatrix consent={data} onOpen={setOpened} />
      <p className={classes.actions}>
        <AddButton label={t('consent.history')} onClick={() => setOpened('history')} />
        {data.can.record ? <AddButton label={t('consent.link')} onClick={() => setOpened('link')} /> : null}
      </p>
      <HistorySheet customerId={customerId} opened={opened === 'history'} onClose={close} />
      <LinkSheet customerId={customerId} opened={opened === 'link'} onClose={close} />
      <RecordSheet
        customerId={customerId}
        consent={data}
        about={typeof opened === 'object' ? opened : null}
        onClose={close}
      />
    </Panel>
  )
}

/** Refusals that outrank everything below them. */
function General({
  consent,
}: {
  consent: { general: { purpose: string; channel: Channel }[]; purposes: { key: string; title: string }[] }
}) {
  const { t } = useTranslation('customers')
  if (consent.general.length === 0) return null
  const words = (purpose: string, channel: Channel) => {
    if (purpose === 'all') return t(`consent.never.${channel === 'any' ? 'all' : channel}`)
    return t('consent.never.purpose', {
      purpose: consent.purposes.find(({ key }) => key === purpose)?.title ?? purpose,
    })
  }
  return (
    <p className={classes.general}>
      {consent.general.map(({ purpose, channel }) => (
        <Chip key={`${purpose}/${channel}`} tone="red">
          {words(purpose, channel)}
        </Chip>
      ))}
    </p>
  )
}

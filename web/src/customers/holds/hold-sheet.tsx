import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { DateField } from '../../records/fields/date-field.tsx'
import { refused } from '../../records/rows.ts'
import { useFormats } from '../../ui/format.ts'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { toastDone } from '../../ui/toast.tsx'
import type { CustomerRow, Hold, HoldsPanel } from '../types.ts'
import classes from './holds.module.css'

type Props = { customer: CustomerRow; holds: HoldsPanel; opened: boolean; onClose: () => void }

/** Places a legal hold, and shows those that stand or stood, with the way to lift them. */
export function HoldSheet({ customer, holds, opened, onClose }: Props) {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const told = async (path: string, body: object, done: string) => {
    const written = await refused(() => post(`/customers/${customer.id}/holds${path}`, body))
    if (!written) return false
    toastDone(done)
    void queries.invalidateQueries({ queryKey: ['record', 'customer', customer.id] })
    void queries.invalidateQueries({ queryKey: ['settings'] })
    return true
  }
  return (
    <SideSheet opened={opened} onClose={onClose} title={t('holds.title', { name: customer.name })}>
      <p className={classes.lead}>{t('holds.lead')}</p>
      {holds.items.map((hold) => (
        <HoldCard
          key={hold.id}
          hold={hold}
          onLift={
            holds.can.manage && hold.isStanding ? () => void told(`/${hold.id}/lift`, {}, t('holds.lifted')) : null
          }
        />
      ))}
      {holds.can.manage ? (
        <PlaceForm
          onPlace={async (body) => {
            if (await told('', body, t('holds.placed'))) onClose()
          }}
        />
      ) : null}
    </SideSheet>
  )
}

function HoldCard({ hold, onLift }: { hold: Hold; onLift: (() => void) | null }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const span = hold.until
    ? t('holds.span', { since: format.day(hold.since), until: format.day(hold.until) })
    : t('holds.since', { since: format.day(hold.since) })
  return (
    <article className={classes.card} data-standing={hold.isStanding || undefined}>
      <p>{hold.reason}</p>
      <footer>
        {span}
        {hold.placedBy ? ` · ${hold.placedBy.name}` : ''}
        {hold.liftedAt ? ` · ${t('holds.liftedOn', { day: format.day(hold.liftedAt.slice(0, 10)) })}` : ''}
      </footer>
      {onLift ? <Button onClick={onLift}>{t('holds.lift')}</Button> : null}
    </article>
  )
}

function PlaceForm({ onPlace }: { onPlace: (body: { reason: string; until: string | null }) => Promise<void> }) {
  const { t } = useTranslation('customers')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void onPlace({ reason, until })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <Textarea
        label={t('holds.reason')}
        description={t('holds.reasonWhy')}
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <DateField label={t('holds.until')} description={t('holds.untilWhy')} value={until} onChange={setUntil} />
      <Button type="submit" variant="filled">
        {t('holds.place')}
      </Button>
    </form>
  )
}

import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { refused } from '../../records/rows.ts'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from './privacy.module.css'

type Props = { customer: { id: string; name: string }; opened: boolean; onClose: () => void }

/** Ends the restriction of processing of a customer, with the reason that stays in the log. */
export function LiftRestriction({ customer, opened, onClose }: Props) {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await refused(() => post(`/customers/${customer.id}/lift-restriction`, { reason })))) return
    toastDone(t('privacy.restriction.lifted'))
    void queries.invalidateQueries({ queryKey: ['record', 'customer', customer.id] })
    void queries.invalidateQueries({ queryKey: ['list'] })
    onClose()
  }
  return (
    <SideSheet opened={opened} onClose={onClose} title={t('privacy.restriction.lift')}>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <p className={classes.sub}>{t('privacy.restriction.lead', { name: customer.name })}</p>
        <Textarea
          label={t('privacy.reason')}
          required
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" variant="filled" disabled={reason.trim() === ''}>
          {t('privacy.restriction.lift')}
        </Button>
      </form>
    </SideSheet>
  )
}

import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { DateField } from '../../records/fields/date-field.tsx'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { refused } from '../../records/rows.ts'
import { SideSheet } from '../../ui/side-sheet.tsx'
import classes from './privacy.module.css'
import { channels, kinds, type PrivacyRequest } from './types.ts'

type Customer = { id: string; name: string }
type Props = { customer?: Customer; opened: boolean; onClose: () => void }

/** Takes in a request: of a customer, or of somebody who is not known yet. */
export function NewRequest({ customer, opened, onClose }: Props) {
  const { t } = useTranslation('customers')
  return (
    <SideSheet opened={opened} onClose={onClose} title={t('privacy.new')}>
      <RequestForm {...(customer ? { customer } : {})} onClose={onClose} />
    </SideSheet>
  )
}

function RequestForm({ customer: given, onClose }: { customer?: Customer; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [kind, setKind] = useState<string>('access')
  const [channel, setChannel] = useState<string>('mail')
  const [customer, setCustomer] = useState<Customer | null>(given ?? null)
  const [who, setWho] = useState({ contactName: '', contact: '', details: '' })
  const [receivedOn, setReceivedOn] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = { kind, channel, customerId: customer?.id ?? null, ...who, ...(receivedOn ? { receivedOn } : {}) }
    const written = await refused(() => post<PrivacyRequest>('/privacy-requests', body))
    if (!written) return
    void queries.invalidateQueries({ queryKey: ['list'] })
    onClose()
    await navigate({ to: '/privacy/$id', params: { id: written.data.id } })
  }
  const field = (key: keyof typeof who) => ({
    value: who[key],
    label: t(`privacy.form.${key}`),
    onChange: (event: { currentTarget: { value: string } }) => setWho({ ...who, [key]: event.currentTarget.value }),
  })
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <Select
        label={t('privacy.form.kind')}
        data={kinds.map((value) => ({ value, label: t(`privacy.kinds.${value}`) }))}
        value={kind}
        onChange={(value) => setKind(value ?? 'access')}
        allowDeselect={false}
      />
      <ReferenceSelect
        type="customer"
        label={t('privacy.form.customer')}
        value={customer}
        onChange={(value) => setCustomer(value ? { id: value.id, name: value.name } : null)}
      />
      {customer ? null : (
        <>
          <TextInput {...field('contactName')} />
          <TextInput {...field('contact')} />
        </>
      )}
      <Select
        label={t('privacy.form.channel')}
        data={channels.map((value) => ({ value, label: t(`privacy.channels.${value}`) }))}
        value={channel}
        onChange={(value) => setChannel(value ?? 'mail')}
        allowDeselect={false}
      />
      <DateField label={t('privacy.form.receivedOn')} value={receivedOn} onChange={setReceivedOn} />
      <Textarea {...field('details')} autosize minRows={3} />
      <Button type="submit" variant="filled">
        {t('privacy.form.save')}
      </Button>
    </form>
  )
}

import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../client/api.ts'
import { useSession } from '../../client/session.ts'
import { DateField } from '../../records/fields/date-field.tsx'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { refused, useWrites } from '../../records/rows.ts'
import type { Reference } from '../../records/schema.ts'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Lines } from './lines.tsx'
import classes from './order.module.css'
import { type DraftLine, emptyLine, type Order, writeLine } from './types.ts'

/** A new order, for the customer one comes from. */
export function NewOrder() {
  const { t } = useTranslation('sales')
  const { customer: customerId } = useSearch({ strict: false }) as { customer?: string }
  const navigate = useNavigate()
  const { workspace } = useSession()
  const { refresh, offerUndo } = useWrites({ type: 'order', path: 'orders' })
  const [customer, setCustomer] = useState<Reference | null>(null)
  const [placedOn, setPlacedOn] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [lines, setLines] = useState<DraftLine[]>(() => [emptyLine()])
  const [busy, setBusy] = useState(false)
  const { data: known } = useQuery({
    queryKey: ['record', 'customer', customerId],
    queryFn: () => get<Reference>(`/customers/${customerId}`),
    enabled: customerId !== undefined,
  })
  useEffect(() => {
    if (known) setCustomer({ id: known.id, name: known.name })
  }, [known])
  const { currency } = workspace
  const filled = lines.filter((line) => line.product || line.description)
  const save = async () => {
    setBusy(true)
    const body = {
      customerId: customer?.id ?? null,
      ...(placedOn ? { placedOn } : {}),
      ...(note ? { note } : {}),
      lines: filled.map((line) => writeLine(line, currency)),
    }
    const written = await refused(() => post<Order>('/orders', body))
    setBusy(false)
    if (!written) return
    refresh()
    offerUndo(t('order.created', { number: written.data.number }), written.requestId)
    await navigate({ to: '/orders/$id', params: { id: written.data.id } })
  }
  return (
    <div className={classes.page}>
      <Crumbs
        path={[
          { key: 'orders', label: t('orders.title'), node: <Link to="/orders">{t('orders.title')}</Link> },
          { key: 'new', label: t('orders.new') },
        ]}
      />
      <header className={classes.head}>
        <h1 className={classes.title}>{t('orders.new')}</h1>
        <Button variant="filled" loading={busy} disabled={filled.length === 0} onClick={() => void save()}>
          {t('order.create')}
        </Button>
      </header>
      <div className={classes.form}>
        <ReferenceSelect type="customer" label={t('order.customer')} value={customer} onChange={setCustomer} />
        <DateField label={t('order.placedOn')} value={placedOn} onChange={setPlacedOn} placeholder={t('order.today')} />
      </div>
      <Lines lines={lines} currency={currency} editable onChange={setLines} />
      <Textarea
        mt={18}
        label={t('order.note')}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </div>
  )
}

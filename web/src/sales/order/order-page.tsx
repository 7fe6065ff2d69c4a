import { Button, Select, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, patch } from '../../client/api.ts'
import type { Problem } from '../../client/problem.ts'
import { useSession } from '../../client/session.ts'
import { DateField } from '../../records/fields/date-field.tsx'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { refused, useWrites } from '../../records/rows.ts'
import { useFields } from '../../records/schema.ts'
import { asTone, Chip } from '../../ui/chip.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Figure } from '../../ui/figure.tsx'
import { useFormats } from '../../ui/format.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Lines } from './lines.tsx'
import classes from './order.module.css'
import { type DraftLine, draftOf, type Order, writeLine } from './types.ts'

const orderType = { type: 'order', path: 'orders' } as const

/** One order: who, when, in what state, and its lines. */
export function OrderPage() {
  const { t } = useTranslation('sales')
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery({
    queryKey: ['record', 'order', id],
    queryFn: () => get<Order>(`/orders/${id}`),
  })
  const crumbs = [{ key: 'orders', label: t('orders.title'), node: <Link to="/orders">{t('orders.title')}</Link> }]
  return (
    <div className={classes.page}>
      <Crumbs path={data ? [...crumbs, { key: data.id, label: data.number }] : crumbs} />
      {error && !data ? <ProblemNote problem={(error as Problem).body} onRetry={() => void refetch()} /> : null}
      {data ? <OrderView key={`${data.id}-${data.version}`} order={data} /> : null}
    </div>
  )
}

function OrderView({ order }: { order: Order }) {
  const { t } = useTranslation('sales')
  const format = useFormats()
  const { workspace } = useSession()
  const navigate = useNavigate()
  const { destroy } = useWrites(orderType)
  const [editing, setEditing] = useState(false)
  const status = useFields('order')
    .get('status')
    ?.options?.find((option) => option.value === order.status)
  const currency = order.currency ?? workspace.currency
  const remove = async () => {
    if (await destroy(order, { done: t('order.deleted', { number: order.number }) })) await navigate({ to: '/orders' })
  }
  if (editing) return <EditOrder order={order} currency={currency} onClose={() => setEditing(false)} />
  return (
    <>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>
            {t('order.title', { number: order.number })}{' '}
            {status ? <Chip tone={asTone(status.tone)}>{status.label}</Chip> : null}
          </h1>
          <p className={classes.sub}>
            {order.customer ? (
              <Link to="/customers/$id" params={{ id: order.customer.id }}>
                {order.customer.name}
              </Link>
            ) : (
              t('order.anonymous')
            )}
            {` · ${format.day(order.placedOn)}`}
            {order.externalId ? ` · ${String(order.externalId)}` : ''}
          </p>
        </div>
        <div className={classes.buttons}>
          {order.can?.delete ? (
            <Button color="red" variant="subtle" onClick={() => void remove()}>
              {t('order.delete')}
            </Button>
          ) : null}
          {order.can?.update ? (
            <Button variant="filled" onClick={() => setEditing(true)}>
              {t('order.edit')}
            </Button>
          ) : null}
        </div>
      </header>
      <div className={classes.figures}>
        <Figure
          value={order.total ? format.money(order.total) : '—'}
          label={t('order.total')}
          {...(order.total && order.total.amount < 0 ? { tone: 'red' as const } : {})}
        />
        <Figure value={format.number(order.lines.length)} label={t('order.lines')} />
        <Figure value={format.relative(order.placedOn)} label={t('order.placed')} />
      </div>
      <Lines
        lines={order.lines.map((line) => draftOf(line, currency))}
        currency={currency}
        editable={false}
        onChange={() => undefined}
      />
      {order.note ? <p className={classes.note}>{order.note}</p> : null}
    </>
  )
}

function EditOrder({ order, currency, onClose }: { order: Order; currency: string; onClose: () => void }) {
  const { t } = useTranslation('sales')
  const queries = useQueryClient()
  const { refresh, offerUndo } = useWrites(orderType)
  const statuses = useFields('order').get('status')?.options ?? []
  const [draft, setDraft] = useState({
    customer: order.customer,
    placedOn: order.placedOn as string | null,
    status: order.status,
    note: order.note ?? '',
  })
  const [lines, setLines] = useState<DraftLine[]>(() => order.lines.map((line) => draftOf(line, currency)))
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const body = {
      version: order.version,
      customerId: draft.customer?.id ?? null,
      ...(draft.placedOn ? { placedOn: draft.placedOn } : {}),
      status: draft.status,
      note: draft.note || null,
      lines: lines.map((line) => writeLine(line, currency)),
    }
    const written = await refused(() => patch<Order>(`/orders/${order.id}`, body))
    setBusy(false)
    if (!written) return
    onClose()
    queries.setQueryData(['record', 'order', order.id], written.data)
    refresh(order.id)
    offerUndo(t('order.saved', { number: order.number }), written.requestId, order.id)
  }
  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('order.title', { number: order.number })}</h1>
        <div className={classes.buttons}>
          <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button variant="filled" loading={busy} onClick={() => void save()}>
            {t('order.save')}
          </Button>
        </div>
      </header>
      <div className={classes.form}>
        <ReferenceSelect
          type="customer"
          label={t('order.customer')}
          value={draft.customer}
          onChange={(customer) => setDraft({ ...draft, customer })}
        />
        <DateField
          label={t('order.placedOn')}
          value={draft.placedOn}
          onChange={(placedOn) => setDraft({ ...draft, placedOn })}
        />
        <Select
          label={t('order.status')}
          data={statuses}
          value={draft.status}
          allowDeselect={false}
          onChange={(status) => setDraft({ ...draft, status: status ?? draft.status })}
        />
      </div>
      <Lines lines={lines} currency={currency} editable onChange={setLines} />
      <Textarea
        mt={18}
        label={t('order.note')}
        autosize
        minRows={2}
        value={draft.note}
        onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
      />
    </>
  )
}

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import type { Problem } from '../../client/problem.ts'
import { useSession } from '../../client/session.ts'
import { useWrites } from '../../records/rows.ts'
import { useFields } from '../../records/schema.ts'
import { asTone, Chip } from '../../ui/chip.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Figure } from '../../ui/figure.tsx'
import { useFormats } from '../../ui/format.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { EditOrder } from './edit-order.tsx'
import { Lines } from './lines.tsx'
import classes from './order.module.css'
import { draftOf, type Order, orderType } from './types.ts'

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
  const { workspace } = useSession()
  const [editing, setEditing] = useState(false)
  const currency = order.currency ?? workspace.currency
  if (editing) return <EditOrder order={order} currency={currency} onClose={() => setEditing(false)} />
  return (
    <>
      <Head order={order} onEdit={() => setEditing(true)} />
      <Figures order={order} />
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

function Head({ order, onEdit }: { order: Order; onEdit: () => void }) {
  const { t } = useTranslation('sales')
  const format = useFormats()
  const status = useFields('order')
    .get('status')
    ?.options?.find((option) => option.value === order.status)
  return (
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
      <Buttons order={order} onEdit={onEdit} />
    </header>
  )
}

function Buttons({ order, onEdit }: { order: Order; onEdit: () => void }) {
  const { t } = useTranslation('sales')
  const navigate = useNavigate()
  const { destroy } = useWrites(orderType)
  const remove = async () => {
    if (await destroy(order, { done: t('order.deleted', { number: order.number }) })) await navigate({ to: '/orders' })
  }
  return (
    <div className={classes.buttons}>
      {order.can?.delete ? (
        <Button color="red" variant="subtle" onClick={() => void remove()}>
          {t('order.delete')}
        </Button>
      ) : null}
      {order.can?.update ? (
        <Button variant="filled" onClick={onEdit}>
          {t('order.edit')}
        </Button>
      ) : null}
    </div>
  )
}

function Figures({ order }: { order: Order }) {
  const { t } = useTranslation('sales')
  const format = useFormats()
  return (
    <div className={classes.figures}>
      <Figure
        value={order.total ? format.money(order.total) : '—'}
        label={t('order.total')}
        {...(order.total && order.total.amount < 0 ? { tone: 'red' as const } : {})}
      />
      <Figure value={format.number(order.lines.length)} label={t('order.lines')} />
      <Figure value={format.relative(order.placedOn)} label={t('order.placed')} />
    </div>
  )
}

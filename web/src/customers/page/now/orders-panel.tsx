import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFields } from '../../../records/schema.ts'
import { Sparkline } from '../../../ui/chart/sparkline.tsx'
import { asTone, Chip } from '../../../ui/chip.tsx'
import { Figure } from '../../../ui/figure.tsx'
import { useFormats } from '../../../ui/format.ts'
import { Panel } from '../../../ui/panel.tsx'
import type { OrdersPanel } from '../../types.ts'
import classes from './now.module.css'

/** What they bought from us so far, and in which rhythm. */
export function Value({ orders }: { orders: OrdersPanel }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const { count, total, rhythm } = orders
  const months = withEmptyMonths(orders.byMonth)
  if (count === 0 || !total) {
    return (
      <Panel look="card" title={t('value.title')}>
        <p className={classes.why}>{t('value.none')}</p>
      </Panel>
    )
  }
  const average = { ...total, amount: Math.round(total.amount / count) }
  const late = rhythm ? rhythm.lastDaysAgo > rhythm.usualDays + rhythm.spreadDays : false
  return (
    <Panel look="card" title={t('value.title')}>
      <div className={classes.figures}>
        <Figure small value={format.moneyShort(total)} label={t('value.total')} />
        <Figure small value={format.number(count)} label={t('value.count')} />
        <Figure small value={format.moneyShort(average)} label={t('value.average')} />
        {rhythm ? (
          <Figure
            small
            value={t('value.days', { count: Math.round(rhythm.lastDaysAgo) })}
            label={t('value.sinceLast', { usual: Math.round(rhythm.usualDays), spread: Math.round(rhythm.spreadDays) })}
            {...(late ? { tone: 'amber' } : {})}
          />
        ) : null}
      </div>
      {months.length > 1 ? (
        <figure className={classes.spark}>
          <Sparkline
            values={months.map((month) => month.amount)}
            label={t('value.byMonth', { count: months.length })}
          />
          <figcaption>{t('value.byMonth', { count: months.length })}</figcaption>
        </figure>
      ) : null}
    </Panel>
  )
}

const shownMonths = 24

/** The months without an order count too: a line that skips them would lie. */
function withEmptyMonths(byMonth: OrdersPanel['byMonth']): OrdersPanel['byMonth'] {
  const first = byMonth[0]?.month
  if (!first) return []
  const amounts = new Map(byMonth.map(({ month, amount }) => [month, amount]))
  const now = new Date()
  const months: OrdersPanel['byMonth'] = []
  for (let back = shownMonths - 1; back >= 0; back--) {
    const month = new Date(Date.UTC(now.getFullYear(), now.getMonth() - back, 1)).toISOString().slice(0, 7)
    if (month >= first) months.push({ month, amount: amounts.get(month) ?? 0 })
  }
  return months
}

export function RecentOrders({ orders, customerId }: { orders: OrdersPanel; customerId: string }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const statuses = useFields('order').get('status')?.options ?? []
  if (orders.latest.length === 0) return null
  return (
    <Panel
      look="card"
      title={t('orders.title')}
      aside={
        <Link to="/orders" search={{ filter: { and: [{ field: 'customer', op: 'in', value: [customerId] }] } }}>
          {t('orders.all', { count: orders.count, number: format.number(orders.count) })}
        </Link>
      }
    >
      <ul>
        {orders.latest.slice(0, 5).map((order) => {
          const status = statuses.find((option) => option.value === order.status)
          return (
            <li key={order.id} className={classes.line}>
              <span className={classes.order}>
                <Link to="/orders/$id" params={{ id: order.id }} className={classes.number}>
                  {order.number}
                </Link>
                <span className={classes.date}>{format.relative(order.placedOn)}</span>
              </span>
              {status && status.value !== 'paid' ? <Chip tone={asTone(status.tone)}>{status.label}</Chip> : null}
              <strong className={classes.amount}>{order.total ? format.moneyShort(order.total) : ''}</strong>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

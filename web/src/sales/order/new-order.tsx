import { Button, Textarea } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../client/session.ts'
import { DateField } from '../../records/fields/date-field.tsx'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Lines } from './lines.tsx'
import classes from './order.module.css'
import { useNewOrder } from './use-new-order.ts'

/** A new order, for the customer one comes from. */
export function NewOrder() {
  const { t } = useTranslation('sales')
  const { customer: customerId } = useSearch({ strict: false }) as { customer?: string }
  const { currency } = useSession().workspace
  const { draft, set, isBlank, busy, save } = useNewOrder(customerId, currency)
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
        <Button variant="filled" loading={busy} disabled={isBlank} onClick={() => void save()}>
          {t('order.create')}
        </Button>
      </header>
      <div className={classes.form}>
        <ReferenceSelect
          type="customer"
          label={t('order.customer')}
          value={draft.customer}
          onChange={(customer) => set({ customer })}
        />
        <DateField
          label={t('order.placedOn')}
          value={draft.placedOn}
          onChange={(placedOn) => set({ placedOn })}
          placeholder={t('order.today')}
        />
      </div>
      <Lines lines={draft.lines} currency={currency} editable onChange={(lines) => set({ lines })} />
      <Textarea
        mt={18}
        label={t('order.note')}
        autosize
        minRows={2}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </div>
  )
}

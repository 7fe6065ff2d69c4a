import { Button, Select, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DateField } from '../../records/fields/date-field.tsx'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { useFields } from '../../records/schema.ts'
import { Lines } from './lines.tsx'
import classes from './order.module.css'
import type { Order } from './types.ts'
import { useEditOrder } from './use-edit-order.ts'

export function EditOrder({ order, currency, onClose }: { order: Order; currency: string; onClose: () => void }) {
  const { t } = useTranslation('sales')
  const statuses = useFields('order').get('status')?.options ?? []
  const { draft, set, busy, save } = useEditOrder(order, currency, onClose)
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
          onChange={(customer) => set({ customer })}
        />
        <DateField label={t('order.placedOn')} value={draft.placedOn} onChange={(placedOn) => set({ placedOn })} />
        <Select
          label={t('order.status')}
          data={statuses}
          value={draft.status}
          allowDeselect={false}
          onChange={(status) => set({ status: status ?? draft.status })}
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
    </>
  )
}

import { Button, Progress } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../../client/session.ts'
import type { Reference } from '../../../records/schema.ts'
import { useFormats } from '../../../ui/format.ts'
import { Panel } from '../../../ui/panel.tsx'
import { CustomerDuplicates } from '../../duplicates/customer-duplicates.tsx'
import { MergeSheet } from '../../merge/merge-sheet.tsx'
import { MergedFrom } from '../../merge/merged-from.tsx'
import type { CustomerPageData, OrdersPanel } from '../../types.ts'
import type { ComposerKind } from '../timeline/use-composer.ts'
import { NextAction } from './next-action.tsx'
import classes from './now.module.css'
import { RecentOrders, Value } from './orders-panel.tsx'

type Props = { page: CustomerPageData; onLog: (kind: ComposerKind) => void; onMend: (key: string) => void }

/** What matters now: the next step with its reason, the value, what is missing. */
export function NowColumn({ page, onLog, onMend }: Props) {
  const can = useCan()
  const [other, setOther] = useState<Reference | null>(null)
  const { customer } = page
  const orders: OrdersPanel | null = page.orders ?? page.panels.orders ?? null
  return (
    <>
      <CustomerDuplicates customerId={customer.id} onMerge={setOther} />
      <NextAction page={page} orders={orders} onLog={onLog} />
      {orders && can('order.read') ? (
        <>
          <Value orders={orders} />
          <RecentOrders orders={orders} customerId={page.customer.id} />
        </>
      ) : null}
      <Completeness page={page} onMend={onMend} />
      <MergedFrom customerId={customer.id} />
      {other ? <MergeSheet customer={customer} other={other} onClose={() => setOther(null)} /> : null}
    </>
  )
}

function Completeness({ page, onMend }: { page: CustomerPageData; onMend: (key: string) => void }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const { percent, missing } = page.completeness
  if (missing.length === 0) return null
  const may = page.customer.can?.update === true
  return (
    <Panel look="card" title={t('completeness.title')} aside={format.percent(percent / 100)}>
      <Progress value={percent} size={4} mb={10} aria-label={t('completeness.title')} />
      <div className={classes.missing}>
        {missing.slice(0, 6).map((field) => (
          <Button key={field.key} size="compact-xs" disabled={!may} onClick={() => onMend(field.key)}>
            {t('completeness.add', { field: field.label })}
          </Button>
        ))}
      </div>
    </Panel>
  )
}

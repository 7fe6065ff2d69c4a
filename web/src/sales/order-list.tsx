import { Button } from '@mantine/core'
import { IconFileImport, IconPlus, IconReceipt } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../client/session.ts'
import { ListPage } from '../records/list/list-page.tsx'
import type { Row } from '../records/schema.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'

const pathOf = (row: Row) => `/orders/${row.id}`

export function OrderList() {
  const { t } = useTranslation('sales')
  const can = useCan()
  const create = can('order.create') ? (
    <Button variant="filled" component={Link} to="/orders/new" leftSection={<Icon of={IconPlus} />}>
      {t('orders.new')}
    </Button>
  ) : null
  return (
    <ListPage
      type="order"
      title={t('orders.title')}
      pathOf={pathOf}
      actions={
        <>
          {can('order.import') ? (
            <Button
              component={Link}
              to="/imports/new"
              search={{ type: 'orders' } as never}
              leftSection={<Icon of={IconFileImport} />}
              data-secondary
            >
              {t('orders.import')}
            </Button>
          ) : null}
          {create}
        </>
      }
      empty={
        <EmptyState icon={IconReceipt} title={t('orders.empty')} actions={create}>
          {t('orders.emptyText')}
        </EmptyState>
      }
    />
  )
}

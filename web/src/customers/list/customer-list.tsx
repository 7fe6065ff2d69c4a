import { Button } from '@mantine/core'
import { IconFileImport, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../client/session.ts'
import { ListPage } from '../../records/list/list-page.tsx'
import type { Row } from '../../records/schema.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ExampleButton } from '../example-button.tsx'
import classes from './customer-list.module.css'
import { NewCustomer } from './new-customer.tsx'

export function CustomerList() {
  const { t } = useTranslation('customers')
  const can = useCan()
  return (
    <ListPage
      type="customer"
      title={t('list.title')}
      pathOf={(row) => `/customers/${row.id}`}
      nameCell={(row) => <CustomerName row={row} />}
      createForm={(props) => <NewCustomer {...props} />}
      empty={<NoCustomers />}
      actions={
        can('customer.import') ? (
          <Button leftSection={<Icon of={IconFileImport} />} component={Link} to="/imports/new" data-secondary>
            {t('list.import')}
          </Button>
        ) : null
      }
    />
  )
}

/** The name as its bearer writes it, and beside it, muted, the one in the other script or the place. */
function CustomerName({ row }: { row: Row }) {
  const aside = [row.latinName, row.nativeName, row.city].find((name) => name && name !== row.name)
  return (
    <span className={classes.name}>
      <Link to="/customers/$id" params={{ id: row.id }} tabIndex={-1}>
        {String(row.name ?? '')}
      </Link>
      {aside ? <span className={classes.aside}>{String(aside)}</span> : null}
    </span>
  )
}

/** The first step: bring a file, or look around in the example firm. */
export function NoCustomers() {
  const { t } = useTranslation('customers')
  return (
    <EmptyState
      icon={IconUsers}
      title={t('empty.title')}
      actions={
        <>
          <Button variant="filled" component={Link} to="/imports/new" leftSection={<Icon of={IconFileImport} />}>
            {t('empty.import')}
          </Button>
          <ExampleButton />
        </>
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

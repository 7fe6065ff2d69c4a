import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { refused, useUndo } from '../../records/rows.ts'
import { Panel } from '../../ui/panel.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from './duplicates.module.css'
import { ProbableList } from './probable-list.tsx'
import type { Probable } from './types.ts'

type Props = { customerId: string; onMerge: (other: { id: string; name: string }) => void }

/** On a customer's page: who is probably the same, to be merged or told apart for good. */
export function CustomerDuplicates({ customerId, onMerge }: Props) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const queries = useQueryClient()
  const undo = useUndo()
  const { data } = useQuery({
    queryKey: ['record', 'customer', customerId, 'duplicates'],
    queryFn: () => get<{ items: Probable[] }>(`/customers/${customerId}/duplicates`),
  })
  const refresh = () => void queries.invalidateQueries({ queryKey: ['record', 'customer', customerId, 'duplicates'] })
  const tellApart = async ({ customer }: Probable) => {
    const written = await refused(() => post('/duplicates/different', { ids: [customerId, customer.id] }))
    if (!written) return
    refresh()
    const done = t('duplicates.toldApart', { name: customer.name })
    toastDone(done, written.requestId ? undo(written.requestId, refresh) : undefined)
  }
  const [first] = data?.items ?? []
  if (!data || !first) return null
  return (
    <Panel title={t('duplicates.probably')} look="marked">
      <ProbableList items={data.items.slice(0, 3)} />
      <div className={classes.buttons}>
        {can('customer.merge') ? (
          <Button size="compact-sm" variant="filled" onClick={() => onMerge(first.customer)}>
            {t('duplicates.compare')}
          </Button>
        ) : null}
        {can('customer.update') ? (
          <Button size="compact-sm" onClick={() => void tellApart(first)}>
            {t('duplicates.different')}
          </Button>
        ) : null}
      </div>
    </Panel>
  )
}

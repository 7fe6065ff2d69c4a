import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../client/api.ts'
import { refused } from '../../records/rows.ts'
import { useFormats } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from './merge-fields.module.css'

type Merge = {
  id: string
  at: string
  actor: { id: string; name: string } | null
  merged: { id: string; name: string }[] | null
}

/** Which records were merged into this customer; each merge can be taken back. */
export function MergedFrom({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: ['record', 'customer', customerId, 'merges'],
    queryFn: () => get<{ items: Merge[]; can: { undo: boolean } }>(`/customers/${customerId}/merges`),
  })
  if (!data || data.items.length === 0) return null
  const undo = async (merge: Merge) => {
    if (!(await refused(() => post(`/merges/${merge.id}/undo`)))) return
    toastDone(t('merge.undone'))
    await queries.invalidateQueries({ queryKey: ['record', 'customer'] })
    await queries.invalidateQueries({ queryKey: ['list', 'customer'] })
  }
  return (
    <Panel title={t('merge.mergedFrom')}>
      <ul>
        {data.items.map((merge) => (
          <li key={merge.id} className={classes.merged}>
            <span>
              <strong>{(merge.merged ?? []).map(({ name }) => name).join(t('merge.comma'))}</strong>
              <span className={classes.about}>
                {[merge.actor?.name, format.moment(merge.at)].filter(Boolean).join(' · ')}
              </span>
            </span>
            {data.can.undo ? (
              <Button size="compact-xs" onClick={() => void undo(merge)}>
                {t('merge.undo')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

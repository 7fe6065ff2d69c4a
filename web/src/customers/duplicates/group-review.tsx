import { Button, Kbd } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { refused, useUndo } from '../../records/rows.ts'
import { toastDone } from '../../ui/toast.tsx'
import { MergeFields } from '../merge/merge-fields.tsx'
import { useMerge } from '../merge/use-merge.ts'
import classes from './duplicates.module.css'
import { Reasons } from './reasons.tsx'
import { SideTimelines } from './side-timelines.tsx'
import { useSureness } from './sureness.ts'
import type { Group, GroupDetail } from './types.ts'

type Props = { group: Group; onMove: (by: number) => void; onDone: () => void }

/** One group side by side. `m` merges, `d` tells apart, `j` and `k` go on and back. */
export function GroupReview({ group, onMove, onDone }: Props) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const queries = useQueryClient()
  const undo = useUndo()
  const { data } = useQuery({
    queryKey: ['duplicates', 'group', group.id],
    queryFn: () => get<GroupDetail>(`/duplicates/${group.id}`),
  })
  const ids = group.members.map(({ id }) => id)
  const merging = useMerge(ids)
  const refresh = () => void queries.invalidateQueries({ queryKey: ['duplicates'] })
  const merge = async () => {
    if (!can('customer.merge') || !(await merging.merge(refresh))) return
    onDone()
    refresh()
  }
  const tellApart = async () => {
    const written = await refused(() => post('/duplicates/different', { ids }))
    if (!written) return
    onDone()
    refresh()
    toastDone(t('duplicates.groupToldApart'), written.requestId ? undo(written.requestId, refresh) : undefined)
  }
  useHotkeys([
    ['m', () => void merge()],
    ['d', () => void tellApart()],
    ['j', () => onMove(1)],
    ['k', () => onMove(-1)],
  ])
  return (
    <section className={classes.review} aria-label={t('duplicates.group')}>
      <header className={classes.head}>
        <h2>{t('duplicates.isOne', { count: group.members.length })}</h2>
        <div className={classes.actions}>
          <Button onClick={() => void tellApart()} rightSection={<Kbd size="xs">d</Kbd>}>
            {t('duplicates.different')}
          </Button>
          {can('customer.merge') ? (
            <Button
              variant="filled"
              loading={merging.isBusy}
              onClick={() => void merge()}
              rightSection={<Kbd size="xs">m</Kbd>}
            >
              {t('duplicates.merge')}
            </Button>
          ) : null}
        </div>
      </header>
      {data ? <Pairs detail={data} /> : null}
      {can('customer.merge') ? <MergeFields merging={merging} /> : null}
      {data ? <SideTimelines members={data.members} /> : null}
    </section>
  )
}

/** Why each two are probably one; of a large group the least sure pairs, where a mistake would be. */
function Pairs({ detail }: { detail: GroupDetail }) {
  const { t } = useTranslation('customers')
  const sureness = useSureness()
  const nameOf = (id: string) => detail.members.find((member) => member.id === id)?.name ?? ''
  const pairs = [...detail.pairs].sort((a, b) => a.probability - b.probability).slice(0, 6)
  return (
    <ul aria-label={t('duplicates.why')}>
      {pairs.map((pair) => (
        <li key={`${pair.a}${pair.b}`} className={classes.pair}>
          {detail.pairs.length > 1 ? <span>{`${nameOf(pair.a)} – ${nameOf(pair.b)}`}</span> : null}
          <strong>{sureness(pair.probability)}</strong>
          <Reasons reasons={pair.reasons} all />
        </li>
      ))}
    </ul>
  )
}

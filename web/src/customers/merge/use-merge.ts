import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import type { Problem } from '../../client/problem.ts'
import { refused, useUndo } from '../../records/rows.ts'
import { toastDone } from '../../ui/toast.tsx'
import type { MergePreview } from './types.ts'

type Asked = { survivorId?: string; mergedIds: string[]; choose?: Record<string, string> }

/** A merge while it is prepared: whose record stays, whose value counts field by field, and what would come of it. */
export function useMerge(ids: readonly string[], first?: string) {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const undo = useUndo()
  const [survivor, setSurvivor] = useState<string | undefined>(first)
  const [choices, setChoices] = useState<Record<string, string>>({})
  const [isBusy, setBusy] = useState(false)
  const asked: Asked = {
    mergedIds: ids.filter((id) => id !== survivor),
    ...(survivor ? { survivorId: survivor } : {}),
    ...(Object.keys(choices).length > 0 ? { choose: choices } : {}),
  }
  const previewing = {
    queryKey: ['merge-preview', asked],
    queryFn: async () => (await post<MergePreview>('/customers/merge/preview', asked)).data,
  }
  const { data: preview, error } = useQuery({
    ...previewing,
    enabled: ids.length > 1,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const refresh = (after?: () => void) => {
    void queries.invalidateQueries({ queryKey: ['record', 'customer'] })
    void queries.invalidateQueries({ queryKey: ['list', 'customer'] })
    void queries.invalidateQueries({ queryKey: ['merge-preview'] })
    after?.()
  }
  /**
   * Merges as the preview says, also when a key was quicker than it.
   * @returns the id of the record that stays; null when the merge was refused
   */
  const merge = async (after?: () => void): Promise<string | null> => {
    if (isBusy) return null
    setBusy(true)
    const written = await refused(async () => {
      const ready: MergePreview = preview ?? (await queries.ensureQueryData<MergePreview>(previewing))
      const { survivorId, records } = ready
      const versions = Object.fromEntries(records.map(({ id, version }) => [id, version]))
      const mergedIds = ids.filter((id) => id !== survivorId)
      const { requestId } = await post('/customers/merge', { ...asked, survivorId, mergedIds, versions })
      return { data: { survivorId, name: records[0]?.name ?? '' }, requestId }
    })
    setBusy(false)
    if (!written) return null
    refresh(after)
    const done = t('merge.done', { name: written.data.name })
    toastDone(done, written.requestId ? undo(written.requestId, () => refresh(after)) : undefined)
    return written.data.survivorId
  }
  return {
    preview,
    problem: (error as Problem | null)?.body ?? null,
    choices,
    isBusy,
    keep: (id: string) => setSurvivor(id),
    choose: (field: string, customerId: string) => setChoices({ ...choices, [field]: customerId }),
    merge,
  }
}

export type Merging = ReturnType<typeof useMerge>

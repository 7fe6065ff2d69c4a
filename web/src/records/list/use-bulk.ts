import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { activeJobsQuery, type JobStarted } from '../../client/jobs.ts'
import { toastProblem } from '../../ui/toast.tsx'
import { refused, useWrites } from '../rows.ts'
import type { RecordType } from '../schema.ts'

export type BulkAction = 'update' | 'delete' | 'tag' | 'untag'
type BulkAnswer = Partial<JobStarted> & { updated?: number; refused?: { id: string; reason: string }[] }

/** Changes many rows in one write; those that were refused are named, the rest can be undone. */
export function useBulk(record: RecordType) {
  const { t } = useTranslation('records')
  const queries = useQueryClient()
  const { refresh, offerUndo } = useWrites(record)
  return async (
    action: BulkAction,
    target: Record<string, unknown>,
    changes: Record<string, unknown>,
  ): Promise<boolean> => {
    const written = await refused(() => post<BulkAnswer>(`/${record.path}/bulk`, { ...target, action, ...changes }))
    if (!written) return false
    const { updated, job, refused: left } = written.data
    if (job) {
      await queries.invalidateQueries({ queryKey: activeJobsQuery.queryKey })
      offerUndo(t('bulk.started'), null)
    } else {
      offerUndo(t(action === 'delete' ? 'bulk.deleted' : 'bulk.changed', { count: updated ?? 0 }), written.requestId)
    }
    if (left && left.length > 0)
      toastProblem({
        title: t('bulk.left', { count: left.length }),
        messages: [...new Set(left.map((row) => row.reason))].slice(0, 4),
      })
    refresh()
    return true
  }
}

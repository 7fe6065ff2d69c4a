import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { get, patch, post } from '../../client/api.ts'
import { activeJobsQuery, type JobStarted } from '../../client/jobs.ts'
import { refused } from '../../records/rows.ts'
import type { Import } from './types.ts'

const underWay = new Set<Import['state']>(['checking', 'running', 'undoing'])

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: () => get<Import>(`/imports/${id}`),
    refetchInterval: ({ state }) => (state.data && underWay.has(state.data.state) ? 1000 : false),
  })

/** What can be done with an import; each step shows the answer at once. */
export function useImport(id: string) {
  const queries = useQueryClient()
  const { queryKey } = importQuery(id)
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey })
    await queries.invalidateQueries({ queryKey: ['imports'] })
    void queries.invalidateQueries({ queryKey: activeJobsQuery.queryKey })
  }
  const change = async (changes: Record<string, unknown>) => {
    const written = await refused(() => patch<Import>(`/imports/${id}`, changes))
    if (written) queries.setQueryData(queryKey, written.data)
    return written !== null
  }
  const begin = (what: 'dry-run' | 'start' | 'undo') => async () => {
    const written = await refused(() => post<JobStarted>(`/imports/${id}/${what}`))
    await refresh()
    return written
  }
  return { change, check: begin('dry-run'), start: begin('start'), undo: begin('undo'), refresh }
}

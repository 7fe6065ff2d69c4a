import { type InfiniteData, infiniteQueryOptions, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, patch, post, remove, type Written } from '../client/api.ts'
import { isProblem } from '../client/problem.ts'
import type { Count, Filter } from '../client/views.ts'
import { toastDone, toastProblem } from '../ui/toast.tsx'
import type { RecordType, Row } from './schema.ts'

export type RowsPage = { items: Row[]; nextCursor: string | null; count: Count | null }
export type ListAsked = { filter: Filter | null; sort: string; q: string; fields: string[] }

const pageRows = 100

/** The rows of a list, page by page as the reader scrolls; the count comes once, with the first page. */
export const rowsQuery = ({ type, path }: Pick<RecordType, 'type' | 'path'>, asked: ListAsked) =>
  infiniteQueryOptions({
    queryKey: ['list', type, asked],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      get<RowsPage>(
        `/${path}`,
        {
          filter: asked.filter ? JSON.stringify(asked.filter) : undefined,
          sort: asked.sort || undefined,
          q: asked.q || undefined,
          fields: asked.fields.length > 0 ? asked.fields.join(',') : undefined,
          limit: pageRows,
          cursor: pageParam || undefined,
          count: pageParam ? 'none' : 'auto',
        },
        signal,
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

type Pages = InfiniteData<RowsPage, string>

/** Puts changed values into every list on screen at once. */
function showInLists(queries: QueryClient, type: string, id: string, changes: Partial<Row>): void {
  queries.setQueriesData<Pages>({ queryKey: ['list', type] }, (data) =>
    data
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((row) => (row.id === id ? ({ ...row, ...changes } as Row) : row)),
          })),
        }
      : data,
  )
}

export type Words = { done: string }

/** Writes that show at once, can be undone, and give way when a colleague was faster. */
export function useWrites({ type, path }: Pick<RecordType, 'type' | 'path'>) {
  const queries = useQueryClient()
  const undo = useUndo()
  const refresh = (id?: string) => {
    if (id) void queries.invalidateQueries({ queryKey: ['record', type, id] })
    else void queries.invalidateQueries({ queryKey: ['record', type] })
    void queries.invalidateQueries({ queryKey: ['list', type] })
    void queries.invalidateQueries({ queryKey: ['views', 'count'] })
  }

  const offerUndo = (done: string, requestId: string | null, id?: string) =>
    toastDone(done, requestId ? undo(requestId, () => refresh(id)) : undefined)

  const update = async (
    row: Row,
    changes: { shown: Partial<Row>; written: Record<string, unknown> },
    words: Words,
  ): Promise<void> => {
    const before = Object.fromEntries(Object.keys(changes.shown).map((key) => [key, row[key]]))
    showInLists(queries, type, row.id, changes.shown)
    try {
      const { data, requestId } = await patch<Row>(`/${path}/${row.id}`, { version: row.version, ...changes.written })
      showInLists(queries, type, row.id, data)
      void queries.invalidateQueries({ queryKey: ['record', type, row.id] })
      offerUndo(words.done, requestId, row.id)
    } catch (error) {
      if (!isProblem(error)) throw error
      const current = error.body.current as Partial<Row> | undefined
      showInLists(queries, type, row.id, current ?? before)
      if (error.status === 409) refresh(row.id)
      toastProblem({ ...error.body, messages: error.body.errors?.map((fault) => fault.message) ?? [] })
    }
  }

  const destroy = async (row: Pick<Row, 'id' | 'version'>, words: Words): Promise<boolean> => {
    const written = await refused(() => remove(`/${path}/${row.id}`, { version: row.version }))
    if (!written) return false
    refresh()
    offerUndo(words.done, written.requestId)
    return true
  }

  return { update, destroy, refresh, offerUndo }
}

/** Takes a write back by its request; rows changed since are kept and named. */
export function useUndo(): (requestId: string, after: () => void) => { label: string; run: () => void } {
  const { t } = useTranslation('ui')
  return (requestId, after) => ({
    label: t('undo'),
    run: () => {
      void refused(() => post('/events/undo', { requestId })).then((written) => {
        if (written) toastDone(t('undone'))
        after()
      })
    },
  })
}

/** Runs a write; a refusal is shown in the server's words and answers null. */
export async function refused<T>(work: () => Promise<Written<T>>): Promise<Written<T> | null> {
  try {
    return await work()
  } catch (error) {
    if (!isProblem(error)) throw error
    const reasons = [
      ...(error.body.errors ?? []).map((fault) => fault.message),
      ...(error.body.refused ?? []).map((row) => row.reason),
    ]
    toastProblem({ ...error.body, messages: reasons.slice(0, 5) })
    return null
  }
}

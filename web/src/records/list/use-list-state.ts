import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ListSearch } from '../../client/list-search.ts'
import { type Condition, type Filter, type View, viewsQuery } from '../../client/views.ts'
import type { Sort } from '../../ui/grid/grid.tsx'
import type { RecordType } from '../schema.ts'

export type ListState = {
  view: View | null
  filter: Filter | null
  sort: string
  columns: string[]
  q: string
  /** What is on screen differs from the saved view. */
  changed: boolean
  set: (changes: Partial<ListSearch>) => void
  reset: () => void
}

const columnsKey = (type: string) => `rapport.columns.${type}`

const keptColumns = (type: string): string[] | null => {
  const kept = localStorage.getItem(columnsKey(type))
  return kept ? (JSON.parse(kept) as string[]) : null
}

/** The list's state lives in the address; a saved view fills in what the address leaves open. */
export function useListState({ type, defaultColumns, defaultSort, fields }: RecordType): ListState {
  const search = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const { data: views } = useQuery(viewsQuery(type))
  const view = views?.items.find((known) => known.id === search.view) ?? null
  const known = new Set(fields.map((field) => field.key))
  const columns = (search.columns ?? view?.columns ?? keptColumns(type) ?? defaultColumns).filter((key) =>
    known.has(key),
  )
  const set = (changes: Partial<ListSearch>) => {
    if (changes.columns && !search.view) localStorage.setItem(columnsKey(type), JSON.stringify(changes.columns))
    const next = Object.fromEntries(
      Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined),
    )
    void navigate({ to: '.', search: next as never, replace: true })
  }
  return {
    view,
    filter: search.filter ?? view?.filter ?? null,
    sort: search.sort ?? view?.sort ?? defaultSort,
    columns: columns.length > 0 ? columns : defaultColumns,
    q: search.q ?? '',
    changed: Boolean(search.filter || search.sort || search.columns),
    set,
    reset: () => void navigate({ to: '.', search: (search.view ? { view: search.view } : {}) as never, replace: true }),
  }
}

/** A filter as chips can show it: conditions that must all hold. Null when it is more than that. */
export function conditionsOf(filter: Filter | null): Condition[] | null {
  if (!filter) return []
  if ('field' in filter) return [filter]
  if (!('and' in filter)) return null
  return filter.and.every((part) => 'field' in part) ? (filter.and as Condition[]) : null
}

export const sortOf = (sort: string): Sort | null => {
  const first = sort.split(',')[0] ?? ''
  return first ? { column: first.replace(/^-/u, ''), descending: first.startsWith('-') } : null
}

/** Clicking a heading: ascending, then descending, then as the list stands by itself. */
export function nextSort(sort: string, column: string): string | undefined {
  const now = sortOf(sort)
  if (now?.column !== column) return column
  return now.descending ? undefined : `-${column}`
}

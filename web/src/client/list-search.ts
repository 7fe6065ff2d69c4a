import type { Filter } from './views.ts'

/** What a list page keeps in its address, so that it can be sent to a colleague and gone back to. */
export type ListSearch = {
  view?: string
  q?: string
  filter?: Filter
  sort?: string
  columns?: string[]
  create?: boolean
  open?: string
}

export function readListSearch(search: Record<string, unknown>): ListSearch {
  const { view, q, filter, sort, columns, create, open } = search
  return {
    ...(typeof view === 'string' ? { view } : {}),
    ...(q === undefined || q === '' ? {} : { q: String(q) }),
    ...(filter && typeof filter === 'object' ? { filter: filter as Filter } : {}),
    ...(typeof sort === 'string' ? { sort } : {}),
    ...(Array.isArray(columns) ? { columns: columns.map(String) } : {}),
    ...(create === true ? { create } : {}),
    ...(typeof open === 'string' ? { open } : {}),
  }
}

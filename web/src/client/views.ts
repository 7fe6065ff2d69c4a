import { queryOptions } from '@tanstack/react-query'
import { get } from './api.ts'
import type { Named } from './session.ts'

/** `{and: […]} | {or: […]} | {not: …} | {field, op, value}`: the filter language of every list. */
export type Filter = { and: Filter[] } | { or: Filter[] } | { not: Filter } | Condition
export type Condition = { field: string; op: string; value?: unknown }

export type View = {
  id: string
  type: string
  name: string
  filter: Filter | null
  sort: string | null
  columns: string[] | null
  shared: 'private' | 'team' | 'everyone'
  owner?: Named | null
  can?: { update: boolean; delete: boolean }
}

export type Count = { value: number; exact: boolean }

export const viewsQuery = (type: string) =>
  queryOptions({
    queryKey: ['views', type],
    staleTime: 60_000,
    queryFn: () => get<{ items: View[] }>('/views', { type }),
  })

export const viewCountQuery = (id: string) =>
  queryOptions({
    queryKey: ['views', 'count', id],
    staleTime: 60_000,
    queryFn: () => get<Count>(`/views/${id}/count`),
  })

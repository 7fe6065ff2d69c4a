import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Problem } from '../../client/problem.ts'
import type { Count } from '../../client/views.ts'
import { rowsQuery } from '../rows.ts'
import type { RecordType, Row } from '../schema.ts'
import type { ListState } from './use-list-state.ts'

export type List = {
  rows: Row[]
  count: Count | null
  loading: boolean
  loadingMore: boolean
  problem: Problem | null
  more: () => void
  retry: () => void
}

const asideFields = ['latinName', 'city']

/** The name's other spelling and the place stand beside the name, whether or not they are columns. */
const withAside = ({ fields }: RecordType, columns: string[]): string[] => {
  const known = fields.map((field) => field.key).filter((key) => asideFields.includes(key))
  return columns.includes('name') ? [...new Set([...columns, ...known])] : columns
}

/** The rows of a list page; the rows before stay on screen while others are asked for. */
export function useList(record: RecordType, { filter, sort, q, columns }: ListState): List {
  const query = useInfiniteQuery({
    ...rowsQuery(record, { filter, sort, q, fields: withAside(record, columns) }),
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return {
    rows,
    count: data?.pages[0]?.count ?? null,
    loading: query.isPending,
    loadingMore: isFetchingNextPage,
    problem: query.isError && !data ? (query.error as Problem) : null,
    more,
    retry: () => void refetch(),
  }
}

import { QueryCache, QueryClient } from '@tanstack/react-query'
import { isProblem } from '../client/problem.ts'
import { sessionQuery } from '../client/session.ts'

const retryable = (error: Error): boolean => isProblem(error) && (error.status === 0 || error.status >= 500)

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that ended elsewhere ends here too: the shell then shows the sign-in page.
    onError: (error) => {
      if (isProblem(error) && error.status === 401) queryClient.setQueryData(sessionQuery.queryKey, null)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && retryable(error),
      refetchOnWindowFocus: true,
    },
  },
})

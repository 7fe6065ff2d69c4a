import { useQueryClient } from '@tanstack/react-query'

/** Reads a request, what happened with it, and the list anew. */
export function useRefresh(id: string): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries({ queryKey: ['record', 'privacy', id] })
    void queries.invalidateQueries({ queryKey: ['list'] })
  }
}

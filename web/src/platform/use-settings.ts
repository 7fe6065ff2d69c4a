import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { get, patch, post, remove, type Written } from '../client/api.ts'
import { refused } from '../records/rows.ts'
import { toastDone } from '../ui/toast.tsx'
import type { Group, Role, User } from './types.ts'

type Listed<T> = { items: T[] }

export const settingsQuery = <T>(path: string) =>
  queryOptions({ queryKey: ['settings', path], queryFn: () => get<Listed<T>>(path) })

export const usersQuery = queryOptions({
  queryKey: ['settings', '/users'],
  queryFn: () => get<Listed<User>>('/users', { limit: 200 }),
})
export const rolesQuery = settingsQuery<Role>('/roles')
export const teamsQuery = settingsQuery<Group>('/teams')
export const territoriesQuery = settingsQuery<Group>('/territories')

/** Writes of the settings pages: refusals in words, what was done in a toast, every list read anew. */
export function useSettingsWrites() {
  const queries = useQueryClient()
  const told = async <T>(work: () => Promise<Written<T>>, done: string): Promise<T | null> => {
    const written = await refused(work)
    if (!written) return null
    await queries.invalidateQueries({ queryKey: ['settings'] })
    void queries.invalidateQueries({ queryKey: ['records'] })
    void queries.invalidateQueries({ queryKey: ['references'] })
    toastDone(done)
    return written.data ?? ({} as T)
  }
  return {
    create: <T>(path: string, body: unknown, done: string) => told(() => post<T>(path, body), done),
    change: <T>(path: string, body: unknown, done: string) => told(() => patch<T>(path, body), done),
    destroy: (path: string, done: string) => told(() => remove<unknown>(path), done),
  }
}

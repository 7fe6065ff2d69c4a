import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { get, patch, post } from './api.ts'
import { isProblem } from './problem.ts'
import { asLanguage, type Language, switchLanguage } from './words.ts'

export type ThemeChoice = 'light' | 'dark' | 'system'
export type Named = { id: string; name: string }

export type Session = {
  user: {
    id: string
    name: string
    email: string
    language: Language
    timeZone: string
    theme: ThemeChoice
    twoFactorEnabled: boolean
    /** The password was made by somebody else and passed on. */
    mustChangePassword?: boolean
  }
  workspace: Named & { currency: string; country: string; hasData: boolean }
  workspaces: Named[]
  role: Named
  can: string[]
  teams: Named[]
}

export type Setup = { needed: boolean; languages: Language[] }

/** The signed-in user, or null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await get<Session>('/session')
      await switchLanguage(asLanguage(session.user.language))
      return session
    } catch (error) {
      if (isProblem(error) && error.status === 401) return null
      throw error
    }
  },
})

export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: () => get<Setup>('/setup') })

/** The session inside the signed-in part of the product, where it always exists. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new Error('useSession is for signed-in pages')
  return data
}

/** `can('customer.update')`: the server has decided; the page only hides what would be refused. */
export function useCan(): (permission: string) => boolean {
  const { can } = useSession()
  return (permission) => can.includes(permission)
}

type OwnSettings = Partial<Pick<Session['user'], 'language' | 'timeZone' | 'theme' | 'name'>>

/** Changes the user's own settings: shown at once, kept by the server, taken back when it refuses. */
export function useOwnSettings(): (changes: OwnSettings) => Promise<void> {
  const queries = useQueryClient()
  return async (changes) => {
    const before = queries.getQueryData(sessionQuery.queryKey)
    if (before)
      queries.setQueryData(sessionQuery.queryKey, { ...before, user: { ...before.user, ...changes } } as Session)
    if (changes.language) await switchLanguage(changes.language)
    try {
      await patch('/session', changes)
      if (changes.language) await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
    } catch (error) {
      queries.setQueryData(sessionQuery.queryKey, before)
      if (before && changes.language) await switchLanguage(asLanguage(before.user.language))
      throw error
    }
  }
}

export async function switchWorkspace(workspaceId: string): Promise<void> {
  await post('/session/workspace', { workspaceId })
  window.location.assign('/')
}

import type { Auth } from './better-auth.ts'

export interface NewAccount {
  readonly email: string
  readonly name: string
  readonly password: string
  /** True for a password that somebody else knows. */
  readonly mustChangePassword: boolean
}

export interface Accounts {
  readonly find: (email: string) => Promise<string | null>
  /** @returns the new account's id */
  readonly create: (account: NewAccount) => Promise<string>
  readonly setPassword: (userId: string, password: string, mustChangePassword: boolean) => Promise<void>
  /** Ends the person's sessions in one workspace. */
  readonly endSessions: (userId: string, workspaceId: string) => Promise<void>
}

/** Accounts as administrators and the command line manage them; people sign in to them through the auth routes. */
export function createAccounts(auth: Auth): Accounts {
  const internal = async () => (await auth.$context).internalAdapter
  const hash = async (password: string) => (await auth.$context).password.hash(password)
  return {
    find: async (email) => (await (await internal()).findUserByEmail(email.toLowerCase()))?.user.id ?? null,
    create: async ({ email, name, password, mustChangePassword }) => {
      const adapter = await internal()
      const user = await adapter.createUser(
        { email: email.toLowerCase(), name, emailVerified: true, mustChangePassword },
        { method: 'admin' },
      )
      await adapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: await hash(password),
      })
      return user.id
    },
    setPassword: async (userId, password, mustChangePassword) => {
      const adapter = await internal()
      await adapter.updatePassword(userId, await hash(password))
      await adapter.updateUser(userId, { mustChangePassword })
      await adapter.deleteUserSessions(userId)
    },
    endSessions: async (userId, workspaceId) => {
      const adapter = await internal()
      const sessions: readonly (object & { token: string; workspaceId?: unknown })[] =
        await adapter.listSessions(userId)
      const tokens = sessions.filter((session) => session.workspaceId === workspaceId).map(({ token }) => token)
      if (tokens.length > 0) await adapter.deleteSessions(tokens)
    },
  }
}

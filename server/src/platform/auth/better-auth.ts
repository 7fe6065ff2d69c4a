import { apiKey } from '@better-auth/api-key'
import { passkey } from '@better-auth/passkey'
import { APIError, betterAuth } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { createFailedAttempts } from './failed-attempts.ts'

export const AUTH_PATH = '/api/v1/auth'
/** Where the server writes the caller's address for rate limits; what the caller sends under this name is dropped. */
export const ADDRESS_HEADER = 'x-rapport-address'
export const KEY_PREFIX = 'rap_'

const DAY_SECONDS = 24 * 60 * 60

export interface AuthOptions {
  /** Connections of the role of requests. */
  readonly pool: pg.Pool
  readonly secret: string
  /** Address that people use; null follows the request. */
  readonly publicUrl: string | null
  readonly signInsPerMinute: number
}

/** What a person does with their own account goes through these; accounts themselves are made by administrators. */
const CLOSED_PATHS = [
  '/sign-up/email',
  '/sign-in/social',
  '/update-user',
  '/delete-user',
  '/delete-user/callback',
  '/change-email',
  '/request-password-reset',
  '/reset-password',
  '/send-verification-email',
  '/verify-email',
  '/link-social',
  '/unlink-account',
  '/list-accounts',
  '/refresh-token',
  '/get-access-token',
  '/account-info',
  '/update-session',
  '/api-key/create',
  '/api-key/get',
  '/api-key/update',
  '/api-key/delete',
  '/api-key/list',
  '/api-key/verify',
  '/api-key/delete-all-expired-api-keys',
]

/** Passwords, sessions, second factors and key secrets. Nothing else in the product touches them. */
export function createAuth({ pool, secret, publicUrl, signInsPerMinute }: AuthOptions) {
  const db = new Kysely<object>({ dialect: new PostgresDialect({ pool }) }).withSchema('auth')
  const isSecure = publicUrl?.startsWith('https:') ?? false
  const attempts = { window: 60, max: signInsPerMinute }
  return betterAuth({
    appName: 'Rapport',
    basePath: AUTH_PATH,
    ...(publicUrl && { baseURL: publicUrl }),
    secret,
    database: { db, type: 'postgres' as const },
    logger: { disabled: true },
    telemetry: { enabled: false },
    disabledPaths: CLOSED_PATHS,
    // Requests of other sites were refused before; what is left came from the address that it names.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: { additionalFields: { mustChangePassword: { type: 'boolean', required: false, input: false } } },
    session: {
      expiresIn: 14 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
      additionalFields: { workspaceId: { type: 'string', required: false, input: false } },
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: {
        '/sign-in/email': attempts,
        '/two-factor/verify-totp': attempts,
        '/two-factor/verify-backup-code': attempts,
        '/change-password': attempts,
      },
    },
    advanced: {
      cookiePrefix: 'rapport',
      useSecureCookies: isSecure,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, secure: isSecure },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => uuidv7(), validateSchema: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: { ...session, workspaceId: await workspaceToOpen(pool, session.userId) },
          }),
        },
      },
    },
    hooks: signInHooks(),
    plugins: [...authPlugins(publicUrl)],
  })
}

/** Second factors, passkeys and API keys. Key limits are those of every request, so the library keeps none. */
function authPlugins(publicUrl: string | null) {
  return [
    twoFactor({ issuer: 'Rapport' }),
    passkey({ rpName: 'Rapport', ...(publicUrl && { rpID: new URL(publicUrl).hostname, origin: publicUrl }) }),
    apiKey({
      defaultPrefix: KEY_PREFIX,
      // The product reads keys from requests itself; this header is one that nobody sends.
      apiKeyHeaders: 'x-rapport-unused',
      enableMetadata: false,
      rateLimit: { enabled: false },
      startingCharactersConfig: { shouldStore: true, charactersLength: 10 },
      maximumNameLength: 100,
    }),
  ] as const
}

const accountOf = (body: unknown) => String((body as { email?: unknown } | undefined)?.email ?? '').toLowerCase()

/** Pauses guessing, and forgets that a password was given by somebody else once its owner has set their own. */
function signInHooks() {
  const attempts = createFailedAttempts()
  return {
    before: createAuthMiddleware(async ({ path, body }) => {
      if (path !== '/sign-in/email' || !attempts.isPaused(accountOf(body))) return
      throw new APIError('TOO_MANY_REQUESTS', { code: 'TOO_MANY_REQUESTS', message: 'Too many attempts' })
    }),
    after: createAuthMiddleware(async ({ path, body, context }) => {
      const isRefused = context.returned instanceof APIError
      if (path === '/sign-in/email') {
        if (isRefused) attempts.failed(accountOf(body))
        else attempts.succeeded(accountOf(body))
      }
      const person = context.session?.user.id
      if (path !== '/change-password' || !person || isRefused) return
      await context.internalAdapter.updateUser(person, { mustChangePassword: false })
    }),
  }
}

export type Auth = ReturnType<typeof createAuth>

export interface Membership {
  readonly id: string
  readonly name: string
}

/** The workspaces that a person works in, by name. */
export async function membershipsOf(pool: pg.Pool, userId: string): Promise<readonly Membership[]> {
  const { rows } = await pool.query<Membership>('select id, name from platform.memberships_of($1)', [userId])
  return rows
}

/** The workspace of the person's last session, else the first; somebody disabled everywhere is not let in. */
async function workspaceToOpen(pool: pg.Pool, userId: string): Promise<string> {
  const memberships = await membershipsOf(pool, userId)
  const { rows } = await pool.query<{ workspaceId: string | null }>(
    'select "workspaceId" from auth.session where "userId" = $1 order by "updatedAt" desc limit 1',
    [userId],
  )
  const chosen = memberships.find(({ id }) => id === rows[0]?.workspaceId) ?? memberships[0]
  if (!chosen) throw new APIError('FORBIDDEN', { code: 'NO_WORKSPACE', message: 'No workspace' })
  return chosen.id
}

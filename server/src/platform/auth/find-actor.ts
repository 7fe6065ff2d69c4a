import type { FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { Actor } from '../../kernel/actor.ts'
import type { Runtime } from '../../kernel/database/transaction.ts'
import type { ActorCache } from './actor-cache.ts'
import { type Auth, KEY_PREFIX, membershipsOf } from './better-auth.ts'
import { type AccessCatalogue, loadKey, loadMember } from './load-actor.ts'

export interface FindActorOptions {
  readonly auth: Auth
  readonly pool: pg.Pool
  readonly runtime: Runtime
  readonly cache: ActorCache
  readonly catalogue: AccessCatalogue
}

const SESSION_COOKIE = /(?:^|;\s*)((?:__Secure-)?rapport\.session_token=[^;]+)/

/** Who sends a request: an API key (`Authorization: Bearer` or `x-api-key`), else the session of the cookie. */
export function createFindActor(options: FindActorOptions) {
  return async ({ headers }: FastifyRequest): Promise<Actor | null> => {
    const key = keyOf(headers.authorization, headers['x-api-key'])
    if (key !== null) return options.cache.get(key, () => findKeyActor(options, key))
    const cookie = SESSION_COOKIE.exec(headers.cookie ?? '')?.[1]
    if (!cookie) return null
    return options.cache.get(cookie, () => findSessionActor(options, cookie))
  }
}

function keyOf(authorization: string | undefined, header: string | string[] | undefined): string | null {
  if (authorization !== undefined) return /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? ''
  return typeof header === 'string' ? header : null
}

async function findKeyActor({ auth, runtime, catalogue }: FindActorOptions, secret: string): Promise<Actor | null> {
  if (!secret.startsWith(KEY_PREFIX) || secret.length > 200) return null
  const { valid, key } = await auth.api.verifyApiKey({ body: { key: secret } })
  return valid && key ? loadKey(runtime, catalogue, key.referenceId, key.id) : null
}

async function findSessionActor(options: FindActorOptions, cookie: string): Promise<Actor | null> {
  const { auth, pool, runtime, catalogue } = options
  const found = await auth.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } })
  if (!found) return null
  const { session, user } = found
  const actor = session.workspaceId ? await loadMember(runtime, catalogue, session.workspaceId, user.id) : null
  if (actor) return actor
  // Disabled or removed in the session's workspace: go on in another one, if there is any.
  const other = (await membershipsOf(pool, user.id)).find(({ id }) => id !== session.workspaceId)
  if (!other) return null
  const context = await auth.$context
  await context.internalAdapter.updateSession(session.token, { workspaceId: other.id })
  return loadMember(runtime, catalogue, other.id, user.id)
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import pg from 'pg'
import type { Actor } from '../kernel/actor.ts'
import type { Bus } from '../kernel/bus.ts'
import type { Runtime } from '../kernel/database/transaction.ts'
import type { Slice } from '../kernel/slice.ts'
import { type Accounts, createAccounts } from './auth/accounts.ts'
import { type ActorCache, createActorCache } from './auth/actor-cache.ts'
import { addAuthRoutes } from './auth/auth-handler.ts'
import { type Auth, createAuth } from './auth/better-auth.ts'
import { createFindActor } from './auth/find-actor.ts'
import type { AccessCatalogue } from './auth/load-actor.ts'
import { createDiskStore, type FileStore } from './files/file-store.ts'
import { type CreatedKey, createKey, type NewKey } from './keys/create-key.ts'
import { permissionCatalogue } from './permissions.ts'
import { startPurging } from './recycle-bin/purge.ts'
import { createStreams, type Streams } from './stream/streams.ts'
import { type CreatedUser, createUser, type NewUser } from './users/create-user.ts'
import { type CreatedWorkspace, createWorkspace, type NewWorkspace } from './workspaces/create-workspace.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What routes need besides the database: accounts, keys, files, streams. */
    platform: Platform
  }
}

export interface PlatformOptions {
  /** URL of the role that requests run as; sign-in keeps a few connections of its own. */
  readonly appUrl: string
  readonly dataDir: string
  readonly secret: string
  readonly publicUrl: string | null
  readonly bus: Bus
  readonly runtime: Runtime
  readonly slices: readonly Slice[]
  /** Sign-in attempts a minute and address; 60 when omitted. */
  readonly signInsPerMinute?: number
}

export interface Platform {
  /** Who sends a request, or null. Costs no SQL for ten seconds after the first. */
  readonly findActor: (request: FastifyRequest) => Promise<Actor | null>
  /** Makes the platform reachable as `server.platform` and mounts sign-in. Call before the server is ready. */
  readonly attach: (server: FastifyInstance) => Promise<void>
  /** The first firm and its administrator. @throws already-set-up */
  readonly createFirstUser: (input: NewWorkspace) => Promise<CreatedWorkspace>
  /** One more workspace; an account that exists keeps its password. */
  readonly createWorkspace: (input: NewWorkspace) => Promise<CreatedWorkspace>
  /** A user of the named workspace (or of the only one); makes the first firm where there is none. */
  readonly createUser: (input: NewUser) => Promise<CreatedUser>
  /** An API key; the secret is told once. */
  readonly createKey: (input: NewKey) => Promise<CreatedKey>
  /** Forgets at once what was kept of everyone's access in the workspace. */
  readonly accessChanged: (workspaceId: string) => void
  readonly close: () => Promise<void>

  readonly auth: Auth
  readonly authPool: pg.Pool
  readonly accounts: Accounts
  readonly cache: ActorCache
  readonly catalogue: AccessCatalogue
  readonly runtime: Runtime
  readonly bus: Bus
  readonly files: FileStore
  readonly dataDir: string
  readonly streams: Streams
}

const ACCESS_SUBJECTS = new Set(['role', 'user', 'team', 'territory', 'key', 'workspace'])

/** Builds what the product knows of people, access and files, over one database. */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { bus, runtime, slices, dataDir } = options
  const authPool = new pg.Pool({
    connectionString: options.appUrl,
    max: 4,
    idleTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    application_name: 'rapport sign-in',
  })
  authPool.on('error', () => {}) // an idle connection that the server closed is replaced at the next use
  const auth = createAuth({ ...options, pool: authPool, signInsPerMinute: options.signInsPerMinute ?? 60 })
  const accounts = createAccounts(auth)
  const cache = createActorCache()
  const catalogue: AccessCatalogue = {
    permissions: permissionCatalogue(slices),
    recordTypes: slices.flatMap((slice) => slice.records).map(({ type }) => type),
  }
  const endListening = bus.onNotice(({ workspaceId, subjectType, subjectId }) => {
    if (subjectType === 'session') cache.forgetUser(subjectId)
    else if (ACCESS_SUBJECTS.has(subjectType)) cache.accessChanged(workspaceId)
  })
  const findActor = createFindActor({ auth, pool: authPool, runtime, cache, catalogue })
  const maker = { runtime, accounts, catalogue }
  const streams = createStreams({ bus, runtime, findActor })
  const files = createDiskStore(dataDir)
  const endPurging = startPurging({ runtime, files, dataDir }, authPool)
  const platform: Platform = {
    findActor,
    attach: async (server) => {
      server.decorate('platform', platform)
      server.addHook('preClose', async () => streams.close())
      addAuthRoutes(server, { auth, cache, bus, translate: runtime.translate })
    },
    createFirstUser: (input) => createWorkspace(maker, input, { onlyFirst: true }),
    createWorkspace: (input) => createWorkspace(maker, input, { onlyFirst: false }),
    createUser: (input) => createUser({ ...maker, pool: authPool }, input),
    createKey: (input) => createKey({ runtime, auth, pool: authPool, catalogue }, input),
    accessChanged: cache.accessChanged,
    close: async () => {
      endPurging()
      endListening()
      streams.close()
      await authPool.end()
    },
    auth,
    authPool,
    accounts,
    cache,
    catalogue,
    runtime,
    bus,
    files,
    dataDir,
    streams,
  }
  return platform
}

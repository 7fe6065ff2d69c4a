import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { conversationsSlice } from './conversations/slice.ts'
import { followMerged } from './customers/index.ts'
import { customersSlice } from './customers/slice.ts'
import { exampleSlice } from './example/slice.ts'
import { insightsSlice } from './insights/slice.ts'
import { type Bus, createBus } from './kernel/bus.ts'
import { createPool } from './kernel/database/driver.ts'
import type { Runtime } from './kernel/database/transaction.ts'
import { createServer } from './kernel/http/server.ts'
import { enqueueJob } from './kernel/jobs/job.ts'
import { type JobRunner, startJobRunner } from './kernel/jobs/runner.ts'
import type { Subscriber } from './kernel/record/insert-event.ts'
import { collectEntries } from './kernel/registry.ts'
import type { Slice } from './kernel/slice.ts'
import en from './kernel/words/en.json' with { type: 'json' }
import zh from './kernel/words/zh-CN.json' with { type: 'json' }
import { createTranslate } from './kernel/words.ts'
import {
  createPlatform,
  listWorkspaces,
  type MasterKeys,
  masterKeyring,
  type Platform,
  recordTypes,
} from './platform/index.ts'
import { platformSlice } from './platform/slice.ts'
import { salesSlice } from './sales/slice.ts'

/** Every slice of the product, lower ones first. The only file that knows them all. */
export const slices: readonly Slice[] = [
  platformSlice,
  customersSlice,
  conversationsSlice,
  salesSlice,
  insightsSlice,
  exampleSlice,
]

export interface AppOptions {
  /** URL of the role that requests run as. */
  readonly appUrl: string
  /** URL of the role that owns the job queue; null for a process that only runs its own jobs. */
  readonly jobsUrl: string | null
  readonly dataDir: string
  readonly secret: string
  readonly masterKeys: MasterKeys
  readonly publicUrl: string | null
  readonly connectionsMax: number
  readonly actorRequestsPerMinute: number
  readonly version: string
  readonly log: boolean
  readonly now?: () => Date
}

export interface App {
  readonly server: FastifyInstance
  readonly runtime: Runtime
  readonly platform: Platform
  readonly bus: Bus
  readonly jobs: JobRunner
  readonly close: () => Promise<void>
}

/** Puts the slices together over one database. Nothing listens yet. */
export async function createApp(options: AppOptions): Promise<App> {
  const pool = createPool({ url: options.appUrl, connectionsMax: options.connectionsMax })
  const queuePool = options.jobsUrl ? createQueuePool(options.jobsUrl) : null
  const bus = await createBus(options.appUrl)
  const runtime: Runtime = {
    pool,
    now: options.now ?? (() => new Date()),
    translate: createTranslate([{ en, 'zh-CN': zh }, ...slices.map((slice) => slice.words)]),
    subscribers: groupSubscribers(slices.flatMap((slice) => slice.subscribers)),
    entries: collectEntries([
      masterKeyring.entry(options.masterKeys),
      ...slices.flatMap((slice) => [...slice.fills, ...slice.records.map(recordTypes.entry)]),
    ]),
    publish: bus.publish,
    enqueue: enqueueJob,
  }
  const platform = await createPlatform({ ...options, bus, runtime, slices })
  const server = await createServer({
    runtime,
    bindings: slices.flatMap((slice) => slice.routes).map(followMerged),
    findActor: platform.findActor,
    log: options.log,
    rateLimits: { anonymousPerMinute: 600, actorPerMinute: options.actorRequestsPerMinute },
    version: options.version,
  })
  await platform.attach(server)
  const jobs = await startJobRunner({
    runtime,
    kinds: slices.flatMap((slice) => slice.jobs),
    bus,
    dataDir: options.dataDir,
    queuePool,
    listWorkspaces: async () => (await listWorkspaces(pool)).map(({ id }) => id),
    logError: (error) => server.log.error({ err: error }, 'job'),
  })
  addHealth(server, pool)
  return {
    server,
    runtime,
    platform,
    bus,
    jobs,
    close: () => closeApp({ server, jobs, bus, platform }, [pool, queuePool]),
  }
}

function createQueuePool(url: string): pg.Pool {
  return createPool({ url, connectionsMax: 4, statementTimeoutMs: 0, isPipelined: false })
}

function groupSubscribers(subscribers: readonly Subscriber[]): ReadonlyMap<string, readonly Subscriber[]> {
  const byType = new Map<string, Subscriber[]>()
  for (const subscriber of subscribers)
    byType.set(subscriber.type, [...(byType.get(subscriber.type) ?? []), subscriber])
  return byType
}

/** `/healthz`: the process answers; `/readyz`: the database does too; `/metrics`: for Prometheus. */
function addHealth(server: FastifyInstance, pool: pg.Pool): void {
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_request, reply) => {
    const isReady = await pool.query('select 1').then(
      () => true,
      () => false,
    )
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'waiting for the database' })
  })
  server.get('/metrics', async (_request, reply) => {
    const { rss, heapUsed } = process.memoryUsage()
    const values = {
      process_resident_memory_bytes: rss,
      process_heap_used_bytes: heapUsed,
      process_uptime_seconds: process.uptime(),
      database_connections_open: pool.totalCount,
      database_connections_idle: pool.idleCount,
      database_requests_waiting: pool.waitingCount,
    }
    const lines = Object.entries(values).map(
      ([name, value]) => `# TYPE rapport_${name} gauge\nrapport_${name} ${value}\n`,
    )
    return reply.header('content-type', 'text/plain; version=0.0.4').send(lines.join(''))
  })
}

async function closeApp(
  app: Pick<App, 'server' | 'jobs' | 'bus' | 'platform'>,
  pools: readonly (pg.Pool | null)[],
): Promise<void> {
  await app.server.close()
  await app.jobs.stop()
  await app.platform.close()
  await app.bus.close()
  await Promise.all(pools.map((pool) => pool?.end()))
}

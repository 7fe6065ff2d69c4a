import { Logger, type Runner, run, runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Actor } from '../actor.ts'
import type { Bus } from '../bus.ts'
import type { Ctx } from '../context.ts'
import { type Runtime, readTransaction, writeTransaction } from '../database/transaction.ts'
import { Problem } from '../problem.ts'
import { findJob, insertJob, type JobContext, type JobKind, type JobRow, loadActor } from './job.ts'

const HEARTBEAT_MS = 2_000
const LOST_AFTER_MS = 15_000
const PROGRESS_MS = 500

export interface JobRunner {
  /** Runs a job here and now, as the command line does. @returns the finished row */
  readonly runNow: (workspaceId: string, id: string) => Promise<JobRow>
  /** The same for a job that lost its process. */
  readonly resumeNow: (workspaceId: string, id: string) => Promise<JobRow>
  /** Runs a kind in every workspace, one after the other, as its crontab does. */
  readonly runEverywhere: (kind: string) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface JobRunnerOptions {
  readonly runtime: Runtime
  readonly kinds: readonly JobKind[]
  readonly bus: Pick<Bus, 'publishJob'>
  readonly dataDir: string
  /** Pool of the role that owns the queue; null runs nothing but `runNow`. */
  readonly queuePool: pg.Pool | null
  /** Ids of all workspaces, for kinds that run by the clock. */
  readonly listWorkspaces: () => Promise<readonly string[]>
  readonly logError: (error: unknown) => void
}

/** Starts the workers, and takes up again what another process left half done. */
export async function startJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const running = new Map<string, AbortController>()
  const runOne = (workspaceId: string, id: string, isClaimed = false) =>
    runJob(options, running, { workspaceId, id, isClaimed })
  const runEverywhere = async (kind: string) => {
    for (const workspaceId of await options.listWorkspaces()) {
      const id = await writeTransaction(options.runtime, systemActor(workspaceId), { requestId: kind }, (ctx) =>
        insertJob(ctx, kind, {}),
      )
      await runOne(workspaceId, id)
    }
  }
  let runner: Runner | null = null
  let sweep: NodeJS.Timeout | null = null
  if (options.queuePool) {
    await installQueue(options.queuePool)
    runner = await run({
      pgPool: options.queuePool,
      concurrency: 2,
      noHandleSignals: true,
      pollInterval: 2_000,
      logger: new Logger(() => () => {}),
      crontab: crontabOf(options.kinds),
      taskList: {
        'run-everywhere': (payload) => runEverywhere((payload as { kind: string }).kind),
        'run-job': async (payload) => {
          const { workspaceId, id } = payload as { workspaceId: string; id: string }
          await runOne(workspaceId, id)
        },
      },
    })
    const takeUp = () => takeUpLostJobs(options, running, runOne).catch(options.logError)
    sweep = setInterval(takeUp, LOST_AFTER_MS)
    takeUp()
  }
  return {
    runNow: (workspaceId, id) => runOne(workspaceId, id),
    resumeNow: (workspaceId, id) => runOne(workspaceId, id, true),
    runEverywhere,
    stop: async () => {
      if (sweep) clearInterval(sweep)
      for (const controller of running.values()) controller.abort('stopping')
      await runner?.stop()
    },
  }
}

/** A run that fell into hours when the product was off is made up for, once. */
const crontabOf = (kinds: readonly JobKind[]): string =>
  kinds
    .flatMap(({ kind, cron }) =>
      cron ? [`${cron} run-everywhere ?id=${kind}&fill=1d ${JSON.stringify({ kind })}`] : [],
    )
    .join('\n')

/** A job whose heartbeat fell silent lost its process; it goes on here from what it had committed. */
async function takeUpLostJobs(
  { runtime }: JobRunnerOptions,
  running: ReadonlyMap<string, AbortController>,
  runOne: (workspaceId: string, id: string, isClaimed: boolean) => Promise<JobRow>,
): Promise<void> {
  const silentSince = new Date(Date.now() - LOST_AFTER_MS)
  const { rows } = await runtime.pool.query<{ workspace_id: string; id: string }>(
    'select workspace_id, id from kernel.claim_lost_jobs($1)',
    [silentSince],
  )
  for (const { workspace_id, id } of rows) if (!running.has(id)) await runOne(workspace_id, id, true)
}

/** The queue's tables belong to its own role; the product may only wake a worker. */
async function installQueue(queuePool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: queuePool })
  await queuePool.query(`
    create or replace function graphile_worker.wake(workspace_id uuid, id uuid) returns void
    language sql security definer set search_path = pg_catalog as $$
      select graphile_worker.add_job('run-job', json_build_object('workspaceId', workspace_id, 'id', id), job_key => id::text)
    $$;
    revoke all on function graphile_worker.wake(uuid, uuid) from public;
    grant usage on schema graphile_worker to rapport_app;
    grant execute on function graphile_worker.wake(uuid, uuid) to rapport_app`)
}

/** Reads and marks jobs on behalf of nobody; each job itself runs as the person who started it. */
const systemActor = (workspaceId: string): Actor => ({
  workspaceId,
  userId: null,
  keyId: null,
  name: 'Rapport',
  permissions: new Set(),
  scopes: {},
  teamIds: [],
  territoryIds: [],
  fieldRules: {},
  language: 'en',
  timeZone: 'UTC',
  currency: 'CNY',
  country: 'CN',
})

async function runJob(
  options: JobRunnerOptions,
  running: Map<string, AbortController>,
  { workspaceId, id, isClaimed }: { workspaceId: string; id: string; isClaimed: boolean },
): Promise<JobRow> {
  const { runtime } = options
  const system = systemActor(workspaceId)
  const write = <T>(use: (ctx: Ctx) => Promise<T>) => writeTransaction(runtime, system, { requestId: id }, use)
  const job = await write((ctx) => takeJob(ctx, id, isClaimed))
  if (!job) return (await readTransaction(runtime, system, { requestId: id }, (ctx) => findJob(ctx, id)))!
  const controller = new AbortController()
  running.set(id, controller)
  const heartbeat = setInterval(() => beat(write, id, controller).catch(options.logError), HEARTBEAT_MS)
  try {
    const context = createJobContext(options, job, controller.signal)
    const result = await options.kinds.find((kind) => kind.kind === job.kind)!.run(context, job.payload)
    await endJob(options, write, id, controller.signal.aborted ? 'cancelled' : 'done', { result })
  } catch (error) {
    if (controller.signal.reason === 'stopping') throw error
    const isCancelled = controller.signal.aborted
    if (!isCancelled && !(error instanceof Problem)) options.logError(error)
    await endJob(options, write, id, isCancelled ? 'cancelled' : 'failed', { problem: describe(options, job, error) })
  } finally {
    clearInterval(heartbeat)
    running.delete(id)
  }
  return (await write((ctx) => findJob(ctx, id)))!
}

/** Marks the job as running; null when it ended, was cancelled, or another process is at it. */
async function takeJob(ctx: Ctx, id: string, isClaimed: boolean): Promise<JobRow | null> {
  const { rows } = await sql<JobRow>`
    update kernel.job set
      state = case when is_cancel_wanted then 'cancelled' else 'running' end,
      started_at = coalesce(started_at, now()), heartbeat_at = now(),
      ended_at = case when is_cancel_wanted then now() end
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id}
      and (state = 'queued' or (state = 'running' and ${isClaimed}::boolean))
    returning *`.execute(ctx.db)
  const job = rows[0]
  return job && job.state === 'running' ? job : null
}

async function beat(write: <T>(use: (ctx: Ctx) => Promise<T>) => Promise<T>, id: string, controller: AbortController) {
  const { rows } = await write((ctx) =>
    sql<{ is_cancel_wanted: boolean }>`
      update kernel.job set heartbeat_at = now() where workspace_id = ${ctx.actor.workspaceId} and id = ${id}
      returning is_cancel_wanted`.execute(ctx.db),
  )
  if (rows[0]?.is_cancel_wanted) controller.abort('cancelled')
}

function createJobContext({ runtime, dataDir, bus }: JobRunnerOptions, job: JobRow, signal: AbortSignal): JobContext {
  const actor = loadActor(job.actor)
  let toldAt = 0
  const tell = async (done: number, total: number | null) => {
    bus.publishJob({ workspaceId: actor.workspaceId, id: job.id, kind: job.kind, state: 'running', done, total })
    await writeTransaction(runtime, actor, { requestId: job.id }, (ctx) =>
      sql`update kernel.job set done = ${done}, total = ${total}, heartbeat_at = now()
        where workspace_id = ${actor.workspaceId} and id = ${job.id}`.execute(ctx.db),
    )
  }
  return {
    id: job.id,
    actor,
    signal,
    dataDir,
    entries: runtime.entries,
    t: (key, params) => runtime.translate(actor.language, key, params),
    transact: (use, options) =>
      writeTransaction(runtime, actor, { requestId: job.id, batchId: options?.batchId ?? null }, use),
    read: (use) => readTransaction(runtime, actor, { requestId: job.id }, use),
    progress: async (done, total = null) => {
      const now = Date.now()
      if (now - toldAt < PROGRESS_MS) return
      toldAt = now
      await tell(done, total)
    },
  }
}

function describe({ runtime }: JobRunnerOptions, job: JobRow, error: unknown) {
  const problem = error instanceof Problem ? error : new Problem(500, 'fault', { params: { requestId: job.id } })
  const detail = runtime.translate(job.actor.language, `problem.${problem.type}`, problem.params)
  return { type: problem.type, detail, errors: problem.errors, ...problem.extra }
}

async function endJob(
  { bus }: JobRunnerOptions,
  write: <T>(use: (ctx: Ctx) => Promise<T>) => Promise<T>,
  id: string,
  state: JobRow['state'],
  outcome: { result?: unknown; problem?: unknown },
): Promise<void> {
  const { rows } = await write((ctx) =>
    sql<JobRow & { workspace_id: string }>`
      update kernel.job set state = ${state}, ended_at = now(), heartbeat_at = now(),
        result = ${json(outcome.result)}, problem = ${json(outcome.problem)}
      where workspace_id = ${ctx.actor.workspaceId} and id = ${id} returning *`.execute(ctx.db),
  )
  const job = rows[0]!
  bus.publishJob({ workspaceId: job.workspace_id, id, kind: job.kind, state, done: job.done, total: job.total })
}

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

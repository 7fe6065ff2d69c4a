import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Actor } from '../actor.ts'
import type { Ctx } from '../context.ts'

/** What a running job works with. Each `transact` is one short transaction, so that a kill loses one step at most. */
export interface JobContext {
  readonly id: string
  readonly actor: Actor
  readonly signal: AbortSignal
  readonly transact: <T>(use: (ctx: Ctx) => Promise<T>, options?: { batchId?: string | null }) => Promise<T>
  readonly read: <T>(use: (ctx: Ctx) => Promise<T>) => Promise<T>
  /** Tells how far the job is; kept in the database at most twice a second. */
  readonly progress: (done: number, total?: number | null) => Promise<void>
  readonly entries: Ctx['entries']
  readonly t: Ctx['t']
  /** Folder for files that this installation keeps. */
  readonly dataDir: string
}

/**
 * A kind of long work. `run` may be called again with the same payload after a crash, and must go on from
 * what it finds done in the database.
 */
export interface JobKind<P extends object = object> {
  readonly kind: string
  readonly run: (job: JobContext, payload: P) => Promise<unknown>
  /** When it also runs by itself in every workspace, as a crontab's five fields in UTC. It then runs with `{}`, as nobody. */
  readonly cron?: string
}

export const defineJob = <P extends object>(
  kind: string,
  run: JobKind<P>['run'],
  { cron }: Pick<JobKind, 'cron'> = {},
): JobKind => ({ kind, run, ...(cron && { cron }) }) as JobKind<P> as unknown as JobKind

export interface JobRow {
  readonly id: string
  readonly kind: string
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly payload: object
  readonly done: number
  readonly total: number | null
  readonly result: unknown
  readonly problem: { type: string; detail: string } | null
  readonly actor: StoredActor
  readonly is_cancel_wanted: boolean
  readonly created_at: Date
  readonly started_at: Date | null
  readonly ended_at: Date | null
}

export interface StoredActor extends Omit<Actor, 'permissions'> {
  readonly permissions: readonly string[]
}

export const storeActor = (actor: Actor): StoredActor => ({ ...actor, permissions: [...actor.permissions] })
export const loadActor = (stored: StoredActor): Actor => ({ ...stored, permissions: new Set(stored.permissions) })

/** Writes the job's row in the caller's transaction. @returns its id */
export async function insertJob(ctx: Ctx, kind: string, payload: object): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into kernel.job (workspace_id, id, kind, payload, actor, created_at)
    values (${ctx.actor.workspaceId}, ${id}, ${kind}, ${JSON.stringify(payload)},
      ${JSON.stringify(storeActor(ctx.actor))}, ${ctx.now})`.execute(ctx.db)
  return id
}

/** Writes the job's row and wakes a worker once the transaction commits. @returns the job's id */
export async function enqueueJob(ctx: Ctx, kind: string, payload: object): Promise<string> {
  const id = await insertJob(ctx, kind, payload)
  await sql`select graphile_worker.wake(${ctx.actor.workspaceId}::uuid, ${id}::uuid)`.execute(ctx.db)
  return id
}

export async function findJob(ctx: Ctx, id: string): Promise<JobRow | undefined> {
  const { rows } = await sql<JobRow>`select * from kernel.v_job where id = ${id}`.execute(ctx.db)
  return rows[0]
}

/** Asks a job to end at its next step; one that has not begun never does. @returns false when it has ended already */
export async function cancelJob(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql`
    update kernel.job set is_cancel_wanted = true,
      state = case when state = 'queued' then 'cancelled' else state end,
      ended_at = case when state = 'queued' then ${ctx.now}::timestamptz else ended_at end
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id} and state in ('queued', 'running')
    returning id`.execute(ctx.db)
  return rows.length > 0
}

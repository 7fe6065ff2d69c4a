import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, on } from '../../kernel/http/route.ts'
import { cancelJob, type JobRow } from '../../kernel/jobs/job.ts'
import { conflict, notFound } from '../../kernel/problem.ts'
import { cancelJobRoute, listJobsRoute, readJobRoute } from './contract.ts'

const LISTED_MAX = 50

/** Jobs belong to who started them. */
const isOwn = ({ actor }: Ctx) => sql`(j.actor->>'userId' = ${actor.userId} or j.actor->>'keyId' = ${actor.keyId})`

async function listJobs(ctx: Ctx, active: string | undefined) {
  const isActive = active !== undefined && active !== '0' && active !== 'false'
  const state = isActive ? sql`j.state in ('queued', 'running')` : sql`true`
  const { rows } = await sql<JobRow>`
    select j.* from kernel.v_job j where ${state} and ${isOwn(ctx)}
    order by j.created_at desc, j.id desc limit ${LISTED_MAX}`.execute(ctx.db)
  return { items: rows.map((job) => presentJob(job, ctx.now)) }
}

async function readJob(ctx: Ctx, id: string) {
  const { rows } = await sql<JobRow>`select j.* from kernel.v_job j where j.id = ${id} and ${isOwn(ctx)}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound({ id })
  return presentJob(rows[0], ctx.now)
}

/** @throws not-found for jobs of others; job-ended */
async function cancelOwnJob(ctx: Ctx, id: string) {
  await readJob(ctx, id)
  if (!(await cancelJob(ctx, id))) throw conflict('job-ended', { id })
  return readJob(ctx, id)
}

export const jobRoutes: readonly Binding[] = [
  on(listJobsRoute, (ctx, { query }) => listJobs(ctx, query.active)),
  on(readJobRoute, (ctx, { params }) => readJob(ctx, params.id)),
  on(cancelJobRoute, (ctx, { params }) => cancelOwnJob(ctx, params.id)),
]

/** What callers see of a job. `secondsLeft` extrapolates the pace so far; null until there is one. */
function presentJob(job: JobRow, now: Date) {
  const seconds = job.started_at ? (now.getTime() - job.started_at.getTime()) / 1000 : 0
  const isPaced = job.state === 'running' && job.total !== null && job.done > 0 && seconds > 1
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    done: job.done,
    total: job.total,
    startedAt: job.started_at,
    endedAt: job.ended_at,
    secondsLeft: isPaced ? Math.max(0, Math.ceil((seconds * (job.total! - job.done)) / job.done)) : null,
    result: job.result,
    problem: job.problem,
  }
}

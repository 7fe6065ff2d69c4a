import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { defineJob, type JobContext } from '../../kernel/jobs/job.ts'
import { countDue, dueBefore, type Rule, retentionRules } from './rules.ts'

const STEP = 500

interface Run {
  readonly id: string
  readonly due: number
  readonly done: number
  readonly ended_at: Date | null
}

/**
 * Applies every rule that is on and counts what the others would take. Each batch commits together with the count it
 * reached; a run that was killed goes on, and what is done is no longer due.
 */
export const applyRetentionJob = defineJob(
  'apply-retention',
  async (job) => {
    const rules = (await job.read(retentionRules)).filter(({ subject }) => subject.apply !== undefined)
    const result: Record<string, { due: number; done: number; isDry: boolean }> = {}
    for (const rule of rules) {
      if (job.signal.aborted) break
      const run = await job.transact((ctx) => openRun(ctx, job.id, rule))
      const done = rule.isActive && run.ended_at === null ? await applyRule(job, rule, run) : run.done
      if (run.ended_at === null && !job.signal.aborted) await job.transact((ctx) => endRun(ctx, rule, { ...run, done }))
      result[rule.subject.key] = { due: run.due, done, isDry: !rule.isActive }
    }
    return result
  },
  { cron: '40 2 * * *' },
)

/** The run of this rule in this job: made now, or found half done. */
async function openRun(ctx: Ctx, jobId: string, { subject, keepDays, action, isActive }: Rule): Promise<Run> {
  const { workspaceId } = ctx.actor
  const find = () =>
    sql<Run>`
      select id, due, done, ended_at from platform.retention_run
      where workspace_id = ${workspaceId} and job_id = ${jobId} and subject = ${subject.key}`.execute(ctx.db)
  const known = (await find()).rows[0]
  if (known) return known
  const due = await countDue(ctx, subject, keepDays)
  await sql`
    insert into platform.retention_run (workspace_id, id, job_id, subject, action, keep_days, is_dry, due, started_at)
    values (${workspaceId}, ${uuidv7()}, ${jobId}, ${subject.key}, ${action}, ${keepDays}, ${!isActive}, ${due},
      ${ctx.now})`.execute(ctx.db)
  return (await find()).rows[0]!
}

async function applyRule(job: JobContext, rule: Rule, run: Run): Promise<number> {
  let { done } = run
  for (let after = '00000000-0000-0000-0000-000000000000'; !job.signal.aborted; ) {
    const step = await job.transact((ctx) => applyStep(ctx, job.dataDir, rule, run.id, after))
    if (step.last === null) break
    after = step.last
    done += step.done
    await job.progress(done, Math.max(run.due, done))
  }
  return done
}

async function applyStep(ctx: Ctx, dataDir: string, { subject, keepDays, action }: Rule, runId: string, after: string) {
  const { rows } = await sql<{ id: string }>`
    select r.id from ${sql.table(subject.view)} r
    where r.id > ${after} and ${subject.isDue(dueBefore(ctx, keepDays))} order by r.id limit ${STEP}`.execute(ctx.db)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return { done: 0, last: null }
  const done = await subject.apply!(ctx, ids, { action, dataDir })
  await sql`
    update platform.retention_run set done = done + ${done}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${runId}`.execute(ctx.db)
  return { done, last: ids.at(-1)! }
}

async function endRun(ctx: Ctx, { subject, action, keepDays, isActive }: Rule, run: Run): Promise<void> {
  await sql`
    update platform.retention_run set ended_at = ${ctx.now}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${run.id}`.execute(ctx.db)
  if (!isActive || run.done === 0) return
  await ctx.record({
    type: 'platform.retention.applied',
    subjectType: 'retention-run',
    subjectId: run.id,
    after: { subject: subject.key, action, keepDays, count: run.done },
  })
}

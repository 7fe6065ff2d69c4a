import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { defineJob, type JobContext } from '../../kernel/jobs/job.ts'
import { notFound } from '../../kernel/problem.ts'
import type { BulkGroup } from './contract.ts'
import { findSurvivors, lockCustomers } from './merge.sql.ts'
import { type MergeGroup, mergeGroups, mustBeAllowedToMerge, refusalOf } from './merge.ts'
import { chooseSurvivor } from './survivor.ts'

const BATCH = 100
const REFUSALS_KEPT = 100
const ATTEMPTS_MAX = 3

interface MergeRun {
  readonly id: string
  readonly groups: readonly BulkGroup[]
  readonly reached: number
  readonly merged: number
  readonly unchanged: number
  readonly refused: number
  readonly refusals: readonly Refusal[]
}

interface Refusal {
  /** 0-based place among the groups asked for. */
  readonly group: number
  readonly ids: readonly string[]
  readonly type: string
  readonly reason: string
}

/**
 * Queues groups to be merged. Without `survivorId` the survivor is chosen by rule. Groups that share a customer flow
 * together: an id that was merged meanwhile counts for its survivor.
 * @param enqueue other than the product's queue where the caller runs the job itself
 */
export async function startMergeRun(ctx: Ctx, groups: readonly BulkGroup[], enqueue = ctx.enqueue) {
  mustBeAllowedToMerge(ctx)
  const run = crypto.randomUUID()
  await sql`
    insert into customers.merge_run (workspace_id, id, groups, created_by, created_at)
    values (${ctx.actor.workspaceId}, ${run}, ${JSON.stringify(groups)}, ${ctx.actor.userId}, ${ctx.now})`.execute(
    ctx.db,
  )
  return { job: await enqueue('merge-groups', { run }), run }
}

/** Merges batch by batch, each in one transaction with the place reached, so that a kill loses nothing and doubles nothing. */
export const mergeGroupsJob = defineJob<{ readonly run: string }>('merge-groups', async (job, { run }) => {
  const started = await job.read((ctx) => findRun(ctx, run))
  let { reached } = started
  while (reached < started.groups.length && !job.signal.aborted) {
    const batch = disjointBatch(started.groups, reached)
    await mergeBatch(job, run, batch, reached)
    reached += batch.length
    await job.progress(reached, started.groups.length)
  }
  const { groups, reached: done, merged, unchanged, refused, refusals } = await job.read((ctx) => findRun(ctx, run))
  return { run, groups: groups.length, done, merged, unchanged, refused, refusals }
})

async function findRun(ctx: Ctx, id: string): Promise<MergeRun> {
  const { rows } = await sql<MergeRun>`
    select id, groups, reached, merged, unchanged, refused, refusals from customers.v_merge_run where id = ${id}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound({ id })
  return rows[0]
}

const idsOf = ({ survivorId, ids }: BulkGroup) => [...new Set(survivorId ? [survivorId, ...ids] : ids)]

/** The next groups, as long as none shares a customer with another: those that do see the first one's outcome. */
function disjointBatch(groups: readonly BulkGroup[], from: number): readonly BulkGroup[] {
  const taken = new Set<string>()
  let to = from
  while (to < groups.length && to < from + BATCH) {
    const ids = idsOf(groups[to]!)
    if (ids.some((id) => taken.has(id))) break
    for (const id of ids) taken.add(id)
    to++
  }
  return groups.slice(from, to)
}

const mergeBatch = (job: JobContext, run: string, batch: readonly BulkGroup[], from: number) =>
  job.transact(async (ctx) => {
    const { groups, refusals, unchanged } = await openGroups(ctx, batch, from)
    await mergeGroups(ctx, groups)
    await sql`
      update customers.merge_run set reached = ${from + batch.length}, merged = merged + ${groups.length},
        unchanged = unchanged + ${unchanged}, refused = refused + ${refusals.length},
        refusals = case when jsonb_array_length(refusals) < ${REFUSALS_KEPT}
          then refusals || ${JSON.stringify(refusals.slice(0, REFUSALS_KEPT))}::jsonb else refusals end
      where workspace_id = ${ctx.actor.workspaceId} and id = ${run} and reached = ${from}`.execute(ctx.db)
  })

/** Locks all customers of a batch at once, in the order of ids; what may not be merged is left out with its reason. */
async function openGroups(ctx: Ctx, batch: readonly BulkGroup[], from: number) {
  const { survivors, rows } = await lockResolved(ctx, batch.flatMap(idsOf))
  const groups: MergeGroup[] = []
  const refusals: Refusal[] = []
  const taken = new Set<string>()
  let unchanged = 0
  batch.forEach((group, index) => {
    const ids = [...new Set(idsOf(group).map((id) => survivors.get(id) ?? id))]
    if (ids.length < 2) {
      unchanged++
      return
    }
    const refusal = refusalOf(ids, rows)
    if (refusal || ids.some((id) => taken.has(id))) {
      const type = refusal?.type ?? 'try-again'
      refusals.push({ group: from + index, ids, type, reason: ctx.t(`problem.${type}`, refusal?.params ?? {}) })
      return
    }
    for (const id of ids) taken.add(id)
    const all = ids.map((id) => rows.get(id)!)
    const named = group.survivorId && rows.get(survivors.get(group.survivorId) ?? group.survivorId)
    const survivor = named || chooseSurvivor(all)
    groups.push({ survivor, merged: all.filter((row) => row !== survivor), choose: {} })
  })
  return { groups, refusals, unchanged }
}

/** The customers that stand for these ids, locked; asked again where one was merged while this waited for its lock. */
async function lockResolved(ctx: Ctx, ids: readonly string[]) {
  for (let attempt = 1; ; attempt++) {
    const survivors = await findSurvivors(ctx, ids)
    const rows = await lockCustomers(ctx, [...survivors.values()])
    const isSettled = [...rows.values()].every(({ survivor_id }) => survivor_id === null)
    if (isSettled || attempt === ATTEMPTS_MAX) return { survivors, rows }
  }
}

import { sql } from 'kysely'
import type pg from 'pg'
import type { Ctx } from '../../kernel/context.ts'
import { type Runtime, writeTransaction } from '../../kernel/database/transaction.ts'
import type { Sql } from '../../kernel/query/fields.ts'
import type { RecordTable } from '../../kernel/record/write.ts'
import { systemActor } from '../auth/load-actor.ts'
import { purgeFiles, type Stored } from '../files/purge-files.ts'
import { knownRecords, purgedTogether, recordParts } from '../records/registry.ts'
import { keptDays } from '../retention/rules.ts'
import { RECYCLE_BIN_DAYS } from '../retention/subjects.ts'
import { listWorkspaces } from '../workspaces/find-workspace.ts'

const STEP = 200
const DAY_MS = 24 * 60 * 60 * 1000
const FIRST_MS = 10 * 60 * 1000

/** Empties recycle bins, and removes files that nobody reaches any more, once a day. @returns a function that ends it */
export function startPurging(stored: Stored, pool: pg.Pool): () => void {
  const run = async () => {
    for (const { id } of await listWorkspaces(pool)) {
      await purgeWorkspace(stored.runtime, id)
      await purgeFiles(stored, id)
    }
  }
  const runQuietly = () => run().catch(() => {}) // what is left over is taken up the next day
  const first = setTimeout(runQuietly, FIRST_MS).unref()
  const daily = setInterval(runQuietly, DAY_MS).unref()
  return () => {
    clearTimeout(first)
    clearInterval(daily)
  }
}

/** Deletes what has lain in the bin for its days, unless other records still refer to it. @returns how many */
export async function purgeWorkspace(runtime: Runtime, workspaceId: string): Promise<number> {
  const types = knownRecords(runtime).filter(({ record }) => record.hasBin !== false)
  let purged = 0
  for (const { table, keptInBin } of types) {
    for (let after = '00000000-0000-0000-0000-000000000000', isMore = true; isMore; ) {
      const step = await writeTransaction(runtime, systemActor(workspaceId), { requestId: 'purge' }, async (ctx) => {
        const days = await keptDays(ctx, 'recycle-bin', RECYCLE_BIN_DAYS)
        return purgeStep(ctx, table, after, sql`${isLoose(keptInBin)} and ${deletedBefore(ctx, days)}`)
      })
      purged += step.purged
      after = step.last
      isMore = step.isMore
    }
  }
  return purged
}

/** Rows that lie in the bin for no other reason than that somebody deleted them. */
export const isLoose = (keptInBin: string | null): Sql =>
  keptInBin === null ? sql`true` : sql`${sql.ref(keptInBin)} is null`

const deletedBefore = (ctx: Ctx, days: number): Sql =>
  sql`deleted_at < ${ctx.now}::timestamptz - ${`${days} days`}::interval`

async function purgeStep(ctx: Ctx, table: RecordTable, after: string, isDue: Sql) {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table.table)}
    where workspace_id = ${ctx.actor.workspaceId} and id > ${after} and ${isDue}
    order by id limit ${STEP} for update`.execute(ctx.db)
  let purged = 0
  for (const { id } of rows) if (await purgeRow(ctx, table, id)) purged++
  return { purged, last: rows.at(-1)?.id ?? after, isMore: rows.length === STEP }
}

async function purgeRow(ctx: Ctx, table: RecordTable, id: string): Promise<boolean> {
  const ids = [id]
  await sql`savepoint purging`.execute(ctx.db)
  try {
    for (const { find, forget } of ctx.entries(purgedTogether).filter(({ of }) => of === table.type)) {
      ids.push(...(await find(ctx, id)))
      await forget(ctx, ids)
    }
    for (const part of ctx.entries(recordParts).filter(({ of }) => of === table.type)) {
      await sql`
        delete from ${sql.table(part.table.table)}
        where workspace_id = ${ctx.actor.workspaceId} and ${sql.ref(part.column)} = any(${ids}::uuid[])`.execute(ctx.db)
    }
    await sql`
      delete from ${sql.table(table.table)} where workspace_id = ${ctx.actor.workspaceId} and id = any(${ids}::uuid[])`.execute(
      ctx.db,
    )
  } catch (error) {
    await sql`rollback to savepoint purging`.execute(ctx.db)
    if ((error as { code?: string }).code === '23503') return false
    throw error
  }
  await sql`release savepoint purging`.execute(ctx.db)
  for (const subjectId of ids) await ctx.record({ type: `${table.events}.purged`, subjectType: table.type, subjectId })
  return true
}

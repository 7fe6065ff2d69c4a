import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { JobContext } from '../../kernel/jobs/job.ts'
import {
  countExports,
  destroySensitive,
  eraseExports,
  eraseFiles,
  eraseFromViews,
  filesAbout,
} from '../../platform/index.ts'
import { countTouchedImports, eraseFromImports } from './import-traces.ts'
import { packagePath } from './package-path.ts'
import { allPersonalTables, rowsOf } from './personal-tables.ts'
import { patternsOf, type Subject } from './subject.ts'

/** A place besides tables of customers where something of a person may lie. */
interface Trace {
  /** Names the step and, as `privacy.trace.<key>`, what it takes. */
  readonly key: string
  readonly count: (ctx: Ctx, subject: Subject, recordIds: readonly string[]) => Promise<number>
  readonly erase: (job: JobContext, subject: Subject, recordIds: readonly string[]) => Promise<number>
}

/** In this order: what needs names and contacts to be found comes before they go. */
export const traces: readonly Trace[] = [
  {
    key: 'answers',
    count: async () => 0,
    erase: (job, subject, recordIds) =>
      numberFrom(job, sql`select kernel.forget_answers(${patternsOf(subject)}::text[], ${recordIds}::uuid[]) as count`),
  },
  {
    key: 'jobs',
    count: async () => 0,
    erase: (job, subject) =>
      numberFrom(job, sql`select kernel.forget_jobs(${patternsOf(subject)}::text[], ${job.id}) as count`),
  },
  {
    key: 'exports',
    count: (ctx) => countExports(ctx),
    // What was asked of an export may quote a name in part, so no export's record stays.
    erase: async (job) => {
      const erased = await eraseExports(job)
      await numberFrom(job, sql`select kernel.forget_jobs(array['%"exportid"%'], ${job.id}) as count`)
      return erased.length
    },
  },
  {
    key: 'views',
    count: async () => 0,
    erase: (job, subject) => job.transact((ctx) => eraseFromViews(ctx, patternsOf(subject))),
  },
  { key: 'imports', count: countTouchedImports, erase: eraseFromImports },
  { key: 'packages', count: async () => 0, erase: erasePackages },
  {
    key: 'files',
    count: (ctx, _subject, recordIds) =>
      numberIn(ctx, sql`select count(*)::integer as count from platform.v_file r where ${filesAbout(recordIds)}`),
    erase: (job, _subject, recordIds) => eraseFiles(job, recordIds),
  },
  {
    key: 'sensitive',
    count: (ctx, { ids }) =>
      numberIn(
        ctx,
        sql`select count(*)::integer as count from platform.v_sensitive_value where record_id = any(${ids}::uuid[])`,
      ),
    erase: (job, { ids }) => job.transact((ctx) => destroySensitive(ctx, 'customer', ids)),
  },
]

async function numberIn(ctx: Ctx, statement: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await statement.execute(ctx.db)
  return (rows[0] as { count: number }).count
}

const numberFrom = (job: JobContext, statement: ReturnType<typeof sql>) =>
  job.transact((ctx) => numberIn(ctx, statement))

/** Ids of every row about the subject, the subject's own first: by them files and kept answers are met. */
export async function recordIdsOf(ctx: Ctx, subject: Subject): Promise<readonly string[]> {
  const ids = new Set(subject.ids)
  for (const table of allPersonalTables(ctx)) {
    for (const { id } of await rowsOf(ctx, table, subject.ids)) if (typeof id === 'string') ids.add(id)
  }
  return [...ids]
}

/** Packages that were made for an earlier request, with their files. */
async function erasePackages(job: JobContext, { ids }: Subject): Promise<number> {
  const found = await job.read(async (ctx) => {
    const { rows } = await sql<{ id: string }>`
      select id from customers.v_privacy_package where customer_id = any(${ids}::uuid[])`.execute(ctx.db)
    return rows.map(({ id }) => id)
  })
  for (const id of found) await rm(packagePath(job.dataDir, job.actor.workspaceId, id), { force: true })
  await job.transact((ctx) =>
    sql`delete from customers.privacy_package
      where workspace_id = ${job.actor.workspaceId} and id = any(${found}::uuid[])`.execute(ctx.db),
  )
  return found.length
}

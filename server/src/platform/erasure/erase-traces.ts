import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { JobContext } from '../../kernel/jobs/job.ts'
import type { Sql } from '../../kernel/query/fields.ts'
import { exportPath } from '../exports/export-path.ts'
import { createDiskStore, type FileStore } from '../files/file-store.ts'

/** Which files (alias `r`) are about these records: attached to one, or to something that was theirs. */
export const filesAbout = (recordIds: readonly string[]): Sql =>
  sql`(r.customer_id = any(${recordIds}::uuid[]) or r.subject_id = any(${recordIds}::uuid[]))`

const STEP = 200

/**
 * Takes files about records for good, those in the recycle bin too: first their bytes, where no other file has the
 * same, then their rows, so that a kill in between leaves nothing behind that nobody knows of. @returns how many
 */
export async function eraseFiles(job: JobContext, recordIds: readonly string[]): Promise<number> {
  const files = createDiskStore(job.dataDir)
  let erased = 0
  for (;;) {
    const found = await job.read((ctx) => findFiles(ctx, recordIds))
    if (found.length === 0) return erased
    for (const { hash, isOnly } of found) if (isOnly) await files.remove(job.actor.workspaceId, hash)
    await job.transact((ctx) => deleteFileRows(ctx, found))
    erased += found.length
  }
}

interface FoundFile {
  readonly id: string
  readonly hash: string
  readonly isOnly: boolean
}

async function findFiles(ctx: Ctx, recordIds: readonly string[]): Promise<readonly FoundFile[]> {
  const { rows } = await sql<FoundFile>`
    select r.id, r.hash, not exists (
      select from platform.v_file other where other.hash = r.hash and not ${filesAboutOther(recordIds)}) as "isOnly"
    from platform.v_file r where ${filesAbout(recordIds)} limit ${STEP}`.execute(ctx.db)
  return rows
}

const filesAboutOther = (recordIds: readonly string[]): Sql =>
  sql`coalesce(other.customer_id = any(${recordIds}::uuid[]) or other.subject_id = any(${recordIds}::uuid[]), false)`

async function deleteFileRows(ctx: Ctx, found: readonly FoundFile[]): Promise<void> {
  await sql`
    delete from platform.file where workspace_id = ${ctx.actor.workspaceId}
      and id = any(${found.map(({ id }) => id)}::uuid[])`.execute(ctx.db)
}

/** A file's content, for packages that hand everything over. @throws ENOENT when it is not there */
export const readFileContent = (dataDir: string, workspaceId: string, hash: string): ReturnType<FileStore['read']> =>
  createDiskStore(dataDir).read(workspaceId, hash)

export async function countExports(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from platform.v_export`.execute(
    ctx.db,
  )
  return rows[0]!.count
}

/**
 * Deletes every list that was written to a file: any of them may name whom it should no longer name, and each can be
 * written anew. @returns their ids
 */
export async function eraseExports(job: JobContext): Promise<readonly string[]> {
  const { workspaceId } = job.actor
  const ids = await job.read(async (ctx) => {
    const { rows } = await sql<{ id: string }>`select id from platform.v_export`.execute(ctx.db)
    return rows.map(({ id }) => id)
  })
  for (const id of ids) {
    const path = exportPath(job.dataDir, workspaceId, id)
    await rm(path, { force: true })
    await rm(`${path}.part`, { force: true })
  }
  await job.transact((ctx) =>
    sql`delete from platform.export where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(ctx.db),
  )
  return ids
}

/** Ids of all exports that the log knows of, those that are gone too: what they were asked for may quote a name. */
export async function exportsInLog(ctx: Ctx, patterns: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct subject_id as id from kernel.v_event
    where subject_type in ('export', 'saved-view')
      and lower(concat(before, after)) like any(${patterns}::text[])`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

/** Empties the filters of saved views that name somebody. @returns how many */
export async function eraseFromViews(ctx: Ctx, patterns: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update platform.saved_view set filter = null, version = version + 1, updated_at = ${ctx.now}
    where workspace_id = ${ctx.actor.workspaceId} and lower(filter::text) like any(${patterns}::text[])`.execute(ctx.db)
  return Number(numAffectedRows ?? 0)
}

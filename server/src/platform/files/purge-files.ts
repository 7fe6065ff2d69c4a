import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { type Runtime, writeTransaction } from '../../kernel/database/transaction.ts'
import { systemActor } from '../auth/load-actor.ts'
import { exportPath } from '../exports/export-path.ts'
import { keptDays } from '../retention/rules.ts'
import { EXPORTS_DAYS, FILES_DAYS } from '../retention/subjects.ts'
import type { FileStore } from './file-store.ts'

export interface Stored {
  readonly runtime: Runtime
  readonly files: FileStore
  readonly dataDir: string
}

/** Removes what nobody reaches any more: content of files deleted long ago, old exports. */
export async function purgeFiles({ runtime, files, dataDir }: Stored, workspaceId: string): Promise<void> {
  const found = await writeTransaction(runtime, systemActor(workspaceId), { requestId: 'purge' }, async (ctx) => ({
    hashes: await deleteFiles(ctx),
    exports: await deleteExports(ctx),
  }))
  for (const hash of found.hashes) await files.remove(workspaceId, hash)
  for (const id of found.exports) await rm(exportPath(dataDir, workspaceId, id), { force: true })
}

/** @returns hashes that no other attachment has */
async function deleteFiles(ctx: Ctx): Promise<readonly string[]> {
  const { workspaceId } = ctx.actor
  const { rows } = await sql<{ hash: string }>`
    delete from platform.file
    where workspace_id = ${workspaceId}
      and deleted_at < ${ctx.now}::timestamptz - ${`${await keptDays(ctx, 'file', FILES_DAYS)} days`}::interval
    returning hash`.execute(ctx.db)
  const hashes = [...new Set(rows.map((row) => row.hash))]
  const { rows: kept } = await sql<{ hash: string }>`
    select distinct hash from platform.v_file where hash = any(${hashes}::text[])`.execute(ctx.db)
  return hashes.filter((hash) => !kept.some((row) => row.hash === hash))
}

async function deleteExports(ctx: Ctx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from platform.export
    where workspace_id = ${ctx.actor.workspaceId}
      and created_at < ${ctx.now}::timestamptz - ${`${await keptDays(ctx, 'export', EXPORTS_DAYS)} days`}::interval
    returning id`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

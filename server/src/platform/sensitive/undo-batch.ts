import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'

/** Records whose value was changed again after an import replaced it; at most `limit`. */
export async function sensitiveChangedSince(ctx: Ctx, batchId: string, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct old.record_id as id from platform.v_sensitive_value old
    left join platform.v_sensitive_value now on now.record_type = old.record_type and now.record_id = old.record_id
      and now.field = old.field and now.replaced_by_batch is null
    where old.replaced_by_batch = ${batchId} and now.batch_id is distinct from ${batchId} limit ${limit}`.execute(
    ctx.db,
  )
  return rows.map(({ id }) => id)
}

/** Takes back what an import sealed: its values vanish, then those that it replaced stand again. @returns how many */
export async function undoSensitiveBatch(ctx: Ctx, batchId: string, limit: number): Promise<number> {
  const { workspaceId } = ctx.actor
  const { rows: gone } = await sql`
    delete from platform.sensitive_value where workspace_id = ${workspaceId} and id in (
      select id from platform.v_sensitive_value where batch_id = ${batchId} and replaced_by_batch is null
      limit ${limit}) returning id`.execute(ctx.db)
  if (gone.length > 0) return gone.length
  const { rows: back } = await sql`
    update platform.sensitive_value set replaced_by_batch = null
    where workspace_id = ${workspaceId} and replaced_by_batch = ${batchId} returning id`.execute(ctx.db)
  return back.length
}

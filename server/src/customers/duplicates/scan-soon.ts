import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'

/** Looks for duplicates among what changed, once this commits; a scan that waits already sees it all. */
export async function scanSoon(ctx: Ctx): Promise<void> {
  const { rows } = await sql`
    select id from kernel.v_job where kind = 'scan-duplicates' and state = 'queued' limit 1`.execute(ctx.db)
  if (rows.length === 0) await ctx.enqueue('scan-duplicates', {})
}

import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'

/**
 * Looks for duplicates among what changed, once this commits; a scan that waits already sees it all. Where no product
 * has run yet, as after an import by the command line, the scan of the hour finds what came.
 */
export async function scanSoon(ctx: Ctx): Promise<void> {
  const { rows } = await sql<{ is_wanted: boolean }>`
    select exists (select from pg_proc where proname = 'wake' and pronamespace::regnamespace::text = 'graphile_worker')
      and not exists (
        select from kernel.v_job where kind = 'scan-duplicates' and state = 'queued') as is_wanted`.execute(ctx.db)
  if (rows[0]?.is_wanted) await ctx.enqueue('scan-duplicates', {})
}

import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { conflict } from '../../kernel/problem.ts'

/** Only one load at a time comes through here; the next one finds customers. */
export async function mustBeEmpty(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`example ${ctx.actor.workspaceId}`}, 0))`.execute(ctx.db)
  const { rows } = await sql`select 1 from customers.v_customer limit 1`.execute(ctx.db)
  if (rows.length > 0) throw conflict('example.has-customers')
}

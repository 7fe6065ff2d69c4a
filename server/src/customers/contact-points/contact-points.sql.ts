import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { Row } from '../../kernel/record/event.ts'

/** Inserts the contact points of a customer that is being created; its own event speaks for them. */
export async function insertContactPoints(ctx: Ctx, points: readonly Row[]): Promise<void> {
  const rows = points.map((point) => ({
    ...point,
    workspace_id: ctx.actor.workspaceId,
    version: 1,
    created_at: ctx.now,
    updated_at: ctx.now,
  }))
  await sql`
    insert into customers.contact_point
    select * from json_populate_recordset(null::customers.contact_point, ${JSON.stringify(rows)}::json)`.execute(ctx.db)
}

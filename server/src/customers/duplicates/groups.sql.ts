import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'

export interface NewGroup {
  readonly id: string
  readonly kind: string
  readonly members: readonly string[]
  readonly probability: number
  readonly value: number
}

/** One writer of groups at a time: a scan may run while another looks at what an import brought. */
export const lockGroups = (ctx: Ctx) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`duplicates ${ctx.actor.workspaceId}`}, 0))`.execute(ctx.db)

/** @param cleared kind whose groups of this scan are replaced, which a run before a crash may have written */
export async function insertGroups(
  ctx: Ctx,
  scan: string,
  groups: readonly NewGroup[],
  cleared: string | null,
): Promise<void> {
  const { workspaceId } = ctx.actor
  await lockGroups(ctx)
  if (cleared !== null) {
    await sql`
      delete from customers.duplicate_group
      where workspace_id = ${workspaceId} and scan_id = ${scan} and kind = ${cleared}`.execute(ctx.db)
  }
  await sql`
    insert into customers.duplicate_group (workspace_id, id, kind, members, probability, value, found_at, scan_id)
    select ${workspaceId}::uuid, t.id, t.kind, array(select json_array_elements_text(t.members)::uuid), t.probability,
      t.value, ${ctx.now}::timestamptz, ${scan}::uuid
    from json_to_recordset(${JSON.stringify(groups)}::json)
      as t(id uuid, kind text, members json, probability float8, value bigint)`.execute(ctx.db)
}

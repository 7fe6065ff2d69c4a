import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/context.ts'
import { repoint, stepsAsRows } from './repoint.ts'
import type { MergeHandler, MergeStep } from './step.ts'

const TABLE = 'customers.contact_point'
const points = repoint(TABLE, 'customer_id', { twin: ['kind', 'value'], settled: ['position', 'is_primary'] })

/** Contact points line up behind the survivor's own; its first of a kind stays the first. */
export const contactPointMover: MergeHandler = {
  ...points,
  merge: async (ctx, steps) => {
    await points.merge(ctx, steps)
    await settlePlaces(ctx, steps)
  },
}

async function settlePlaces(ctx: Ctx, steps: readonly MergeStep[]): Promise<void> {
  const { workspaceId } = ctx.actor
  await sql`
    with placed as materialized (
      select t.id, m.merge_id, m.row_id is not null as is_moved, t.position, t.is_primary,
        row_number() over (partition by t.customer_id
          order by m.row_id is not null, s.merge_id, s.rank, t.position, t.id) - 1 as place,
        t.is_primary and t.deleted_at is null and 1 < sum((t.is_primary and t.deleted_at is null)::integer) over (
          partition by t.customer_id, t.kind order by m.row_id is not null, s.merge_id, s.rank, t.position, t.id
          rows unbounded preceding) as is_second
      from customers.contact_point t
      left join (
        customers.merge_move m join ${stepsAsRows(steps)} on s.merge_id = m.merge_id and s.merged_id = m.previous_id)
        on m.workspace_id = t.workspace_id and m.row_id = t.id and m.table_name = ${TABLE} and m.how = 'moved'
      where t.workspace_id = ${workspaceId} and t.customer_id = any(${steps.map((step) => step.survivorId)}::uuid[])),
    settled as materialized (
      select id, merge_id, position, is_primary, least(place, 32767)::smallint as new_position,
        is_primary and not is_second as new_primary
      from placed where is_moved),
    written as (
      update customers.contact_point t set position = s.new_position, is_primary = s.new_primary
      from settled s where t.workspace_id = ${workspaceId} and t.id = s.id)
    update customers.merge_move m
    set before = jsonb_build_object('position', s.position, 'is_primary', s.is_primary),
      after = jsonb_build_object('position', s.new_position, 'is_primary', s.new_primary)
    from settled s where m.workspace_id = ${workspaceId} and m.merge_id = s.merge_id and m.table_name = ${TABLE}
      and m.row_id = s.id`.execute(ctx.db)
}

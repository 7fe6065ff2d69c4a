import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/context.ts'
import { customFieldsOf } from '../../../platform/index.ts'
import { journalAgain, journalInto, stepsAsRows } from './repoint.ts'
import { type MergeHandler, mergeIdsOf } from './step.ts'

const TABLE = 'customers.customer'

/** Keys of the workspace's own customer fields that refer to a customer. */
async function referenceKeys(ctx: Ctx): Promise<readonly string[]> {
  const fields = await customFieldsOf(ctx, 'customer')
  return fields.filter(({ reference }) => reference === 'customer').map(({ key }) => key.replace(/^custom\./, ''))
}

/** References to customers in fields of the workspace's own. Rows are found through the view, where the index answers. */
export const customReferenceMover: MergeHandler = {
  merge: async (ctx, steps) => {
    const { workspaceId } = ctx.actor
    for (const key of await referenceKeys(ctx)) {
      await sql`
        with held as materialized (
          select t.id, s.merge_id, s.merged_id, s.survivor_id from ${stepsAsRows(steps)}
          join customers.v_customer t on t.custom @> jsonb_build_object(${key}::text, s.merged_id)
            and t.custom <> '{}'),
        moved as (
          update customers.customer t set custom = jsonb_set(t.custom, array[${key}::text], to_jsonb(held.survivor_id))
          from held where t.workspace_id = ${workspaceId} and t.id = held.id)
        ${journalInto}
        select ${workspaceId}::uuid, merge_id, ${TABLE}, ${`custom.${key}`}, id, 'moved', merged_id from held
        ${journalAgain}`.execute(ctx.db)
    }
  },
  unmerge: async (ctx, steps) => {
    const { workspaceId } = ctx.actor
    await sql`
      update customers.customer t
      set custom = jsonb_set(t.custom, array[substr(m.column_name, 8)], to_jsonb(m.previous_id))
      from customers.merge_move m
      join customers.merge g on g.workspace_id = m.workspace_id and g.id = m.merge_id
      where m.workspace_id = ${workspaceId} and m.merge_id = any(${mergeIdsOf(steps)}::uuid[])
        and m.table_name = ${TABLE} and starts_with(m.column_name, 'custom.')
        and t.workspace_id = ${workspaceId} and t.id = m.row_id
        and t.custom ->> substr(m.column_name, 8) = g.survivor_id::text`.execute(ctx.db)
  },
}

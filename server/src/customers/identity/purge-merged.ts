import { sql } from 'kysely'
import { purgedTogether } from '../../platform/index.ts'

/** A survivor is not purged without those who were merged into it, nor without the journal that would bring them back. */
export const purgeMerged = purgedTogether.entry({
  of: 'customer',
  find: async (ctx, id) => {
    const { rows } = await sql<{ id: string }>`
      select id from customers.v_customer where survivor_id = ${id} order by id`.execute(ctx.db)
    return rows.map((row) => row.id)
  },
  forget: async (ctx, ids) => {
    const { workspaceId } = ctx.actor
    // Merges that were taken back stay: by them an erasure finds what the log of either says of the other.
    const isAbout = sql`workspace_id = ${workspaceId} and undone_at is null
      and (survivor_id = any(${ids}::uuid[]) or merged_ids && ${ids}::uuid[])`
    await sql`
      delete from customers.merge_move where workspace_id = ${workspaceId} and merge_id in (
        select id from customers.merge where ${isAbout})`.execute(ctx.db)
    await sql`delete from customers.merge where ${isAbout}`.execute(ctx.db)
  },
})

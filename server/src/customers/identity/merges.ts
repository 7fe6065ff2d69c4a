import { sql } from 'kysely'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { conflict } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import type { RequestUndo } from '../../platform/index.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import { readOwn } from './merge.ts'
import { undoMerges } from './unmerge.ts'

/** A request that merged more is taken back merge by merge. */
const UNDONE_AT_ONCE_MAX = 500

/** Merges of a customer that stand, the latest first, with the names of those that were merged. */
export async function listMerges(ctx: Ctx, customerId: string) {
  await mustSee(ctx, customerRecord, customerId)
  const { rows } = await sql`
    select g.id, g.at, g.request_id as "requestId",
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as actor,
      (select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.name)
        from customers.v_customer c where c.id = any(g.merged_ids)) as merged
    from customers.v_merge g left join platform.v_member m on m.id = g.actor_user_id
    where g.survivor_id = ${customerId} and g.undone_at is null order by g.id desc limit 200`.execute(ctx.db)
  return { items: rows, can: { undo: can(ctx.actor, 'customer.merge') } }
}

/** Takes one merge back. @returns both sides as they are now */
export async function undoMerge(ctx: Ctx, id: string) {
  const [merge] = await undoMerges(ctx, [id])
  const { survivor_id: survivorId, merged_ids: mergedIds } = merge!
  const separated = []
  for (const mergedId of mergedIds) separated.push(await readOwn(ctx, mergedId))
  return { merge: id, survivorId, mergedIds, separated }
}

/** `POST /events/undo` of a request that merged: the merges are taken back by their journal. */
export const mergeRequestUndo: RequestUndo = async (ctx, requestId) => {
  const { rows } = await sql<{ id: string; isUndone: boolean }>`
    select id, undone_at is not null as "isUndone" from customers.v_merge
    where request_id = ${requestId} and (actor_user_id = ${ctx.actor.userId} or actor_key_id = ${ctx.actor.keyId}
      or ${can(ctx.actor, 'audit.read')})
    order by id limit ${UNDONE_AT_ONCE_MAX + 1}`.execute(ctx.db)
  if (rows.length === 0) return null
  const standing = rows.filter(({ isUndone }) => !isUndone)
  if (standing.length === 0) throw conflict('merge.undone')
  if (rows.length > UNDONE_AT_ONCE_MAX) throw conflict('cannot-undo', {}, { refused: [] })
  await undoMerges(
    ctx,
    standing.map(({ id }) => id),
  )
  return standing.length
}

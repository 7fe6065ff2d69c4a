import { sql } from 'kysely'
import { can } from '../../kernel/actor.ts'
import type { TimelineSource } from './source.ts'

/** Merges of a customer, those into it and those it was part of, and those that were taken back. */
export const mergeSource: TimelineSource = {
  key: 'merges',
  kinds: ['change'],
  permission: 'customer.read',
  rows: (_ctx, customerId) => sql`
    select g.id, g.at, 'change' as kind, null as title, null as body,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name)
        when k.id is not null then jsonb_build_object('id', null, 'name', k.name) end as actor,
      jsonb_build_object('merge', g.id, 'request', g.request_id, 'undoneAt', g.undone_at, 'user', g.actor_user_id,
        'others', (select jsonb_agg(c.name order by c.name) from customers.v_customer c
          where c.id <> ${customerId} and (c.id = any(g.merged_ids) or c.id = g.survivor_id))) as data
    from customers.v_merge g
    left join platform.v_member m on m.id = g.actor_user_id left join platform.v_key k on k.id = g.actor_key_id
    where g.survivor_id = ${customerId} or g.merged_ids @> array[${customerId}::uuid]`,
  present: async (ctx, rows) =>
    rows.map(({ id, at, kind, actor, data }) => {
      const isHidden = ctx.actor.fieldRules['customer.name'] === 'hidden'
      const names = isHidden ? '***' : ((data.others as string[] | null) ?? []).join(ctx.t('timeline.separator'))
      const isUndone = data.undoneAt !== null
      const mayUndo = !isUndone && data.user === ctx.actor.userId && can(ctx.actor, 'customer.merge')
      return {
        id,
        at,
        kind,
        actor,
        title: ctx.t(isUndone ? 'timeline.merge-undone' : 'timeline.merged', { names }),
        body: null,
        data: { merge: data.merge },
        ...(mayUndo && { undo: String(data.request) }),
      }
    }),
}

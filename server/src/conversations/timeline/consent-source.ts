import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { plainItem, type TimelineRow, type TimelineSource } from './source.ts'

/** Every consent given, refused, withdrawn, asked for or annulled; without what proves it, which has its own rights. */
export const consentSource: TimelineSource = {
  key: 'consent',
  kinds: ['consent'],
  permission: 'consent.read',
  rows: (ctx, customerId) => sql`
    select e.id, e.at, 'consent' as kind, null as title, null as body,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name)
        when k.id is not null then jsonb_build_object('id', null, 'name', k.name) end as actor,
      jsonb_build_object('consentEntryId', e.id, 'state', e.state, 'channel', e.channel, 'source', e.source,
        'purpose', e.purpose, 'title', (select t.title from customers.v_consent_text t
          where t.purpose = e.purpose and t.language = ${ctx.actor.language} order by t.number desc limit 1)) as data
    from customers.v_consent_entry e
    left join platform.v_member m on m.id = e.actor_user_id left join platform.v_key k on k.id = e.actor_key_id
    where e.customer_id in (select id from customers.v_lineage where customer_id = ${customerId})`,
  present: async (ctx, rows) => rows.map((row) => plainItem({ ...row, title: titleOf(ctx, row) }, '')),
}

/** "Refused: News and offers by email", "Refused: everything". */
function titleOf(ctx: Ctx, { data }: TimelineRow): string {
  const { state, channel, purpose, title } = data as Readonly<Record<string, string | null>>
  const about = purpose === 'all' ? ctx.t('timeline.consent.everything') : (title ?? purpose)
  const params = { about, channel: ctx.t(`timeline.consent.channel.${channel}`) }
  const isWide = channel === 'all' || channel === 'any'
  return ctx.t(`timeline.consent.${state}`, { what: isWide ? about : ctx.t('timeline.consent.what', params) })
}

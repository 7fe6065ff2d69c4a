import { sql } from 'kysely'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { interactionRecord } from '../interactions/interactions.fields.ts'
import { plainItem, type TimelineSource } from './source.ts'

/** Text that a role may not see is not sent; masked text says that there is some. */
function shown(ctx: Ctx, field: string, text: string | null): string | null {
  const rule = fieldRule(ctx.actor, 'interaction', field)
  if (rule === 'hidden' || text === null) return null
  return rule === 'masked' ? '***' : text
}

export const interactionSource: TimelineSource = {
  key: 'interactions',
  kinds: ['call', 'visit', 'mail', 'meeting', 'note', 'chat', 'sms'],
  permission: 'interaction.read',
  rows: (ctx, customerId) => sql`
    select r.id, r.occurred_at as at, r.kind, r.subject as title, r.body,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name)
        when r.by_name is not null then jsonb_build_object('id', null, 'name', r.by_name) end as actor,
      jsonb_strip_nulls(jsonb_build_object('interactionId', r.id, 'version', r.version,
        'direction', nullif(r.direction, 'none'), 'durationMinutes', r.duration_minutes)) as data
    from conversations.v_interaction r left join platform.v_member m on m.id = r.by_id
    where r.customer_id = ${customerId} and r.deleted_at is null and ${scopePredicate(interactionRecord, ctx.actor)}`,
  present: async (ctx, rows) =>
    rows.map((row) =>
      plainItem(
        { ...row, title: shown(ctx, 'subject', row.title), body: shown(ctx, 'body', row.body) },
        ctx.t(`interaction.kind.${row.kind}`),
      ),
    ),
}

export const journalSource: TimelineSource = {
  key: 'journal',
  kinds: ['journal'],
  permission: 'customer.read',
  rows: (ctx, customerId) => sql`
    select j.id, case when (j.created_at at time zone ${ctx.actor.timeZone})::date = j.on_day then j.created_at
        else j.on_day::timestamp at time zone ${ctx.actor.timeZone} end as at,
      'journal' as kind, null as title, j.text as body,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as actor,
      jsonb_build_object('on', j.on_day) as data
    from customers.v_journal_entry j left join platform.v_member m on m.id = j.author_id
    where j.customer_id = ${customerId} and j.deleted_at is null`,
  present: async (ctx, rows) => rows.map((row) => plainItem(row, ctx.t('timeline.journal'))),
}

export const fileSource: TimelineSource = {
  key: 'files',
  kinds: ['file'],
  permission: 'customer.read',
  rows: (_ctx, customerId) => sql`
    select f.id, f.created_at as at, 'file' as kind, f.name as title, null as body,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as actor,
      jsonb_build_object('fileId', f.id, 'bytes', f.bytes, 'mediaType', f.media_type) as data
    from platform.v_file f left join platform.v_member m on m.id = f.created_by
    where f.subject_type = 'customer' and f.subject_id = ${customerId} and f.deleted_at is null`,
  present: async (ctx, rows) => rows.map((row) => plainItem(row, ctx.t('timeline.file'))),
}

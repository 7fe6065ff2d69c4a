import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { Row } from '../../kernel/record/event.ts'
import { type FieldChange, fieldChanges } from './field-changes.ts'
import type { TimelineItem, TimelineRow, TimelineSource } from './source.ts'

/** Parts of a customer whose changes are told; orders, interactions and journal entries have entries of their own. */
const SUBJECTS = ['customer', 'contact-point', 'relation', 'preference', 'expectation']
/** Merges have entries of their own, see `merge-source.ts`. */
const MERGE_EVENTS = ['merged', 'absorbed', 'unmerged', 'separated'].map((verb) => `customers.customer.${verb}`)
const EVENTS_MAX = 2000

interface ChangeEvent {
  readonly type: string
  readonly subject: string
  readonly version: number | null
  readonly before: Row | null
  readonly after: Row | null
}

/**
 * One entry for each request that changed the customer or a part of it, and one for each import, however many rows that
 * touched.
 */
export const changeSource: TimelineSource = {
  key: 'changes',
  kinds: ['change'],
  permission: 'customer.read',
  rows: (_ctx, customerId) => sql`
    select (array_agg(e.id order by e.id))[1] as id, max(e.at) as at, 'change' as kind, null as title, null as body,
      case when min(m.id::text) is not null then jsonb_build_object('id', min(m.id::text), 'name', min(m.name))
        when min(k.id::text) is not null then jsonb_build_object('id', null, 'name', min(k.name)) end as actor,
      jsonb_build_object('batch', e.batch_id, 'request', min(e.request_id), 'events', jsonb_agg(
        jsonb_build_object('type', e.type, 'subject', e.subject_type, 'version', e.version,
          'before', case when e.batch_id is null then e.before end, 'after', case when e.batch_id is null then e.after end)
        order by e.subject_type = 'customer' desc, e.id)) as data
    from (
      select * from kernel.v_event
      where customer_id in (select l.id from customers.v_lineage l where l.customer_id = ${customerId})
        and subject_type = any(${SUBJECTS}::text[]) and type <> all(${MERGE_EVENTS}::text[]) order by at desc limit ${EVENTS_MAX}) e
    left join platform.v_member m on m.id = e.actor_user_id left join platform.v_key k on k.id = e.actor_key_id
    group by e.batch_id, case when e.batch_id is null then e.request_id end, case when e.batch_id is null then e.at end`,
  present: async (ctx, rows) => {
    const version = await currentVersion(ctx, rows)
    const changes = await fieldChanges(
      ctx,
      rows.flatMap((row) => eventsOf(row).filter(({ subject }) => subject === 'customer')),
    )
    return rows.map((row) => presentRow(ctx, row, changes, version))
  },
}

const eventsOf = ({ data }: TimelineRow) => data.events as ChangeEvent[]

function presentRow(
  ctx: Ctx,
  row: TimelineRow,
  changesOf: (event: ChangeEvent) => readonly FieldChange[],
  version: ReadonlyMap<string, number>,
): TimelineItem | null {
  const { id, at, kind, actor } = row
  const events = eventsOf(row)
  const [first] = events
  if (!first) return null
  const base = { id, at, kind, actor, body: null }
  if (row.data.batch !== null) {
    const isNew = events.some(({ type }) => type === 'customers.customer.created')
    const isUndone = events.some(({ type }) => type.endsWith('.undone'))
    const words = isUndone ? 'undone' : isNew ? 'created' : 'updated'
    return { ...base, title: ctx.t(`timeline.import.${words}`), data: { importId: row.data.batch } }
  }
  if (first.type !== 'customers.customer.updated') return presentPart(ctx, base, events, first)
  const changes = changesOf(first)
  if (changes.length === 0) return null
  const fields = changes.map(({ label }) => label).join(ctx.t('timeline.separator'))
  const isLatest = first.version !== null && version.get(id) === first.version
  const isOwn = actor !== null && actor.id === ctx.actor.userId && ctx.actor.permissions.has('customer.update')
  return {
    ...base,
    title: ctx.t('timeline.changed', { fields }),
    data: { changes },
    ...(isLatest && isOwn && { undo: String(row.data.request) }),
  }
}

/** A customer created, deleted or restored, or one of its parts touched. */
function presentPart(
  ctx: Ctx,
  base: Omit<TimelineItem, 'title' | 'data'>,
  events: readonly ChangeEvent[],
  first: ChangeEvent,
): TimelineItem | null {
  const said = events.flatMap((event) => detailOf(ctx, event) ?? [])
  const isHidden = first.subject === 'contact-point' && said.length === 0
  if (isHidden) return null
  const title = ctx.t(`event.${first.type}`)
  return {
    ...base,
    title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    body: first.subject === 'customer' || said.length === 0 ? null : said.join('\n'),
    data: {},
  }
}

/** The rule on the customer's field speaks for every contact point of its kind. */
const FIELD_OF_KIND: Readonly<Record<string, string>> = {
  email: 'primaryEmail',
  phone: 'primaryPhone',
  fax: 'primaryPhone',
  wechat: 'primaryPhone',
}

/** What a part says, as far as the actor may see it; null when nothing of it may be told. */
function detailOf(ctx: Ctx, { subject, after, before }: ChangeEvent): string | null {
  const row = { ...before, ...after }
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  if (subject === 'contact-point') {
    // Of a change only the columns that changed are known, so its kind is not; then nothing is told beyond the fact.
    const kind = text(row.kind)
    const isStrict = Object.entries(ctx.actor.fieldRules).some(
      ([path, rule]) => rule !== 'read-only' && (path === 'customer.primaryPhone' || path === 'customer.primaryEmail'),
    )
    if (kind === null) return isStrict ? null : (text(row.display) ?? '')
    const rule = ctx.actor.fieldRules[`customer.${FIELD_OF_KIND[kind] ?? ''}`]
    if (rule === 'hidden') return null
    return rule === 'masked' ? '***' : text(row.display)
  }
  return text(row.value) ?? text(row.text) ?? text(row.title)
}

/** Only the latest change of the customer offers to be taken back: by id of its timeline row. */
async function currentVersion(ctx: Ctx, rows: readonly TimelineRow[]): Promise<ReadonlyMap<string, number>> {
  const { rows: found } = await sql<{ id: string; version: number }>`
    select e.id, c.version from kernel.v_event e join customers.v_customer c on c.id = e.subject_id
    where e.id = any(${rows.map(({ id }) => id)}::uuid[]) and e.at = any(${rows.map(({ at }) => at)}::timestamptz[])
      and e.subject_type = 'customer' and c.deleted_at is null`.execute(ctx.db)
  return new Map(found.map(({ id, version }) => [id, version]))
}

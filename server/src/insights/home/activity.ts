import { sql } from 'kysely'
import { customerRecord } from '../../customers/index.ts'
import { can, fieldRule, scopeOf } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { recordTypes } from '../../platform/index.ts'
import type { Activity } from './contract.ts'
import { nameSql } from './visible.ts'

interface EventRow {
  readonly id: string
  readonly at: Date
  readonly type: string
  readonly subject_type: string
  readonly subject_id: string
  readonly customer_id: string
  readonly customer_name: string
  readonly actor_id: string | null
  readonly actor_name: string | null
  readonly request_id: string
  readonly contact_kind: string | null
  readonly columns: readonly string[]
}

/** Events looked at, of which those within the actor's rights are told. */
const LOOKED_AT = { all: 80, some: 300 }
const SHOWN_MAX = 12
const DAYS = 60

/** The latest things that people did with customers, as far as the actor may see the customer, the record and the fields. */
export async function listActivity(ctx: Ctx): Promise<Activity[]> {
  const lookedAt = scopeOf(ctx.actor, 'customer') === 'all' ? LOOKED_AT.all : LOOKED_AT.some
  const { rows } = await sql<EventRow>`
    with latest as materialized (
      select e.id, e.at, e.type, e.subject_type, e.subject_id, e.customer_id, e.actor_user_id, e.request_id,
        coalesce(e.after->>'kind', e.before->>'kind') as contact_kind,
        case when e.type like '%.updated' and jsonb_typeof(e.after) = 'object'
          then array(select jsonb_object_keys(e.after)) else '{}' end as columns
      from kernel.v_event e
      where e.batch_id is null and e.customer_id is not null and e.at > ${ctx.now}::timestamptz - ${`${DAYS} days`}::interval
      order by e.at desc limit ${lookedAt})
    select latest.*, ${nameSql(ctx.actor)} as customer_name, m.id as actor_id, m.name as actor_name
    from latest
    join customers.v_customer r on r.id = latest.customer_id and r.deleted_at is null
      and ${scopePredicate(customerRecord, ctx.actor)}
    left join platform.v_member m on m.id = latest.actor_user_id
    order by latest.at desc, latest.id`.execute(ctx.db)
  const told = await withinRights(ctx, rows)
  return gather(ctx, told).slice(0, SHOWN_MAX)
}

/** Drops events about records that have rights of their own (orders, interactions) and lie outside them. */
async function withinRights(ctx: Ctx, rows: readonly EventRow[]): Promise<readonly EventRow[]> {
  const kept = new Set<string>()
  const others = new Map<string, string[]>()
  for (const { subject_type, subject_id } of rows) {
    const record = subject_type === 'customer' ? undefined : recordOf(ctx, subject_type)
    if (!record) kept.add(subject_id)
    else if (can(ctx.actor, `${record.type}.read`))
      others.set(subject_type, [...(others.get(subject_type) ?? []), subject_id])
  }
  const found = await Promise.all(
    [...others].map(([type, ids]) => {
      const record = recordOf(ctx, type)!
      return sql<{ id: string }>`
        select r.id from ${sql.table(record.view)} r
        where r.id = any(${ids}::uuid[]) and ${scopePredicate(record, ctx.actor)}`.execute(ctx.db)
    }),
  )
  for (const { rows: visible } of found) for (const { id } of visible) kept.add(id)
  return rows.filter(({ subject_id }) => kept.has(subject_id))
}

const recordOf = (ctx: Ctx, type: string) => ctx.entries(recordTypes).find((record) => record.type === type)

/** One line for what was done at once: to one customer its first event, to several one line for all. */
function gather(ctx: Ctx, rows: readonly EventRow[]): Activity[] {
  const byRequest = new Map<string, EventRow[]>()
  for (const row of rows) byRequest.set(row.request_id, [...(byRequest.get(row.request_id) ?? []), row])
  return [...byRequest.values()].flatMap((together) => {
    const customers = new Set(together.map(({ customer_id }) => customer_id))
    const last = together[0]!
    if (customers.size > 2) return [{ ...head(last), text: ctx.t('home.activity.many', { customers: customers.size }) }]
    const first = together.findLast((row) => wordsOf(ctx, row) !== null)
    if (!first) return []
    const customer = { id: first.customer_id, name: first.customer_name }
    return [{ ...head(first), text: wordsOf(ctx, first)!, customer, href: `/customers/${customer.id}` }]
  })
}

const head = ({ at, actor_id, actor_name }: EventRow): Pick<Activity, 'at' | 'actor'> => ({
  at: at.toISOString(),
  ...(actor_id && { actor: { id: actor_id, name: actor_name ?? '' } }),
})

/** What was done, in words; null where it would tell of fields that the role may not see, or means nothing to people. */
function wordsOf(ctx: Ctx, event: EventRow): string | null {
  if (event.type === 'customers.customer.updated') return changedWords(ctx, event.columns)
  if (event.subject_type === 'contact-point' && !mayKnowContact(ctx, event.contact_kind)) return null
  const key = `event.${event.type}`
  const words = ctx.t(key)
  return words === key ? null : words
}

/** The fields that were changed, by their labels. */
function changedWords(ctx: Ctx, columns: readonly string[]): string | null {
  const keys = new Set(columns.flatMap(fieldOfColumn))
  const labels = customerRecord.fields
    .map(({ key }) => key)
    .filter((key) => keys.has(key))
    .filter((key) => fieldRule(ctx.actor, 'customer', key) !== 'hidden')
    .map((key) => ctx.t(`customer.field.${key}`))
  if (labels.length === 0) return null
  const shown = labels.slice(0, 3).join(ctx.t('home.list'))
  return ctx.t(labels.length > 3 ? 'home.activity.changed-more' : 'home.activity.changed', { fields: shown })
}

function fieldOfColumn(column: string): string[] {
  if (column.startsWith('birth_') || column === 'is_birth_month_leap') return ['birthday']
  const field = customerRecord.fields.find((candidate) => candidate.column === column && candidate.isEditable)
  return field && field.key !== 'birthday' ? [field.key] : []
}

const RULED_KINDS: Readonly<Record<string, string>> = {
  email: 'primaryEmail',
  phone: 'primaryPhone',
  fax: 'primaryPhone',
  wechat: 'primaryPhone',
}

/** A change that does not say which kind of contact point it was may be of a hidden one. */
function mayKnowContact(ctx: Ctx, kind: string | null): boolean {
  const isHidden = (field: string) => fieldRule(ctx.actor, 'customer', field) === 'hidden'
  if (kind === null) return !isHidden('primaryPhone') && !isHidden('primaryEmail')
  const field = RULED_KINDS[kind]
  return field === undefined || !isHidden(field)
}

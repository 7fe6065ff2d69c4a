import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, on } from '../../kernel/http/route.ts'
import { badInput } from '../../kernel/problem.ts'
import { compileFilter } from '../../kernel/query/filter.ts'
import { parseFilter } from '../../kernel/query/record-routes.ts'
import type { Row } from '../../kernel/record/event.ts'
import { eventRecord } from './audit.fields.ts'
import { listEventsRoute } from './contract.ts'
import { eventPredicate, namesOf, shownColumns } from './visible-events.ts'

const LIMIT_DEFAULT = 50

interface EventRow {
  readonly id: string
  readonly at: Date
  readonly atText: string
  readonly type: string
  readonly subject_type: string
  readonly subject_id: string
  readonly customer_id: string | null
  readonly request_id: string
  readonly batch_id: string | null
  readonly version: number | null
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly before: Row | null
  readonly after: Row | null
}

/** One page of the log, newest first unless asked otherwise. */
export async function listEvents(ctx: Ctx, query: Static<typeof listEventsRoute.query>) {
  const limit = query.limit ?? LIMIT_DEFAULT
  const isRising = query.sort === 'at'
  const filter =
    query.filter === undefined ? sql`true` : compileFilter(eventRecord, ctx.actor, parseFilter(query.filter), ctx.now)
  const direction = isRising ? sql`asc` : sql`desc`
  const { rows } = await sql<EventRow>`
    select r.id, r.at, r.at::text as "atText", r.type, r.subject_type, r.subject_id, r.customer_id, r.request_id,
      r.batch_id, r.version, r.before, r.after,
      coalesce(
        (select jsonb_build_object('id', m.id, 'name', m.name) from platform.v_member m where m.id = r.actor_user_id),
        (select jsonb_build_object('id', k.id, 'name', k.name) from platform.v_key k where k.id = r.actor_key_id)) as actor
    from kernel.v_event r
    where ${filter} and ${afterCursor(query.cursor, isRising)} and ${eventPredicate(ctx)}
    order by r.at ${direction}, r.id ${direction} limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: await presentEvents(ctx, items),
    nextCursor: rows.length > limit && last ? formatCursor(last) : null,
    count: null,
  }
}

async function presentEvents(ctx: Ctx, rows: readonly EventRow[]) {
  const names = new Map<string, string>()
  for (const type of new Set(rows.map((row) => row.subject_type))) {
    const ids = rows.filter((row) => row.subject_type === type).map((row) => row.subject_id)
    for (const [id, name] of await namesOf(ctx, type, [...new Set(ids)])) names.set(id, name)
  }
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    actor: row.actor,
    type: row.type,
    label: labelOf(ctx, row.type),
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    subjectName: names.get(row.subject_id) ?? nameIn(ctx, row),
    customerId: row.customer_id,
    version: row.version,
    before: shownColumns(ctx, row.subject_type, row.before),
    after: shownColumns(ctx, row.subject_type, row.after),
    requestId: row.request_id,
    batchId: row.batch_id,
  }))
}

function labelOf(ctx: Ctx, type: string): string {
  const key = `event.${type}`
  const words = ctx.t(key)
  return words === key ? type : words
}

/** What is no record (a role, a key) or was purged keeps its name in the entry itself. */
function nameIn(ctx: Ctx, row: EventRow): string | null {
  const shown = shownColumns(ctx, row.subject_type, row.after) ?? shownColumns(ctx, row.subject_type, row.before)
  const name = shown?.name
  return typeof name === 'string' ? name : null
}

const formatCursor = ({ atText, id }: EventRow) => Buffer.from(JSON.stringify([atText, id])).toString('base64url')

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function afterCursor(cursor: string | undefined, isRising: boolean) {
  if (cursor === undefined) return sql`true`
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof at === 'string' && /^[\d\-:. +]{10,40}$/.test(at) && typeof id === 'string' && UUID.test(id)) {
      return sql`(r.at, r.id) ${isRising ? sql`>` : sql`<`} (${at}::timestamptz, ${id}::uuid)`
    }
  } catch {
    // falls through to the refusal
  }
  throw badInput([{ path: '/cursor', message: 'problem.field.cursor' }])
}

export const auditRoutes: readonly Binding[] = [on(listEventsRoute, (ctx, { query }) => listEvents(ctx, query))]

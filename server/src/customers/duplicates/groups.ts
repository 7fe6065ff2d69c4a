import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { notFound } from '../../kernel/problem.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { selectList } from '../../kernel/query/list.ts'
import type { Row } from '../../kernel/record/event.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import { explainGroup } from './probable.ts'

const PAGE = 30
const MEMBER_FIELDS = [
  'name',
  'kind',
  'owner',
  'city',
  'primaryPhone',
  'primaryEmail',
  'orderCount',
  'lastOrderOn',
  'createdAt',
]

export interface QueueRequest {
  readonly order?: 'confidence' | 'value' | undefined
  readonly kind?: 'person' | 'organization' | undefined
  /** Groups of at least this probability. */
  readonly from?: number | undefined
  readonly after?: string | undefined
  /** The least sure ones instead of the surest. */
  readonly isLeastFirst?: boolean
  readonly limit?: number
}

interface GroupRow {
  readonly id: string
  readonly kind: string
  readonly probability: number
  readonly value: number
}

/**
 * A group is in the actor's queue when every member is still a customer and within the actor's scope: nobody may judge,
 * or learn of, a record that lies outside it.
 */
export const isWholeFor = (ctx: Ctx) => sql`
  (select count(*) from customers.v_customer r
   where r.id = any(g.members) and r.deleted_at is null and ${scopePredicate(customerRecord, ctx.actor)})
    = cardinality(g.members)`

/** Probable duplicates to review, the surest or the most valuable first. */
export async function listGroups(ctx: Ctx, request: QueueRequest) {
  const { order = 'confidence', kind, from, after, isLeastFirst = false, limit = PAGE } = request
  const keys = order === 'value' ? sql`g.value, g.probability` : sql`g.probability, g.value`
  const cursor = readCursor(after)
  const { rows } = await sql<GroupRow>`
    select g.id, g.kind, g.probability, g.value, (
      select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'kind', r.kind, 'city', r.city)
        order by array_position(g.members, r.id))
      from customers.v_customer r where r.id = any(g.members)) as members
    from customers.v_duplicate_group g
    where ${kind ? sql`g.kind = ${kind}` : sql`true`}
      and ${from === undefined ? sql`true` : sql`g.probability >= ${from}`}
      and ${cursor ? sql`(${keys}, g.id) < (${cursor[0]}::float8, ${cursor[1]}::float8, ${cursor[2]}::uuid)` : sql`true`}
      and ${isWholeFor(ctx)}
    order by ${isLeastFirst ? sql`g.probability, g.value, g.id` : descending(order)} limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextAfter: rows.length > limit && last ? cursorAfter(order, last) : null }
}

const descending = (order: 'confidence' | 'value') =>
  order === 'value'
    ? sql`g.value desc, g.probability desc, g.id desc`
    : sql`g.probability desc, g.value desc, g.id desc`

const cursorAfter = (order: 'confidence' | 'value', { id, probability, value }: GroupRow) =>
  [...(order === 'value' ? [value, probability] : [probability, value]), id].join('_')

function readCursor(after: string | undefined): readonly [string, string, string] | null {
  const [, a, b, id] = after?.match(/^(-?[\d.e-]+)_(-?[\d.e-]+)_([0-9a-f-]{36})$/) ?? []
  return a && b && id ? [a, b, id] : null
}

/** One group with its members as the actor may see them, and why each two of them are probably one. */
export async function readGroup(ctx: Ctx, id: string) {
  const { rows } = await sql<GroupRow & { ids: string[] }>`
    select g.id, g.kind, g.probability, g.value, g.members as ids from customers.v_duplicate_group g
    where g.id = ${id} and ${isWholeFor(ctx)}`.execute(ctx.db)
  const group = rows[0]
  if (!group) throw notFound({ id })
  const { ids, ...about } = group
  const members = await sql<Row>`
    select ${selectList(customerRecord, ctx.actor, MEMBER_FIELDS)}, r.id, r.version from customers.v_customer r
    where r.id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], r.id)`.execute(ctx.db)
  return { ...about, members: members.rows, pairs: await explainGroup(ctx, ids) }
}

/** How many groups wait, and how many of them are sure enough to be merged together. */
export async function countGroups(ctx: Ctx, sureFrom: number) {
  const { rows } = await sql<Row & { all: number; sure: number }>`
    select count(*) as all, count(*) filter (where g.probability >= ${sureFrom}) as sure
    from customers.v_duplicate_group g where ${isWholeFor(ctx)}`.execute(ctx.db)
  return { all: rows[0]!.all, sure: rows[0]!.sure }
}

/** Groups to be merged together, each as its members' ids. */
export async function sureGroups(ctx: Ctx, from: number, limit: number): Promise<readonly { ids: string[] }[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select g.members as ids from customers.v_duplicate_group g
    where g.probability >= ${from} and ${isWholeFor(ctx)}
    order by g.probability desc, g.value desc, g.id desc limit ${limit}`.execute(ctx.db)
  return rows
}

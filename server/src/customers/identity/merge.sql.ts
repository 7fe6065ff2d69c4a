import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import { type ContactRow, derivedColumns } from '../customers/customers.sql.ts'
import type { CustomerRow, FieldChange } from './fields.ts'
import type { MergeStep } from './movers/step.ts'

export type LockedRow = CustomerRow & {
  readonly kind: 'person' | 'organization'
  readonly name: string
  readonly survivor_id: string | null
  readonly deleted_at: string | null
  readonly external_id: string | null
  readonly is_held: boolean
  readonly is_visible: boolean
}

/**
 * Customers by id, also deleted ones, locked until the transaction ends. Always in the order of ids, so that two merges
 * that overlap wait for one another and never lock each other out.
 */
export async function lockCustomers(ctx: Ctx, ids: readonly string[]): Promise<Map<string, LockedRow>> {
  const { rows } = await sql<{ row: LockedRow }>`
    select to_jsonb(c) - 'search' || jsonb_build_object('is_held', customers.is_held(c.workspace_id, c.id)) as row
    from customers.customer c
    where c.workspace_id = ${ctx.actor.workspaceId} and c.id = any(${[...new Set(ids)]}::uuid[])
    order by c.id for update`.execute(ctx.db)
  const { rows: visible } = await sql<{ id: string }>`
    select r.id from customers.v_customer r
    where r.id = any(${rows.map(({ row }) => row.id)}::uuid[]) and ${scopePredicate(customerRecord, ctx.actor)}`.execute(
    ctx.db,
  )
  const seen = new Set(visible.map(({ id }) => id))
  return new Map(rows.map(({ row }) => [row.id, { ...row, is_visible: seen.has(row.id) }]))
}

/** The customers that stand for these ids now; ids that nobody has are left out. */
export async function findSurvivors(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; survivor: string }>`
    select id, coalesce(survivor_id, id) as survivor from customers.v_customer where id = any(${ids}::uuid[])`.execute(
    ctx.db,
  )
  return new Map(rows.map(({ id, survivor }) => [id, survivor]))
}

/** What a row was numbered and dated, so that taking back restores it exactly. */
export interface RowState {
  readonly version: number
  readonly updated_at: string
}

export interface MergeRow {
  readonly id: string
  readonly survivor_id: string
  readonly merged_ids: readonly string[]
  readonly choose: Readonly<Record<string, string>>
  readonly changes: Readonly<Record<string, FieldChange>>
  readonly survivor_before: RowState
  readonly survivor_version: number
  readonly merged_before: Readonly<Record<string, RowState>>
  readonly request_id: string
  readonly at: Date
  readonly undone_at: Date | null
}

export type NewMerge = Omit<MergeRow, 'request_id' | 'at' | 'undone_at'>

export async function insertMerges(ctx: Ctx, merges: readonly NewMerge[]): Promise<void> {
  await sql`
    insert into customers.merge (workspace_id, id, survivor_id, merged_ids, choose, changes, survivor_before,
      survivor_version, merged_before, actor_user_id, actor_key_id, request_id, at)
    select ${ctx.actor.workspaceId}::uuid, n.id, n.survivor_id, n.merged_ids, n.choose, n.changes, n.survivor_before,
      n.survivor_version, n.merged_before, ${ctx.actor.userId}::uuid, ${ctx.actor.keyId}::uuid, ${ctx.requestId},
      ${ctx.now}::timestamptz
    from json_populate_recordset(null::customers.merge, ${JSON.stringify(merges)}::json) n`.execute(ctx.db)
}

const columns = sql`id, survivor_id, merged_ids, choose, changes, survivor_before, survivor_version, merged_before,
  request_id, at, undone_at`

export async function findMerges(ctx: Ctx, ids: readonly string[]): Promise<readonly MergeRow[]> {
  const { rows } = await sql<MergeRow>`
    select ${columns} from customers.merge
    where workspace_id = ${ctx.actor.workspaceId} and id = any(${ids}::uuid[]) order by id`.execute(ctx.db)
  return rows
}

/** Merges that still stand of the survivors, from these on: what has to be taken back to take these back. Oldest first. */
export async function findStack(ctx: Ctx, wanted: readonly MergeRow[]): Promise<readonly MergeRow[]> {
  const { rows } = await sql<MergeRow>`
    select ${columns} from customers.merge g
    where workspace_id = ${ctx.actor.workspaceId} and undone_at is null and exists (
      select from unnest(${wanted.map((merge) => merge.survivor_id)}::uuid[], ${wanted.map(({ id }) => id)}::uuid[])
        as w(survivor_id, id)
      where w.survivor_id = g.survivor_id and g.id >= w.id)
    order by id`.execute(ctx.db)
  return rows
}

/** The steps of merges, in the order in which they were made. */
export const stepsOf = (merges: readonly Pick<MergeRow, 'id' | 'survivor_id' | 'merged_ids'>[]): MergeStep[] =>
  merges.flatMap(({ id, survivor_id, merged_ids }, place) =>
    merged_ids.map((mergedId, index) => ({
      mergeId: id,
      survivorId: survivor_id,
      mergedId,
      rank: place * 1_000 + index + 1,
    })),
  )

/** Renews what customers' rows repeat of their contact points, and their search tokens. No new version. */
export async function renewDerived(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const { workspaceId } = ctx.actor
  const [customers, points] = await Promise.all([
    sql<{ row: CustomerRow }>`
      select to_jsonb(c) - 'search' as row from customers.customer c
      where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(ctx.db),
    sql<ContactRow>`
      select * from customers.contact_point
      where workspace_id = ${workspaceId} and customer_id = any(${ids}::uuid[]) and deleted_at is null
      order by position, id`.execute(ctx.db),
  ])
  const pointsOf = new Map<string, ContactRow[]>()
  for (const point of points.rows) {
    const present = pointsOf.get(point.customer_id)
    if (present) present.push(point)
    else pointsOf.set(point.customer_id, [point])
  }
  const rows = customers.rows.map(({ row }) => ({ id: row.id, ...derivedColumns(row, pointsOf.get(row.id) ?? []) }))
  await sql`
    update customers.customer c set primary_email = n.primary_email, primary_phone = n.primary_phone, city = n.city,
      region = n.region, country = n.country, completeness = n.completeness, search = n.search
    from json_populate_recordset(null::customers.customer, ${JSON.stringify(rows)}::json) n
    where c.workspace_id = ${workspaceId} and c.id = n.id`.execute(ctx.db)
}

export interface MoveCount {
  readonly tableName: string
  readonly columnName: string
  readonly moved: number
  readonly setAside: number
}

/** How many rows merges moved and set aside, by table. */
export async function countMoves(ctx: Ctx, mergeIds: readonly string[]): Promise<readonly MoveCount[]> {
  const { rows } = await sql<MoveCount>`
    select table_name as "tableName", column_name as "columnName",
      count(*) filter (where how = 'moved') as moved, count(*) filter (where how <> 'moved') as "setAside"
    from customers.merge_move where workspace_id = ${ctx.actor.workspaceId} and merge_id = any(${mergeIds}::uuid[])
    group by table_name, column_name order by table_name, column_name`.execute(ctx.db)
  return rows
}

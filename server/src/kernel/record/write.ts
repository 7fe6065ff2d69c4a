import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { conflict, notFound } from '../problem.ts'
import type { Row } from './event.ts'

/** A table whose rows carry `workspace_id, id, version, updated_at, deleted_at`. */
export interface RecordTable {
  /** `schema.table`. */
  readonly table: string
  /** Subject type of its events, such as `customer`. */
  readonly type: string
  /** Prefix of its event types, such as `customers.customer`. */
  readonly events: string
  /** Column that names the customer the row is about. */
  readonly customerColumn: string | null
  /** Columns that other slices keep up to date; taking a change back leaves them alone. */
  readonly keptColumns?: readonly string[]
}

export interface StoredRow extends Row {
  readonly id: string
  readonly version: number
}

const columnNames = (row: Row) => Object.keys(row).map((name) => sql.ref(name))

/** Columns of type jsonb take JSON text; arrays of text stay arrays. */
const columnValue = (value: unknown) =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
    ? JSON.stringify(value)
    : value

/** Search tokens are rebuilt from the other columns, so no audit entry carries them. */
const audited = ({ search: _search, workspace_id: _workspace, ...row }: Row): Row => row

const customerOf = (table: RecordTable, row: Row) =>
  table.customerColumn === null ? null : ((row[table.customerColumn] as string | null) ?? null)

/** Inserts a row and records `<events>.created`. @returns the row as stored */
export async function insertRow(ctx: Ctx, table: RecordTable, row: Row): Promise<StoredRow> {
  const values: Row = { workspace_id: ctx.actor.workspaceId, created_at: ctx.now, updated_at: ctx.now, ...row }
  const inserted = sql<StoredRow>`
    insert into ${sql.table(table.table)} (${sql.join(columnNames(values))})
    values (${sql.join(Object.values(values).map(columnValue))}) returning *`.execute(ctx.db)
  const recorded = ctx.record({
    type: `${table.events}.created`,
    subjectType: table.type,
    subjectId: values.id as string,
    version: 1,
    customerId: customerOf(table, values),
    after: audited(values),
  })
  // Both statements leave in one write; the first to fail is the one reported.
  const [{ rows }] = await Promise.all([inserted, recorded])
  return rows[0]!
}

/** The row, locked until the transaction ends. @throws not-found when it is absent or in the recycle bin */
export async function findRowForUpdate(ctx: Ctx, table: RecordTable, id: string): Promise<StoredRow> {
  const { rows } = await sql<StoredRow>`
    select * from ${sql.table(table.table)}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id} and deleted_at is null for update`.execute(ctx.db)
  if (!rows[0]) throw notFound({ id })
  return rows[0]
}

export interface Change {
  readonly event?: string
  readonly changes: Row
  /** The version the caller saw; omitted by bulk changes, which overwrite. */
  readonly version?: number | undefined
}

/**
 * Changes a locked row and records `<events>.updated` (or `change.event`) with the changed columns before and after.
 * A change that changes nothing is no event. @throws version-conflict when the caller saw an older version
 */
export async function updateRow(ctx: Ctx, table: RecordTable, row: StoredRow, change: Change): Promise<StoredRow> {
  if (change.version !== undefined && change.version !== row.version) {
    throw conflict('version-conflict', { id: row.id }, { currentVersion: row.version })
  }
  const changed = Object.entries(change.changes).filter(([name, value]) => !sameValue(row[name], value))
  if (changed.length === 0) return row
  const assignments = changed.map(([name, value]) => sql`${sql.ref(name)} = ${columnValue(value)}`)
  const { rows } = await sql<StoredRow>`
    update ${sql.table(table.table)}
    set ${sql.join(assignments)}, version = version + 1, updated_at = ${ctx.now}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${row.id} returning *`.execute(ctx.db)
  const stored = rows[0]!
  await ctx.record({
    type: `${table.events}.${change.event ?? 'updated'}`,
    subjectType: table.type,
    subjectId: row.id,
    version: stored.version,
    customerId: customerOf(table, stored),
    before: Object.fromEntries(changed.map(([name]) => [name, row[name]])),
    after: Object.fromEntries(changed.map(([name]) => [name, stored[name]])),
  })
  return stored
}

/** Moves a row to the recycle bin. */
export const binRow = (ctx: Ctx, table: RecordTable, row: StoredRow, version?: number) =>
  updateRow(ctx, table, row, { event: 'deleted', changes: { deleted_at: ctx.now }, version })

/** Takes a row out of the recycle bin. */
export async function restoreRow(ctx: Ctx, table: RecordTable, id: string): Promise<StoredRow> {
  const { rows } = await sql<StoredRow>`
    select * from ${sql.table(table.table)}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id} and deleted_at is not null for update`.execute(ctx.db)
  if (!rows[0]) throw notFound({ id })
  return updateRow(ctx, table, rows[0], { event: 'restored', changes: { deleted_at: null } })
}

function sameValue(stored: unknown, wanted: unknown): boolean {
  if (stored === wanted) return true
  if (stored == null || wanted == null) return stored == null && wanted == null
  if (stored instanceof Date) return stored.getTime() === new Date(wanted as string | Date).getTime()
  if (typeof stored === 'object') return JSON.stringify(stored) === JSON.stringify(wanted)
  return String(stored) === String(wanted)
}

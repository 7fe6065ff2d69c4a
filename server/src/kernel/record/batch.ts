import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Sql } from '../query/fields.ts'
import type { Row } from './event.ts'
import type { RecordTable } from './write.ts'

/** Columns that no audit entry needs: they are rebuilt or stand in the entry itself. */
const UNAUDITED = ['workspace_id', 'search']

const columnList = (names: readonly string[], prefix?: string) =>
  sql.join(names.map((name) => (prefix ? sql.ref(`${prefix}.${name}`) : sql.ref(name))))

const recordset = (table: RecordTable, rows: readonly Row[]) =>
  sql`json_populate_recordset(null::${sql.table(table.table)}, ${JSON.stringify(rows)}::json)`

const customerColumn = (table: RecordTable, alias: string): Sql =>
  table.customerColumn === null ? sql`null::uuid` : sql.ref(`${alias}.${table.customerColumn}`)

const eventInto = sql`insert into kernel.event (workspace_id, id, at, type, subject_type, subject_id, version,
  customer_id, actor_user_id, actor_key_id, request_id, batch_id, before, after)`

function eventHead(ctx: Ctx, table: RecordTable, verb: string, alias: string): Sql {
  return sql`${ctx.actor.workspaceId}::uuid, gen_random_uuid(), ${ctx.now}::timestamptz, ${`${table.events}.${verb}`},
    ${table.type}, ${sql.ref(`${alias}.id`)}, ${sql.ref(`${alias}.version`)}, ${customerColumn(table, alias)},
    ${ctx.actor.userId}::uuid, ${ctx.actor.keyId}::uuid, ${ctx.requestId}, ${ctx.batchId}::uuid`
}

/**
 * Inserts many rows and their events in one statement. Every row has the same keys, among them `id`;
 * `workspace_id`, `created_at` and `updated_at` are added.
 */
export async function insertBatch(ctx: Ctx, table: RecordTable, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const stamped = rows.map((row) => ({
    workspace_id: ctx.actor.workspaceId,
    version: 1,
    created_at: ctx.now,
    updated_at: ctx.now,
    ...row,
  }))
  const names = Object.keys(stamped[0]!)
  await sql`
    with new as (
      insert into ${sql.table(table.table)} (${columnList(names)})
      select ${columnList(names)} from ${recordset(table, stamped)} returning *)
    ${eventInto}
    select ${eventHead(ctx, table, 'created', 'new')}, null,
      jsonb_strip_nulls(to_jsonb(new) - ${UNAUDITED}::text[])
    from new`.execute(ctx.db)
  ctx.announce(table.type)
}

/**
 * Changes many rows and records their events in one statement: `before` holds the whole row, so that the change can
 * be taken back exactly, `after` the columns that changed. Every row has the same keys, among them `id`.
 */
export async function updateBatch(ctx: Ctx, table: RecordTable, rows: readonly Row[], verb = 'updated'): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(rows[0]!).filter((name) => name !== 'id')
  const assignments = names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`input.${name}`)}`)
  // Locked by a statement of its own: one that locks and updates the same rows would skip those it updated first.
  await sql`
    select id from ${sql.table(table.table)}
    where workspace_id = ${ctx.actor.workspaceId} and id = any(${rows.map((row) => row.id)}::uuid[])
    order by id for update`.execute(ctx.db)
  await sql`
    with input as materialized (select id, ${columnList(names)} from ${recordset(table, rows)}),
    old as materialized (
      select t.* from ${sql.table(table.table)} t join input on input.id = t.id
      where t.workspace_id = ${ctx.actor.workspaceId}),
    new as (
      update ${sql.table(table.table)} t
      set ${sql.join(assignments)}, version = t.version + 1, updated_at = ${ctx.now}
      from input where t.workspace_id = ${ctx.actor.workspaceId} and t.id = input.id returning t.*)
    ${eventInto}
    select ${eventHead(ctx, table, verb, 'new')}, to_jsonb(old),
      (select jsonb_object_agg(n.key, n.value) from jsonb_each(to_jsonb(new)) n
       join jsonb_each(to_jsonb(old)) o on o.key = n.key
       where n.value <> o.value and n.key <> all(${[...UNAUDITED, 'version', 'updated_at']}::text[]))
    from new join old on old.id = new.id`.execute(ctx.db)
  ctx.announce(table.type)
}

/**
 * Runs a statement over a whole batch. Its rows are so new that the planner has no numbers of them and would look up
 * each by itself, which takes hours where one pass takes a second; so it may not, until the transaction ends.
 */
export async function readWholeBatch<R>(ctx: Ctx, statement: RawBuilder<R>): Promise<readonly R[]> {
  const [, { rows }] = await Promise.all([
    sql`set local enable_nestloop = off`.execute(ctx.db),
    statement.execute(ctx.db),
  ])
  return rows
}

export interface ChangedSince {
  readonly id: string
  readonly isGone: boolean
}

/** Rows of a batch that were changed after it, so that taking it back would lose that change. */
export async function batchRefusals(
  ctx: Ctx,
  table: RecordTable,
  batchId: string,
  limit: number,
): Promise<readonly ChangedSince[]> {
  return readWholeBatch(
    ctx,
    sql<ChangedSince>`
    select e.subject_id as id, t.id is null as "isGone"
    from (
      select distinct on (subject_id) subject_id, version from kernel.v_event
      where batch_id = ${batchId} and subject_type = ${table.type}
        and type in (${`${table.events}.created`}, ${`${table.events}.updated`})
      order by subject_id, version desc) e
    left join ${sql.table(table.table)} t on t.workspace_id = ${ctx.actor.workspaceId} and t.id = e.subject_id
    where t.version is distinct from e.version limit ${limit}`,
  )
}

/**
 * Takes back at most `limit` rows of a batch: updated rows get every column of before, newest change first; created
 * rows are deleted. Can be repeated until it answers 0, also after a crash, because a row that was taken back no
 * longer has the version that the batch gave it.
 */
export async function undoBatch(ctx: Ctx, table: RecordTable, batchId: string, limit: number): Promise<number> {
  const restored = await restoreUpdated(ctx, table, batchId, limit)
  if (restored > 0) return restored
  return deleteCreated(ctx, table, batchId, limit)
}

async function restoreUpdated(ctx: Ctx, table: RecordTable, batchId: string, limit: number): Promise<number> {
  const fixed = ['workspace_id', 'id', ...(table.keptColumns ?? [])]
  const names = (await columnNames(ctx, table)).filter((name) => !fixed.includes(name))
  const { numAffectedRows } = await sql`
    with target as materialized (
      select e.subject_id, e.before from kernel.v_event e
      join ${sql.table(table.table)} t
        on t.workspace_id = ${ctx.actor.workspaceId} and t.id = e.subject_id and t.version = e.version
      where e.batch_id = ${batchId} and e.type = ${`${table.events}.updated`} limit ${limit}),
    new as (
      update ${sql.table(table.table)} t set (${columnList(names)}) = (
        select ${columnList(names, 'r')} from jsonb_populate_record(null::${sql.table(table.table)}, target.before) r)
      from target where t.workspace_id = ${ctx.actor.workspaceId} and t.id = target.subject_id returning t.*)
    ${eventInto}
    select ${eventHead(ctx, table, 'undone', 'new')}, null, null from new`.execute(ctx.db)
  ctx.announce(table.type)
  return Number(numAffectedRows ?? 0)
}

async function deleteCreated(ctx: Ctx, table: RecordTable, batchId: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    with target as materialized (
      select e.subject_id from kernel.v_event e
      join ${sql.table(table.table)} t
        on t.workspace_id = ${ctx.actor.workspaceId} and t.id = e.subject_id and t.version = e.version
      where e.batch_id = ${batchId} and e.type = ${`${table.events}.created`} limit ${limit}),
    gone as (
      delete from ${sql.table(table.table)} t using target
      where t.workspace_id = ${ctx.actor.workspaceId} and t.id = target.subject_id returning t.*)
    ${eventInto}
    select ${eventHead(ctx, table, 'undone', 'gone')}, null, null from gone`.execute(ctx.db)
  ctx.announce(table.type)
  return Number(numAffectedRows ?? 0)
}

const columnsByTable = new Map<string, readonly string[]>()

/** The stored columns of a table, in order; fixed for the life of the process. */
async function columnNames(ctx: Ctx, table: RecordTable): Promise<readonly string[]> {
  const known = columnsByTable.get(table.table)
  if (known) return known
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${quoted(table.table)}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
    order by attnum`.execute(ctx.db)
  const names = rows.map((row) => row.name)
  columnsByTable.set(table.table, names)
  return names
}

const quoted = (table: string) =>
  table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.')

import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/context.ts'
import type { Sql } from '../../../kernel/query/fields.ts'
import { type MergeHandler, type MergeStep, mergeIdsOf } from './step.ts'

export interface RepointOptions {
  /**
   * Columns by which two live rows of the survivor say the same: the survivor's own is kept, the other stays with the
   * merged customer, out of sight.
   */
  readonly twin?: readonly string[]
  /** Narrows the rows, over alias `t`; `s.survivor_id` is where they go. */
  readonly where?: Sql
  /** Further columns that were settled after the move and stand in the journal's `before` and `after`. */
  readonly settled?: readonly string[]
  readonly refresh?: MergeHandler['refresh']
}

/** The steps as a relation `s(merge_id, merged_id, survivor_id, rank)`. */
export const stepsAsRows = (steps: readonly MergeStep[]): Sql => sql`
  unnest(${steps.map(({ mergeId }) => mergeId)}::uuid[], ${steps.map(({ mergedId }) => mergedId)}::uuid[],
    ${steps.map(({ survivorId }) => survivorId)}::uuid[], ${steps.map(({ rank }) => rank)}::integer[])
    as s(merge_id, merged_id, survivor_id, rank)`

/** The statement that writes what became of each row; a row that is moved anew replaces what was said of it. */
export const journalInto = sql`insert into customers.merge_move
  (workspace_id, merge_id, table_name, column_name, row_id, how, previous_id)`
export const journalAgain = sql`on conflict (workspace_id, merge_id, table_name, column_name, row_id)
  do update set how = excluded.how, before = null, after = null`

/**
 * Points a table's column from merged customers to their survivors. The table has `workspace_id` and `id`; versions and
 * dates stay, because nobody edited the rows. The column needs an index and `customers.follow_merges`.
 * @example customerHolders.entry({ view: 'sales.v_order', column: 'customer_id', label: 'order.labels', merge: repoint('sales.order', 'customer_id') })
 */
export function repoint(table: string, column: string, options: RepointOptions = {}): MergeHandler {
  return {
    merge: (ctx, steps) => move(ctx, table, column, steps, options),
    unmerge: (ctx, steps) => moveBack(ctx, table, column, steps, options),
    ...(options.refresh && { refresh: options.refresh }),
  }
}

async function move(
  ctx: Ctx,
  table: string,
  column: string,
  steps: readonly MergeStep[],
  { twin, where = sql`true` }: RepointOptions,
): Promise<void> {
  const { workspaceId } = ctx.actor
  await sql`
    with held as materialized (
      select t.id, s.merge_id, s.merged_id, s.survivor_id, ${twin ? twinRank(table, column, twin) : sql`1`} as place
      from ${stepsAsRows(steps)} join ${sql.table(table)} t on t.workspace_id = ${workspaceId}
        and t.${sql.ref(column)} = s.merged_id
      where ${where}),
    moved as (
      update ${sql.table(table)} t set ${sql.ref(column)} = held.survivor_id from held
      where t.workspace_id = ${workspaceId} and t.id = held.id and held.place = 1)
    ${journalInto}
    select ${workspaceId}::uuid, merge_id, ${table}, ${column}, id, case when place = 1 then 'moved' else 'twin' end,
      merged_id
    from held ${journalAgain}`.execute(ctx.db)
}

/** 1 for rows that move: deleted ones, and of those that say the same the first, unless the survivor has it already. */
function twinRank(table: string, column: string, twin: readonly string[]): Sql {
  const key = (alias: string) => sql`(${sql.join(twin.map((name) => sql.ref(`${alias}.${name}`)))})`
  return sql`case when t.deleted_at is not null then 1
    when exists (
      select from ${sql.table(table)} o where o.workspace_id = t.workspace_id and o.${sql.ref(column)} = s.survivor_id
        and o.deleted_at is null and ${key('o')} = ${key('t')}) then 2
    else row_number() over (
      partition by s.survivor_id, t.deleted_at is null, ${sql.join(twin.map((name) => sql.ref(`t.${name}`)))}
      order by s.rank, t.id) end`
}

async function moveBack(
  ctx: Ctx,
  table: string,
  column: string,
  steps: readonly MergeStep[],
  { settled = [] }: RepointOptions,
): Promise<void> {
  const { workspaceId } = ctx.actor
  const restored = settled.map(
    (name) => sql`, ${sql.ref(name)} = case
      when m.before is not null and to_jsonb(t) -> ${sql.lit(name)} = m.after -> ${sql.lit(name)}
      then (jsonb_populate_record(t, m.before)).${sql.ref(name)} else t.${sql.ref(name)} end`,
  )
  await sql`
    update ${sql.table(table)} t set ${sql.ref(column)} = m.previous_id ${sql.join(restored, sql``)}
    from customers.merge_move m
    join customers.merge g on g.workspace_id = m.workspace_id and g.id = m.merge_id
    where m.workspace_id = ${workspaceId} and m.merge_id = any(${mergeIdsOf(steps)}::uuid[])
      and m.table_name = ${table} and m.column_name = ${column} and m.how = 'moved'
      and t.workspace_id = ${workspaceId} and t.id = m.row_id and t.${sql.ref(column)} = g.survivor_id`.execute(ctx.db)
}

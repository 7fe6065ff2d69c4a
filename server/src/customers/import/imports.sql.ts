import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { notFound } from '../../kernel/problem.ts'
import type { ReadOptions } from './reading/table.ts'
import type { Applied, ImportSettings, ImportTarget, RowProblem } from './targets.ts'

export type ImportState = 'mapping' | 'checking' | 'ready' | 'running' | 'done' | 'failed' | 'undoing' | 'undone'

/** How the file is read: as found, with what the person changed. */
export interface StoredReading extends ReadOptions {
  readonly columns: readonly string[]
}

export interface ImportRow {
  readonly id: string
  readonly type: ImportTarget['type']
  readonly state: ImportState
  readonly file_name: string
  readonly file_path: string
  readonly file_bytes: number
  readonly reading: StoredReading
  /** Column name → target key, or null for a column that is left out. */
  readonly mapping: Readonly<Record<string, string | null>>
  readonly settings: ImportSettings
  readonly job_id: string | null
  readonly rows_done: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  readonly anonymous: number
  readonly customers_created: number
  readonly check_result: unknown
  readonly created_at: Date
  readonly ended_at: Date | null
}

export async function insertImport(
  ctx: Ctx,
  row: Omit<
    ImportRow,
    | 'job_id'
    | 'rows_done'
    | 'created'
    | 'updated'
    | 'unchanged'
    | 'rejected'
    | 'anonymous'
    | 'customers_created'
    | 'check_result'
    | 'created_at'
    | 'ended_at'
  > & { file_hash: string },
) {
  await sql`
    insert into customers.import (workspace_id, id, type, state, file_name, file_path, file_bytes, file_hash, reading,
      mapping, settings, created_by, created_at, updated_at)
    values (${ctx.actor.workspaceId}, ${row.id}, ${row.type}, ${row.state}, ${row.file_name}, ${row.file_path},
      ${row.file_bytes}, ${row.file_hash}, ${JSON.stringify(row.reading)}, ${JSON.stringify(row.mapping)},
      ${JSON.stringify(row.settings)}, ${ctx.actor.userId}, ${ctx.now}, ${ctx.now})`.execute(ctx.db)
}

export async function findImport(ctx: Ctx, id: string): Promise<ImportRow> {
  const { rows } = await sql<ImportRow>`select * from customers.v_import where id = ${id}`.execute(ctx.db)
  if (!rows[0]) throw notFound({ id })
  return rows[0]
}

export async function findImportForUpdate(ctx: Ctx, id: string): Promise<ImportRow> {
  const { rows } = await sql<ImportRow>`
    select * from customers.import where workspace_id = ${ctx.actor.workspaceId} and id = ${id} for update`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound({ id })
  return rows[0]
}

export async function listImports(ctx: Ctx): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`select * from customers.v_import order by created_at desc limit 100`.execute(
    ctx.db,
  )
  return rows
}

export async function setImportPlan(
  ctx: Ctx,
  id: string,
  plan: Pick<ImportRow, 'type' | 'reading' | 'mapping' | 'settings'>,
): Promise<void> {
  await sql`
    update customers.import set type = ${plan.type}, reading = ${JSON.stringify(plan.reading)},
      mapping = ${JSON.stringify(plan.mapping)}, settings = ${JSON.stringify(plan.settings)}, state = 'mapping',
      check_result = null, updated_at = ${ctx.now}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id}`.execute(ctx.db)
}

export async function setImportSettings(ctx: Ctx, id: string, settings: ImportSettings): Promise<void> {
  await sql`
    update customers.import set settings = ${JSON.stringify(settings)}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id}`.execute(ctx.db)
}

export async function setImportState(
  ctx: Ctx,
  id: string,
  state: ImportState,
  more: { jobId?: string; checkResult?: unknown } = {},
): Promise<void> {
  const hasEnded = state === 'done' || state === 'failed' || state === 'undone'
  await sql`
    update customers.import set state = ${state}, job_id = coalesce(${more.jobId ?? null}, job_id),
      check_result = coalesce(${more.checkResult === undefined ? null : JSON.stringify(more.checkResult)}::jsonb, check_result),
      ended_at = ${hasEnded ? ctx.now : null}, updated_at = ${ctx.now}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id}`.execute(ctx.db)
}

/** Moves the counters on, in the transaction that wrote the rows, so that a restart knows where to go on. */
export async function advanceImport(ctx: Ctx, id: string, rowsDone: number, applied: Applied): Promise<void> {
  await sql`
    update customers.import set rows_done = ${rowsDone}, created = created + ${applied.created},
      updated = updated + ${applied.updated}, unchanged = unchanged + ${applied.unchanged},
      rejected = rejected + ${applied.rejected}, anonymous = anonymous + ${applied.anonymous},
      customers_created = customers_created + ${applied.customersCreated}, updated_at = ${ctx.now}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id}`.execute(ctx.db)
}

/** Problems kept of one import; beyond it they are only counted. */
export const PROBLEMS_KEPT_MAX = 100_000

export interface KeptProblem extends RowProblem {
  /** The cells of a rejected row. */
  readonly cells: readonly string[] | null
}

export async function insertProblems(ctx: Ctx, importId: string, problems: readonly KeptProblem[]): Promise<void> {
  if (problems.length === 0) return
  const rows = problems.map((problem) => ({
    workspace_id: ctx.actor.workspaceId,
    id: uuidv7(),
    import_id: importId,
    row_number: problem.row,
    line: problem.line,
    column_key: problem.column,
    value: problem.value,
    message: problem.message,
    params: problem.params ?? null,
    severity: problem.severity,
    cells: problem.cells,
  }))
  await sql`
    insert into customers.import_problem
    select * from json_populate_recordset(null::customers.import_problem, ${JSON.stringify(rows)}::json)`.execute(
    ctx.db,
  )
}

export async function listRejected(ctx: Ctx, importId: string, afterRow: number, limit: number) {
  const { rows } = await sql<{
    row_number: number
    cells: string[]
    messages: { message: string; column: string | null; params: Record<string, unknown> | null }[]
  }>`
    select row_number, (array_agg(cells) filter (where cells is not null))[1] as cells,
      jsonb_agg(jsonb_build_object('message', message, 'column', column_key, 'params', params)) as messages
    from customers.v_import_problem
    where import_id = ${importId} and severity = 'error' and row_number > ${afterRow}
    group by row_number order by row_number limit ${limit}`.execute(ctx.db)
  return rows
}

export interface TemplateRow {
  readonly id: string
  readonly name: string
  readonly mapping: Readonly<Record<string, string | null>>
  readonly settings: Partial<ImportSettings>
}

const columnsKey = (columns: readonly string[]) =>
  columns
    .map((column) => column.trim().toLowerCase())
    .join('\u001f')
    .slice(0, 2000)

export async function findTemplate(
  ctx: Ctx,
  type: string,
  columns: readonly string[],
): Promise<TemplateRow | undefined> {
  const { rows } = await sql<TemplateRow>`
    select id, name, mapping, settings from customers.v_import_template
    where type = ${type} and columns_key = ${columnsKey(columns)}`.execute(ctx.db)
  return rows[0]
}

/** Remembers a mapping: a file with the same columns meets it again. */
export async function saveTemplate(
  ctx: Ctx,
  name: string,
  row: Pick<ImportRow, 'type' | 'reading' | 'mapping' | 'settings'>,
) {
  await sql`
    insert into customers.import_template (workspace_id, id, name, type, columns_key, mapping, settings, used_at, created_at)
    values (${ctx.actor.workspaceId}, ${uuidv7()}, ${name}, ${row.type}, ${columnsKey(row.reading.columns)},
      ${JSON.stringify(row.mapping)}, ${JSON.stringify(row.settings)}, ${ctx.now}, ${ctx.now})
    on conflict (workspace_id, type, columns_key)
    do update set name = excluded.name, mapping = excluded.mapping, settings = excluded.settings, used_at = excluded.used_at
  `.execute(ctx.db)
}

export async function noteFileRemoved(ctx: Ctx, id: string): Promise<void> {
  await sql`
    update customers.import set file_removed_at = ${ctx.now}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id}`.execute(ctx.db)
}

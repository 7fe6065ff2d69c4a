import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { updateBatch } from '../../kernel/record/batch.ts'
import type { RecordTable } from '../../kernel/record/write.ts'
import type { RetentionSubject } from '../../platform/index.ts'
import { customerRecord, customerTable } from '../customers/customers.fields.ts'
import { isNotHeld } from '../holds/holds.ts'
import { importFilePath } from '../import/open-import.ts'
import { journal } from '../journal/journal.ts'

/** Moves rows into the recycle bin, which is emptied after its own days. */
export async function binBatch(ctx: Ctx, table: RecordTable, ids: readonly string[]): Promise<number> {
  await updateBatch(
    ctx,
    table,
    ids.map((id) => ({ id, deleted_at: ctx.now })),
    'deleted',
  )
  return ids.length
}

const lastTouch = sql`greatest(r.last_contact_on, r.last_order_on, r.created_at::date)`

/** Customers nobody spoke to and who ordered nothing. */
const silentCustomers: RetentionSubject = {
  key: 'customer',
  view: 'customers.v_customer',
  isDue: (before) =>
    sql`r.deleted_at is null and ${lastTouch} < ${before}::timestamptz::date and ${isNotHeld(sql`r.id`)}`,
  name: sql`r.name`,
  since: lastTouch,
  record: customerRecord,
  actions: ['delete'],
  daysDefault: 10 * 365,
  apply: (ctx, ids) => binBatch(ctx, customerTable, ids),
}

const oldJournal: RetentionSubject = {
  key: 'journal-entry',
  view: 'customers.v_journal_entry',
  isDue: (before) => sql`r.deleted_at is null and r.created_at < ${before} and ${isNotHeld(sql`r.customer_id`)}`,
  name: sql`(select c.name from customers.v_customer c where c.id = r.customer_id)`,
  since: sql`r.created_at`,
  actions: ['delete'],
  daysDefault: 5 * 365,
  apply: (ctx, ids) => binBatch(ctx, journal.table, ids),
}

/** Files that were imported, and what was kept of rows that did not fit. The history stays. */
const importFiles: RetentionSubject = {
  key: 'import-file',
  view: 'customers.v_import',
  isDue: (before) =>
    sql`r.file_removed_at is null and r.created_at < ${before} and r.state not in ('checking', 'running', 'undoing')`,
  name: sql`r.file_name`,
  since: sql`r.created_at`,
  actions: ['delete'],
  daysDefault: 90,
  apply: async (ctx, ids, { dataDir }) => {
    const { workspaceId } = ctx.actor
    await sql`
      delete from customers.import_problem
      where workspace_id = ${workspaceId} and import_id = any(${ids}::uuid[])`.execute(ctx.db)
    const { rows } = await sql<{ file_path: string }>`
      update customers.import set file_removed_at = ${ctx.now}, check_result = null
      where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) returning file_path`.execute(ctx.db)
    for (const { file_path } of rows) await rm(importFilePath(dataDir, file_path), { force: true })
    return rows.length
  },
}

export const customerSubjects: readonly RetentionSubject[] = [silentCustomers, oldJournal, importFiles]

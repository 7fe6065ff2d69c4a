import { access, rm } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { JobContext } from '../../kernel/jobs/job.ts'
import type { ImportRow } from '../import/imports.sql.ts'
import { importFilePath, readOptions } from '../import/open-import.ts'
import { openTable } from '../import/reading/read-rows.ts'
import { patternsOf, type Subject, widePatternsOf } from './subject.ts'

const PROBLEMS_STEP = 5_000

/** Imports that wrote something about the subject; the files of others are looked through by the job. */
export async function countTouchedImports(ctx: Ctx, { ids }: Subject): Promise<number> {
  return (await touchedImports(ctx, ids)).size
}

async function touchedImports(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct batch_id as id from kernel.v_event
    where batch_id is not null and (customer_id = any(${ids}::uuid[]) or subject_id = any(${ids}::uuid[]))`.execute(
    ctx.db,
  )
  return new Set(rows.map(({ id }) => id))
}

/**
 * Deletes the source files that hold the person, with what was found in them, and every problem row that quotes them.
 * A file holds the person when its import wrote about them, or a cell is one of their addresses or numbers.
 * @returns source files and problem rows taken
 */
export async function eraseFromImports(job: JobContext, subject: Subject): Promise<number> {
  const patterns = patternsOf(subject)
  const { imports, touched } = await job.read(async (ctx) => ({
    imports: (await sql<ImportRow>`select * from customers.v_import order by id`.execute(ctx.db)).rows,
    touched: await touchedImports(ctx, subject.ids),
  }))
  let erased = 0
  for (const row of imports) {
    const path = importFilePath(job.dataDir, row.file_path)
    const isThere = await access(path).then(
      () => true,
      () => false,
    )
    if (isThere && (touched.has(row.id) || (await holdsPerson(job, row, path, subject)))) {
      await rm(path, { force: true })
      erased++
    }
  }
  await job.transact((ctx) => blankImports(ctx, patterns, { touched: [...touched], wide: widePatternsOf(subject) }))
  return erased + (await eraseProblems(job, patterns))
}

/** Reads a file as its import would. One that cannot be read is taken for holding them. */
async function holdsPerson(job: JobContext, row: ImportRow, path: string, subject: Subject): Promise<boolean> {
  // Somebody without an address or number is told by name alone.
  const wanted = new Set(subject.contacts.length > 0 ? subject.contacts : subject.names)
  try {
    const table = await openTable(path, readOptions(row.reading))
    if (table.columns.some((cell) => wanted.has(cell.trim().toLowerCase()))) return true
    for await (const rows of table.rows()) {
      job.signal.throwIfAborted()
      for (const { cells } of rows) for (const cell of cells) if (isOneOf(wanted, cell)) return true
    }
    return false
  } catch (error) {
    if (job.signal.aborted) throw error
    return true
  }
}

function isOneOf(wanted: ReadonlySet<string>, cell: string): boolean {
  const plain = cell.trim().toLowerCase()
  if (plain === '') return false
  if (wanted.has(plain)) return true
  // Phones and cards are written with blanks and dashes in as many ways as there are people.
  if (!/^[+\d][\d\s().-]{5,}$/.test(plain)) return false
  const digits = plain.replace(/\D/g, '')
  for (const term of wanted) if (digits.length >= 7 && term.replace(/\D/g, '').endsWith(digits)) return true
  return false
}

/** What imports and the mappings remembered from them quote of the person. */
async function blankImports(
  ctx: Ctx,
  patterns: readonly string[],
  { touched, wide }: { touched: readonly string[]; wide: readonly string[] },
): Promise<void> {
  const { workspaceId } = ctx.actor
  const isHit = (text: ReturnType<typeof sql>) => sql`lower(${text}) like any(${patterns}::text[])`
  await sql`
    update customers.import set
      check_result = case when ${isHit(sql`check_result::text`)} then null else check_result end,
      reading = case when ${isHit(sql`reading::text`)} then reading || '{"columns": []}' else reading end,
      mapping = case when ${isHit(sql`mapping::text`)} then '{}' else mapping end,
      file_name = case when ${isHit(sql`file_name`)} then '—' else file_name end
    where workspace_id = ${workspaceId}
      and ${isHit(sql`concat(check_result, reading, mapping, file_name)`)}`.execute(ctx.db)
  await sql`
    update customers.import set file_name = '—'
    where workspace_id = ${workspaceId} and id = any(${touched}::uuid[])
      and lower(file_name) like any(${wide}::text[])`.execute(ctx.db)
  await sql`
    delete from customers.import_template
    where workspace_id = ${workspaceId} and ${isHit(sql`concat(name, columns_key, mapping)`)}`.execute(ctx.db)
}

async function eraseProblems(job: JobContext, patterns: readonly string[]): Promise<number> {
  for (let erased = 0; ; ) {
    const step = await job.transact(async (ctx) => {
      const { numAffectedRows } = await sql`
        delete from customers.import_problem where workspace_id = ${ctx.actor.workspaceId} and ctid = any(array(
          select ctid from customers.import_problem
          where workspace_id = ${ctx.actor.workspaceId}
            and lower(concat(value, params, cells)) like any(${patterns}::text[]) limit ${PROBLEMS_STEP}))`.execute(
        ctx.db,
      )
      return Number(numAffectedRows ?? 0)
    })
    if (step === 0) return erased
    erased += step
  }
}

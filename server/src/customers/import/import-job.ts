import { rm } from 'node:fs/promises'
import { defineJob, type JobContext } from '../../kernel/jobs/job.ts'
import { Problem } from '../../kernel/problem.ts'
import { scanSoon } from '../duplicates/scan-soon.ts'
import { findDateFormats } from './import-dates.ts'
import {
  advanceImport,
  findImport,
  type ImportRow,
  insertProblems,
  type KeptProblem,
  noteFileRemoved,
  PROBLEMS_KEPT_MAX,
  setImportSettings,
  setImportState,
} from './imports.sql.ts'
import { startKnownRows } from './newcomers.ts'
import { type ImportSource, importFilePath, openImportTable } from './open-import.ts'
import type { Row } from './reading/table.ts'
import { createSeenKeys } from './seen-keys.ts'
import { CONCEALED, sensitiveTargets } from './sensitive-cells.ts'
import {
  type Applied,
  type ImportTarget,
  importTargets,
  importUndos,
  type MappedRow,
  type RowProblem,
} from './targets.ts'

export interface ImportJob {
  readonly importId: string
}

const UNDO_STEP = 5_000
const REFUSALS_MAX = 100
const CHECK_PROBLEMS_MAX = 500

/** Writes a file's rows batch by batch, each in one transaction with the place reached, so that a kill loses nothing and doubles nothing. */
export const importJob = defineJob<ImportJob>('import', async (job, { importId }) => {
  const started = await job.read((ctx) => findImport(ctx, importId))
  const target = targetOf(job, started.type)
  const source = await openDated(job, started, target)
  const concealed = await concealedColumns(job, source, target)
  let problemsKept = 0
  try {
    for await (const rows of readAhead(source.table.rows(started.rows_done + 1))) {
      if (job.signal.aborted) break
      const { mapped, broken } = mapRows(source.columns, rows, concealed)
      const last = rows.at(-1)!.number
      await job.transact(
        async (ctx) => {
          const applied = withBroken(await target.apply(ctx, mapped, source.settings), broken)
          const kept = keepProblems(rows, applied.problems, PROBLEMS_KEPT_MAX - problemsKept, concealed)
          problemsKept += kept.length
          await insertProblems(ctx, importId, kept)
          await advanceImport(ctx, importId, last, applied)
        },
        { batchId: importId },
      )
      await job.progress(last, source.rowsEstimated(last))
    }
    await job.transact(async (ctx) => {
      await setImportState(ctx, importId, 'done')
      const { created, updated, customers_created } = await findImport(ctx, importId)
      if (customers_created > 0 || (target.type === 'customers' && created + updated > 0)) await scanSoon(ctx)
    })
    // The file holds in the clear what is sealed by now.
    if (concealed.size > 0) {
      await rm(importFilePath(job.dataDir, started.file_path), { force: true })
      await job.transact((ctx) => noteFileRemoved(ctx, importId))
    }
  } catch (error) {
    if (job.signal.reason !== 'stopping') await job.transact((ctx) => setImportState(ctx, importId, 'failed'))
    throw error
  }
  return summary(await job.read((ctx) => findImport(ctx, importId)))
})

/** Takes the next rows apart while the database is at work on those before. */
async function* readAhead(batches: AsyncGenerator<Row[]>): AsyncGenerator<Row[]> {
  try {
    let next = batches.next()
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = batches.next()
      next.catch(() => {}) // told when its turn comes
      yield value
    }
  } finally {
    await batches.return(undefined)
  }
}

/** Reads the whole file as the import would and says what would happen; nothing is written but the answer. */
export const checkImportJob = defineJob<ImportJob>('check-import', async (job, { importId }) => {
  const found = await job.read((ctx) => findImport(ctx, importId))
  const target = targetOf(job, found.type)
  const source = await openDated(job, found, target)
  const concealed = await concealedColumns(job, source, target)
  const seen = createSeenKeys()
  const known = await startKnownRows(job)
  const total = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, anonymous: 0, customersCreated: 0 }
  const problems: RowProblem[] = []
  const counts = new Map<string, number>()
  for await (const rows of readAhead(source.table.rows())) {
    if (job.signal.aborted) break
    const { mapped, broken } = mapRows(source.columns, rows, concealed)
    const planned = await job.read((ctx) => target.plan(ctx, mapped, source.settings, seen))
    await known.look(planned.newcomers ?? [])
    const applied = withBroken(planned, broken)
    total.rows += rows.length
    for (const key of ['created', 'updated', 'unchanged', 'rejected', 'anonymous', 'customersCreated'] as const) {
      total[key] += applied[key]
    }
    for (const problem of applied.problems) {
      counts.set(problem.message, (counts.get(problem.message) ?? 0) + 1)
      if (problems.length < CHECK_PROBLEMS_MAX) problems.push(problem)
    }
    await job.progress(total.rows, source.rowsEstimated(total.rows))
  }
  const problemCounts = [...counts].map(([message, count]) => ({ message, count }))
  const { duplicates, ...looked } = known.result()
  const result = { ...total, problems, problemCounts, ...looked }
  await job.transact((ctx) => setImportState(ctx, importId, 'ready', { checkResult: { ...result, duplicates } }))
  return result
})

/** Takes an import back: refuses with reasons where rows were changed since, else restores every row exactly. */
export const undoImportJob = defineJob<ImportJob>('undo-import', async (job, { importId }) => {
  const undos = [...job.entries(importUndos)].sort((a, b) => a.order - b.order)
  const found = await job.read((ctx) => findImport(ctx, importId))
  if (found.state !== 'undoing') {
    const refused = await job.read(async (ctx) => {
      const lists = []
      for (const undo of undos) lists.push(await undo.refusals(ctx, importId, REFUSALS_MAX))
      return lists.flat().slice(0, REFUSALS_MAX)
    })
    if (refused.length > 0) {
      const said = refused.map((row) => ({ ...row, code: row.reason, reason: job.t(row.reason) }))
      throw new Problem(409, 'import.changed-since', { extra: { refused: said } })
    }
    await job.transact((ctx) => setImportState(ctx, importId, 'undoing'))
  }
  let done = 0
  for (const undo of undos) {
    for (;;) {
      const count = await job.transact((ctx) => undo.undo(ctx, importId, UNDO_STEP))
      if (count === 0) break
      done += count
      await job.progress(done)
    }
  }
  await job.transact((ctx) => setImportState(ctx, importId, 'undone'))
  return { undone: done }
})

/** Opens the file with the date format of each date column, told by the whole column and kept for the next time. */
async function openDated(job: JobContext, row: ImportRow, target: ImportTarget): Promise<ImportSource> {
  const source = await openImportTable(row, job.dataDir)
  const dateFormats = await findDateFormats(source, target, job.signal)
  if (dateFormats === source.settings.dateFormats) return source
  const settings = { ...source.settings, dateFormats }
  await job.transact((ctx) => setImportSettings(ctx, row.id, settings))
  return { ...source, settings }
}

export function targetOf(job: Pick<JobContext, 'entries'>, type: string): ImportTarget {
  const target = job.entries(importTargets).find((candidate) => candidate.type === type)
  if (!target) throw new Problem(400, 'import.unknown-type')
  return target
}

/** Cells by target key; rows that the reader could not take apart are problems, not rows. */
function mapRows(columns: readonly (string | null)[], rows: readonly Row[], concealed: ReadonlySet<number>) {
  const mapped: MappedRow[] = []
  const broken: RowProblem[] = []
  for (const row of rows) {
    if (row.problem) {
      const { code, params } = row.problem
      const value = concealed.size > 0 ? CONCEALED : row.cells.join(' ').slice(0, 200)
      broken.push({
        row: row.number,
        line: row.line,
        column: null,
        value,
        message: `import.problem.${code}`,
        severity: 'error',
        ...(params && { params }),
      })
      continue
    }
    const values: Record<string, string[]> = {}
    for (let index = 0; index < columns.length; index++) {
      const key = columns[index]
      const cell = row.cells[index]
      if (!key || !cell) continue
      const present = values[key]
      if (present) present.push(cell)
      else values[key] = [cell]
    }
    mapped.push({ number: row.number, line: row.line, values })
  }
  return { mapped, broken }
}

const withBroken = (applied: Applied, broken: readonly RowProblem[]): Applied => ({
  ...applied,
  rejected: applied.rejected + broken.length,
  problems: [...broken, ...applied.problems],
})

/** Places of the columns whose cells are sealed, and may not be kept beside what was wrong with a row. */
async function concealedColumns(job: JobContext, { columns }: ImportSource, target: ImportTarget) {
  const keys = await job.read((ctx) => sensitiveTargets(ctx, target.type))
  return new Set(columns.flatMap((key, place) => (key !== null && keys.has(key) ? [place] : [])))
}

function keepProblems(
  rows: readonly Row[],
  problems: readonly RowProblem[],
  room: number,
  concealed: ReadonlySet<number>,
): KeptProblem[] {
  const conceal = (cells: Row['cells'], problem?: unknown) =>
    concealed.size === 0 ? cells : cells.map((cell, place) => (problem || concealed.has(place) ? '' : cell))
  const byNumber = new Map(rows.map((row) => [row.number, conceal(row.cells, row.problem)]))
  return problems.slice(0, Math.max(0, room)).map((problem) => ({
    ...problem,
    cells: problem.severity === 'error' ? (byNumber.get(problem.row) ?? null) : null,
  }))
}

/** The counters that page, API and command line answer with. */
export function summary(row: ImportRow) {
  return {
    batch: row.id,
    rows: row.rows_done,
    created: row.created,
    updated: row.updated,
    unchanged: row.unchanged,
    rejected: row.rejected,
    anonymous: row.anonymous,
    customersCreated: row.customers_created,
  }
}

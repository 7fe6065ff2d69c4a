import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import {
  changeImport,
  createImport,
  findImport,
  type ImportRow,
  importFilePath,
  type KnownRows,
  MATCH_KEYS,
  type MatchKey,
  presentKnownRows,
  startImportJob,
  storeImportFile,
  summary,
  writeErrorsFile,
} from '../customers/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Ctx } from '../kernel/context.ts'
import { StartError } from '../kernel/database/start-error.ts'
import { readTransaction, writeTransaction } from '../kernel/database/transaction.ts'
import { insertJob, type JobRow } from '../kernel/jobs/job.ts'
import { type Local, type LocalOptions, localActor, print, withLocal } from './local.ts'

interface ImportOptions extends LocalOptions {
  readonly map?: string
  readonly match?: string
  readonly dryRun?: boolean
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheet?: string
  readonly header?: boolean
}

const TYPES = ['customers', 'orders', 'interactions'] as const
type ImportType = (typeof TYPES)[number]

/** `rapport import customers|orders|interactions FILE`, `import undo BATCH`, `import resume BATCH`. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('Imports a file, takes an import back, or goes on with one that was interrupted')
    .argument('<what>', 'customers, orders, interactions, undo or resume')
    .argument('<file-or-batch>', 'the file; for undo and resume the batch')
    .option('--map <column=field,…>', 'which column goes into which field; others are guessed')
    .option('--match <keys>', `how rows find their customer, of: ${MATCH_KEYS.join(',')}; "none" matches nothing`)
    .option('--dry-run', 'say what would happen, write nothing')
    .option('--encoding <name>', 'how the text is encoded, when it was found wrong')
    .option('--delimiter <char>', 'what separates cells, when it was found wrong')
    .option('--sheet <name>', 'which sheet of a workbook')
    .option('--no-header', 'the first row is data already')
    .option('--workspace <name>', 'name or id of the workspace; needed when there are several')
    .option('--data <dir>', 'data folder')
    .option('--json', 'print one JSON document')
    .action(async (what: string, subject: string, options: ImportOptions) => {
      await withLocal(options, async (local) => {
        const actor = await localActor(local, options.workspace)
        if (what === 'undo') return undoBatch(local, actor, subject, options)
        if (what === 'resume') return finish(local, actor, subject, options)
        if (!TYPES.includes(what as ImportType))
          throw new StartError(`Import what? One of ${TYPES.join(', ')}, undo, resume.`, 2)
        return importFile(local, actor, what as ImportType, subject, options)
      })
    })
}

const write = <T>(local: Local, actor: Actor, use: (ctx: Ctx) => Promise<T>) =>
  writeTransaction(local.app.runtime, actor, { requestId: 'command-line' }, use)
const read = <T>(local: Local, actor: Actor, use: (ctx: Ctx) => Promise<T>) =>
  readTransaction(local.app.runtime, actor, { requestId: 'command-line' }, use)

async function importFile(local: Local, actor: Actor, type: ImportType, file: string, options: ImportOptions) {
  const path = resolve(file)
  if (!existsSync(path)) throw new StartError(`There is no file ${path}.`, 2)
  const { dataDir } = local.config
  const stored = await storeImportFile(dataDir, actor.workspaceId, basename(path), path)
  const created = await write(local, actor, (ctx) => createImport(ctx, dataDir, stored, type))
  await write(local, actor, (ctx) => changeImport(ctx, dataDir, created.id, changesOf(options)))
  if (options.dryRun) {
    const job = await runJob(local, actor, created.id, 'check-import')
    const { problems, problemCounts, ...counts } = sayProblems(local, actor, job.result as CheckResult)
    const { duplicates } = await read(local, actor, async (ctx) =>
      presentKnownRows(ctx, (await findImport(ctx, created.id)).check_result as KnownRows),
    )
    print(
      options,
      { batch: created.id, ...counts, dryRun: true, problems, problemCounts, duplicates },
      lines({ ...counts }, 'Would '),
    )
    return
  }
  await runJob(local, actor, created.id, 'import')
  await answer(local, actor, created.id, options)
}

interface SaidProblem {
  readonly message: string
  readonly params?: Record<string, unknown>
}

interface CheckResult extends Readonly<Record<string, unknown>> {
  readonly problems: readonly SaidProblem[]
  readonly problemCounts: readonly SaidProblem[]
}

/** Problems in words; their keys stay beside them for scripts. */
function sayProblems(local: Local, actor: Actor, result: CheckResult): CheckResult {
  const say = (problem: SaidProblem) => ({
    ...problem,
    code: problem.message,
    message: local.app.runtime.translate(actor.language, problem.message, problem.params),
  })
  return { ...result, problems: result.problems.map(say), problemCounts: result.problemCounts.map(say) }
}

function changesOf({ map, match, encoding, delimiter, sheet, header }: ImportOptions) {
  const pairs = (map ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.split('='))
  const wrong = pairs.find((pair) => pair.length !== 2)
  if (wrong) throw new StartError(`--map takes column=field pairs; "${wrong.join('=')}" is none.`, 2)
  const keys = match === undefined || match === 'none' ? [] : match.split(',')
  const unknown = keys.find((key) => !MATCH_KEYS.includes(key as MatchKey))
  if (unknown) throw new StartError(`--match knows ${MATCH_KEYS.join(', ')}; "${unknown}" is none of them.`, 2)
  return {
    ...(map && {
      mapping: Object.fromEntries(
        pairs.map(([column, key]) => [column!.trim(), key!.trim() === '' ? null : key!.trim()]),
      ),
    }),
    ...(match !== undefined && { match: keys as MatchKey[] }),
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
    ...(sheet && { sheet }),
    ...(header === false && { hasHeader: false }),
  }
}

/** Runs a job of an import in this process; it is resumable like one that the product runs. */
async function runJob(
  local: Local,
  actor: Actor,
  importId: string,
  kind: 'import' | 'check-import' | 'undo-import',
): Promise<JobRow> {
  const { job } = await write(local, actor, (ctx) =>
    startImportJob(ctx, importId, kind, (name, payload) => insertJob(ctx, name, payload)),
  )
  return checked(await local.app.jobs.runNow(actor.workspaceId, job))
}

function checked(job: JobRow): JobRow {
  if (job.state === 'done') return job
  const { detail, refused } = (job.problem ?? {}) as { detail?: string; refused?: { name: string; reason: string }[] }
  const names = (refused ?? []).slice(0, 20).map(({ name }) => `  ${name}`)
  throw new StartError([detail ?? `The job ended as ${job.state}.`, ...names].join('\n'), 1)
}

async function undoBatch(local: Local, actor: Actor, batch: string, options: ImportOptions) {
  const job = await runJob(local, actor, batch, 'undo-import')
  const { undone } = job.result as { undone: number }
  print(options, { batch, undone }, [`Taken back: ${undone} rows.`])
}

/** Goes on with an import whose process was killed, from the last row that was committed. */
async function finish(local: Local, actor: Actor, batch: string, options: ImportOptions) {
  const row = await read(local, actor, (ctx) => findImport(ctx, batch))
  if (row.state === 'running' && row.job_id) checked(await local.app.jobs.resumeNow(actor.workspaceId, row.job_id))
  await answer(local, actor, batch, options)
}

async function answer(local: Local, actor: Actor, batch: string, options: ImportOptions) {
  const row = await read(local, actor, (ctx) => findImport(ctx, batch))
  const errorsFile = row.rejected > 0 ? await saveErrors(local, actor, row) : undefined
  const result = presentResult(row, errorsFile)
  print(options, result, lines(result, ''))
}

async function saveErrors(local: Local, actor: Actor, row: ImportRow): Promise<string> {
  const path = `${importFilePath(local.config.dataDir, row.file_path)}-rejected.csv`
  const out = createWriteStream(path)
  const closed = once(out, 'close')
  await read(local, actor, (ctx) => writeErrorsFile(ctx, row.id, out))
  await closed
  return path
}

/** The fixed form: `anonymous` and `customersCreated` only where the type knows them. */
function presentResult(row: ImportRow, errorsFile: string | undefined) {
  const { anonymous, customersCreated, ...counts } = summary(row)
  return {
    ...counts,
    ...(row.type !== 'customers' && { anonymous }),
    ...((row.type !== 'customers' || customersCreated > 0) && { customersCreated }),
    ...(errorsFile && { errorsFile }),
  }
}

const lines = (counts: Readonly<Record<string, unknown>>, prefix: string) =>
  Object.entries(counts)
    .filter(([, value]) => typeof value !== 'object')
    .map(([key, value]) => `${prefix}${key}: ${value}`)

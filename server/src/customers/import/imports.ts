import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { conflict, forbidden, Problem } from '../../kernel/problem.ts'
import { customFieldsOf } from '../../platform/index.ts'
import type { ImportChanges } from './contract.ts'
import { summary, targetOf } from './import-job.ts'
import {
  findImport,
  findImportForUpdate,
  findTemplate,
  type ImportRow,
  insertImport,
  saveTemplate,
  setImportPlan,
  setImportState,
} from './imports.sql.ts'
import { type KnownRows, presentKnownRows } from './newcomers.ts'
import { importFilePath, openUpload, readOptions } from './open-import.ts'
import { guessCustomerKind, guessMapping } from './reading/mapping.ts'
import { CUSTOMER_TARGETS, INTERACTION_TARGETS, type MappingTarget, ORDER_TARGETS } from './reading/mapping-targets.ts'
import type { ReadOptions, Table } from './reading/table.ts'
import { type ImportTarget, MATCH_KEYS, type TargetField } from './targets.ts'

const MAPPING_TARGETS: Readonly<Record<ImportTarget['type'], readonly MappingTarget[]>> = {
  customers: CUSTOMER_TARGETS,
  orders: ORDER_TARGETS,
  interactions: INTERACTION_TARGETS,
}

/** A file that has arrived in the data folder, not yet an import. */
export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly hash: string
}

/** Takes a file into the data folder, from a request or from the command line's path. */
export async function storeImportFile(
  dataDir: string,
  workspaceId: string,
  name: string,
  from: Readable | string,
): Promise<StoredFile> {
  const id = uuidv7()
  const path = `${workspaceId}/${id}`
  const target = importFilePath(dataDir, path)
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  if (typeof from === 'string') await copyFile(from, target)
  else await pipeline(from, createWriteStream(target, { mode: 0o600 }))
  const hash = createHash('sha256')
  await pipeline(createReadStream(target), hash)
  return { id, name: name.slice(0, 200), path, bytes: (await stat(target)).size, hash: hash.digest('hex') }
}

/** Looks into a stored file and makes an import of it: how it reads, how its columns may map. */
export async function createImport(
  ctx: Ctx,
  dataDir: string,
  file: StoredFile,
  type: ImportTarget['type'],
): Promise<ImportRow> {
  const target = mayImport(ctx, type)
  const table = await openUpload(importFilePath(dataDir, file.path), {})
  const template = await findTemplate(ctx, type, table.columns)
  const guessed = await guess(ctx, target, table)
  await insertImport(ctx, {
    id: file.id,
    type,
    state: 'mapping',
    file_name: file.name,
    file_path: file.path,
    file_bytes: file.bytes,
    file_hash: file.hash,
    reading: { ...foundReading(table), columns: table.columns },
    mapping: template?.mapping ?? guessed.mapping,
    settings: {
      match: [...MATCH_KEYS],
      dateFormats: {},
      region: ctx.actor.country,
      currency: ctx.actor.currency,
      timeZone: ctx.actor.timeZone,
      defaultKind: guessed.defaultKind,
      ...template?.settings,
    },
  })
  return findImport(ctx, file.id)
}

/** Who may import this type. @throws not-permitted, unknown-type */
export function mayImport(ctx: Pick<Ctx, 'actor' | 'entries'>, type: string): ImportTarget {
  const target = targetOf(ctx, type)
  if (!can(ctx.actor, target.permission)) throw forbidden(target.permission)
  return target
}

function foundReading({ format, encoding, delimiter, hasHeader, sheet }: Table): ReadOptions {
  return {
    format,
    hasHeader,
    ...(encoding && { encoding: encoding.encoding }),
    ...(delimiter && { delimiter }),
    ...(sheet && { sheet }),
  }
}

async function guess(ctx: Ctx, target: ImportTarget, table: Table) {
  const fields = await targetFields(ctx, target)
  const known = MAPPING_TARGETS[target.type].filter(({ key }) => fields.some((field) => field.key === key))
  const custom = await customTargets(ctx, target)
  const guesses = guessMapping(table.columns, table.sample, [...known, ...custom])
  const mapping = Object.fromEntries(guesses.map(({ column, key }) => [column, key ?? null]))
  return { guesses, mapping, defaultKind: guessCustomerKind(guesses) }
}

/** A custom field is met by its key and by its label in either language. */
async function customTargets(ctx: Ctx, target: ImportTarget): Promise<readonly MappingTarget[]> {
  if (target.type !== 'customers') return []
  const custom = await customFieldsOf(ctx, 'customer')
  return custom.map(({ key, label }) => ({
    key,
    type: 'text' as const,
    synonyms: [key.replace(/^custom\./, ''), label ?? key],
  }))
}

async function targetFields(ctx: Ctx, target: ImportTarget): Promise<readonly TargetField[]> {
  if (target.type !== 'customers') return target.fields
  const custom = await customFieldsOf(ctx, 'customer')
  return [
    ...target.fields,
    ...custom.map(({ key }) => ({ key: key.includes('.') ? key : `custom.${key}`, type: 'text' as const })),
  ]
}

/** Changes how the file is read and mapped. @throws import.running once rows were written */
export async function changeImport(ctx: Ctx, dataDir: string, id: string, changes: Static<typeof ImportChanges>) {
  const row = await findImportForUpdate(ctx, id)
  const target = mayImport(ctx, changes.type ?? row.type)
  if (!['mapping', 'ready', 'failed'].includes(row.state) || row.rows_done > 0) throw conflict('import.running')
  const { encoding, delimiter, hasHeader, sheet } = changes
  const options: ReadOptions = {
    ...readOptions(row.reading),
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter }),
    ...(hasHeader !== undefined && { hasHeader }),
    ...(sheet && { sheet }),
  }
  const isReadAnew = JSON.stringify(options) !== JSON.stringify(readOptions(row.reading)) || target.type !== row.type
  const table = isReadAnew ? await openUpload(importFilePath(dataDir, row.file_path), options) : null
  const reading = table ? { ...options, columns: table.columns } : row.reading
  const mapping = table ? (await guess(ctx, target, table)).mapping : row.mapping
  const plan = {
    type: target.type,
    reading,
    mapping: checkMapping(reading.columns, { ...mapping, ...changes.mapping }, await targetFields(ctx, target)),
    settings: {
      ...row.settings,
      ...(changes.match && { match: changes.match }),
      ...(changes.region && { region: changes.region }),
      dateFormats: { ...row.settings.dateFormats, ...changes.dateFormats },
    },
  }
  await setImportPlan(ctx, id, plan)
  if (changes.saveTemplateAs) await saveTemplate(ctx, changes.saveTemplateAs, plan)
  return findImport(ctx, id)
}

function checkMapping(columns: readonly string[], mapping: ImportRow['mapping'], fields: readonly TargetField[]) {
  for (const [column, key] of Object.entries(mapping)) {
    if (!columns.includes(column)) throw new Problem(400, 'import.no-column', { params: { column } })
    if (key !== null && !fields.some((field) => field.key === key)) {
      throw new Problem(400, 'import.no-target', { params: { target: key } })
    }
  }
  return mapping
}

/** What the wizard shows: the file as read, samples, the mapping with reasons, and how far the import is. */
export async function describeImport(ctx: Ctx, dataDir: string, row: ImportRow) {
  const target = mayImport(ctx, row.type)
  const table = await openKept(dataDir, row)
  const { guesses } = await guess(ctx, target, table)
  const fields = await targetFields(ctx, target)
  return {
    id: row.id,
    file: { name: row.file_name, bytes: row.file_bytes },
    type: row.type,
    state: row.state,
    job: row.job_id,
    format: table.format,
    encoding: table.encoding?.encoding ?? null,
    encodingConfidence: table.encoding?.confidence ?? null,
    delimiter: table.delimiter ?? null,
    hasHeader: table.hasHeader,
    sheets: table.sheets ?? [],
    sheet: table.sheet ?? null,
    columns: table.columns.map((name, index) => {
      const guessed = guesses.find((candidate) => candidate.column === name)
      const key = row.mapping[name] ?? null
      return {
        name,
        sample: table.sample.slice(0, 5).map((cells) => (cells[index] ?? '').slice(0, 200)),
        target: key,
        confidence: key !== null && guessed?.key === key ? guessed.confidence : null,
        reason: key !== null && guessed?.key === key ? guessed.reason : null,
        dateFormat: key ? (row.settings.dateFormats[key] ?? null) : null,
      }
    }),
    targets: fields.map((field) => ({ ...field, label: ctx.t(`import.${row.type}.${field.key}`) })),
    settings: row.settings,
    matchKeys: MATCH_KEYS,
    sample: table.sample.slice(0, 20).map((cells) => cells.map((cell) => cell.slice(0, 200))),
    check: await presentCheck(ctx, row),
    result: summary(row),
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }
}

/** The file, or its columns without a row where it is kept no longer. */
async function openKept(dataDir: string, row: ImportRow): Promise<Table> {
  const path = importFilePath(dataDir, row.file_path)
  if (existsSync(path)) return openUpload(path, readOptions(row.reading))
  const { columns, hasHeader = true, format = 'delimited' } = row.reading
  return { format, columns, hasHeader, sample: [], rows: async function* () {} }
}

interface CheckResult extends Partial<KnownRows> {
  readonly problems: readonly { readonly message: string; readonly params?: Record<string, unknown> }[]
  readonly problemCounts: readonly { readonly message: string; readonly count: number }[]
}

async function presentCheck(ctx: Ctx, row: ImportRow) {
  const check = row.check_result as CheckResult | null
  if (!check) return null
  const say = <T extends { message: string; params?: Record<string, unknown> }>(item: T) => ({
    ...item,
    code: item.message,
    message: ctx.t(item.message, item.params),
  })
  const { duplicates = [], duplicateCount = 0, duplicatesLookedAt = 0 } = check
  return {
    ...check,
    problems: check.problems.map(say),
    problemCounts: check.problemCounts.map(say),
    ...(await presentKnownRows(ctx, { duplicates, duplicateCount, duplicatesLookedAt })),
  }
}

/** Starts one of an import's jobs. @throws import.running when another is at it */
export async function startImportJob(
  ctx: Ctx,
  id: string,
  kind: 'import' | 'check-import' | 'undo-import',
  queue = ctx.enqueue,
) {
  const row = await findImportForUpdate(ctx, id)
  mayImport(ctx, row.type)
  const allowed = {
    import: ['mapping', 'ready', 'failed'],
    'check-import': ['mapping', 'ready'],
    'undo-import': ['done', 'failed', 'undoing'],
  }
  if (!allowed[kind].includes(row.state)) throw conflict('import.running')
  const job = await queue(kind, { importId: id })
  const state = kind === 'import' ? 'running' : kind === 'check-import' ? 'checking' : row.state
  await setImportState(ctx, id, state, { jobId: job })
  return { job }
}

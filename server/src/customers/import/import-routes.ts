import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, type Exchange, on } from '../../kernel/http/route.ts'
import { Problem } from '../../kernel/problem.ts'
import { writeDelimited } from '../../platform/index.ts'
import {
  changeImportRoute,
  checkImportRoute,
  importErrorsRoute,
  listImportsRoute,
  readImportRoute,
  startImportRoute,
  undoImportRoute,
  uploadImportRoute,
} from './contract.ts'
import { summary } from './import-job.ts'
import { findImport, listImports, listRejected } from './imports.sql.ts'
import { changeImport, createImport, describeImport, mayImport, startImportJob, storeImportFile } from './imports.ts'
import { importTargets } from './targets.ts'

/** The folder that this installation keeps its files in, as the server was told at its start. */
const dataDirOf = ({ request }: Exchange) => request.server.platform.dataDir

async function upload(ctx: Ctx, exchange: Exchange) {
  const part = await exchange.request.file().catch(() => undefined)
  if (!part) throw new Problem(400, 'import.no-file')
  const field = part.fields.type
  const type =
    field && 'value' in field
      ? String(field.value)
      : String((exchange.request.query as { type?: string }).type ?? 'customers')
  mayImport(ctx, type)
  const dataDir = dataDirOf(exchange)
  const stored = await storeImportFile(dataDir, ctx.actor.workspaceId, part.filename ?? 'file', part.file)
  if (part.file.truncated) throw new Problem(413, 'too-large')
  const row = await createImport(ctx, dataDir, stored, type as 'customers')
  return describeImport(ctx, dataDir, row)
}

/** Imports of types that the actor may not import are not even listed. */
async function listOwn(ctx: Ctx) {
  const allowed = ctx.entries(importTargets).filter((target) => ctx.actor.permissions.has(target.permission))
  const rows = (await listImports(ctx)).filter((row) => allowed.some((target) => target.type === row.type))
  return {
    items: rows.map((row) => ({
      id: row.id,
      type: row.type,
      state: row.state,
      job: row.job_id,
      file: { name: row.file_name, bytes: row.file_bytes },
      createdAt: row.created_at,
      endedAt: row.ended_at,
      ...summary(row),
    })),
  }
}

/** CSV of the rejected rows: their columns as they came, and why each was rejected. */
export async function writeErrorsFile(ctx: Ctx, id: string, out: NodeJS.WritableStream): Promise<void> {
  const row = await findImport(ctx, id)
  mayImport(ctx, row.type)
  const columns = [...row.reading.columns, ctx.t('import.errors.why')]
  const rows = async function* () {
    for (let after = 0; ; ) {
      const rejected = await listRejected(ctx, id, after, 1000)
      if (rejected.length === 0) return
      after = rejected.at(-1)!.row_number
      yield rejected.map(({ cells, messages }) => {
        const why = messages.map(({ message, params }) => ctx.t(message, params ?? {})).join('; ')
        const present = row.reading.columns.map((_column, index) => cells?.[index] ?? '')
        return [...present, why]
      })
    }
  }
  await writeDelimited(columns, rows(), out as PassThrough)
}

async function downloadErrors(ctx: Ctx, id: string, { reply }: Exchange) {
  const out = new PassThrough()
  const chunks: Buffer[] = []
  out.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = once(out, 'end')
  await writeErrorsFile(ctx, id, out)
  await ended
  reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="rejected-rows.csv"')
  return Buffer.concat(chunks)
}

export const importRoutes: readonly Binding[] = [
  on(uploadImportRoute, (ctx, _input, exchange) => upload(ctx, exchange)),
  on(listImportsRoute, (ctx) => listOwn(ctx)),
  on(readImportRoute, async (ctx, { params }, exchange) =>
    describeImport(ctx, dataDirOf(exchange), await findImport(ctx, params.id)),
  ),
  on(changeImportRoute, async (ctx, { params, body }, exchange) =>
    describeImport(ctx, dataDirOf(exchange), await changeImport(ctx, dataDirOf(exchange), params.id, body)),
  ),
  on(checkImportRoute, (ctx, { params }) => startImportJob(ctx, params.id, 'check-import')),
  on(startImportRoute, (ctx, { params }) => startImportJob(ctx, params.id, 'import')),
  on(undoImportRoute, (ctx, { params }) => startImportJob(ctx, params.id, 'undo-import')),
  on(importErrorsRoute, (ctx, { params }, exchange) => downloadErrors(ctx, params.id, exchange)),
]

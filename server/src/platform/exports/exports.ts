import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { type Actor, can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { readTransaction } from '../../kernel/database/transaction.ts'
import { defineJob } from '../../kernel/jobs/job.ts'
import { badInput, forbidden, notFound } from '../../kernel/problem.ts'
import { listRecords } from '../../kernel/query/list.ts'
import { findRowForUpdate, insertRow, type RecordTable, updateRow } from '../../kernel/record/write.ts'
import { withCustomFields } from '../custom-fields/custom-fields.ts'
import { sendAttachment } from '../files/files.ts'
import { findRecord } from '../records/registry.ts'
import { openedFields, refuseSealedFilter } from '../sensitive/guard.ts'
import type { createExportRoute } from './contract.ts'
import { exportPath } from './export-path.ts'
import { type ExportRequest, writeExport } from './write-export.ts'

const exportTable: RecordTable = {
  table: 'platform.export',
  type: 'export',
  events: 'platform.export',
  customerColumn: null,
}

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

interface ExportJob {
  readonly exportId: string
  readonly request: ExportRequest
}

/** Starts writing a list to a file. What is asked is checked before the job begins. */
export async function createExport(ctx: Ctx, request: Static<typeof createExportRoute.body>) {
  const known = findRecord(ctx, request.type)
  if (!known) throw badInput([{ path: '/type', message: 'problem.field.value', params: { field: 'type' } }])
  for (const word of [`${request.type}.read`, `${request.type}.export`]) {
    if (!can(ctx.actor, word)) throw forbidden(word)
  }
  const record = await withCustomFields(known.record)(ctx)
  refuseSealedFilter(record, request.filter)
  await listRecords(ctx, record, {
    limit: 1,
    count: 'none',
    ...(request.filter && { filter: request.filter }),
    ...(request.sort && { sort: request.sort }),
    ...(request.fields && { fields: request.fields }),
  })
  const opened = request.sensitive ? await openedFields(ctx, request.type, request.fields ?? []) : []
  const id = uuidv7()
  if (opened.length > 0) {
    const after = { record: request.type, fields: opened }
    await ctx.record({ type: 'platform.sensitive.exported', subjectType: 'export', subjectId: id, after })
  }
  const job = await ctx.enqueue('export', { exportId: id, request })
  await insertRow(ctx, exportTable, {
    id,
    record_type: request.type,
    format: request.format,
    request,
    job_id: job,
    created_by: ctx.actor.userId,
    created_by_key: ctx.actor.keyId,
  })
  return { id, job }
}

/** Writes the file beside its final name, so that a file that is there is whole; a restart begins it anew. */
export const exportJob = defineJob<ExportJob>('export', async (job, { exportId, request }) => {
  const { workspaceId } = job.actor
  const path = exportPath(job.dataDir, workspaceId, exportId)
  const unfinished = `${path}.part`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    const rows = await writeExport(job, request, createWriteStream(unfinished, { mode: 0o600 }))
    await rename(unfinished, path)
    return await job.transact(async (ctx) => {
      const fileName = `${ctx.t(`${request.type}.labels`)} ${ctx.now.toISOString().slice(0, 10)}.${request.format}`
      const row = await findRowForUpdate(ctx, exportTable, exportId)
      await updateRow(ctx, exportTable, row, { changes: { file_name: fileName, rows } })
      return { id: exportId, rows, fileName, href: `/api/v1/exports/${exportId}/file` }
    })
  } finally {
    await rm(unfinished, { force: true })
  }
})

interface ExportRow {
  readonly id: string
  readonly file_name: string | null
  readonly format: 'csv' | 'xlsx'
}

/** The file of one of the actor's own exports. @throws not-found while it is being written, and for others' exports */
export async function downloadExport(request: FastifyRequest, reply: FastifyReply, actor: Actor, id: string) {
  const { runtime, dataDir } = request.server.platform
  const row = await readTransaction(runtime, actor, { requestId: request.id }, async (ctx) => {
    const { rows } = await sql<ExportRow>`
      select id, file_name, format from platform.v_export
      where (id = ${id} or job_id = ${id})
        and (created_by = ${actor.userId} or created_by_key = ${actor.keyId})`.execute(ctx.db)
    return rows[0]
  })
  if (!row?.file_name) throw notFound({ id })
  const path = exportPath(dataDir, actor.workspaceId, row.id)
  const { size } = await stat(path).catch(() => {
    throw notFound({ id })
  })
  return sendAttachment(reply, createReadStream(path), {
    name: row.file_name,
    mediaType: MEDIA_TYPES[row.format],
    bytes: size,
  })
}

import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { type Actor, can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { readTransaction, writeTransaction } from '../../kernel/database/transaction.ts'
import { badInput, forbidden, notFound, Problem } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { binRow, findRowForUpdate, insertRow, type RecordTable } from '../../kernel/record/write.ts'
import { findRecord } from '../records/registry.ts'
import type { listFilesRoute } from './contract.ts'
import type { StoredContent } from './file-store.ts'
import { sniffMediaType } from './media-type.ts'

export const FILE_BYTES_MAX = 50 * 1024 * 1024

const fileTable: RecordTable = {
  table: 'platform.file',
  type: 'file',
  events: 'platform.file',
  customerColumn: 'customer_id',
}

export interface FileSubject {
  readonly subjectType: string
  readonly subjectId: string
}

interface FileRow {
  readonly id: string
  readonly name: string
  readonly media_type: string
  readonly bytes: number
  readonly hash: string
  readonly subject_type: string
  readonly subject_id: string
}

/** A file hangs on a record: who may read or change that, may read or change its files. */
async function mustReach(ctx: Ctx, { subjectType, subjectId }: FileSubject, action: 'read' | 'update'): Promise<void> {
  const known = findRecord(ctx, subjectType)
  if (!known)
    throw badInput([{ path: '/subjectType', message: 'problem.field.value', params: { field: 'subjectType' } }])
  const word = action === 'update' ? known.changedBy : `${subjectType}.read`
  if (!can(ctx.actor, word)) throw forbidden(word)
  await mustSee(ctx, known.record, subjectId)
}

export async function listFiles(ctx: Ctx, subject: Static<typeof listFilesRoute.query>) {
  await mustReach(ctx, subject, 'read')
  const { rows } = await sql`
    select f.id, f.version, f.name, f.media_type as "mediaType", f.bytes, f.created_at as "createdAt",
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as "createdBy"
    from platform.v_file f left join platform.v_member m on m.id = f.created_by
    where f.subject_type = ${subject.subjectType} and f.subject_id = ${subject.subjectId} and f.deleted_at is null
    order by f.created_at desc, f.id limit 500`.execute(ctx.db)
  return { items: rows }
}

/**
 * Stores the file of a multipart request and attaches it. The record is checked before a byte is kept.
 * @throws too-large above 50 MB; bad-input without a file or a record
 */
export async function uploadFile(request: FastifyRequest, actor: Actor, subject?: FileSubject) {
  const { runtime, files } = request.server.platform
  const part = await request.file({ limits: { fileSize: FILE_BYTES_MAX, files: 1 } }).catch(() => undefined)
  if (!part) throw badInput([{ path: '/file', message: 'problem.field.needed', params: { field: 'file' } }])
  const wanted = subject ?? subjectIn(part.fields)
  const options = { requestId: request.id }
  await readTransaction(runtime, actor, options, (ctx) => mustReach(ctx, wanted, 'update'))
  const content = await files.put(actor.workspaceId, part.file)
  if (part.file.truncated) {
    await files.remove(actor.workspaceId, content.hash)
    throw new Problem(413, 'too-large')
  }
  return writeTransaction(runtime, actor, options, (ctx) => attach(ctx, wanted, part.filename, content))
}

function subjectIn(fields: object): FileSubject {
  const textIn = (name: string) => {
    const field = (fields as Record<string, { value?: unknown } | undefined>)[name]
    if (typeof field?.value === 'string' && field.value !== '') return field.value
    throw badInput([{ path: `/${name}`, message: 'problem.field.needed', params: { field: name } }])
  }
  const subjectId = textIn('subjectId')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subjectId)) {
    throw badInput([{ path: '/subjectId', message: 'problem.field.value', params: { field: 'subjectId' } }])
  }
  return { subjectType: textIn('subjectType'), subjectId }
}

async function attach(ctx: Ctx, subject: FileSubject, fileName: string, { hash, bytes, head }: StoredContent) {
  const name = cleanName(fileName)
  const row = await insertRow(ctx, fileTable, {
    id: uuidv7(),
    name,
    media_type: sniffMediaType(head, name),
    bytes,
    hash,
    subject_type: subject.subjectType,
    subject_id: subject.subjectId,
    customer_id: await customerOf(ctx, subject),
    created_by: ctx.actor.userId,
  })
  return { id: row.id, version: row.version, name, mediaType: row.media_type, bytes, createdAt: row.created_at }
}

/** Without folders and control characters, at most 255 characters. */
function cleanName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  const plain = last.replace(/\p{Cc}/gu, '').trim()
  return [...(plain === '' ? 'file' : plain)].slice(0, 255).join('')
}

async function customerOf(ctx: Ctx, { subjectType, subjectId }: FileSubject): Promise<string | null> {
  const known = findRecord(ctx, subjectType)
  const column = known?.table.customerColumn
  if (!known || !column) return null
  const { rows } = await sql<{ customer_id: string | null }>`
    select ${sql.ref(column)} as customer_id from ${sql.table(known.record.view)} where id = ${subjectId}`.execute(
    ctx.db,
  )
  return rows[0]?.customer_id ?? null
}

async function findFile(ctx: Ctx, id: string, action: 'read' | 'update'): Promise<FileRow> {
  const { rows } = await sql<FileRow>`
    select id, name, media_type, bytes, hash, subject_type, subject_id from platform.v_file
    where id = ${id} and deleted_at is null`.execute(ctx.db)
  const file = rows[0]
  if (!file) throw notFound({ id })
  await mustReach(ctx, { subjectType: file.subject_type, subjectId: file.subject_id }, action)
  return file
}

/** Sends a file as an attachment that no browser runs or shows as a page. */
export async function downloadFile(request: FastifyRequest, reply: FastifyReply, actor: Actor, id: string) {
  const { runtime, files } = request.server.platform
  const file = await readTransaction(runtime, actor, { requestId: request.id }, (ctx) => findFile(ctx, id, 'read'))
  const content = await files.read(actor.workspaceId, file.hash).catch(() => {
    throw notFound({ id })
  })
  return sendAttachment(reply, content, { name: file.name, mediaType: file.media_type, bytes: file.bytes })
}

export function sendAttachment(
  reply: FastifyReply,
  content: Readable,
  { name, mediaType, bytes }: { name: string; mediaType: string; bytes?: number },
) {
  reply
    .header('content-type', mediaType)
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percentEncoded)}`,
    )
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
  if (bytes !== undefined) reply.header('content-length', bytes)
  return reply.send(content)
}

const percentEncoded = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

export async function deleteFile(ctx: Ctx, id: string): Promise<void> {
  await findFile(ctx, id, 'update')
  await binRow(ctx, fileTable, await findRowForUpdate(ctx, fileTable, id))
}

import type { Writable } from 'node:stream'
import { can } from '../../kernel/actor.ts'
import type { JobContext } from '../../kernel/jobs/job.ts'
import { badInput, forbidden } from '../../kernel/problem.ts'
import { countRows } from '../../kernel/query/count.ts'
import { type Field, type RecordType, visibleFields } from '../../kernel/query/fields.ts'
import { listRecords, rowPredicate } from '../../kernel/query/list.ts'
import { withCustomFields } from '../custom-fields/custom-fields.ts'
import { findRecord } from '../records/registry.ts'
import { openedFields } from '../sensitive/guard.ts'
import { readSensitiveValues } from '../sensitive/values.ts'
import { cellOf, headerOf } from './cells.ts'
import { type ExportCell, writeDelimited } from './writing/delimited.ts'
import { writeSpreadsheet } from './writing/spreadsheet.ts'

export interface ExportRequest {
  /** Record type, such as `customer`. */
  readonly type: string
  readonly format: 'csv' | 'xlsx'
  readonly filter?: object | null | undefined
  readonly sort?: string | null | undefined
  readonly fields?: readonly string[] | null | undefined
  readonly q?: string | null | undefined
  /** Sensitive fields that are named stand in the file in the clear. */
  readonly sensitive?: boolean | undefined
}

/** What an export needs of a job, or of the command line in its place. */
export type ExportSource = Pick<JobContext, 'actor' | 'read' | 'progress' | 'signal' | 't' | 'entries'>

const PAGE_ROWS = 1_000

/**
 * Writes a list as its actor sees it: record scope, hidden and masked fields hold as on the page. Reads page by page,
 * so memory stays flat. @returns the rows written
 * @throws not-permitted without `<type>.export`; bad-input for fields or filters that do not exist for the actor
 */
export async function writeExport(source: ExportSource, request: ExportRequest, out: Writable): Promise<number> {
  const known = findRecord(source, request.type)
  if (!known) throw badInput([{ path: '/type', message: 'problem.field.value', params: { field: 'type' } }])
  for (const word of [`${request.type}.read`, `${request.type}.export`]) {
    if (!can(source.actor, word)) throw forbidden(word)
  }
  const record = await source.read(withCustomFields(known.record))
  const fields = fieldsOf(source, record, request)
  const columns = fields.map((field) => headerOf(source.t, record, field))
  const counter = { rows: 0 }
  const pages = readPages(source, record, fields, request, counter)
  if (request.format === 'csv') await writeDelimited(columns, pages, out)
  else await writeSpreadsheet(columns, pages, out, { sheetName: source.t(`${record.type}.labels`) })
  return counter.rows
}

/** The fields asked for, in that order; all that hold more than other fields do when none are named. The id stands first, by which an import meets the same records. */
function fieldsOf({ actor, t }: ExportSource, record: RecordType, { fields: keys }: ExportRequest): readonly Field[] {
  const id: Field = { key: 'id', type: 'text', column: 'id', label: t('export.id') }
  const visible = [id, ...visibleFields(record, actor)]
  if (!keys) return visible.filter(({ key, type }) => key !== 'custom' && type !== 'sensitive')
  return keys.map((key, index) => {
    const field = visible.find((candidate) => candidate.key === key)
    if (field) return field
    throw badInput([{ path: `/fields/${index}`, message: 'problem.field.unknown', params: { field: key } }])
  })
}

async function openPage(
  source: ExportSource,
  record: RecordType,
  items: readonly { readonly id: string }[],
  fields: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (fields.length === 0) return new Map()
  const ids = items.map(({ id }) => id)
  const values = await source.read((ctx) => readSensitiveValues(ctx, record.type, ids, fields))
  return new Map(values.map(({ recordId, field, value }) => [`${recordId}:${field}`, value]))
}

async function* readPages(
  source: ExportSource,
  record: RecordType,
  fields: readonly Field[],
  request: ExportRequest,
  counter: { rows: number },
): AsyncGenerator<readonly (readonly ExportCell[])[]> {
  const list = {
    ...narrowed(request.filter, findRecord(source, record.type)?.exported),
    ...(request.q && { q: request.q }),
    ...(request.sort && { sort: request.sort }),
  }
  const { value: total } = await source.read((ctx) => countRows(ctx, record, rowPredicate(ctx, record, list), list))
  const keys = fields.map(({ key }) => key).filter((key) => key !== 'id')
  const sealed = request.sensitive ? await source.read((ctx) => openedFields(ctx, record.type, keys)) : []
  let cursor: string | null | undefined
  do {
    source.signal.throwIfAborted()
    const from = cursor
    const page = await source.read((ctx) =>
      listRecords(ctx, record, {
        ...list,
        fields: keys,
        limit: PAGE_ROWS,
        count: 'none',
        ...(from && { cursor: from }),
      }),
    )
    const opened = await openPage(source, record, page.items, sealed)
    yield page.items.map((item) =>
      fields.map((field) => opened.get(`${item.id}:${field.key}`) ?? cellOf(source.t, record, field, item[field.key])),
    )
    counter.rows += page.items.length
    await source.progress(counter.rows, Math.max(total, counter.rows))
    cursor = page.nextCursor
  } while (cursor)
}

function narrowed(asked: object | null | undefined, exported: object | null | undefined): { filter?: object } {
  const both = [asked, exported].flatMap((filter) => filter ?? [])
  return both.length === 0 ? {} : { filter: { and: both } }
}

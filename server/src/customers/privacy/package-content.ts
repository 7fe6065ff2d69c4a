import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { Row } from '../../kernel/record/event.ts'
import { filesAbout, readSensitiveValues } from '../../platform/index.ts'
import { allPersonalTables, rowsOf } from './personal-tables.ts'
import type { Subject } from './subject.ts'
import { recordIdsOf } from './traces.ts'

export interface PackageSection {
  /** `schema.table`. */
  readonly table: string
  /** Words key of what one row is. */
  readonly label: string
  readonly rows: readonly Row[]
}

export interface PackageFile {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly hash: string
  readonly createdAt: Date
}

export interface PackageContent {
  readonly sections: readonly PackageSection[]
  readonly files: readonly PackageFile[]
  /** Sealed values in the clear, since they are the person's own: field → value. */
  readonly sensitive: readonly { readonly field: string; readonly value: string }[]
  /** What was changed when, as the log has it. */
  readonly changes: readonly Row[]
}

const EVENTS_MAX = 100_000
const NEVER_TOLD = ['workspace_id', 'search']

/** Everything that is kept about a subject, from every slice. */
export async function readPackage(ctx: Ctx, subject: Subject): Promise<PackageContent> {
  const sections: PackageSection[] = [
    { table: 'customers.customer', label: 'customer.labels', rows: await ownRows(ctx, subject) },
  ]
  for (const table of allPersonalTables(ctx)) {
    if (table.isHandedOver === false) continue
    const rows = await rowsOf(ctx, table, subject.ids)
    const present = sections.find((section) => section.table === table.table)
    // A relation is found from both of its ends.
    const known = new Set(present?.rows.map(({ id }) => id))
    const added = rows.filter(({ id }) => id === undefined || !known.has(id))
    if (present) sections[sections.indexOf(present)] = { ...present, rows: [...present.rows, ...added] }
    else if (rows.length > 0) sections.push({ table: table.table, label: table.label, rows })
  }
  const recordIds = await recordIdsOf(ctx, subject)
  return {
    sections,
    files: await findFiles(ctx, recordIds),
    sensitive: await readSensitiveValues(ctx, 'customer', subject.ids),
    changes: await findChanges(ctx, subject.ids),
  }
}

async function ownRows(ctx: Ctx, { ids }: Subject): Promise<readonly Row[]> {
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(r) - ${NEVER_TOLD}::text[] as row from customers.v_customer r where r.id = any(${ids}::uuid[])`.execute(
    ctx.db,
  )
  return rows.map(({ row }) => row)
}

async function findFiles(ctx: Ctx, recordIds: readonly string[]): Promise<readonly PackageFile[]> {
  const { rows } = await sql<PackageFile>`
    select r.id, r.name, r.media_type as "mediaType", r.bytes, r.hash, r.created_at as "createdAt"
    from platform.v_file r where ${filesAbout(recordIds)} order by r.created_at, r.id`.execute(ctx.db)
  return rows
}

async function findChanges(ctx: Ctx, ids: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select at, type, subject_type as "subjectType", subject_id as "subjectId", before, after from kernel.v_event
    where customer_id = any(${ids}::uuid[]) or subject_id = any(${ids}::uuid[])
    order by at, id limit ${EVENTS_MAX}`.execute(ctx.db)
  return rows
}

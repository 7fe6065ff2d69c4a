import type { Ctx } from '../../kernel/context.ts'
import type { RecordType } from '../../kernel/query/fields.ts'
import type { RecordTable } from '../../kernel/record/write.ts'
import { defineRegistry } from '../../kernel/registry.ts'

/** Every record type of the product; `app.ts` fills it from the slices' `records`. */
export const recordTypes = defineRegistry<RecordType>('record-types')

/** What search, audit and recycle bin show of a record, where the defaults of `faceOf` do not fit. */
export interface RecordFace {
  readonly type: string
  readonly table?: RecordTable
  /** Field that names a record. */
  readonly title?: string
  /** Fields that tell records of the same name apart, at most three. */
  readonly subtitle?: readonly string[]
  /** False keeps the type out of `GET /records`: it has pages of its own. */
  readonly isListed?: boolean
  /** True where `POST /<path>/bulk` changes many at once. */
  readonly canChangeMany?: boolean
  /** Filter tree that every bulk export is narrowed to, such as to leave out who asked for restriction. */
  readonly exported?: object
  /** Word needed to attach files to a record and take them off; `<type>.update` when omitted. */
  readonly changedBy?: `${string}.${string}`
  /** Column that is set on rows which lie in the bin for a reason of their own: nobody restores or purges them there. */
  readonly keptInBin?: string
}

export const recordFaces = defineRegistry<RecordFace>('record-faces')

/** A table whose rows are parts of a record (contact points, order lines): its rights are those of the record. */
export interface RecordPart {
  readonly table: RecordTable
  readonly view: string
  /** Record type that the rows are part of. */
  readonly of: string
  /** Column with the record's id. */
  readonly column: string
}

export const recordParts = defineRegistry<RecordPart>('record-parts')

/** Records that lie in the bin for the sake of another one, and are purged together with it. */
export interface PurgedTogether {
  /** Record type. */
  readonly of: string
  /** Ids of the records that go with this one. */
  readonly find: (ctx: Ctx, id: string) => Promise<readonly string[]>
  /** Takes what tells of their bond; their parts and rows go afterwards. */
  readonly forget: (ctx: Ctx, ids: readonly string[]) => Promise<void>
}

export const purgedTogether = defineRegistry<PurgedTogether>('purged-together')

export interface KnownRecord {
  readonly record: RecordType
  readonly table: RecordTable
  readonly title: string
  readonly subtitle: readonly string[]
  readonly isListed: boolean
  readonly canChangeMany: boolean
  readonly exported: object | null
  readonly keptInBin: string | null
  readonly changedBy: string
}

type Entries = Pick<Ctx, 'entries'>

export const knownRecords = (ctx: Entries): readonly KnownRecord[] => {
  const faces = ctx.entries(recordFaces)
  return ctx.entries(recordTypes).map((record) =>
    faceOf(
      record,
      faces.find(({ type }) => type === record.type),
    ),
  )
}

export const findRecord = (ctx: Entries, type: string): KnownRecord | undefined =>
  knownRecords(ctx).find(({ record }) => record.type === type)

const TITLES = ['name', 'number', 'subject', 'code']
const SUBTITLES = ['primaryPhone', 'city', 'customer', 'code', 'email']

/** The table behind the view, and the usual fields by name. */
function faceOf(record: RecordType, face: RecordFace | undefined): KnownRecord {
  const keys = new Set(record.fields.map(({ key }) => key))
  const title = face?.title ?? TITLES.find((key) => keys.has(key)) ?? record.fields[0]!.key
  return {
    record,
    table: face?.table ?? tableOf(record),
    title,
    subtitle: (face?.subtitle ?? SUBTITLES).filter((key) => key !== title && keys.has(key)).slice(0, 3),
    isListed: face?.isListed ?? true,
    canChangeMany: face?.canChangeMany ?? false,
    exported: face?.exported ?? null,
    keptInBin: face?.keptInBin ?? null,
    changedBy: face?.changedBy ?? `${record.type}.update`,
  }
}

function tableOf(record: RecordType): RecordTable {
  const table = record.view.replace('.v_', '.')
  const customer = record.fields.find((field) => field.reference === 'customer' && field.key === 'customer')
  const customerColumn = record.type === 'customer' ? 'id' : customer?.column
  return {
    table,
    type: record.type,
    events: table,
    customerColumn: typeof customerColumn === 'string' ? customerColumn : null,
  }
}

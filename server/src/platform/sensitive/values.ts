import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { conflict } from '../../kernel/problem.ts'
import { blindIndex, boundTo, NotAuthentic, type Place, seal, unseal } from './cipher.ts'
import { type CurrentKey, currentDataKey, type DataKeys, dataKeys, dataKeysAnew } from './data-keys.ts'
import type { SensitiveField } from './fields.ts'
import { comparableSensitive } from './formats.ts'

/** One value to write; null empties the field. It was read by its format before. */
export interface SensitiveChange {
  readonly field: SensitiveField
  readonly recordId: string
  readonly customerId: string | null
  readonly value: string | null
}

export interface SealedRow {
  readonly id: string
  readonly record_type: string
  readonly record_id: string
  readonly field: string
  readonly key_version: number
  readonly sealed: Buffer
  readonly blind_index: Buffer
  readonly batch_id: string | null
}

const TAIL_OF_CHARS_MIN = 8

const placeOf = (ctx: Ctx, { field, recordId }: SensitiveChange): Place => ({
  workspaceId: ctx.actor.workspaceId,
  recordType: field.record,
  recordId,
  field: field.key,
})

/**
 * Seals values and tells the log that they changed, never what they are. Values that are as they were are left alone.
 * In an import the replaced ones stay, sealed, so that it can be taken back.
 * @returns the records that changed
 */
export async function writeSensitive(ctx: Ctx, changes: readonly SensitiveChange[]): Promise<ReadonlySet<string>> {
  if (changes.length === 0) return new Set()
  const stored = await findStored(ctx, changes)
  const current = await currentDataKey(ctx)
  const keys = await knownKeys(
    ctx,
    [...stored.values()].map((row) => row.key_version),
  )
  const real = changes.filter((change) => {
    const row = stored.get(`${change.recordId}:${change.field.key}`)
    return !isSame(placeOf(ctx, change), change.value, row, keys)
  })
  await clear(
    ctx,
    real.flatMap((change) => stored.get(`${change.recordId}:${change.field.key}`) ?? []),
  )
  await insertSealed(ctx, current, real)
  await Promise.all(
    real.map((change) =>
      ctx.record({
        type: 'platform.sensitive.changed',
        subjectType: change.field.record,
        subjectId: change.recordId,
        customerId: change.customerId,
        after: { field: change.field.key, isSet: change.value !== null },
      }),
    ),
  )
  return new Set(real.map(({ recordId }) => recordId))
}

async function findStored(ctx: Ctx, changes: readonly SensitiveChange[]): Promise<Map<string, SealedRow>> {
  const { rows } = await sql<SealedRow>`
    select s.* from platform.sensitive_value s
    where s.workspace_id = ${ctx.actor.workspaceId} and s.replaced_by_batch is null
      and s.record_type = any(${[...new Set(changes.map(({ field }) => field.record))]}::text[])
      and s.record_id = any(${changes.map(({ recordId }) => recordId)}::uuid[])
    order by s.id for update`.execute(ctx.db)
  return new Map(rows.map((row) => [`${row.record_id}:${row.field}`, row]))
}

function isSame(place: Place, value: string | null, row: SealedRow | undefined, keys: DataKeys): boolean {
  if (!row || value === null) return !row && value === null
  const key = keys.get(row.key_version)
  return key !== undefined && blindIndex(key, place, comparableSensitive(value)).equals(row.blind_index)
}

/** An import keeps what it replaces; everything else destroys it. */
async function clear(ctx: Ctx, rows: readonly SealedRow[]): Promise<void> {
  const isKept = ({ batch_id }: SealedRow) => ctx.batchId !== null && batch_id !== ctx.batchId
  const kept = rows.filter(isKept).map(({ id }) => id)
  const gone = rows.filter((row) => !isKept(row)).map(({ id }) => id)
  if (kept.length > 0) {
    await sql`
      update platform.sensitive_value set replaced_by_batch = ${ctx.batchId}, updated_at = ${ctx.now}
      where workspace_id = ${ctx.actor.workspaceId} and id = any(${kept}::uuid[])`.execute(ctx.db)
  }
  if (gone.length > 0) {
    await sql`
      delete from platform.sensitive_value
      where workspace_id = ${ctx.actor.workspaceId} and id = any(${gone}::uuid[])`.execute(ctx.db)
  }
}

async function insertSealed(ctx: Ctx, current: CurrentKey, changes: readonly SensitiveChange[]): Promise<void> {
  const filled = changes.flatMap((change) => (change.value === null ? [] : [{ ...change, value: change.value }]))
  if (filled.length === 0) return
  const sealed = filled.map(({ value, ...change }) => sealValue(current, placeOf(ctx, { ...change, value }), value))
  const tails = filled.map(({ field, value }) =>
    field.shownTail > 0 && value.length >= TAIL_OF_CHARS_MIN ? value.slice(-field.shownTail) : null,
  )
  await sql`
    insert into platform.sensitive_value (workspace_id, id, record_type, record_id, field, key_version, sealed,
      blind_index, tail, batch_id, created_at, updated_at)
    select ${ctx.actor.workspaceId}, new.id, new.record_type, new.record_id, new.field, ${current.version}, new.sealed,
      new.blind_index, new.tail, ${ctx.batchId}::uuid, ${ctx.now}, ${ctx.now}
    from unnest(${filled.map(() => uuidv7())}::uuid[], ${filled.map(({ field }) => field.record)}::text[],
      ${filled.map(({ recordId }) => recordId)}::uuid[], ${filled.map(({ field }) => field.key)}::text[],
      ${sealed.map((one) => one.sealed)}::bytea[], ${sealed.map((one) => one.blindIndex)}::bytea[], ${tails}::text[])
      as new(id, record_type, record_id, field, sealed, blind_index, tail)`.execute(ctx.db)
}

export const sealValue = ({ key }: CurrentKey, place: Place, value: string) => ({
  sealed: seal(key, Buffer.from(value), boundTo(place)),
  blindIndex: blindIndex(key, place, comparableSensitive(value)),
})

/** The data keys, read again when a value was sealed under one that is new to this process. */
export async function knownKeys(ctx: Ctx, versions: readonly number[]): Promise<DataKeys> {
  const keys = await dataKeys(ctx)
  return versions.every((version) => keys.has(version)) ? keys : dataKeysAnew(ctx)
}

/** @throws sensitive.damaged when the stored bytes were tampered with, moved, or their key is gone */
export function openValue(ctx: Ctx, keys: DataKeys, row: SealedRow): string {
  const place = {
    workspaceId: ctx.actor.workspaceId,
    recordType: row.record_type,
    recordId: row.record_id,
    field: row.field,
  }
  const key = keys.get(row.key_version)
  try {
    if (key) return unseal(key, row.sealed, boundTo(place)).toString()
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
  }
  throw conflict('sensitive.damaged', { field: row.field })
}

export interface OpenedValue {
  readonly recordId: string
  readonly field: string
  readonly value: string
}

/**
 * The values of records in the clear, for who was checked before: exports that ask for them, the access package.
 * Without `fields` all of them. @throws sensitive.damaged
 */
export async function readSensitiveValues(
  ctx: Ctx,
  recordType: string,
  recordIds: readonly string[],
  fields?: readonly string[],
): Promise<readonly OpenedValue[]> {
  const { rows } = await sql<SealedRow>`
    select s.* from platform.v_sensitive_value s
    where s.record_type = ${recordType} and s.record_id = any(${recordIds}::uuid[]) and s.replaced_by_batch is null
      and ${fields ? sql`s.field = any(${fields}::text[])` : sql`true`}
    order by s.record_id, s.field`.execute(ctx.db)
  if (rows.length === 0) return []
  const keys = await knownKeys(
    ctx,
    rows.map((row) => row.key_version),
  )
  return rows.map((row) => ({ recordId: row.record_id, field: row.field, value: openValue(ctx, keys, row) }))
}

export interface SensitiveMove {
  readonly id: string
  readonly toRecordId: string
}

/** Seals values anew where they stand from now on, since the record is bound into the tag. @throws sensitive.damaged */
export async function moveSensitive(ctx: Ctx, moves: readonly SensitiveMove[]): Promise<void> {
  if (moves.length === 0) return
  const { workspaceId } = ctx.actor
  const { rows } = await sql<SealedRow>`
    select s.* from platform.sensitive_value s
    where s.workspace_id = ${workspaceId} and s.id = any(${moves.map(({ id }) => id)}::uuid[])
    order by s.id for update`.execute(ctx.db)
  const current = await currentDataKey(ctx)
  const keys = await knownKeys(
    ctx,
    rows.map((row) => row.key_version),
  )
  const targets = new Map(moves.map(({ id, toRecordId }) => [id, toRecordId]))
  const sealed = rows.map((row) => {
    const place = { workspaceId, recordType: row.record_type, recordId: targets.get(row.id)!, field: row.field }
    return { id: row.id, recordId: place.recordId, ...sealValue(current, place, openValue(ctx, keys, row)) }
  })
  await sql`
    update platform.sensitive_value s
    set record_id = new.record_id, key_version = ${current.version}, sealed = new.sealed, blind_index = new.blind_index
    from unnest(${sealed.map(({ id }) => id)}::uuid[], ${sealed.map(({ recordId }) => recordId)}::uuid[],
      ${sealed.map((one) => one.sealed)}::bytea[], ${sealed.map((one) => one.blindIndex)}::bytea[])
      as new(id, record_id, sealed, blind_index)
    where s.workspace_id = ${workspaceId} and s.id = new.id`.execute(ctx.db)
}

/** Destroys every value of records, those that imports replaced too. @returns how many */
export async function destroySensitive(ctx: Ctx, recordType: string, recordIds: readonly string[]): Promise<number> {
  const { rows } = await sql`
    delete from platform.sensitive_value
    where workspace_id = ${ctx.actor.workspaceId} and record_type = ${recordType}
      and record_id = any(${recordIds}::uuid[]) returning id`.execute(ctx.db)
  return rows.length
}

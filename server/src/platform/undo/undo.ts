import { sql } from 'kysely'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, on } from '../../kernel/http/route.ts'
import { conflict, forbidden, notFound } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import type { Row } from '../../kernel/record/event.ts'
import { type RecordTable, type StoredRow, updateRow } from '../../kernel/record/write.ts'
import { defineRegistry } from '../../kernel/registry.ts'
import { namesOf } from '../audit/visible-events.ts'
import { findRecord, recordParts } from '../records/registry.ts'
import { undoRoute } from './contract.ts'

/** What a slice takes back by a journal of its own. @returns how many changes; null when the request made none of its own */
export type RequestUndo = (ctx: Ctx, requestId: string) => Promise<number | null>

export const requestUndos = defineRegistry<RequestUndo>('request-undos')

/** A request that changed more is taken back as an import or bulk job, not in one piece. */
const CHANGES_MAX = 5_000
/** Columns that every change moves on by itself. */
const OWN_COLUMNS = ['workspace_id', 'id', 'version', 'created_at', 'updated_at']

interface Change {
  readonly type: string
  readonly subject_type: string
  readonly subject_id: string
  readonly version: number | null
  readonly actor_user_id: string | null
  readonly actor_key_id: string | null
  readonly before: Row | null
}

interface Subject {
  readonly table: RecordTable
  /** Record type whose words and scope decide. */
  readonly record: string
  /** Column with the record's id. */
  readonly column: string
}

interface Refusal {
  readonly type: string
  readonly id: string
  readonly name: string | null
  readonly reason: string
}

/**
 * Restores every row that a request changed to what it was before, newest change first; created rows go to the recycle
 * bin, deleted ones come back. All or nothing.
 * @throws cannot-undo with the rows that were changed since; not-found for requests of others
 */
export async function undoRequest(ctx: Ctx, requestId: string) {
  for (const undo of ctx.entries(requestUndos)) {
    const undone = await undo(ctx, requestId)
    if (undone !== null) return { undone }
  }
  const changes = await findChanges(ctx, requestId)
  if (changes.length === 0) throw notFound({ requestId })
  if (changes.length > CHANGES_MAX) throw conflict('cannot-undo', {}, { refused: [] })
  const created = new Set(changes.filter(({ type }) => type.endsWith('.created')).map(({ subject_id }) => subject_id))
  const refused: Refusal[] = []
  let undone = 0
  for (const ofSubject of groupBySubject(changes)) {
    const reason = await undoSubject(ctx, ofSubject, created)
    if (reason === null) undone++
    else refused.push(await refusalOf(ctx, ofSubject[0]!, reason))
  }
  if (refused.length > 0) throw conflict('cannot-undo', {}, { refused })
  return { undone }
}

/** The request's changes to rows of its own, newest first. Others' requests do not exist, unless one may read the log. */
async function findChanges(ctx: Ctx, requestId: string): Promise<readonly Change[]> {
  const { userId, keyId } = ctx.actor
  const isOwn = sql`(actor_user_id = ${userId} or actor_key_id = ${keyId})`
  // Whoever may not see or change some fields cannot be let restore what others did to them.
  const mayUndoOthers = can(ctx.actor, 'audit.read') && Object.keys(ctx.actor.fieldRules).length === 0
  const { rows } = await sql<Change>`
    select type, subject_type, subject_id, version, actor_user_id, actor_key_id, before from kernel.v_event
    where request_id = ${requestId} and batch_id is null and version is not null
      and ${mayUndoOthers ? sql`true` : isOwn}
    order by version desc, at desc, id desc limit ${CHANGES_MAX + 1}`.execute(ctx.db)
  return rows
}

function groupBySubject(changes: readonly Change[]): Iterable<readonly Change[]> {
  const groups = new Map<string, Change[]>()
  for (const change of changes) {
    const key = `${change.subject_type}:${change.subject_id}`
    const group = groups.get(key)
    if (group) group.push(change)
    else groups.set(key, [change])
  }
  return groups.values()
}

/** @returns words key of why not, or null when it was taken back */
async function undoSubject(ctx: Ctx, changes: readonly Change[], created: ReadonlySet<string>): Promise<string | null> {
  const newest = changes[0]!
  const subject = findSubject(ctx, newest.subject_type)
  if (!subject) return 'undo.not-possible'
  const { rows } = await sql<StoredRow>`
    select * from ${sql.table(subject.table.table)}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${newest.subject_id} for update`.execute(ctx.db)
  const row = rows[0]
  if (!row) return 'undo.gone'
  await mustBeAllowed(ctx, subject, row)
  // Parts of a record that the request made go to the bin with it, and come back with it.
  if (subject.column !== 'id' && created.has(String(row[subject.column]))) return null
  if (row.version !== newest.version) return 'undo.changed-since'
  const isCreated = changes.some(({ type }) => type === `${subject.table.events}.created`)
  const before = isCreated ? { deleted_at: ctx.now } : mergeBefore(changes)
  const event = isCreated ? 'deleted' : 'deleted_at' in before && row.deleted_at !== null ? 'restored' : 'updated'
  await updateRow(ctx, subject.table, row, { event, changes: before })
  return null
}

/** The state before the oldest of the changes, which come newest first. */
function mergeBefore(changes: readonly Change[]): Row {
  const merged: Record<string, unknown> = Object.assign({}, ...changes.map(({ before }) => before ?? {}))
  return Object.fromEntries(Object.entries(merged).filter(([name]) => !OWN_COLUMNS.includes(name)))
}

function findSubject(ctx: Ctx, subjectType: string): Subject | null {
  const known = findRecord(ctx, subjectType)
  if (known) return known.record.actions.length > 0 ? { table: known.table, record: subjectType, column: 'id' } : null
  const part = ctx.entries(recordParts).find(({ table }) => table.type === subjectType)
  return part ? { table: part.table, record: part.of, column: part.column } : null
}

/** Taking back is changing: it asks for the same word, and the record must lie within the actor's scope. */
async function mustBeAllowed(ctx: Ctx, { record, column }: Subject, row: StoredRow): Promise<void> {
  const known = findRecord(ctx, record)
  if (!known) throw notFound({ id: row.id })
  if (!can(ctx.actor, `${record}.update`)) throw forbidden(`${record}.update`)
  await mustSee(ctx, known.record, String(row[column]))
}

async function refusalOf(ctx: Ctx, { subject_type, subject_id }: Change, reason: string): Promise<Refusal> {
  const names = await namesOf(ctx, subject_type, [subject_id])
  return { type: subject_type, id: subject_id, name: names.get(subject_id) ?? null, reason: ctx.t(reason) }
}

export const undoRoutes: readonly Binding[] = [on(undoRoute, (ctx, { body }) => undoRequest(ctx, body.requestId))]

import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { conflict, notFound } from '../../kernel/problem.ts'
import { updateBatch } from '../../kernel/record/batch.ts'
import { customerTable } from '../customers/customers.fields.ts'
import { type CustomerRow, settleFields, takeBack } from './fields.ts'
import {
  findMerges,
  findStack,
  type LockedRow,
  lockCustomers,
  type MergeRow,
  type RowState,
  stepsOf,
} from './merge.sql.ts'
import { beginMoving, handlersOf, mustBeAllowedToMerge, renewWhatFollows, writable } from './merge.ts'

/**
 * Takes merges back. Rows return to the record they came from with every edit made since; rows that came after the merge
 * stay with the survivor; its fields get their former values unless they were edited since; what was merged leaves the
 * bin. Later merges of the same survivor are lifted for a moment and laid on anew, so that each can be taken back alone.
 * @throws merge.undone; merge.nested while the survivor is merged into another record; merge.external-id-taken
 */
export async function undoMerges(ctx: Ctx, ids: readonly string[]) {
  mustBeAllowedToMerge(ctx)
  const asked = await findMerges(ctx, ids)
  if (asked.length < ids.length) throw notFound({ id: ids.find((id) => !asked.some((merge) => merge.id === id)) })
  const rows = await lockCustomers(
    ctx,
    (await findStack(ctx, asked)).concat(asked).flatMap((merge) => [merge.survivor_id, ...merge.merged_ids]),
  )
  const wanted = await findMerges(ctx, ids)
  const stack = await findStack(ctx, wanted)
  await mustBeUndoable(ctx, wanted, rows)
  await beginMoving(ctx)
  const undone = new Set(ids)
  const standing = stack.filter(({ id }) => !undone.has(id))
  const results = await restoreFields(ctx, stack, undone, rows)
  const released = await releaseMerged(ctx, wanted)
  await restoreStates(ctx, [...results.flatMap(({ exact }) => exact ?? []), ...released])
  await moveBack(ctx, stack, standing)
  await markUndone(ctx, wanted, results)
  const survivorIds = results.map(({ row }) => row.id)
  await renewWhatFollows(ctx, [...survivorIds, ...released.map(({ id }) => id)])
  return wanted
}

async function mustBeUndoable(
  ctx: Ctx,
  wanted: readonly MergeRow[],
  rows: ReadonlyMap<string, LockedRow>,
): Promise<void> {
  for (const merge of wanted) {
    const survivor = rows.get(merge.survivor_id)
    const involved = [survivor, ...merge.merged_ids.map((id) => rows.get(id))]
    if (!survivor || involved.some((row) => !row?.is_visible)) throw notFound({ id: merge.id })
    if (merge.undone_at !== null) throw conflict('merge.undone', {}, { id: merge.id })
    if (survivor.survivor_id !== null) {
      throw conflict('merge.nested', { name: survivor.name }, { id: merge.id, mergedInto: survivor.survivor_id })
    }
  }
  const freed = wanted.flatMap((merge) => merge.merged_ids.map((id) => rows.get(id)!))
  const { rows: taken } = await sql<{ name: string; externalId: string }>`
    select name, external_id as "externalId" from customers.v_customer
    where deleted_at is null and external_id = any(${freed.flatMap((row) => row.external_id ?? [])}::text[])
      and id <> all(${wanted.map((merge) => merge.survivor_id)}::uuid[])`.execute(ctx.db)
  if (taken[0]) throw conflict('merge.external-id-taken', { ...taken[0] })
}

/** A number that no record has. */
const NEVER = -1

interface Restored {
  readonly row: CustomerRow
  /** Number and date of before, where nobody edited the survivor since. */
  readonly exact: (RowState & { readonly id: string }) | null
  /** Later merges as they stand after the undone one was taken from under them. */
  readonly renewed: readonly Pick<MergeRow, 'id' | 'changes' | 'survivor_before' | 'survivor_version'>[]
}

/** Survivors' fields: all merges of the stack taken back, the latest first, then those that stand made again. */
async function restoreFields(
  ctx: Ctx,
  stack: readonly MergeRow[],
  undone: ReadonlySet<string>,
  rows: ReadonlyMap<string, LockedRow>,
): Promise<readonly Restored[]> {
  const standsFor = (id: unknown) => rows.get(id as string)?.survivor_id ?? id
  const survivors = [...new Set(stack.map((merge) => merge.survivor_id))]
  const results = survivors.map((survivorId) => {
    const own = stack.filter((merge) => merge.survivor_id === survivorId)
    const standing = own.filter(({ id }) => !undone.has(id))
    return restoreOne(rows, rows.get(survivorId)!, own, standing, standsFor)
  })
  await updateBatch(
    ctx,
    customerTable,
    results.map(({ row }) => writable(row)),
    'unmerged',
  )
  return results
}

function restoreOne(
  rows: ReadonlyMap<string, LockedRow>,
  survivor: LockedRow,
  stack: readonly MergeRow[],
  standing: readonly MergeRow[],
  standsFor: (id: unknown) => unknown,
): Restored {
  let row: CustomerRow = survivor
  let state: RowState | null = { version: survivor.version, updated_at: survivor.updated_at }
  for (const merge of [...stack].reverse()) {
    row = takeBack(row, merge.changes, standsFor)
    state = state?.version === merge.survivor_version ? merge.survivor_before : null
  }
  // The chain of numbers from before the first to after the last; where somebody edited between, it matches no more.
  const now = { version: survivor.version + 1, updated_at: survivor.updated_at }
  const renewed = standing.map((merge, place) => {
    const merged = merge.merged_ids.map((id) => rows.get(id)!)
    const settlement = settleFields(row, merged, merge.choose)
    row = settlement.row
    const before = place === 0 ? state : now
    return {
      id: merge.id,
      changes: settlement.changes,
      survivor_before: before ?? now,
      survivor_version: before ? now.version : NEVER,
    }
  })
  const isExact = state !== null && standing.length === 0
  return { row, exact: isExact ? { id: survivor.id, ...state! } : null, renewed }
}

/** What was merged leaves the bin. @returns its number and date of before, since nobody could edit it meanwhile */
async function releaseMerged(ctx: Ctx, wanted: readonly MergeRow[]) {
  const states = wanted.flatMap(({ merged_before }) =>
    Object.entries(merged_before).map(([id, state]) => ({ id, ...state })),
  )
  const rows = states.map(({ id }) => ({ id, deleted_at: null, survivor_id: null }))
  await updateBatch(ctx, customerTable, rows, 'separated')
  return states
}

async function restoreStates(ctx: Ctx, states: readonly (RowState & { readonly id: string })[]): Promise<void> {
  await sql`
    update customers.customer c set version = n.version, updated_at = n.updated_at
    from json_populate_recordset(null::customers.customer, ${JSON.stringify(states)}::json) n
    where c.workspace_id = ${ctx.actor.workspaceId} and c.id = n.id`.execute(ctx.db)
}

async function moveBack(ctx: Ctx, stack: readonly MergeRow[], standing: readonly MergeRow[]): Promise<void> {
  const handlers = handlersOf(ctx)
  for (const handler of handlers) await handler.unmerge(ctx, stepsOf(stack))
  if (standing.length === 0) return
  await sql`
    delete from customers.merge_move
    where workspace_id = ${ctx.actor.workspaceId} and merge_id = any(${standing.map(({ id }) => id)}::uuid[])`.execute(
    ctx.db,
  )
  for (const handler of handlers) await handler.merge(ctx, stepsOf(standing))
}

async function markUndone(ctx: Ctx, wanted: readonly MergeRow[], results: readonly Restored[]): Promise<void> {
  await sql`
    update customers.merge set undone_at = ${ctx.now}, undone_by = ${ctx.actor.userId}
    where workspace_id = ${ctx.actor.workspaceId} and id = any(${wanted.map(({ id }) => id)}::uuid[])`.execute(ctx.db)
  const renewed = results.flatMap((result) => result.renewed)
  if (renewed.length === 0) return
  await sql`
    update customers.merge g set changes = n.changes, survivor_before = n.survivor_before,
      survivor_version = n.survivor_version
    from json_populate_recordset(null::customers.merge, ${JSON.stringify(renewed)}::json) n
    where g.workspace_id = ${ctx.actor.workspaceId} and g.id = n.id`.execute(ctx.db)
}

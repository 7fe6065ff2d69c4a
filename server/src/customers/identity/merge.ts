import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { can, fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict, forbidden, notFound, Problem } from '../../kernel/problem.ts'
import { readRecord } from '../../kernel/query/record-routes.ts'
import { updateBatch } from '../../kernel/record/batch.ts'
import { withCustomFields } from '../../platform/index.ts'
import { customerRecord, customerTable } from '../customers/customers.fields.ts'
import { followCustomers } from '../import/customers-target.ts'
import { customerHolders, mergeFollowers } from '../registries.ts'
import type { MergeInput } from './contract.ts'
import { MERGED_COLUMNS, MERGED_FIELDS, type Settlement, settleFields } from './fields.ts'
import {
  countMoves,
  insertMerges,
  type LockedRow,
  lockCustomers,
  type NewMerge,
  renewDerived,
  stepsOf,
} from './merge.sql.ts'
import type { MergeHandler } from './movers/step.ts'
import { chooseSurvivor } from './survivor.ts'

/** Records found to be one customer, locked and allowed to be merged. */
export interface MergeGroup {
  readonly survivor: LockedRow
  readonly merged: readonly LockedRow[]
  /** Field → customer whose value counts, where the rules shall not decide. */
  readonly choose: Readonly<Record<string, string>>
}

export interface MergedGroup {
  readonly id: string
  readonly group: MergeGroup
  readonly settlement: Settlement
}

/** Merging changes one record and deletes others; so it asks for those words too. */
export function mustBeAllowedToMerge(ctx: Ctx): void {
  for (const word of ['customer.update', 'customer.delete']) if (!can(ctx.actor, word)) throw forbidden(word)
}

/**
 * Merges customers into the survivor, named or chosen by rule.
 * @throws not-found outside the actor's scope; customer.merged, with who stands for it now, when one was merged
 *   meanwhile; version-conflict; customer.kinds-differ; customer.held under a legal hold
 */
export async function mergeCustomers(ctx: Ctx, input: MergeInput) {
  const [merged] = await mergeGroups(ctx, [await openGroup(ctx, input)])
  const { id, group } = merged!
  return {
    merge: id,
    survivorId: group.survivor.id,
    mergedIds: group.merged.map((row) => row.id),
    moves: await countByLabel(ctx, [id]),
    customer: await readOwn(ctx, group.survivor.id),
  }
}

/** Locks a group as a caller named it, and refuses what may not be merged. */
export async function openGroup(ctx: Ctx, input: MergeInput): Promise<MergeGroup> {
  mustBeAllowedToMerge(ctx)
  const { survivorId, mergedIds, choose = {}, versions = {} } = input
  const ids = [...new Set(survivorId ? [survivorId, ...mergedIds] : mergedIds)]
  if (ids.length < 2 || (survivorId && mergedIds.includes(survivorId))) {
    throw badInput([{ path: '/mergedIds', message: 'problem.merge.needs-two' }])
  }
  checkChoices(ctx, choose, ids)
  const rows = await lockCustomers(ctx, ids)
  const refusal = refusalOf(ids, rows)
  if (refusal) throw refusal
  for (const [id, version] of Object.entries(versions)) {
    const row = rows.get(id)
    if (row && row.version !== version) {
      throw conflict('version-conflict', { id }, { currentVersion: row.version, current: await readOwn(ctx, id) })
    }
  }
  const all = ids.map((id) => rows.get(id)!)
  const survivor = survivorId ? rows.get(survivorId)! : chooseSurvivor(all)
  return { survivor, merged: all.filter((row) => row !== survivor), choose }
}

/** Fields that a role may not change are not its to choose. */
function checkChoices(ctx: Ctx, choose: Readonly<Record<string, string>>, ids: readonly string[]): void {
  const errors = Object.entries(choose).flatMap(([field, id]) => {
    const path = `/choose/${field}`
    const isKnown = field.startsWith('custom.') || MERGED_FIELDS.some(({ key }) => key === field)
    if (!isKnown || !ids.includes(id)) return [{ path, message: 'problem.field.value', params: { field } }]
    if (fieldRule(ctx.actor, 'customer', field) === undefined) return []
    return [{ path, message: 'problem.field.read-only', params: { field } }]
  })
  if (errors.length > 0) throw badInput(errors)
}

/** Why these locked customers cannot be merged, or null. Who may not see a customer hears that there is none. */
export function refusalOf(ids: readonly string[], rows: ReadonlyMap<string, LockedRow>): Problem | null {
  const found = ids.map((id) => rows.get(id))
  const absent = ids.find((id) => !rows.get(id)?.is_visible)
  if (absent !== undefined) return notFound({ id: absent })
  const gone = found.find((row) => row!.survivor_id !== null)
  if (gone) return conflict('customer.merged', { name: gone.name }, { id: gone.id, mergedInto: gone.survivor_id })
  const deleted = found.find((row) => row!.deleted_at !== null)
  if (deleted) return notFound({ id: deleted.id })
  if (new Set(found.map((row) => row!.kind)).size > 1) return new Problem(409, 'customer.kinds-differ')
  const held = found.find((row) => row!.is_held)
  if (held) return conflict('customer.held', { name: held.name }, { id: held.id })
  return null
}

/** Merges groups that share no customer, in a few statements for all of them. */
export async function mergeGroups(ctx: Ctx, groups: readonly MergeGroup[]): Promise<readonly MergedGroup[]> {
  if (groups.length === 0) return []
  await beginMoving(ctx)
  const merged = groups.map((group) => {
    const settlement = settleFields(group.survivor, group.merged, group.choose)
    return { id: uuidv7(), group, settlement }
  })
  const rows = merged.map(toRow)
  await insertMerges(ctx, rows)
  // The merged ones first: an external id that the survivor takes over is free by then.
  await updateBatch(
    ctx,
    customerTable,
    groups.flatMap((group) =>
      group.merged.map(({ id }) => ({ id, deleted_at: ctx.now, survivor_id: group.survivor.id })),
    ),
    'absorbed',
  )
  await updateBatch(
    ctx,
    customerTable,
    merged.map(({ settlement }) => writable(settlement.row)),
    'merged',
  )
  const steps = stepsOf(rows)
  for (const handler of handlersOf(ctx)) await handler.merge(ctx, steps)
  await renewWhatFollows(
    ctx,
    groups.map(({ survivor }) => survivor.id),
  )
  return merged
}

export const writable = (row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(['id', ...MERGED_COLUMNS].map((column) => [column, row[column]]))

function toRow({ id, group, settlement }: MergedGroup): NewMerge {
  const state = ({ version, updated_at }: LockedRow) => ({ version, updated_at })
  return {
    id,
    survivor_id: group.survivor.id,
    merged_ids: group.merged.map((row) => row.id),
    choose: group.choose,
    changes: settlement.changes,
    survivor_before: state(group.survivor),
    survivor_version: group.survivor.version + 1,
    merged_before: Object.fromEntries(group.merged.map((row) => [row.id, state(row)])),
  }
}

/** Tells the tables that rows move by plan now, and not because somebody wrote to a merged customer. */
export async function beginMoving(ctx: Ctx): Promise<void> {
  await sql`set local customers.merging = 'on'`.execute(ctx.db)
}

/** A table with two columns may share one handler. */
export const handlersOf = (ctx: Ctx): readonly MergeHandler[] => [
  ...new Set([
    ...ctx.entries(customerHolders).flatMap(({ merge }) => merge ?? []),
    ...ctx.entries(mergeFollowers).map(({ merge }) => merge),
  ]),
]

/** Derived columns, scope repeated on other records, totals. */
export async function renewWhatFollows(ctx: Ctx, customerIds: readonly string[]): Promise<void> {
  for (const { refresh } of handlersOf(ctx)) await refresh?.(ctx, customerIds)
  await renewDerived(ctx, customerIds)
  await followCustomers(ctx, customerIds)
}

export interface LabelledMoves {
  readonly label: string
  readonly moved: number
  /** Twins and relations to itself, which stay with the merged record out of sight. */
  readonly setAside: number
}

/** Moved rows by what they are called, as previews and answers say it. */
export async function countByLabel(ctx: Ctx, mergeIds: readonly string[]): Promise<readonly LabelledMoves[]> {
  const labels = new Map([
    ...ctx
      .entries(customerHolders)
      .map(({ view, column, label }) => [`${view.replace('.v_', '.')}.${column}`, label] as const),
    ...ctx.entries(mergeFollowers).map(({ column, label }) => [column, label] as const),
  ])
  const counts = new Map<string, LabelledMoves>()
  for (const { tableName, columnName, moved, setAside } of await countMoves(ctx, mergeIds)) {
    const key = labels.get(`${tableName}.${columnName}`) ?? 'merge.references'
    const present = counts.get(key)
    counts.set(key, {
      label: ctx.t(key),
      moved: moved + (present?.moved ?? 0),
      setAside: setAside + (present?.setAside ?? 0),
    })
  }
  return [...counts.values()]
}

/** What one just merged is shown even when it now lies outside one's scope. */
export async function readOwn(ctx: Ctx, id: string) {
  const everywhere = { ...ctx, actor: { ...ctx.actor, scopes: { ...ctx.actor.scopes, customer: 'all' as const } } }
  return readRecord(everywhere, await withCustomFields(customerRecord)(ctx), id)
}

import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict } from '../../kernel/problem.ts'
import { updateRow } from '../../kernel/record/write.ts'
import type { PersonalTable } from '../registries.ts'
import { allPersonalTables, countRowsOf } from './personal-tables.ts'
import { findRequest, findRequestForUpdate, type RequestRow, requestTable } from './requests.sql.ts'
import { findSubject, type Subject } from './subject.ts'
import { recordIdsOf, traces } from './traces.ts'

/** Letters and digits that nobody takes for one another (Crockford's base 32). */
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 6

export interface ErasureRow {
  readonly id: string
  readonly request_id: string
  readonly customer_id: string
  readonly subject_ids: readonly string[]
  readonly code: string
  readonly state: 'running' | 'done'
  readonly done: readonly string[]
  readonly erased: Readonly<Record<string, number>>
  readonly kept: Readonly<Record<string, { readonly count: number; readonly because: string }>>
  readonly job_id: string
  readonly started_by: string | null
  readonly started_at: Date
  readonly ended_at: Date | null
}

/** Why a table's rows stay; null where they go. */
export function keptBecause({ erase, because }: PersonalTable): string | null {
  if (because) return because
  return typeof erase === 'object' ? erase.because : null
}

/** What erasing would take, what must stay and why, and what stands in its way. Nothing is changed. */
export async function previewErasure(ctx: Ctx, requestId: string) {
  const request = await findRequest(ctx, requestId)
  const subject = request.customer_id ? await findSubject(ctx, request.customer_id) : null
  if (!subject) throw conflict('privacy.no-customer')
  const erased = new Map<string, number>()
  const kept = new Map<string, { count: number; because: string }>()
  for (const table of allPersonalTables(ctx)) {
    const count = await countRowsOf(ctx, table, subject.ids)
    if (count === 0) continue
    const because = keptBecause(table)
    if (because === null) erased.set(table.label, (erased.get(table.label) ?? 0) + count)
    else kept.set(table.label, { because, count: Math.max(count, kept.get(table.label)?.count ?? 0) })
  }
  const recordIds = await recordIdsOf(ctx, subject)
  for (const trace of traces) {
    const count = await trace.count(ctx, subject, recordIds)
    if (count > 0) erased.set(`privacy.trace.${trace.key}`, count)
  }
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from kernel.v_event
    where customer_id = any(${subject.ids}::uuid[]) or subject_id = any(${subject.ids}::uuid[])`.execute(ctx.db)
  erased.set('privacy.trace.events', rows[0]!.count)
  return {
    customer: { id: subject.ids[0], name: subject.name },
    merged: subject.ids.length - 1,
    erased: [...erased].map(([key, count]) => ({ key, label: ctx.t(key), count })),
    kept: [...kept].map(([key, { count, because }]) => ({ key, label: ctx.t(key), count, reason: ctx.t(because) })),
    blockers: await blockersOf(ctx, request, subject),
  }
}

/** What has to be settled first, in words. */
async function blockersOf(ctx: Ctx, request: RequestRow, { ids }: Subject): Promise<readonly string[]> {
  const { rows } = await sql<{ is_held: boolean }>`
    select bool_or(customers.is_held(${ctx.actor.workspaceId}::uuid, id)) as is_held from unnest(${ids}::uuid[]) id`.execute(
    ctx.db,
  )
  return [
    ...(request.kind === 'erasure' ? [] : [ctx.t('privacy.blocker.kind')]),
    ...(request.state === 'received' ? [ctx.t('privacy.blocker.not-verified')] : []),
    ...(request.closed_at === null ? [] : [ctx.t('problem.privacy.closed')]),
    ...(rows[0]?.is_held ? [ctx.t('privacy.blocker.held')] : []),
  ]
}

/**
 * Begins an erasure, which cannot be taken back. `confirm` is the customer's name as the preview shows it.
 * @throws privacy.blocked with what stands in its way
 */
export async function startErasure(ctx: Ctx, requestId: string, input: { version: number; confirm: string }) {
  const request = await findRequestForUpdate(ctx, requestId)
  // Whoever merges or separates them waits, and then finds them closed.
  if (request.customer_id) await lockLineage(ctx, request.customer_id)
  const subject = request.customer_id ? await findSubject(ctx, request.customer_id) : null
  if (!subject) throw conflict('privacy.no-customer')
  const blockers = await blockersOf(ctx, request, subject)
  if (blockers.length > 0) throw conflict('privacy.blocked', { reasons: blockers.join(' ') }, { blockers })
  if (input.confirm.trim() !== subject.name) {
    throw badInput([{ path: '/confirm', message: 'problem.privacy.confirm' }])
  }
  await closeSubject(ctx, subject.ids)
  const job = await ctx.enqueue('erase-customer', { requestId })
  await sql`
    insert into customers.privacy_erasure (workspace_id, id, request_id, customer_id, subject_ids, code, job_id, started_by,
      started_at)
    values (${ctx.actor.workspaceId}, ${uuidv7()}, ${requestId}, ${subject.ids[0]}, ${subject.ids}::uuid[],
      ${newCode()}, ${job}, ${ctx.actor.userId}, ${ctx.now})`.execute(ctx.db)
  await updateRow(ctx, requestTable, request, { changes: { state: 'in-progress' }, version: input.version })
  return { job }
}

async function lockLineage(ctx: Ctx, customerId: string): Promise<void> {
  await sql`
    select 1 from customers.customer
    where workspace_id = ${ctx.actor.workspaceId} and (id = ${customerId} or survivor_id = ${customerId})
    order by id for update`.execute(ctx.db)
}

/** From here on nobody can write to the customer: it is in the recycle bin. A legal hold stops the erasure here. */
export async function closeSubject(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`
    update customers.customer set deleted_at = coalesce(deleted_at, ${ctx.now}),
      restricted_at = coalesce(restricted_at, ${ctx.now})
    where workspace_id = ${ctx.actor.workspaceId} and id = any(${ids}::uuid[])`.execute(ctx.db)
  ctx.announce('customer')
}

const newCode = () => Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('')

export async function findErasure(ctx: Ctx, requestId: string): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`
    select * from customers.v_privacy_erasure where request_id = ${requestId}`.execute(ctx.db)
  return rows[0]
}

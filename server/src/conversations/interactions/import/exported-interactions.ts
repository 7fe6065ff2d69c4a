import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/context.ts'
import { scopePredicate } from '../../../kernel/query/fields.ts'
import { updateBatch } from '../../../kernel/record/batch.ts'
import { interactionRecord, interactionTable } from '../interactions.fields.ts'
import { searchOf } from '../interactions.ts'
import { refreshLastContact } from '../last-contact.ts'
import type { InteractionValues } from './interaction-values.ts'

export interface ExportedInteraction {
  readonly id: string
  readonly customer_id: string | null
  readonly kind: string
  readonly direction: string
  readonly occurred_at: Date
  readonly subject: string | null
  readonly body: string | null
  readonly duration_minutes: number | null
  readonly external_id: string | null
}

/** Interactions that rows name by Rapport's own id: an export that was edited and comes back. */
export async function findExported(
  ctx: Ctx,
  rows: readonly InteractionValues[],
): Promise<ReadonlyMap<string, ExportedInteraction>> {
  const ids = rows.flatMap(({ id }) => id ?? [])
  if (ids.length === 0) return new Map()
  const { rows: found } = await sql<ExportedInteraction>`
    select r.id, r.customer_id, r.kind, r.direction, r.occurred_at, r.subject, r.body, r.duration_minutes, r.external_id
    from conversations.v_interaction r
    where r.id = any(${ids}::uuid[]) and r.deleted_at is null and ${scopePredicate(interactionRecord, ctx.actor)}`.execute(
    ctx.db,
  )
  return new Map(found.map((row) => [row.id, row]))
}

/** Files tell moments to the second. */
const isSameSecond = (stored: Date, told: string) =>
  Math.floor(stored.getTime() / 1000) === Math.floor(Date.parse(told) / 1000)

/** What the row changes; columns that the file does not have stay. Null when it says the same. */
function changesOf(stored: ExportedInteraction, values: InteractionValues) {
  const has = (key: string) => (values.row.values[key]?.length ?? 0) > 0
  const isMoved = values.occurredAt !== null && !isSameSecond(stored.occurred_at, values.occurredAt)
  const wanted = {
    kind: has('kind') ? values.kind : stored.kind,
    direction: has('direction') ? values.direction : stored.direction,
    occurred_at: isMoved ? values.occurredAt : stored.occurred_at.toISOString(),
    subject: values.subject ?? stored.subject,
    body: values.body ?? stored.body,
    duration_minutes: values.durationMinutes ?? stored.duration_minutes,
  }
  const isSame =
    !isMoved &&
    wanted.kind === stored.kind &&
    wanted.direction === stored.direction &&
    wanted.subject === (stored.subject?.trim() ?? null) &&
    wanted.body === (stored.body?.trim() ?? null) &&
    wanted.duration_minutes === stored.duration_minutes
  return isSame ? null : { id: stored.id, ...wanted, search: searchOf({ ...stored, ...wanted }) }
}

export const isEdited = (stored: ExportedInteraction, values: InteractionValues): boolean =>
  changesOf(stored, values) !== null

/** Takes over what was edited in an export. @returns how many changed */
export async function changeExported(
  ctx: Ctx,
  rows: readonly InteractionValues[],
  known: ReadonlyMap<string, ExportedInteraction>,
): Promise<number> {
  const changes = new Map(
    rows.flatMap((values) => {
      const stored = known.get(values.id ?? '')
      const change = stored && changesOf(stored, values)
      return change ? [[change.id, change] as const] : []
    }),
  )
  await updateBatch(ctx, interactionTable, [...changes.values()])
  await refreshLastContact(
    ctx,
    [...changes.keys()].map((id) => known.get(id)?.customer_id),
  )
  return changes.size
}

import { sql } from 'kysely'
import { type LastContact, setLastContact, standingFor } from '../../customers/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { RecordedEvent } from '../../kernel/record/event.ts'
import type { Subscriber } from '../../kernel/record/insert-event.ts'

/** Tells customers the day of their latest contact. A note is no contact: nobody spoke with anybody. */
export async function refreshLastContact(ctx: Ctx, customerIds: readonly (string | null | undefined)[]): Promise<void> {
  const ids = await standingFor(ctx, [...new Set(customerIds.filter((id): id is string => Boolean(id)))])
  if (ids.length === 0) return
  const { rows } = await sql<LastContact>`
    select ids.id as "customerId", (
      select (i.occurred_at at time zone ${ctx.actor.timeZone})::date from conversations.v_interaction i
      where i.customer_id = ids.id and i.deleted_at is null and i.kind <> 'note' and i.occurred_at <= ${ctx.now}
      order by i.occurred_at desc, i.id desc limit 1) as "on"
    from unnest(${ids}::uuid[]) as ids(id)`.execute(ctx.db)
  await setLastContact(ctx, rows)
}

const COUNTING = ['kind', 'occurred_at', 'customer_id', 'deleted_at']

async function afterChange(ctx: Ctx, event: RecordedEvent): Promise<void> {
  const changed = Object.keys({ ...event.before, ...event.after })
  if (!changed.some((column) => COUNTING.includes(column))) return
  await refreshLastContact(ctx, [event.customerId, event.before?.customer_id as string | null | undefined])
}

export const lastContactSubscribers: readonly Subscriber[] = [
  'created',
  'updated',
  'deleted',
  'restored',
  'undone',
].map((verb) => ({ type: `conversations.interaction.${verb}`, run: afterChange }))

import { sql } from 'kysely'
import { binBatch, isNotHeld } from '../../customers/index.ts'
import type { RetentionSubject } from '../../platform/index.ts'
import { interactionRecord, interactionTable } from './interactions.fields.ts'
import { refreshLastContact } from './last-contact.ts'

/** What was said long ago with people who never ordered. With those who did, it belongs to the business done. */
export const oldInteractions: RetentionSubject = {
  key: 'interaction',
  view: 'conversations.v_interaction',
  isDue: (before) => sql`r.deleted_at is null and r.occurred_at < ${before}
    and not exists (select from customers.v_customer c where c.id = r.customer_id and c.order_count > 0)
    and ${isNotHeld(sql`r.customer_id`)}`,
  name: sql`coalesce(r.subject, r.kind)`,
  since: sql`r.occurred_at`,
  record: interactionRecord,
  actions: ['delete'],
  daysDefault: 5 * 365,
  apply: async (ctx, ids) => {
    const count = await binBatch(ctx, interactionTable, ids)
    const { rows } = await sql<{ id: string }>`
      select distinct customer_id as id from conversations.v_interaction
      where id = any(${ids}::uuid[]) and customer_id is not null`.execute(ctx.db)
    await refreshLastContact(
      ctx,
      rows.map(({ id }) => id),
    )
    return count
  },
}

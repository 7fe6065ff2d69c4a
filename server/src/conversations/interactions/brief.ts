import { sql } from 'kysely'
import type { BriefSection } from '../../customers/index.ts'
import { fieldRule } from '../../kernel/actor.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { interactionRecord } from './interactions.fields.ts'

const TITLE_CHARS = 120

/** What was last said to each other, one line each. */
export const lastInteractionsSection: BriefSection = {
  key: 'lastInteractions',
  permission: 'interaction.read',
  load: async (ctx, customerId) => {
    const isShown = (key: string) => !['hidden', 'masked'].includes(fieldRule(ctx.actor, 'interaction', key) ?? '')
    const { rows } = await sql<{ id: string; at: Date; kind: string; subject: string | null; body: string | null }>`
      select r.id, r.occurred_at as at, r.kind, r.subject, left(r.body, ${TITLE_CHARS}) as body
      from conversations.v_interaction r
      where r.customer_id = ${customerId} and r.deleted_at is null and ${scopePredicate(interactionRecord, ctx.actor)}
      order by r.occurred_at desc, r.id desc limit 5`.execute(ctx.db)
    return rows.map(({ id, at, kind, subject, body }) => ({
      id,
      at: at.toISOString(),
      kind,
      title: (isShown('subject') && subject) || (isShown('body') && body) || ctx.t(`interaction.kind.${kind}`),
    }))
  },
}

import { Type } from 'typebox'
import type { Collection } from '../collection.ts'

/** Dated prose, because a story describes a customer better than boxes. */
export const journal: Collection = {
  path: 'journal',
  table: {
    table: 'customers.journal_entry',
    type: 'journal-entry',
    events: 'customers.journal-entry',
    customerColumn: 'customer_id',
  },
  view: 'customers.v_journal_entry',
  body: Type.Object(
    {
      on: Type.Optional(Type.String({ format: 'date' })),
      text: Type.String({ minLength: 1, maxLength: 20_000 }),
    },
    { additionalProperties: false },
  ),
  creation: (ctx) => ({ author_id: ctx.actor.userId, on_day: ctx.now.toISOString().slice(0, 10) }),
  toColumns: (_ctx, { on, ...input }) => ({ ...input, ...(on !== undefined && { on_day: on }) }),
  output: `r.on_day as "on", r.text,
    (select jsonb_build_object('id', m.id, 'name', m.name) from platform.v_member m where m.id = r.author_id) as author`,
  order: 'r.on_day desc, r.id desc',
}

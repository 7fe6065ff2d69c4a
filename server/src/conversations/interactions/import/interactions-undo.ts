import { sql } from 'kysely'
import type { ImportUndo } from '../../../customers/index.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { batchRefusals, undoBatch } from '../../../kernel/record/batch.ts'
import { interactionTable } from '../interactions.fields.ts'
import { refreshLastContact } from '../last-contact.ts'

/** Takes imported interactions back, and with them what they said of the customers' last contact. */
export const interactionsUndo: ImportUndo = {
  order: 15,
  refusals: async (ctx, batchId, limit) => {
    const changed = await batchRefusals(ctx, interactionTable, batchId, limit)
    if (changed.length === 0) return []
    const ids = changed.map(({ id }) => id)
    const { rows } = await sql<{ id: string; name: string }>`
      select id, coalesce(subject, left(body, 80), kind) as name from conversations.v_interaction
      where id = any(${ids}::uuid[])`.execute(ctx.db)
    const names = new Map(rows.map(({ id, name }) => [id, name]))
    return changed.map(({ id, isGone }) => ({
      type: 'interaction',
      id,
      name: names.get(id) ?? '',
      reason: isGone ? 'import.undo.gone' : 'import.undo.changed',
    }))
  },
  undo: async (ctx, batchId, limit) => {
    const count = await undoBatch(ctx, interactionTable, batchId, limit)
    if (count > 0) await refreshLastContact(ctx, await customersOfUndone(ctx))
    return count
  },
}

/** Customers of what this very transaction took back. */
async function customersOfUndone(ctx: Ctx): Promise<readonly string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from kernel.v_event
    where at = ${ctx.now} and type = 'conversations.interaction.undone' and customer_id is not null`.execute(ctx.db)
  return rows.map((row) => row.customer_id)
}

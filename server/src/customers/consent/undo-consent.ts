import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { ImportUndo } from '../import/targets.ts'
import { appendManyEntries } from './ledger.ts'

/**
 * Annuls entries: they stay in the ledger and count no more, as of no day. What was said later, and what stood before,
 * counts again by itself.
 */
export async function annulEntries(
  ctx: Ctx,
  { source, of, batchIds }: { readonly source: string; readonly of: string; readonly batchIds: readonly string[] },
  limit: number | null = null,
): Promise<number> {
  const { rows } = await sql<{ id: string; customer_id: string; purpose: string; channel: string; batch_id: string }>`
    select e.id, e.customer_id, e.purpose, e.channel, e.batch_id from customers.v_consent_entry e
    where e.batch_id = any(${batchIds}::uuid[]) and e.source = ${of} and e.state <> 'annulled'
      and not exists (select from customers.v_consent_entry x where x.annuls = e.id)
    order by e.id limit ${limit}`.execute(ctx.db)
  await appendManyEntries(
    ctx,
    rows.map(({ id, customer_id, purpose, channel, batch_id }) => ({
      customerId: customer_id,
      purpose,
      channel,
      state: 'annulled',
      source,
      batchId: batch_id,
      annuls: id,
    })),
  )
  return rows.length
}

/** Takes back what an import said of consent. Nothing stands against it: later entries keep their place. */
export const consentUndo: ImportUndo = {
  order: 60,
  refusals: async () => [],
  undo: (ctx, batchId, limit) => annulEntries(ctx, { source: 'undo', of: 'import', batchIds: [batchId] }, limit),
}

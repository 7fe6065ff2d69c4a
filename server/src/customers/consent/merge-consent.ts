import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { type MergeHandler, type MergeStep, mergeIdsOf } from '../identity/movers/step.ts'
import { isRefusal } from './effective.ts'
import { appendManyEntries, type NewEntry } from './ledger.ts'
import { annulEntries } from './undo-consent.ts'

interface Brought {
  readonly merge_id: string
  readonly survivor_id: string
  readonly purpose: string
  readonly channel: string
  readonly state: 'granted' | 'refused' | 'withdrawn'
  readonly entry_id: string
  readonly text_id: string | null
}

/** What the merged said that the survivor did not: every refusal, and a yes where the survivor never said anything. */
async function findBrought(ctx: Ctx, steps: readonly MergeStep[]): Promise<readonly Brought[]> {
  const { rows } = await sql<Brought>`
    select st."mergeId" as merge_id, st."survivorId" as survivor_id, m.purpose, m.channel, m.state, m.entry_id, e.text_id
    from json_to_recordset(${JSON.stringify(steps)}::json)
      as st("mergeId" uuid, "survivorId" uuid, "mergedId" uuid, rank integer)
    join customers.v_consent_state m on m.customer_id = st."mergedId" and m.state is not null
    join customers.v_consent_entry e on e.id = m.entry_id
    left join customers.v_consent_state s
      on s.customer_id = st."survivorId" and s.purpose = m.purpose and s.channel = m.channel
    where s.state is null or (m.state in ('refused', 'withdrawn') and s.state = 'granted')
    order by st.rank, m.entry_id`.execute(ctx.db)
  return rows
}

/**
 * Of two consents the stricter wins, by entries of the survivor's own: the merged customer's history stays where it
 * is. Taking the merge back annuls those entries, so that what the survivor said, before and since, counts again.
 */
export const consentMerge: MergeHandler = {
  merge: async (ctx, steps) => {
    const brought = await findBrought(ctx, steps)
    // Of several entries of one moment the last counts, so refusals come last.
    const inOrder = [...brought].sort((a, b) => Number(isRefusal(a.state)) - Number(isRefusal(b.state)))
    await appendManyEntries(
      ctx,
      inOrder.map(
        (one): NewEntry => ({
          customerId: one.survivor_id,
          purpose: one.purpose,
          channel: one.channel,
          state: one.state,
          source: 'merge',
          batchId: one.merge_id,
          originId: one.entry_id,
          textId: one.text_id,
        }),
      ),
    )
  },
  unmerge: async (ctx, steps) => {
    await annulEntries(ctx, { source: 'unmerge', of: 'merge', batchIds: mergeIdsOf(steps) })
  },
}

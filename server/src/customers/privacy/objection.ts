import type { Ctx } from '../../kernel/context.ts'
import { findRowForUpdate } from '../../kernel/record/write.ts'
import { effectiveChoices, isFree, isRefusal } from '../consent/effective.ts'
import { startConsent } from '../consent/keys.ts'
import { addressFor, appendEntries, listLedger } from '../consent/ledger.ts'
import { listPurposeRows } from '../consent/purposes.sql.ts'
import { customerTable } from '../customers/customers.fields.ts'
import type { RequestRow } from './requests.sql.ts'

/** What the ledger calls the way in which a request came. */
const SOURCES = { mail: 'letter', letter: 'letter', call: 'call', visit: 'staff', chat: 'staff', form: 'form' } as const

/**
 * Writes the refusals of an objection (GDPR article 21, PIPL article 24) into the ledger: every channel of every purpose
 * that neither a contract nor the law asks for. What was refused already is not said twice.
 * @returns how many refusals it took
 */
export async function refuseMarketing(ctx: Ctx, customerId: string, channel: RequestRow['channel']): Promise<number> {
  await startConsent(ctx)
  await findRowForUpdate(ctx, customerTable, customerId)
  const [entries, purposes] = await Promise.all([listLedger(ctx, customerId), listPurposeRows(ctx)])
  const free = purposes.filter(isFree)
  const standing = effectiveChoices(entries, free, new Date(ctx.now.getTime() + 1)).filter(({ own }) => !isRefusal(own))
  for (const choice of standing) {
    const { purpose, own } = choice
    const address = await addressFor(ctx, customerId, choice.channel)
    const state = own === 'granted' ? 'withdrawn' : 'refused'
    await appendEntries(ctx, [
      { customerId, purpose, channel: choice.channel, state, source: SOURCES[channel], evidence: { address } },
    ])
  }
  return standing.length
}

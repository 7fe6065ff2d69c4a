import type { Ctx } from '../../kernel/context.ts'
import { Problem } from '../../kernel/problem.ts'
import { findRowForUpdate } from '../../kernel/record/write.ts'
import { customerTable } from '../customers/customers.fields.ts'
import { effectiveChoices, isRefusal } from './effective.ts'
import { addressFor, appendEntries, listLedger } from './ledger.ts'
import type { OpenedLink } from './open-link.ts'
import { listPurposeRows } from './purposes.sql.ts'

async function findChoice(ctx: Ctx, { customerId, purpose, channel }: OpenedLink) {
  const [entries, purposes] = await Promise.all([
    listLedger(ctx, customerId),
    listPurposeRows(ctx, { withRetired: true }),
  ])
  const choice = effectiveChoices(entries, purposes, new Date(ctx.now.getTime() + 1)).find(
    (one) => one.purpose === purpose && one.channel === channel,
  )
  if (!choice) throw new Problem(404, 'consent.link-invalid')
  return { choice, texts: purposes.find(({ key }) => key === purpose)!.texts }
}

export async function readUnsubscribe(ctx: Ctx, link: OpenedLink) {
  const { choice, texts } = await findChoice(ctx, link)
  const isRefused = isRefusal(choice.own) || choice.blockedBy.length > 0
  return { firm: link.firm, purpose: link.purpose, channel: link.channel, texts, isRefused }
}

/** One click, as mail programs send it: withdraws what was granted, refuses what was not. A second time changes nothing. */
export async function unsubscribe(ctx: Ctx, link: OpenedLink) {
  const { customerId, purpose, channel } = link
  await findRowForUpdate(ctx, customerTable, customerId)
  const { choice } = await findChoice(ctx, link)
  if (!isRefusal(choice.own)) {
    const address = await addressFor(ctx, customerId, channel)
    const state = choice.own === 'granted' ? 'withdrawn' : 'refused'
    const evidence = { address, ip: link.ip }
    await appendEntries(ctx, [{ customerId, purpose, channel, state, source: 'unsubscribe', evidence }])
  }
  return readUnsubscribe(ctx, link)
}

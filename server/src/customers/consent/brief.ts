import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { BriefSection } from '../registries.ts'
import { CHANNELS } from './contract.ts'
import { listPurposeRows, purposeTitle } from './purposes.sql.ts'

/** What a customer does not want, as staff reads it before they call or write; the widest refusal first. */
export async function listRefusals(ctx: Ctx, customerId: string) {
  const [{ rows }, purposes] = await Promise.all([
    sql<{ purpose: string; channel: string }>`
      select purpose, channel from customers.v_consent_state
      where customer_id = ${customerId} and state in ('refused', 'withdrawn')`.execute(ctx.db),
    listPurposeRows(ctx),
  ])
  const has = (purpose: string, channel: string) =>
    rows.some((row) => row.purpose === purpose && row.channel === channel)
  if (has('all', 'all')) return [{ channel: 'all', isGeneral: true, text: ctx.t('consent.refusal.all') }]
  return CHANNELS.flatMap((channel) => {
    const refusal = ctx.t(`consent.refusal.${channel}`)
    if (has('all', channel)) return [{ channel, isGeneral: true, text: refusal }]
    const refused = purposes.filter(
      ({ key, channels }) => channels.includes(channel) && (has(key, channel) || has(key, 'all')),
    )
    if (refused.length === 0) return []
    const titles = refused.map(({ key }) => purposeTitle(ctx, purposes, key)).join(ctx.t('consent.refusal.separator'))
    return [{ channel, isGeneral: false, text: ctx.t('consent.refusal.for', { refusal, purposes: titles }) }]
  })
}

/** Everybody who may see a customer sees what not to do, also without the right to see the proof. */
export const refusalsSection: BriefSection = { key: 'refusals', permission: 'customer.read', load: listRefusals }

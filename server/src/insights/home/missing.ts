import type { Ctx } from '../../kernel/context.ts'
import type { ValuableCustomer } from './valuable.ts'
import { isOpen } from './visible.ts'

/** What matters most and is not there, in words; null when the rest is missing. */
export function missingWords(ctx: Ctx, customer: ValuableCustomer): string | null {
  const facts = [
    ['primaryPhone', customer.has_phone],
    ['primaryEmail', customer.has_email],
    ['owner', customer.has_owner],
  ] as const
  const missing = facts.filter(([field, isThere]) => !isThere && isOpen(ctx.actor, field))
  if (missing.length === 0) return null
  const fields = missing.map(([field]) => ctx.t(`customer.field.${field}`)).join(ctx.t('home.list'))
  return ctx.t('home.reason.missing', { fields })
}

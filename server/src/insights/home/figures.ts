import { customerRecord } from '../../customers/index.ts'
import { scopeOf } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { countRows } from '../../kernel/query/count.ts'
import { rowPredicate } from '../../kernel/query/list.ts'
import type { DataQuality, Figure } from './contract.ts'
import type { MonthOfOrders } from './orders.ts'
import { INCOMPLETE_PERCENT, QUIET_DAYS, silentDays } from './proposals.ts'
import { money } from './say.ts'
import { isWhole, type Sample, type ValuableCustomer } from './valuable.ts'
import { isOpen } from './visible.ts'

export interface FigureFacts {
  readonly today: string
  readonly customers: number
  readonly valuable: readonly ValuableCustomer[]
  readonly month: MonthOfOrders | null
}

/** How many customers the actor sees: exactly up to 10,000, then about. */
export async function countCustomers(ctx: Ctx): Promise<number> {
  return (await countRows(ctx, customerRecord, rowPredicate(ctx, customerRecord, {}), {})).value
}

/** Customers that nobody looks after; asked only of roles that see beyond their own. */
export async function countUnowned(ctx: Ctx): Promise<number | null> {
  if (scopeOf(ctx.actor, 'customer') !== 'all' || !isOpen(ctx.actor, 'owner')) return null
  const request = { filter: { field: 'owner', op: 'is-empty' } }
  return (await countRows(ctx, customerRecord, rowPredicate(ctx, customerRecord, request), request)).value
}

/** The few numbers to begin with; work-lists count among the most valuable customers. */
export function figuresOf(ctx: Ctx, { today, customers, valuable, month }: FigureFacts): Figure[] {
  const { t, actor } = ctx
  const quiet = valuable.filter((customer) => (silentDays(ctx, customer, today) ?? 0) >= QUIET_DAYS).length
  const incomplete = valuable.filter(({ completeness }) => completeness < INCOMPLETE_PERCENT).length
  const count = (key: string, value: number, href: string, tone?: string): Figure => ({
    key,
    label: t(`home.figure.${key}`),
    value,
    unit: 'count',
    href,
    ...(tone && value > 0 && { tone }),
  })
  return [
    { ...count('customers', customers, '/customers'), label: t(`home.figure.customers.${scopeOf(actor, 'customer')}`) },
    ...(month ? [monthFigure(ctx, month)] : []),
    ...(isOpen(actor, 'lastContactOn') && isOpen(actor, 'lastOrderOn') && isOpen(actor, 'orderCount')
      ? [count('quiet', quiet, '/customers?sort=lastContactOn', 'amber')]
      : []),
    ...(isOpen(actor, 'completeness') && isOpen(actor, 'orderCount')
      ? [count('incomplete', incomplete, '/customers?sort=-orderTotal', 'amber')]
      : []),
  ]
}

function monthFigure({ t, actor }: Ctx, { currency, amount, amountBefore }: MonthOfOrders): Figure {
  return {
    key: 'month',
    label: t('home.figure.month', { before: money(actor, amountBefore, currency) }),
    value: { amount, currency },
    unit: 'money',
    href: '/orders',
  }
}

/** Counts only where every customer was looked at. */
export function qualityOf(ctx: Ctx, sample: Sample, withoutOwner: number | null): DataQuality | undefined {
  if (sample.customers === 0) return undefined
  const mayCount = isWhole(sample) && isOpen(ctx.actor, 'primaryPhone') && isOpen(ctx.actor, 'primaryEmail')
  return {
    ...(sample.completeness !== null && isOpen(ctx.actor, 'completeness') && { completeness: sample.completeness }),
    ...(withoutOwner !== null && { withoutOwner }),
    ...(mayCount && { withoutContact: sample.without_contact }),
  }
}

import { addDays, daysBetween, lunarDayName } from '../../customers/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { Rhythm } from '../../sales/index.ts'
import type { Proposal } from './contract.ts'
import type { ComingBirthday } from './days.ts'
import { missingWords } from './missing.ts'
import { daysWords, money } from './say.ts'
import type { ValuableCustomer } from './valuable.ts'
import { isOpen } from './visible.ts'

export const BIRTHDAY_DAYS = 7
export const QUIET_DAYS = 60
export const INCOMPLETE_PERCENT = 60
const SHOWN_MAX = 12
const SHOWN_OF_KIND_MAX = 5
const RHYTHM_CANDIDATES_MAX = 40
/** Beyond this many usual intervals a customer is lost rather than late. */
const LATE_INTERVALS_MAX = 6

/** What could be proposed, how much it presses (0 to 100), and its words, which are made only if it is shown. */
interface Ranked {
  readonly kind: Proposal['kind']
  readonly customer: { readonly id: string; readonly name: string }
  readonly rank: number
  readonly say: () => Pick<Proposal, 'title' | 'reason' | 'worth'>
}

export interface ProposalFacts {
  readonly today: string
  /** The most valuable first. */
  readonly valuable: readonly ValuableCustomer[]
  readonly birthdays: readonly ComingBirthday[]
  readonly rhythms: ReadonlyMap<string, Rhythm>
}

/** What to do next, the most pressing first: one proposal a customer, each with its reason. */
export function propose(ctx: Ctx, facts: ProposalFacts): Proposal[] {
  const until = addDays(facts.today, BIRTHDAY_DAYS)
  const ranked = [
    ...facts.birthdays.filter(({ date }) => date <= until).map((birthday) => careFor(ctx, birthday, facts.today)),
    ...facts.valuable.flatMap((customer, place) => {
      const value = 10 * (1 - place / facts.valuable.length)
      return workOn(ctx, customer, facts).map((item) => ({ ...item, rank: item.rank + value }))
    }),
  ].sort((a, b) => b.rank - a.rank)
  const customers = new Set<string>()
  const ofKind = new Map<string, number>()
  const shown: Proposal[] = []
  for (const item of ranked) {
    const count = ofKind.get(item.kind) ?? 0
    if (customers.has(item.customer.id) || count === SHOWN_OF_KIND_MAX) continue
    customers.add(item.customer.id)
    ofKind.set(item.kind, count + 1)
    if (shown.push(present(item)) === SHOWN_MAX) break
  }
  return shown
}

const present = ({ kind, customer: { id, name }, say }: Ranked): Proposal => ({
  id: `${kind}:${id}`,
  kind,
  customer: { id, name },
  href: `/customers/${id}`,
  ...say(),
})

/** Customers whose last order lies further back than their orders usually lie apart; only these are looked at closely. */
export function rhythmCandidates(ctx: Ctx, valuable: readonly ValuableCustomer[], today: string): readonly string[] {
  if (!isOpen(ctx.actor, 'lastOrderOn')) return []
  return valuable
    .filter(({ order_count, first_order_on, last_order_on }) => {
      if (order_count < 3 || !first_order_on || !last_order_on) return false
      const mean = daysBetween(first_order_on, last_order_on) / (order_count - 1)
      const since = daysBetween(last_order_on, today)
      return mean > 0 && since >= 0.7 * mean && since <= LATE_INTERVALS_MAX * mean
    })
    .slice(0, RHYTHM_CANDIDATES_MAX)
    .map(({ id }) => id)
}

/** Days since the last word or order; null where the role may not know, or nothing is known. */
export function silentDays(ctx: Ctx, customer: ValuableCustomer, today: string): number | null {
  if (!isOpen(ctx.actor, 'lastContactOn') || !isOpen(ctx.actor, 'lastOrderOn')) return null
  const last = [customer.last_contact_on, customer.last_order_on]
    .filter((day) => day !== null)
    .sort()
    .at(-1)
  return last ? daysBetween(last, today) : null
}

function careFor(ctx: Ctx, birthday: ComingBirthday, today: string): Ranked {
  const days = daysBetween(today, birthday.date)
  return {
    kind: 'birthday',
    customer: birthday,
    rank: 90 - 4 * days,
    say: () => {
      const isLunar = birthday.calendar === 'lunar'
      const isSinceOpen = birthday.since !== null && isOpen(ctx.actor, 'since')
      const years = isSinceOpen ? Math.floor(daysBetween(birthday.since!, today) / 365.2425) : 0
      const reasons = [
        isLunar ? lunarDayName(birthday) : null,
        years > 0 ? ctx.t('home.reason.since', { count: years }) : null,
        bought(ctx, birthday),
      ]
      const words = { name: birthday.name, when: daysWords(ctx.t, days) }
      return {
        title: ctx.t(isLunar ? 'home.title.lunar-birthday' : 'home.title.birthday', words),
        reason: joined(ctx, reasons) || ctx.t('home.reason.wish'),
      }
    },
  }
}

const joined = ({ t }: Ctx, reasons: readonly (string | null)[]) =>
  reasons.filter((part) => part !== null).join(t('home.separator'))

function workOn(ctx: Ctx, customer: ValuableCustomer, facts: ProposalFacts): Ranked[] {
  const { rhythms, today } = facts
  const rhythm = rhythms.get(customer.id)
  return [
    ...(rhythm ? followRhythm(ctx, customer, rhythm) : []),
    ...breakSilence(ctx, customer, today),
    ...completeRecord(ctx, customer),
  ]
}

/** Due from one spread before the usual day; past two spreads the customer is slowing down. */
function followRhythm(ctx: Ctx, customer: ValuableCustomer, rhythm: Rhythm): Ranked[] {
  const { usualDays, spreadDays, lastDaysAgo } = rhythm
  const late = (lastDaysAgo - usualDays) / Math.max(spreadDays, 0.1 * usualDays)
  if (usualDays === 0 || late < -1 || lastDaysAgo > LATE_INTERVALS_MAX * usualDays) return []
  const kind = late > 2 ? 'slowing' : 'reorder'
  const words = { name: customer.name, usual: usualDays, spread: spreadDays, last: lastDaysAgo }
  return [
    {
      kind,
      customer,
      rank: kind === 'slowing' ? 65 + Math.min(10, late) : 60,
      say: () => ({
        title: ctx.t(`home.title.${kind}`, words),
        reason: ctx.t(`home.reason.${kind}`, words),
        ...worthOf(ctx, customer),
      }),
    },
  ]
}

function breakSilence(ctx: Ctx, customer: ValuableCustomer, today: string): Ranked[] {
  const days = silentDays(ctx, customer, today)
  if (days === null || days < QUIET_DAYS) return []
  return [
    {
      kind: 'quiet',
      customer,
      rank: 45 + Math.min(10, days / 60),
      say: () => ({
        title: ctx.t('home.title.quiet', { name: customer.name }),
        reason: joined(ctx, [ctx.t('home.reason.quiet', { days }), bought(ctx, customer)]),
        ...worthOf(ctx, customer),
      }),
    },
  ]
}

function completeRecord(ctx: Ctx, customer: ValuableCustomer): Ranked[] {
  const { completeness, name } = customer
  if (!isOpen(ctx.actor, 'completeness') || completeness >= INCOMPLETE_PERCENT) return []
  return [
    {
      kind: 'incomplete',
      customer,
      rank: 20 + (INCOMPLETE_PERCENT - completeness) / 10,
      say: () => ({
        title: ctx.t('home.title.incomplete', { name }),
        reason: joined(ctx, [ctx.t('home.reason.incomplete', { percent: completeness }), missingWords(ctx, customer)]),
      }),
    },
  ]
}

/** What the customer bought so far, in words; null where the role may not know. */
function bought(ctx: Ctx, customer: { readonly order_total: number; readonly order_currency: string | null }) {
  if (!isOpen(ctx.actor, 'orderTotal') || !customer.order_currency || customer.order_total <= 0) return null
  return ctx.t('home.reason.bought', { amount: money(ctx.actor, customer.order_total, customer.order_currency) })
}

/** The customer's usual order: total by number of orders. */
function worthOf(ctx: Ctx, { order_total, order_count, order_currency }: ValuableCustomer): Pick<Proposal, 'worth'> {
  if (!isOpen(ctx.actor, 'orderTotal') || !order_currency || order_total <= 0) return {}
  return { worth: { amount: Math.round(order_total / order_count), currency: order_currency } }
}

import type { Ctx } from '../../kernel/context.ts'
import { daysBetween } from '../calendar.ts'
import { type Addressee, addressInChinese, addressInEnglish } from './address.ts'
import type { BriefFacts } from './contract.ts'

/** What a greeting may speak of: only what the actor may see whole. Days are `YYYY-MM-DD`. */
export interface GreetingFacts extends Addressee {
  readonly nextBirthday?: string | undefined
  readonly lastOrderOn?: string | undefined
  readonly lastContactOn?: string | undefined
  readonly lastPurchase?: BriefFacts['lastPurchases'][number] | undefined
}

const BIRTHDAY_WISHED_DAYS = 3
const ORDER_REMEMBERED_DAYS = 90
const LONG_SILENCE_DAYS = 60

/** A sentence to begin with, as a colleague who knows the customer would say it. */
export function greet(ctx: Pick<Ctx, 't' | 'actor'>, facts: GreetingFacts, today: string): string {
  if (facts.kind === 'organization') return ctx.t('recognition.greeting.organization', { name: facts.name })
  const name = ctx.actor.language === 'en' ? addressInEnglish(facts) : addressInChinese(facts)
  return ctx.t('recognition.greeting.person', { name, rest: nextSentence(ctx, facts, today) })
}

/** The most personal thing that the facts give: birthday, what was bought, the time since the last word. */
function nextSentence({ t }: Pick<Ctx, 't'>, facts: GreetingFacts, today: string): string {
  const { nextBirthday, lastPurchase, lastOrderOn, lastContactOn } = facts
  const untilBirthday = nextBirthday ? daysBetween(today, nextBirthday) : -1
  if (untilBirthday === 0) return t('recognition.greeting.birthday')
  if (untilBirthday > 0 && untilBirthday <= BIRTHDAY_WISHED_DAYS) return t('recognition.greeting.birthday-soon')
  if (lastPurchase && isRecent(lastPurchase.placedOn, today)) {
    const ago = agoWords(t, daysBetween(lastPurchase.placedOn, today))
    return t('recognition.greeting.purchase', { ago, product: lastPurchase.product })
  }
  if (lastOrderOn && isRecent(lastOrderOn, today)) {
    return t('recognition.greeting.order', { ago: agoWords(t, daysBetween(lastOrderOn, today)) })
  }
  if (lastContactOn && daysBetween(lastContactOn, today) >= LONG_SILENCE_DAYS) return t('recognition.greeting.silence')
  return t('recognition.greeting.plain')
}

function isRecent(day: string, today: string): boolean {
  const days = daysBetween(day, today)
  return days >= 0 && days <= ORDER_REMEMBERED_DAYS
}

/** Days ago as people say it, not as they are counted. */
function agoWords(t: Ctx['t'], days: number): string {
  if (days === 0) return t('recognition.ago.today')
  if (days === 1) return t('recognition.ago.yesterday')
  if (days < 7) return t('recognition.ago.days')
  if (days < 14) return t('recognition.ago.week')
  if (days < 28) return t('recognition.ago.weeks')
  if (days < 60) return t('recognition.ago.month')
  return t('recognition.ago.months', { months: Math.round(days / 30) })
}

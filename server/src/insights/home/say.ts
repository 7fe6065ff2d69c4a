import type { Actor } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'

/** An amount in minor units as short text: ¥5.8万, CHF 58K. */
export function money({ language }: Pick<Actor, 'language'>, amount: number, currency: string): string {
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumSignificantDigits: 3,
  })
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** digits)
}

/** Days from now as people say them. */
export function daysWords(t: Ctx['t'], days: number): string {
  if (days === 0) return t('home.when.today')
  if (days === 1) return t('home.when.tomorrow')
  return t('home.when.days', { days })
}

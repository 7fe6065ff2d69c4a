import type { Actor } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'

interface MoneyFormat {
  readonly format: Intl.NumberFormat
  readonly unit: number
}

const formats = new Map<string, MoneyFormat>()

function formatOf(language: string, currency: string): MoneyFormat {
  const known = formats.get(language + currency)
  if (known) return known
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const digits = new Intl.NumberFormat('en', style).resolvedOptions().maximumFractionDigits ?? 2
  const format = new Intl.NumberFormat(language, { ...style, notation: 'compact', maximumSignificantDigits: 3 })
  const made = { format, unit: 10 ** digits }
  formats.set(language + currency, made)
  return made
}

/** An amount in minor units as short text: ¥5.8万, CHF 58K. */
export function money({ language }: Pick<Actor, 'language'>, amount: number, currency: string): string {
  const { format, unit } = formatOf(language, currency)
  return format.format(amount / unit)
}

/** Days from now as people say them. */
export function daysWords(t: Ctx['t'], days: number): string {
  if (days === 0) return t('home.when.today')
  if (days === 1) return t('home.when.tomorrow')
  return t('home.when.days', { days })
}

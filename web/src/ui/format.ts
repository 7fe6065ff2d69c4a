import { createContext, useContext, useMemo } from 'react'

export type Money = { amount: number; currency: string }
export type Locale = { language: string; timeZone: string }

export const LocaleContext = createContext<Locale>({ language: 'en', timeZone: 'UTC' })

const dayMs = 86_400_000
const gap = '\u202f'

const fractionDigits = (currency: string): number => {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

const symbolOf = (language: string, currency: string): string => {
  try {
    const parts = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).formatToParts(0)
    return parts.find((part) => part.type === 'currency')?.value ?? currency
  } catch {
    return currency
  }
}

type Step = { from: number; unit: string }
const steps: Record<'zh' | 'en', Step[]> = {
  zh: [
    { from: 1e8, unit: '亿' },
    { from: 1e4, unit: '万' },
  ],
  en: [
    { from: 1e9, unit: 'B' },
    { from: 1e6, unit: 'M' },
    { from: 1e3, unit: 'k' },
  ],
}

/** Three significant digits, in 万 and 亿 for Chinese readers: `184 万`, `1.92 M`, `412 k`. */
export function shortNumber(language: string, value: number): string {
  const zh = language.startsWith('zh')
  const size = Math.abs(value)
  const step = steps[zh ? 'zh' : 'en'].find(({ from }) => size >= from)
  const format = (n: number, maximumFractionDigits: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits }).format(n)
  if (!step) return format(value, size < 10 && !Number.isInteger(value) ? 1 : 0)
  const scaled = value / step.from
  const digits = Math.abs(scaled) < 10 ? 2 : Math.abs(scaled) < 100 ? 1 : 0
  return `${format(scaled, digits)}${gap}${step.unit}`
}

/** Every number, amount and date of the screen, for one reader. Money comes in minor units, days as `YYYY-MM-DD`. */
export function formatsFor(locale: Locale) {
  const dates = dateFormats(locale)
  return {
    ...numberFormats(locale.language),
    ...moneyFormats(locale.language),
    ...dates,
    ...agoFormats(locale, dates),
  }
}

function numberFormats(language: string) {
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
  const duration = (seconds: number): string => {
    const [value, unit] =
      seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour']
    return new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: 0,
    }).format(Math.ceil(value))
  }
  const bytes = (value: number): string => {
    const [size, unit] = value < 1e6 ? [value / 1e3, 'kilobyte'] : [value / 1e6, 'megabyte']
    return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size)
  }
  const percent = (share: number): string =>
    `${new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(share * 100)}${gap}%`
  const short = (value: number): string => shortNumber(language, value)
  return { number, short, duration, bytes, percent }
}

function moneyFormats(language: string) {
  const money = ({ amount, currency }: Money): string => {
    const digits = fractionDigits(currency)
    const value = amount / 10 ** digits
    const text = new Intl.NumberFormat(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(Math.abs(value))
    return `${value < 0 ? '−' : ''}${symbolOf(language, currency)}${gap}${text}`
  }
  const moneyShort = ({ amount, currency }: Money): string => {
    const value = amount / 10 ** fractionDigits(currency)
    return `${value < 0 ? '−' : ''}${symbolOf(language, currency)}${gap}${shortNumber(language, Math.abs(value))}`
  }
  return { money, moneyShort }
}

const isDay = (value: string | Date): value is string => typeof value === 'string' && value.length === 10
const asDate = (value: string | Date): Date =>
  value instanceof Date ? value : new Date(isDay(value) ? `${value}T00:00:00Z` : value)

function dateFormats({ language, timeZone }: Locale) {
  // British order for English readers: "14 Mar 2021" reads the same on both sides of the Atlantic.
  const dates = language === 'en' ? 'en-GB' : language
  const written = (value: string | Date, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(dates, { ...options, timeZone: isDay(value) ? 'UTC' : timeZone }).format(asDate(value))

  const day = (value: string | Date): string => written(value, { dateStyle: 'medium' })
  const dayInYear = (value: string | Date): string =>
    written(value, { day: 'numeric', month: language === 'en' ? 'short' : 'long' })
  const month = (value: string | Date): string => written(value, { month: 'long', year: 'numeric' })
  const weekday = (value: string | Date): string => written(value, { weekday: 'long' })
  const time = (value: string | Date): string =>
    new Intl.DateTimeFormat(dates, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
      asDate(value),
    )
  const dateTime = (value: string | Date): string => `${day(value)} ${time(value)}`
  return { day, dayInYear, time, dateTime, month, weekday }
}

function agoFormats(
  { language, timeZone }: Locale,
  { day, dayInYear, time }: Pick<ReturnType<typeof dateFormats>, 'day' | 'dayInYear' | 'time'>,
) {
  const localDay = (value: Date): string =>
    new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(value)
  const daysAgo = (value: string): number => {
    const then = isDay(value) ? value : localDay(asDate(value))
    return Math.round((Date.parse(localDay(new Date())) - Date.parse(then)) / dayMs)
  }
  /** Relative up to seven days either way, then absolute. */
  const relative = (value: string): string => {
    const days = daysAgo(value)
    if (Math.abs(days) <= 7) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day')
    return value.slice(0, 4) === String(new Date().getFullYear()) ? dayInYear(value) : day(value)
  }
  const moment = (value: string): string => {
    const minutes = Math.round((Date.now() - Date.parse(value)) / 60_000)
    if (minutes >= 0 && minutes < 60)
      return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-minutes, 'minute')
    return daysAgo(value) === 0 ? time(value) : relative(value)
  }
  return { daysAgo, relative, moment }
}

export type Formats = ReturnType<typeof formatsFor>

export function useFormats(): Formats {
  const locale = useContext(LocaleContext)
  return useMemo(() => formatsFor(locale), [locale])
}

export const majorUnits = ({ amount, currency }: Money): number => amount / 10 ** fractionDigits(currency)

import { HolidayUtil } from 'lunar-typescript'

export interface Term {
  readonly unit: 'month' | 'day' | 'working-day'
  readonly length: number
}

const DAY_MS = 24 * 60 * 60 * 1000
const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/**
 * The last day of a term that begins on `day`. A calendar month ends on the day of the same number, or on the last day
 * of a shorter month (Regulation (EEC) 1182/71, article 3). Working days leave out weekends and, in China, the days off
 * that the State Council published, and count the weekends it moved work to.
 */
export function addTerm(day: string, { unit, length }: Term, country: string): string {
  const from = Date.parse(day)
  if (unit === 'day') return toDay(from + length * DAY_MS)
  if (unit === 'month') return addMonths(day, length)
  let ms = from
  for (let left = length; left > 0; ) {
    ms += DAY_MS
    if (isWorkingDay(toDay(ms), country)) left--
  }
  return toDay(ms)
}

function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastOfTarget = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return toDay(Date.UTC(year, month - 1 + months, Math.min(date, lastOfTarget)))
}

function isWorkingDay(day: string, country: string): boolean {
  const holiday = country === 'CN' ? HolidayUtil.getHoliday(day) : null
  if (holiday) return holiday.isWork()
  const weekday = new Date(Date.parse(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** What the law of a country usually asks for: PIPL practice in China, one month and two more elsewhere (GDPR 12.3). */
export const usualClock = (country: string) =>
  country === 'CN'
    ? ({ term_unit: 'working-day', term: 15, extension: 15 } as const)
    : ({ term_unit: 'month', term: 1, extension: 2 } as const)

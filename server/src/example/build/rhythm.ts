import type { Course } from '../content/hero.ts'
import type { Random } from '../random.ts'
import { type Buyer, DAY_MS, dayOf } from './firm.ts'

/** Days between two orders, how much that spreads, and for how many days back from now the customer has been buying. */
interface Pace {
  readonly days: readonly [low: number, high: number]
  readonly spread: number
}

const PACES: Readonly<Record<Exclude<Course, 'prospect'>, Pace>> = {
  key: { days: [21, 38], spread: 0.14 },
  growing: { days: [26, 44], spread: 0.18 },
  regular: { days: [38, 70], spread: 0.18 },
  occasional: { days: [95, 190], spread: 0.35 },
  sliding: { days: [28, 48], spread: 0.15 },
  lost: { days: [34, 66], spread: 0.22 },
  new: { days: [28, 55], spread: 0.25 },
}

const YEARS_DAYS = 3 * 365

/** How an interval changes over the years: growing customers come sooner and sooner, sliding ones later at the end. */
function stretch(course: Course, share: number): number {
  if (course === 'growing') return 1.5 - 0.85 * share
  if (course === 'sliding' && share > 0.86) return 1.7
  if (course === 'lost' && share > 0.5) return 1.25
  return 1
}

/** @returns days with orders, `YYYY-MM-DD`, oldest first, in the customer's own rhythm up to now */
export function orderDays(random: Random, { course, since, isChinese }: Buyer, now: Date): string[] {
  if (course === 'prospect') return []
  const { days, spread } = PACES[course]
  const usual = random.int(...days)
  const begin = Math.max(Date.parse(since), now.getTime() - YEARS_DAYS * DAY_MS)
  const end = endOf(random, course, usual, now)
  const found: string[] = []
  let at = begin + random.next() * usual * DAY_MS
  while (at < end) {
    const day = workingDay(random, at, isChinese)
    if (day <= dayOf(end) && found.at(-1) !== day) found.push(day)
    const share = (at - begin) / Math.max(DAY_MS, end - begin)
    const interval = usual * stretch(course, share) * Math.max(0.4, random.normal(1, spread))
    at += Math.max(3, interval) * DAY_MS
  }
  return found
}

/** Lost customers stopped long ago; sliding ones are overdue now; all others go on until today. */
function endOf(random: Random, course: Course, usual: number, now: Date): number {
  const ago = course === 'lost' ? random.int(170, 560) : course === 'sliding' ? usual * (1.3 + random.next()) : 0
  return now.getTime() - ago * DAY_MS
}

/** Nobody orders at weekends and in the long holidays: Spring Festival and early October in China, August and the last week of the year in Europe. */
function workingDay(random: Random, at: number, isChinese: boolean): string {
  let day = at
  for (let tries = 0; tries < 40 && !isWorkingDay(random, new Date(day), isChinese); tries++) day += DAY_MS
  return dayOf(day)
}

function isWorkingDay(random: Random, date: Date, isChinese: boolean): boolean {
  const weekday = date.getUTCDay()
  if (weekday === 0 || weekday === 6) return false
  const monthDay = dayOf(date).slice(5)
  if (isChinese) {
    if (monthDay >= '10-01' && monthDay <= '10-07') return false
    return !(monthDay >= '01-28' && monthDay <= '02-14') || random.chance(0.1)
  }
  if (monthDay >= '12-23' || monthDay <= '01-02') return false
  return !(monthDay >= '08-01' && monthDay <= '08-24') || random.chance(0.3)
}

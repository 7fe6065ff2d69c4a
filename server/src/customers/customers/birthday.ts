import { Lunar, LunarMonth, Solar } from 'lunar-typescript'

/** A birthday as the person keeps it: by the solar or the lunar (农历) calendar, the year if known. */
export interface Birthday {
  readonly calendar: 'solar' | 'lunar'
  readonly year?: number | null | undefined
  readonly month: number
  readonly day: number
  /** Born in a leap month of the lunar calendar. */
  readonly leap?: boolean | undefined
}

/** The next time the birthday comes, today included. @returns `YYYY-MM-DD`, a solar day */
export function nextBirthday(birthday: Birthday, today: string): string {
  return birthday.calendar === 'solar' ? nextSolar(birthday, today) : nextLunar(birthday, today)
}

function nextSolar({ month, day }: Birthday, today: string): string {
  const year = Number(today.slice(0, 4))
  const inYear = (candidate: number) =>
    `${candidate}-${two(month)}-${two(Math.min(day, daysInMonth(candidate, month)))}`
  return inYear(year) >= today ? inYear(year) : inYear(year + 1)
}

/** A leap month is rare, so it is kept in the ordinary month of the same number in years without it. */
function nextLunar(birthday: Birthday, today: string): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  const lunarYear = Solar.fromYmd(year, month, day).getLunar().getYear()
  for (let candidate = lunarYear; ; candidate++) {
    const solar = lunarDay(candidate, birthday)
    if (solar >= today) return solar
  }
}

function lunarDay(year: number, { month, day, leap }: Birthday): string {
  const leapMonth = leap ? LunarMonth.fromYm(year, -month) : null
  const lunarMonth = leapMonth ?? LunarMonth.fromYm(year, month)
  const dayCount = lunarMonth?.getDayCount() ?? 29
  return Lunar.fromYmd(year, leapMonth ? -month : month, Math.min(day, dayCount))
    .getSolar()
    .toYmd()
}

/** False for days no calendar has, such as 31 April or the 31st of a lunar month. */
export function isRealBirthday({ calendar, year, month, day }: Birthday): boolean {
  if (calendar === 'lunar') return day <= 30
  return day <= daysInMonth(year ?? 2024, month)
}

const daysInMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
const two = (value: number) => String(value).padStart(2, '0')

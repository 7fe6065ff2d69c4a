import { LunarUtil, Solar } from 'lunar-typescript'

const DAY_MS = 24 * 60 * 60 * 1000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day that it is in a time zone. @returns `YYYY-MM-DD` */
export function dayIn(timeZone: string, at: Date): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(at)
}

/** Whole days from one calendar day to another; negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** @returns `YYYY-MM-DD` */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

export interface LunarDay {
  readonly month: number
  readonly day: number
  readonly leap?: boolean | undefined
}

/** A day of the lunar calendar as it is said: 八月十六, 闰六月初三. */
export const lunarDayName = ({ month, day, leap }: LunarDay): string =>
  `${leap ? '闰' : ''}${LunarUtil.MONTH[month]}月${LunarUtil.DAY[day]}`

/** A solar day in the lunar calendar: `2026-11-23` is 十月十五. */
export function lunarDayNameOf(solarDay: string): string {
  const [year = 0, month = 1, day = 1] = solarDay.split('-').map(Number)
  const lunar = Solar.fromYmd(year, month, day).getLunar()
  return lunarDayName({ month: Math.abs(lunar.getMonth()), day: lunar.getDay(), leap: lunar.getMonth() < 0 })
}

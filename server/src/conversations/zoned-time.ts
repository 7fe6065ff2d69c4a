import type { DateParts } from '../customers/index.ts'

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()
const KEPT_MAX = 20_000

/** Minutes that clocks in a zone are ahead of UTC at a moment; kept by the hour. */
function offsetMinutes(timeZone: string, at: number): number {
  const hour = Math.floor(at / 3_600_000)
  const key = `${timeZone} ${hour}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    formats.set(timeZone, format)
  }
  const name = format.formatToParts(hour * 3_600_000).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const match = /([+-])(\d{2}):(\d{2})/.exec(name)
  const minutes = match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0
  if (offsets.size >= KEPT_MAX) offsets.clear()
  offsets.set(key, minutes)
  return minutes
}

/** The moment that a clock in the zone showed this day and time, unless the cell names its own zone. */
export function atInZone({ date, time, zone }: DateParts, timeZone: string): string {
  if (zone) return new Date(`${date}T${time ?? '00:00:00'}${zone}`).toISOString()
  const wall = Date.parse(`${date}T${time ?? '00:00:00'}Z`)
  const guess = wall - offsetMinutes(timeZone, wall) * 60_000
  return new Date(wall - offsetMinutes(timeZone, guess) * 60_000).toISOString()
}

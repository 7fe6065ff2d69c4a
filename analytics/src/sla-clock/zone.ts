import { AnalysisFailure } from '../numerics/failure.ts'

/** Civil time of a zone: where its clock stands and how that maps to moments. Moments are epoch milliseconds. */
export interface Zone {
  /** Minutes that the local clock is ahead of UTC at a moment. */
  offsetAt(moment: number): number
  /**
   * Moment at which the local clock shows this time. A time skipped in spring is read with the offset before the change, so it
   * falls after it; a time shown twice in autumn is its first occurrence.
   * @param local civil time as epoch milliseconds, as if the zone were UTC
   */
  momentOf(local: number): number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Asks the platform's zone data for an offset: exact, and slow. @throws AnalysisFailure `bad-input` for an unknown zone */
function platformOffsets(name: string): (moment: number) => number {
  let format: Intl.DateTimeFormat
  try {
    const number = 'numeric'
    const date = { year: number, month: number, day: number, hour: number, minute: number, second: number } as const
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', ...date })
  } catch {
    throw new AnalysisFailure('bad-input', `There is no time zone ${name}.`)
  }
  return (moment) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
    const { year, month, day, hour, minute, second } = parts as Record<string, number>
    const local = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!)
    return Math.round((local - Math.floor(moment / 1000) * 1000) / 60_000)
  }
}

/** Moment within a day at which the offset leaves `before`, to the second. */
function findChange(ask: (moment: number) => number, start: number, before: number): number {
  let low = start
  let high = start + DAY
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (ask(middle) === before) low = middle
    else high = middle
  }
  return high
}

/**
 * Rules of an IANA time zone. Offsets are asked of the platform's zone data once per day met, and the moment of a change within
 * a day is found by bisection; after that a look-up is arithmetic.
 * @throws AnalysisFailure `bad-input` for a zone that does not exist
 */
export function loadZone(name: string): Zone {
  const ask = platformOffsets(name)
  /** Per UTC day: the offset at its start, and where it changes, the moment of the change and the offset after it. */
  const days = new Map<number, { before: number; change: number; after: number }>()
  const dayOf = (index: number) => {
    const known = days.get(index)
    if (known) return known
    const start = index * DAY
    const before = ask(start)
    const after = ask(start + DAY)
    const own = { before, after, change: before === after ? start + DAY : findChange(ask, start, before) }
    days.set(index, own)
    return own
  }
  const offsetAt = (moment: number): number => {
    const { before, change, after } = dayOf(Math.floor(moment / DAY))
    return moment < change ? before : after
  }
  return {
    offsetAt,
    momentOf(local) {
      // A day away on either side no zone has confused local time with UTC.
      const early = offsetAt(local - DAY)
      const late = offsetAt(local + DAY)
      const first = local - early * 60_000
      if (early === late || offsetAt(first) === early) return first
      const second = local - late * 60_000
      return offsetAt(second) === late ? second : first
    },
  }
}

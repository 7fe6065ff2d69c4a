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

/**
 * Rules of an IANA time zone. Offsets are asked of the platform's zone data once per day met, and the moment of a change within
 * a day is found by bisection; after that a look-up is arithmetic.
 * @throws AnalysisFailure `bad-input` for a zone that does not exist
 */
export function loadZone(name: string): Zone {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    })
  } catch {
    throw new AnalysisFailure('bad-input', `There is no time zone ${name}.`)
  }
  const ask = (moment: number): number => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]))
    const number = (type: string) => Number(parts[type])
    const local = Date.UTC(
      number('year'),
      number('month') - 1,
      number('day'),
      number('hour'),
      number('minute'),
      number('second'),
    )
    return Math.round((local - Math.floor(moment / 1000) * 1000) / 60_000)
  }
  /** Per UTC day: the offset at its start, and where it changes, the moment of the change and the offset after it. */
  const days = new Map<number, { before: number; change: number; after: number }>()
  const dayOf = (index: number) => {
    const known = days.get(index)
    if (known) return known
    const start = index * DAY
    const before = ask(start)
    const after = ask(start + DAY)
    let change = start + DAY
    if (before !== after) {
      let low = start
      let high = start + DAY
      while (high - low > 1000) {
        const middle = Math.floor((low + high) / 2000) * 1000
        if (ask(middle) === before) low = middle
        else high = middle
      }
      change = high
    }
    const own = { before, change, after }
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

import { AnalysisFailure } from '../numerics/failure.ts'
import { loadZone, type Zone } from './zone.ts'

/** A stretch of the day in minutes after midnight on the local clock, `from` < `to` ≤ 1440. */
export interface Shift {
  readonly from: number
  readonly to: number
}

export interface BusinessCalendar {
  /** IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string
  /** Shifts for Monday … Sunday; an empty list is a day off. Shifts of a day ascend and do not overlap. */
  readonly week: readonly (readonly Shift[])[]
  /**
   * Days that differ, by `YYYY-MM-DD`: an empty list for a holiday, shifts for a day worked in spite of the week (调休) or with
   * other hours.
   */
  readonly exceptions?: Readonly<Record<string, readonly Shift[]>>
}

/** A calendar made ready for counting. Moments are epoch milliseconds; durations are business milliseconds. */
export interface BusinessClock {
  /** Moment reached from `from` after `duration` ≥ 0 of business time. From a closed moment counting begins at the next opening. */
  add(from: number, duration: number): number
  /** Business time from `from` to `to`; negative when `to` is earlier. */
  difference(from: number, to: number): number
  isOpen(moment: number): boolean
  /** The moment itself when open, else the next opening. */
  nextOpening(moment: number): number
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const BLOCK_DAYS = 512
const MOST_BLOCKS = 400
/** Blocks read of a calendar that opens on exceptions only. */
const FEWEST_BLOCKS = 4

/** Openings and closings of some civil days, and business time before each: all that counting needs. */
interface Block {
  readonly opens: Float64Array
  readonly closes: Float64Array
  /** Business time of the block before each stretch. */
  readonly before: Float64Array
  readonly total: number
}

/**
 * Makes a calendar ready. Openings are worked out in blocks of 512 days as they are met; an addition is then two binary
 * searches. A change of daylight saving inside a shift lengthens or shortens it by what the clock was moved, because people
 * work by the clock.
 * @throws AnalysisFailure `bad-input` for an unknown zone, a week of other than 7 days, or shifts that overlap or leave the day
 */
export function createBusinessClock(calendar: BusinessCalendar): BusinessClock {
  checkCalendar(calendar)
  const zone = loadZone(calendar.timeZone)
  const blocks = new Map<number, Block>()
  const blockAt = (index: number): Block => {
    const known = blocks.get(index)
    if (known) return known
    const built = buildBlock(calendar, zone, index)
    blocks.set(index, built)
    return built
  }
  const neverOpens = calendar.week.every((shifts) => shifts.length === 0)
  const indexOf = (moment: number) => Math.floor((moment + zone.offsetAt(moment) * MINUTE) / DAY / BLOCK_DAYS)
  return {
    add(from, duration) {
      checkMoment(from)
      if (!(duration >= 0 && duration < Infinity))
        throw new AnalysisFailure('bad-input', 'Business time is added forwards, 0 or more.')
      if (duration === 0) return this.nextOpening(from)
      let index = indexOf(from)
      let block = blockAt(index)
      let wanted = elapsed(block, from) + duration
      for (let read = 0; wanted > block.total; read++) {
        if (read > MOST_BLOCKS || (neverOpens && read > FEWEST_BLOCKS)) {
          throw new AnalysisFailure('too-large', 'The calendar never opens long enough for this much business time.')
        }
        wanted -= block.total
        block = blockAt(++index)
      }
      const at = lastBelow(block.before, wanted)
      return block.opens[at]! + wanted - block.before[at]!
    },
    difference(from, to) {
      checkMoment(from)
      checkMoment(to)
      if (to < from) return 0 - this.difference(to, from)
      let sum = -elapsed(blockAt(indexOf(from)), from)
      for (let index = indexOf(from); index < indexOf(to); index++) sum += blockAt(index).total
      return sum + elapsed(blockAt(indexOf(to)), to)
    },
    isOpen(moment) {
      checkMoment(moment)
      const block = blockAt(indexOf(moment))
      const at = lastAtOrBefore(block.opens, moment)
      return at >= 0 && moment < block.closes[at]!
    },
    nextOpening(moment) {
      checkMoment(moment)
      for (let index = indexOf(moment), read = 0; read <= MOST_BLOCKS; index++, read++) {
        const block = blockAt(index)
        const at = firstStretchAfter(block, moment)
        if (at < block.opens.length) return Math.max(moment, block.opens[at]!)
        if (neverOpens && read > FEWEST_BLOCKS) break
      }
      throw new AnalysisFailure('too-large', 'The calendar never opens again.')
    },
  }
}

/** Business time of a block up to a moment. */
function elapsed(block: Block, moment: number): number {
  const at = lastAtOrBefore(block.opens, moment)
  return at < 0 ? 0 : block.before[at]! + Math.min(moment, block.closes[at]!) - block.opens[at]!
}

/** A clock that can be stopped, as while the customer owes an answer. */
export interface PausableTarget {
  readonly startedAt: number
  /** Business milliseconds allowed. */
  readonly allowed: number
  /** Stretches in which the clock stood, ascending; the last may still be open (`to` null). */
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[]
}

export interface TargetState {
  /** Business time used up to now, pauses not counted. */
  readonly used: number
  /** Business time left; negative once overdue. */
  readonly left: number
  /** When it falls due; null while the clock stands. */
  readonly dueAt: number | null
  readonly isOverdue: boolean
}

/** Where a target stands at a moment. Pauses may overlap each other and closed hours; time is never counted twice. */
export function targetState(clock: BusinessClock, target: PausableTarget, now: number): TargetState {
  let paused = 0
  let reached = target.startedAt
  let stands = false
  for (const { from, to } of [...target.pauses].sort((a, b) => a.from - b.from)) {
    const start = Math.max(reached, from)
    const end = Math.min(now, to ?? now)
    if (to === null && from <= now) stands = true
    if (end <= start) continue
    paused += clock.difference(start, end)
    reached = end
  }
  const used = Math.max(0, clock.difference(target.startedAt, Math.max(now, target.startedAt)) - paused)
  const left = target.allowed - used
  const dueAt = stands
    ? null
    : left >= 0
      ? clock.add(Math.max(now, target.startedAt), left)
      : dueInThePast(clock, target)
  return { used, left, dueAt, isOverdue: left < 0 }
}

/** Walks from pause to pause to the moment at which the allowance ran out. */
function dueInThePast(clock: BusinessClock, target: PausableTarget): number {
  let left = target.allowed
  let reached = target.startedAt
  for (const { from, to } of [...target.pauses].sort((a, b) => a.from - b.from)) {
    if (from > reached) {
      const run = clock.difference(reached, from)
      if (run >= left) break
      left -= run
    }
    reached = Math.max(reached, to ?? reached)
  }
  return clock.add(reached, left)
}

function buildBlock({ week, exceptions }: BusinessCalendar, zone: Zone, index: number): Block {
  const opens: number[] = []
  const closes: number[] = []
  for (let day = index * BLOCK_DAYS; day < (index + 1) * BLOCK_DAYS; day++) {
    const midnight = day * DAY
    const name = exceptions ? new Date(midnight).toISOString().slice(0, 10) : ''
    // Day 0, 1970-01-01, was a Thursday.
    const shifts = exceptions?.[name] ?? week[(((day + 3) % 7) + 7) % 7]!
    for (const { from, to } of shifts) {
      const open = zone.momentOf(midnight + from * MINUTE)
      const close = zone.momentOf(midnight + to * MINUTE)
      if (close <= open) continue
      if (closes.length > 0 && open <= closes.at(-1)!) closes[closes.length - 1] = Math.max(close, closes.at(-1)!)
      else {
        opens.push(open)
        closes.push(close)
      }
    }
  }
  const before = new Float64Array(opens.length)
  let total = 0
  opens.forEach((open, i) => {
    before[i] = total
    total += closes[i]! - open
  })
  return { opens: Float64Array.from(opens), closes: Float64Array.from(closes), before, total }
}

/** Index of the last value ≤ x, or −1. */
function lastAtOrBefore(values: Float64Array, x: number): number {
  let low = -1
  let high = values.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (values[middle]! <= x) low = middle
    else high = middle
  }
  return low
}

/** Index of the last value < x, or 0. */
function lastBelow(values: Float64Array, x: number): number {
  let low = 0
  let high = values.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (values[middle]! < x) low = middle
    else high = middle
  }
  return low
}

/** Index of the first stretch that closes after a moment. */
const firstStretchAfter = (block: Block, moment: number): number => lastAtOrBefore(block.closes, moment) + 1

function checkMoment(moment: number): void {
  // Beyond this a Date has no calendar day.
  if (!(Math.abs(moment) < 8.6e15))
    throw new AnalysisFailure('bad-input', 'A moment is a number of milliseconds since 1970.')
}

function checkCalendar({ week, exceptions }: BusinessCalendar): void {
  if (week.length !== 7) throw new AnalysisFailure('bad-input', 'A week has seven days.')
  const dated = Object.entries(exceptions ?? {})
  const wrong = dated.find(([name]) => !/^\d{4}-\d{2}-\d{2}$/.test(name))
  if (wrong) throw new AnalysisFailure('bad-input', `${wrong[0]} is not a day like 2025-10-01.`)
  for (const shifts of [...week, ...dated.map(([, own]) => own)]) {
    let end = 0
    for (const { from, to } of shifts) {
      if (!(from >= end && to > from && to <= 1440)) {
        throw new AnalysisFailure(
          'bad-input',
          'Shifts of a day must ascend without overlap, within 0 and 1440 minutes.',
        )
      }
      end = to
    }
  }
}

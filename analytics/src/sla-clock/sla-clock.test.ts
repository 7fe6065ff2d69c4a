import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import { type BusinessCalendar, createBusinessClock, targetState } from './index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (text: string) => Date.parse(text)
const shift = (from: number, to: number) => ({ from: from * 60, to: to * 60 })
const office = [shift(9, 12), shift(13, 18)]
const week = (day: ReturnType<typeof shift>[], weekend: ReturnType<typeof shift>[] = []) => [
  day,
  day,
  day,
  day,
  day,
  weekend,
  weekend,
]

/** The National Day week of 2025 in China: off 1–8 October, worked on Sunday 28 September and Saturday 11 October (调休). */
const shanghai: BusinessCalendar = {
  timeZone: 'Asia/Shanghai',
  week: week(office),
  exceptions: {
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((day) => [`2025-10-0${day}`, []])),
    '2025-09-28': office,
    '2025-10-11': office,
  },
}
const night = { timeZone: 'America/New_York', week: week([shift(0, 6), shift(22, 24)], [shift(0, 6)]) }
const ZONES: BusinessCalendar[] = [
  shanghai,
  night,
  { timeZone: 'Europe/Berlin', week: week(office, [shift(10, 14)]) },
  { timeZone: 'Australia/Lord_Howe', week: week([shift(0, 24)]) },
  { timeZone: 'Asia/Kathmandu', week: week([{ from: 575, to: 1015 }]) },
  { timeZone: 'America/Santiago', week: week([shift(0, 8), shift(20, 24)], [shift(0, 8)]) },
  { timeZone: 'Pacific/Kiritimati', week: week(office) },
]

const YEAR_START = at('2025-01-01T00:00:00Z')
const MINUTES = 500 * 1440

/** Every minute of 500 days, open or not, by asking the platform what the local clock shows. Shares nothing with the product. */
function minuteByMinute(calendar: BusinessCalendar): Uint8Array {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: calendar.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const open = new Uint8Array(MINUTES)
  for (let quarter = 0; quarter < MINUTES; quarter += 15) {
    const [date, time] = format.format(YEAR_START + quarter * MINUTE).split(' ') as [string, string]
    const day = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
    const shifts = calendar.exceptions?.[date] ?? calendar.week[day]!
    const start = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
    for (let m = 0; m < 15; m++)
      open[quarter + m] = shifts.some(({ from, to }) => start + m >= from && start + m < to) ? 1 : 0
  }
  return open
}

describe('business time', () => {
  it.each(ZONES)('$timeZone: agrees with a walk minute by minute', (calendar) => {
    const clock = createBusinessClock(calendar)
    const open = minuteByMinute(calendar)
    const random = createRandom(calendar.timeZone.length)
    for (let round = 0; round < 1500; round++) {
      const from = random.below(MINUTES - 1440 * 60)
      const duration = 1 + random.below(3000)
      let walked = from
      for (let left = duration; left > 0; walked++) left -= open[walked]!
      const start = YEAR_START + from * MINUTE
      const end = clock.add(start, duration * MINUTE)
      expect((end - YEAR_START) / MINUTE).toBe(walked)
      expect(clock.difference(start, end)).toBe(duration * MINUTE)
      expect(clock.isOpen(start)).toBe(open[from] === 1)
      let next = from
      while (open[next] === 0) next++
      expect(clock.nextOpening(start)).toBe(YEAR_START + next * MINUTE)
      const other = random.below(MINUTES - 1440 * 60)
      let counted = 0
      for (let m = Math.min(from, other); m < Math.max(from, other); m++) counted += open[m]!
      const between = clock.difference(start, YEAR_START + other * MINUTE)
      expect(between + 0).toBe((other < from ? -counted : counted) * MINUTE + 0)
    }
  })

  it('skips the holiday and counts the days worked for it', () => {
    const clock = createBusinessClock(shanghai)
    // Tuesday 30 September 17:00, two hours: one that day, one on Thursday 9 October.
    expect(clock.add(at('2025-09-30T17:00:00+08:00'), 2 * HOUR)).toBe(at('2025-10-09T10:00:00+08:00'))
    expect(clock.isOpen(at('2025-09-28T10:00:00+08:00'))).toBe(true)
    expect(clock.isOpen(at('2025-10-11T12:30:00+08:00'))).toBe(false)
    expect(clock.add(at('2025-10-04T03:00:00+08:00'), 0)).toBe(at('2025-10-09T09:00:00+08:00'))
  })

  it('lengthens the night in which the clock is put back', () => {
    const clock = createBusinessClock(night)
    expect(clock.difference(at('2025-11-02T00:00:00-04:00'), at('2025-11-02T12:00:00-05:00'))).toBe(7 * HOUR)
    expect(clock.difference(at('2025-03-09T00:00:00-05:00'), at('2025-03-09T12:00:00-04:00'))).toBe(5 * HOUR)
  })

  it('adding in two steps is adding at once, and differences add up', () => {
    const clock = createBusinessClock(shanghai)
    const moment = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') })
    const some = fc.integer({ min: 1, max: 400 * HOUR })
    fc.assert(
      fc.property(moment, some, some, moment, moment, (start, a, b, x, y) => {
        expect(clock.add(clock.add(start, a), b)).toBe(clock.add(start, a + b))
        expect(clock.difference(start, x) + clock.difference(x, y)).toBe(clock.difference(start, y))
        expect(clock.difference(x, y) + clock.difference(y, x)).toBe(0)
        expect(clock.add(start, a + 1)).toBeGreaterThan(clock.add(start, a))
      }),
    )
  })

  it('stops while the customer owes an answer, however the pauses overlap', () => {
    const clock = createBusinessClock(shanghai)
    const startedAt = at('2025-09-22T09:00:00+08:00')
    const pauses = [
      { from: at('2025-09-22T10:00:00+08:00'), to: at('2025-09-22T14:00:00+08:00') },
      { from: at('2025-09-22T11:00:00+08:00'), to: at('2025-09-22T15:00:00+08:00') },
    ]
    const target = { startedAt, allowed: 4 * HOUR, pauses }
    // One hour before the pauses, and from 15:00 on.
    expect(targetState(clock, target, at('2025-09-22T16:00:00+08:00'))).toEqual({
      used: 2 * HOUR,
      left: 2 * HOUR,
      dueAt: at('2025-09-22T18:00:00+08:00'),
      isOverdue: false,
    })
    const late = targetState(clock, target, at('2025-09-23T10:00:00+08:00'))
    expect(late).toEqual({ used: 5 * HOUR, left: -HOUR, dueAt: at('2025-09-22T18:00:00+08:00'), isOverdue: true })
    const waiting = { ...target, pauses: [...pauses, { from: at('2025-09-22T16:00:00+08:00'), to: null }] }
    expect(targetState(clock, waiting, at('2025-09-25T10:00:00+08:00'))).toMatchObject({
      used: 2 * HOUR,
      dueAt: null,
      isOverdue: false,
    })
  })

  it('says why a calendar or a moment cannot be', () => {
    expect(() => createBusinessClock({ ...shanghai, timeZone: 'Mars/Olympus' })).toThrow(AnalysisFailure)
    expect(() => createBusinessClock({ ...shanghai, week: [] })).toThrow('seven days')
    expect(() => createBusinessClock({ ...shanghai, week: week([shift(9, 12), shift(11, 18)]) })).toThrow('overlap')
    expect(() => createBusinessClock({ ...shanghai, exceptions: { tomorrow: [] } })).toThrow('tomorrow')
    expect(() => createBusinessClock({ timeZone: 'UTC', week: week([]) }).add(0, 1)).toThrow('never opens')
    expect(() => createBusinessClock(shanghai).add(0, -1)).toThrow(AnalysisFailure)
    expect(() => createBusinessClock(shanghai).add(Number.NaN, 1)).toThrow(AnalysisFailure)
  })
})

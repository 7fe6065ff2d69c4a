import type { Comparator } from '../comparator.ts'
import { foldText } from '../edit-distance.ts'

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
  /** yyyymmdd */
  readonly digits: string
  /** Days, months of 30.44 days each: near enough to tell what is within a year. */
  readonly ordinal: number
}

/**
 * Dates such as birthdays. Levels: `differs`; `near`, within a year; `slip`, one digit or two neighbouring digits exchanged;
 * `swapped`, day and month exchanged; `same`. Placeholders (1 January of 1900 or 1970, zeros) are missing values.
 */
export const date: Comparator<Day> = {
  role: 'date',
  levels: ['differs', 'near', 'slip', 'swapped', 'same'],
  prepare(text) {
    const parts = readParts(foldText(text))
    if (!parts) return null
    const [year, month, day] = parts
    if (month < 1 || month > 99 || day < 1 || (month === 1 && day === 1 && (year === 1900 || year === 1970)))
      return null
    const digits = `${String(year).padStart(4, '0')}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
    return { year, month, day, digits, ordinal: year * 365.25 + month * 30.44 + day }
  },
  compare(a, b) {
    if (a.digits === b.digits) return 4
    if (a.year === b.year && a.month === b.day && a.day === b.month) return 3
    if (isOneSlip(a.digits, b.digits)) return 2
    return Math.abs(a.ordinal - b.ordinal) <= 366 ? 1 : 0
  },
  termKey: ({ digits }) => digits,
  blockingKeys: ({ digits, year, month, day }) => [
    `x:${digits}`,
    `s:${year}-${Math.min(month, day)}-${Math.max(month, day)}`,
    `d:${digits.slice(4)}`,
    `y:${digits.slice(0, 6)}`,
    `y:${digits.slice(0, 4)}`,
  ],
}

/** Year first in digits or with marks; with the year last, day first unless that cannot be. */
function readParts(text: string): [number, number, number] | null {
  const first =
    /^(\d{4})(\d{2})(\d{2})(?:\.0)?$/.exec(text) ?? /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/.exec(text)
  if (first) return [Number(first[1]), Number(first[2]), Number(first[3])]
  const last = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/.exec(text)
  if (!last) return null
  const [p, q, year] = [Number(last[1]), Number(last[2]), Number(last[3])]
  return q > 12 ? [year, p, q] : [year, q, p]
}

function isOneSlip(a: string, b: string): boolean {
  let differing = 0
  let at = -1
  for (let i = 0; i < 8; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue
    if (++differing > 2) return false
    if (at < 0) at = i
  }
  if (differing === 1) return true
  return a[at] === b[at + 1] && a[at + 1] === b[at]
}

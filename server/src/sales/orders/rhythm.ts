const DAY_MS = 86_400_000

export interface Rhythm {
  /** Median days between two days with orders. */
  readonly usualDays: number
  /** How far intervals usually lie from that: 1.4826 × median absolute deviation, at least a day. */
  readonly spreadDays: number
  readonly lastDaysAgo: number
}

/** Intervals below which nothing is usual yet. */
const INTERVALS_MIN = 2

/**
 * The rhythm in which a customer orders, robust against a single long pause.
 * @param days days with orders, `YYYY-MM-DD`, in any order, with repeats
 * @returns null before there are three different days
 */
export function rhythmOf(days: readonly string[], now: Date): Rhythm | null {
  const sorted = [...new Set(days)].sort().map((day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS)
  const intervals = sorted.slice(1).map((day, index) => day - sorted[index]!)
  if (intervals.length < INTERVALS_MIN) return null
  const usual = median(intervals)
  const spread = 1.4826 * median(intervals.map((interval) => Math.abs(interval - usual)))
  return {
    usualDays: Math.round(usual),
    spreadDays: Math.max(1, Math.round(spread)),
    lastDaysAgo: Math.floor(now.getTime() / DAY_MS) - sorted.at(-1)!,
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

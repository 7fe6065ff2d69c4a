import { ascending, quantile } from '../numerics/descriptive.ts'
import { AnalysisFailure } from '../numerics/failure.ts'

/** One order. Days are whole numbers since 1970-01-01, amounts any currency; a return has a negative amount. */
export interface Order {
  readonly customer: string
  readonly day: number
  readonly amount: number
}

/** Columns of equal length, one element per customer, in the sequence of first appearance. */
export interface RfmSummary {
  readonly customers: readonly string[]
  /** Days from the last order to `asOf`. */
  readonly recency: Float64Array
  /** Number of orders. */
  readonly frequency: Float64Array
  readonly monetary: Float64Array
}

/** Sums up orders up to and including `asOf`; later ones are not counted. One pass, any sequence. */
export function summarizeRfm(orders: Iterable<Order>, asOf: number): RfmSummary {
  const found = new Map<string, { last: number; count: number; sum: number }>()
  for (const { customer, day, amount } of orders) {
    if (!Number.isFinite(day) || !Number.isFinite(amount)) {
      throw new AnalysisFailure('bad-input', `An order of ${customer} has no valid day or amount.`)
    }
    if (day > asOf) continue
    const own = found.get(customer)
    if (!own) found.set(customer, { last: day, count: 1, sum: amount })
    else {
      own.last = Math.max(own.last, day)
      own.count++
      own.sum += amount
    }
  }
  const rows = [...found.values()]
  return {
    customers: [...found.keys()],
    recency: Float64Array.from(rows, ({ last }) => asOf - last),
    frequency: Float64Array.from(rows, ({ count }) => count),
    monetary: Float64Array.from(rows, ({ sum }) => sum),
  }
}

/** The standing segments of the R × F grid, best first. */
export const SEGMENTS = [
  'champion',
  'loyal',
  'potential-loyalist',
  'new',
  'promising',
  'need-attention',
  'about-to-sleep',
  'cannot-lose',
  'at-risk',
  'hibernating',
] as const
export type Segment = (typeof SEGMENTS)[number]

/** Scores 1 (worst) … 5 (best) and the segment they lead to. */
export interface RfmScores {
  readonly r: Uint8Array
  readonly f: Uint8Array
  readonly m: Uint8Array
  readonly segments: readonly Segment[]
  /** The four cuts between the five classes of each measure, ascending. */
  readonly cuts: {
    readonly recency: readonly number[]
    readonly frequency: readonly number[]
    readonly monetary: readonly number[]
  }
}

export interface RfmCuts {
  /** Days; a customer at or under the first cut scores 5. */
  readonly recency: readonly number[]
  /** A customer above the last cut scores 5, as for `monetary`. */
  readonly frequency: readonly number[]
  readonly monetary: readonly number[]
}

/**
 * Scores by quintiles of the customers themselves (Hughes 1994): cuts at the 20, 40, 60 and 80 % points; a value scores one
 * more than the number of cuts below it. Equal values always score alike, so classes may be uneven, and even empty, where many
 * customers share a value. For recency fewer days are better.
 */
export function scoreByQuantile(summary: RfmSummary): RfmScores {
  if (summary.customers.length === 0) throw new AnalysisFailure('too-few-rows', 'There are no customers to score.')
  const cutsOf = (values: Float64Array) => {
    const sorted = ascending(values)
    return [0.2, 0.4, 0.6, 0.8].map((share) => quantile(sorted, share))
  }
  return scoreByCuts(summary, {
    recency: cutsOf(summary.recency),
    frequency: cutsOf(summary.frequency),
    monetary: cutsOf(summary.monetary),
  })
}

/** Scores by cuts that the firm has set. @throws AnalysisFailure `bad-input` unless each measure has four ascending cuts */
export function scoreByCuts(summary: RfmSummary, cuts: RfmCuts): RfmScores {
  for (const [name, own] of Object.entries(cuts)) {
    if (own.length !== 4 || own.some((cut: number, i: number) => !Number.isFinite(cut) || cut < own[i - 1]!)) {
      throw new AnalysisFailure('bad-input', `Five classes of ${name} need four ascending cuts.`)
    }
  }
  const above = (own: readonly number[], value: number) => own.reduce((count, cut) => count + (value > cut ? 1 : 0), 0)
  const r = Uint8Array.from(summary.recency, (value) => 5 - above(cuts.recency, value))
  const f = Uint8Array.from(summary.frequency, (value) => 1 + above(cuts.frequency, value))
  const m = Uint8Array.from(summary.monetary, (value) => 1 + above(cuts.monetary, value))
  return { r, f, m, segments: Array.from(r, (score, i) => segmentOf(score, f[i]!)), cuts }
}

/** Segment of a recency and a frequency score, each 1…5: every pair belongs to exactly one. */
export function segmentOf(r: number, f: number): Segment {
  if (r <= 2) return f <= 2 ? 'hibernating' : f <= 4 ? 'at-risk' : 'cannot-lose'
  if (r === 3 && f <= 3) return f <= 2 ? 'about-to-sleep' : 'need-attention'
  if (r === 5 && f >= 4) return 'champion'
  if (f >= 4) return 'loyal'
  if (f >= 2) return 'potential-loyalist'
  return r === 5 ? 'new' : 'promising'
}

/** Customers and turnover for each pair of recency and frequency score, for the heat map; 25 cells, r and f from 1. */
export function heatMap(
  summary: RfmSummary,
  scores: RfmScores,
): { r: number; f: number; customers: number; monetary: number }[] {
  const cells = Array.from({ length: 25 }, (_, i) => ({
    r: Math.floor(i / 5) + 1,
    f: (i % 5) + 1,
    customers: 0,
    monetary: 0,
  }))
  scores.r.forEach((r, i) => {
    const cell = cells[(r - 1) * 5 + scores.f[i]! - 1]!
    cell.customers++
    cell.monetary += summary.monetary[i]!
  })
  return cells
}

import { AnalysisFailure } from '../numerics/failure.ts'
import { normalCdf } from '../numerics/special.ts'

/** Life stages of a customer relationship (Dwyer, Schurr & Oh 1987): 考察, 形成, 稳定, 退化. */
export type LifeStage = 'exploration' | 'formation' | 'stable' | 'decline'

/** How gaps between orders are spread over all customers: where the rhythm of a customer with few orders is taken from. */
export interface RhythmPrior {
  /** Mean of log gap (days) over customers. */
  readonly logGap: number
  /** Variance of customers' own mean log gaps around it. */
  readonly between: number
  /** Variance of log gaps around a customer's own mean. */
  readonly within: number
}

/** Why a customer stands where he stands. */
export interface StageEvidence {
  readonly orders: number
  /** Days between orders that are usual for this customer. */
  readonly usualGap: number
  /** Days since the last order. */
  readonly waited: number
  /** Share of this customer's gaps expected to be longer than the wait so far, 0…1: small means overdue. */
  readonly surprise: number
  /** Ratio of his recent gaps (the last three) to those before; above 1 he slows down. Null with fewer than six gaps. */
  readonly slowing: number | null
  /** How many standard errors the slowing lies from none. */
  readonly slowingZ: number | null
  readonly reason: 'few-orders' | 'rhythm-forming' | 'in-rhythm' | 'overdue' | 'slowing' | 'held-by-hysteresis'
}

export interface StageAssessment {
  readonly stage: LifeStage
  readonly evidence: StageEvidence
}

export interface StageOptions {
  /** Orders from which a rhythm is seen to form, default 3. */
  readonly formingOrders?: number
  /** Orders from which a rhythm counts as stable, default 6. */
  readonly stableOrders?: number
  /** A wait is overdue when fewer than this share of gaps are longer, default 0.05. */
  readonly declineBelow?: number
  /** A customer in decline is back when more than this share of gaps are longer than his wait, default 0.25. */
  readonly recoverAbove?: number
  /** Standard errors of slowing that mean decline, default 2.5, and under which it is forgiven, default 1. */
  readonly slowingEnter?: number
  readonly slowingLeave?: number
}

const MOST_SPREAD = 4

/**
 * Learns the rhythm of a customer base from its gaps, by the method of moments for a one-way random-effects model.
 * @param ordersPerCustomer days of order of each customer, any sequence; same-day orders are one
 * @throws AnalysisFailure `too-few-rows` with fewer than 5 gaps in all
 */
export function learnRhythm(ordersPerCustomer: Iterable<readonly number[]>): RhythmPrior {
  let gaps = 0
  let sum = 0
  let total = 0
  let between = 0
  let sizes = 0
  let customers = 0
  for (const orders of ordersPerCustomer) {
    const logs = logGaps(orders)
    if (logs.length === 0) continue
    customers++
    gaps += logs.length
    sizes += logs.length ** 2
    const own = logs.reduce((all, gap) => all + gap, 0)
    sum += own
    between += own ** 2 / logs.length
    total += logs.reduce((all, gap) => all + gap * gap, 0)
  }
  if (gaps < 5) throw new AnalysisFailure('too-few-rows', `A rhythm needs at least 5 repeat orders; there are ${gaps}.`)
  const logGap = sum / gaps
  const inner = gaps > customers ? (total - between) / (gaps - customers) : (total - gaps * logGap ** 2) / (gaps - 1)
  const within = Math.max(0.01, inner)
  const outer = customers > 1 ? (between - gaps * logGap ** 2) / (customers - 1) : 0
  const size = customers > 1 ? (gaps - sizes / gaps) / (customers - 1) : 1
  return { logGap, within, between: gaps > customers ? Math.max(0, (outer - within) / size) : 0 }
}

/**
 * Stage of one customer, from his orders against his own usual gap. Gaps are log-normal around a mean of his own, drawn towards
 * that of all customers while he has few. The previous stage gives hysteresis: decline is entered under `declineBelow` and left
 * only above `recoverAbove`, and a customer once stable does not fall back to formation.
 * @param orders days of order, any sequence; same-day orders are one; days after `now` are not counted
 * @param previous stage at the last assessment, if any
 * @throws AnalysisFailure `too-few-rows` for a customer without orders
 */
export function assessStage(
  orders: readonly number[],
  now: number,
  prior: RhythmPrior,
  previous?: LifeStage,
  options: StageOptions = {},
): StageAssessment {
  const { formingOrders = 3, stableOrders = 6, declineBelow = 0.05, recoverAbove = 0.25 } = options
  const { slowingEnter = 2.5, slowingLeave = 1 } = options
  const past = [...new Set(orders)].filter((day) => day <= now).sort((a, b) => a - b)
  const last = past.at(-1)
  if (last === undefined) throw new AnalysisFailure('too-few-rows', 'A customer without orders has no life stage.')
  const rhythm = ownRhythm(logGaps(past), prior)
  const waited = now - last
  const surprise = waited > 0 ? 1 - normalCdf((Math.log(waited) - rhythm.centre) / rhythm.spread) : 1
  const trend = slowdown(logGaps(past), prior)
  const overdue = surprise < declineBelow
  const slows = trend !== null && trend.z > slowingEnter
  const stays =
    previous === 'decline' && (surprise < recoverAbove || (trend !== null && trend.z > slowingLeave && trend.ratio > 1))
  const matured = past.length >= stableOrders || (previous === 'stable' && past.length >= formingOrders)
  const natural: LifeStage = matured ? 'stable' : past.length >= formingOrders ? 'formation' : 'exploration'
  const stage: LifeStage = overdue || slows || stays ? 'decline' : natural
  const reasons = {
    exploration: 'few-orders',
    formation: 'rhythm-forming',
    stable: 'in-rhythm',
    decline: 'held-by-hysteresis',
  } as const
  return {
    stage,
    evidence: {
      orders: past.length,
      usualGap: Math.exp(rhythm.centre),
      waited,
      surprise,
      slowing: trend?.ratio ?? null,
      slowingZ: trend?.z ?? null,
      reason: overdue ? 'overdue' : slows ? 'slowing' : reasons[stage],
    },
  }
}

function logGaps(orders: readonly number[]): number[] {
  const days = [...new Set(orders)].sort((a, b) => a - b)
  return days.slice(1).map((day, i) => Math.log(day - days[i]!))
}

/** Posterior mean of the customer's log gap, and the spread of his next one. */
function ownRhythm(gaps: readonly number[], prior: RhythmPrior): { centre: number; spread: number } {
  const n = gaps.length
  const own = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, n)
  const pull = prior.between > 0 ? (n * prior.between) / (n * prior.between + prior.within) : 0
  const centre = prior.logGap + pull * (own - prior.logGap)
  // The customer's own scatter, mixed with everyone's as if that were four gaps more.
  const scatter = gaps.reduce((sum, gap) => sum + (gap - own) ** 2, 0)
  const within = (scatter + MOST_SPREAD * prior.within) / (Math.max(0, n - 1) + MOST_SPREAD)
  return { centre, spread: Math.sqrt(within + (1 - pull) * prior.between + (n > 0 ? within / n : 0)) }
}

/** The last three gaps against those before: ratio of typical lengths and its z. Null with fewer than six gaps. */
function slowdown(gaps: readonly number[], prior: RhythmPrior): { ratio: number; z: number } | null {
  if (gaps.length < 6) return null
  const recent = gaps.slice(-3)
  const earlier = gaps.slice(0, -3)
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const scatter = earlier.reduce((sum, gap) => sum + (gap - average(earlier)) ** 2, 0)
  const within = (scatter + MOST_SPREAD * prior.within) / (earlier.length - 1 + MOST_SPREAD)
  const difference = average(recent) - average(earlier)
  return { ratio: Math.exp(difference), z: difference / Math.sqrt(within * (1 / recent.length + 1 / earlier.length)) }
}

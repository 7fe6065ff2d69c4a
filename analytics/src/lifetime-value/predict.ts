import { checkpoint, type RunOptions } from '../numerics/failure.ts'
import { type BgNbdParameters, bgNbdExpectedPurchases, bgNbdProbabilityAlive } from './bg-nbd.ts'
import { expectedSpend, type GammaGammaParameters } from './gamma-gamma.ts'
import type { CustomerHistories } from './order-log.ts'
import {
  type ParetoNbdParameters,
  paretoNbdExpectedPurchases,
  paretoNbdExpectedWhileAlive,
  paretoNbdProbabilityAlive,
} from './pareto-nbd.ts'
import { poolHistories } from './pool.ts'

/** A model as the prediction functions need it; every `PurchaseFit` is one, and so are parameters kept from an earlier fit. */
export type FittedPurchases =
  | { readonly model: 'bg-nbd'; readonly parameters: BgNbdParameters }
  | { readonly model: 'pareto-nbd'; readonly parameters: ParetoNbdParameters }

export interface Predictions {
  /** P(still a customer at the end of observation), 0…1. */
  readonly probabilityAlive: Float64Array
  /** Purchases expected within the horizon. */
  readonly expectedPurchases: Float64Array
}

export function probabilityAlive(fit: FittedPurchases, x: number, recency: number, age: number): number {
  return fit.model === 'bg-nbd'
    ? bgNbdProbabilityAlive(fit.parameters, x, recency, age)
    : paretoNbdProbabilityAlive(fit.parameters, x, recency, age)
}

/** E[purchases in the next `horizon` units]. */
export function expectedPurchases(
  fit: FittedPurchases,
  x: number,
  recency: number,
  age: number,
  horizon: number,
): number {
  return fit.model === 'bg-nbd'
    ? bgNbdExpectedPurchases(fit.parameters, x, recency, age, horizon)
    : paretoNbdExpectedPurchases(fit.parameters, x, recency, age, horizon)
}

/** Scores all customers; identical histories are computed once. */
export function predictPurchases(
  fit: FittedPurchases,
  histories: CustomerHistories,
  horizon: number,
  run?: RunOptions,
): Predictions {
  const pool = poolHistories(histories)
  const size = pool.weight.length
  const alive = new Float64Array(size)
  const expected = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    if ((i & 0x3fff) === 0) checkpoint(run, i / size)
    const [x, recency, age] = [pool.frequency[i]!, pool.recency[i]!, pool.age[i]!]
    alive[i] = probabilityAlive(fit, x, recency, age)
    expected[i] = expectedPurchases(fit, x, recency, age, horizon)
  }
  checkpoint(run, 1)
  const n = pool.member.length
  const out = { probabilityAlive: new Float64Array(n), expectedPurchases: new Float64Array(n) }
  for (let i = 0; i < n; i++) {
    out.probabilityAlive[i] = alive[pool.member[i]!]!
    out.expectedPurchases[i] = expected[pool.member[i]!]!
  }
  return out
}

export interface DiscountOptions {
  /** Length of the discounted future, in units. */
  readonly horizon: number
  /** Length of one discount period, in units: 4.345 for a month when time runs in weeks. */
  readonly period: number
  /** Discount rate per period, 0.01 for 1 %. */
  readonly rate: number
  /** Share of the spend that is margin; 1 counts revenue. */
  readonly margin?: number
}

/**
 * Σ over periods i of (E[Y(t_i)] − E[Y(t_i−1)]) / (1 + rate)^i: purchases of a period discounted from its end. A last
 * period cut by the horizon is discounted for the time it really ends.
 */
export function discountedPurchases(
  fit: FittedPurchases,
  x: number,
  recency: number,
  age: number,
  { horizon, period, rate }: DiscountOptions,
): number {
  let sum = 0
  let before = 0
  // A horizon within a millionth of a whole number of periods has that number of periods.
  const periods = Math.ceil(horizon / period - 1e-6)
  const aliveNow = fit.model === 'pareto-nbd' ? paretoNbdProbabilityAlive(fit.parameters, x, recency, age) : 1
  for (let i = 1; i <= periods; i++) {
    const time = Math.min(i * period, horizon)
    const now =
      fit.model === 'bg-nbd'
        ? bgNbdExpectedPurchases(fit.parameters, x, recency, age, time)
        : aliveNow * paretoNbdExpectedWhileAlive(fit.parameters, x, age, time)
    sum += (now - before) / (1 + rate) ** (time / period)
    before = now
  }
  return sum
}

/**
 * Customer lifetime value: discounted expected purchases × expected spend × margin (Fader, Hardie & Lee 2005), in the
 * currency of the spend model. Null where expected spend has no finite mean.
 */
export function lifetimeValue(
  fit: FittedPurchases,
  spend: GammaGammaParameters,
  customer: { frequency: number; recency: number; age: number; meanRepeatSpend: number },
  options: DiscountOptions,
): number | null {
  const value = expectedSpend(spend, customer.frequency, customer.meanRepeatSpend)
  if (value === null) return null
  const purchases = discountedPurchases(fit, customer.frequency, customer.recency, customer.age, options)
  return purchases * value * (options.margin ?? 1)
}

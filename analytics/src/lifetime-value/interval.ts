import { quantile } from '../numerics/descriptive.ts'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom, type Random } from '../numerics/random.ts'
import type { GammaGammaParameters } from './gamma-gamma.ts'
import { type DiscountOptions, type FittedPurchases, probabilityAlive } from './predict.ts'

export interface ValueInterval {
  /** Mean of the simulated values; agrees with `lifetimeValue` up to simulation error. */
  readonly mean: number
  readonly low: number
  readonly high: number
  /** Share of futures in which the customer never buys again. */
  readonly shareWithoutPurchase: number
}

export interface IntervalOptions extends DiscountOptions {
  /** Coverage, default 0.8: eight of ten customers end inside. */
  readonly level?: number
  /** Simulated futures, default 4,000. */
  readonly draws?: number
  readonly seed: number
}

const LONGEST_FUTURE = 100_000

/**
 * Predictive interval of lifetime value: the customer's own future simulated from what the models say after his history
 * (λ | data ~ Gamma(r+x, α+T); p | data ~ Beta(a, b+x) or μ | data ~ Gamma(s, β+T) given alive; spend rate
 * ν | data ~ Gamma(q+px, v+x·z̄)). It holds the customer's luck and what is unknown of his rates, with the population
 * parameters taken as given.
 */
export function lifetimeValueInterval(
  fit: FittedPurchases,
  spend: GammaGammaParameters,
  customer: { frequency: number; recency: number; age: number; meanRepeatSpend: number },
  options: IntervalOptions,
): ValueInterval {
  const draws = options.draws ?? 4000
  const level = options.level ?? 0.8
  if (!(draws >= 100 && level > 0 && level < 1)) {
    throw new AnalysisFailure('bad-input', 'An interval needs at least 100 draws and a level between 0 and 1.')
  }
  const random = createRandom(options.seed)
  const alive = probabilityAlive(fit, customer.frequency, customer.recency, customer.age)
  const x = customer.meanRepeatSpend > 0 ? customer.frequency : 0
  const values = new Float64Array(draws)
  let idle = 0
  for (let d = 0; d < draws; d++) {
    if (random.next() >= alive) {
      idle++
      continue
    }
    const rate = random.gamma(spend.q + spend.p * x) / (spend.v + x * customer.meanRepeatSpend)
    const purchases = simulateFuture(fit, customer, options, random, (discount) => {
      values[d]! += (random.gamma(spend.p) / rate) * (options.margin ?? 1) * discount
    })
    if (purchases === 0) idle++
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / draws
  values.sort()
  return {
    mean,
    low: quantile(values, (1 - level) / 2),
    high: quantile(values, (1 + level) / 2),
    shareWithoutPurchase: idle / draws,
  }
}

/** One future of a customer who is alive now; calls back with the discount factor of each purchase. */
function simulateFuture(
  fit: FittedPurchases,
  { frequency, age }: { frequency: number; age: number },
  { horizon, period, rate }: DiscountOptions,
  random: Random,
  onPurchase: (discount: number) => void,
): number {
  const { r, alpha } = fit.parameters
  const buying = random.gamma(r + frequency) / (alpha + age)
  const leaving =
    fit.model === 'bg-nbd'
      ? random.beta(fit.parameters.a, fit.parameters.b + frequency)
      : random.gamma(fit.parameters.s) / (fit.parameters.beta + age)
  const end = fit.model === 'bg-nbd' ? horizon : Math.min(horizon, -Math.log(1 - random.next()) / leaving)
  let time = 0
  let purchases = 0
  while (purchases < LONGEST_FUTURE) {
    time += -Math.log(1 - random.next()) / buying
    if (!(time <= end)) break
    purchases++
    onPurchase((1 + rate) ** -Math.min(Math.ceil(time / period), horizon / period))
    if (fit.model === 'bg-nbd' && random.next() < leaving) break
  }
  return purchases
}

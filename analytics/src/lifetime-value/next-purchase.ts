import { AnalysisFailure } from '../numerics/failure.ts'
import { normalCdf, normalQuantile } from '../numerics/special.ts'
import { type FittedPurchases, probabilityAlive } from './predict.ts'

/** Time from now to the next purchase, in units, given that there is one: median and interval. */
export interface NextPurchase {
  readonly median: number
  readonly low: number
  readonly high: number
  /** P(there is a next purchase at all) for a customer, or 1 for a product bought again and again. */
  readonly probability: number
}

/**
 * Next purchase of a customer under a buying model. While alive the waiting time is Pareto: P(wait > t) =
 * ((α+T)/(α+T+t))^(r+x), from λ | data ~ Gamma(r+x, α+T). Under Pareto/NBD he may leave before it, which shortens the wait
 * of those who do buy: P(wait > t, still there) has density (r+x)/(α+T+t) · ((α+T)/(α+T+t))^(r+x) · ((β+T)/(β+T+t))^s,
 * inverted by bisection.
 * @param level coverage of the interval, default 0.8
 */
export function nextPurchase(fit: FittedPurchases, x: number, recency: number, age: number, level = 0.8): NextPurchase {
  const { r, alpha } = fit.parameters
  const power = r + x
  const start = alpha + age
  const alive = probabilityAlive(fit, x, recency, age)
  const tails = [(1 - level) / 2, 0.5, (1 + level) / 2]
  if (fit.model === 'bg-nbd') {
    const [low, median, high] = tails.map((share) => start * ((1 - share) ** (-1 / power) - 1)) as [
      number,
      number,
      number,
    ]
    return { low, median, high, probability: alive }
  }
  const { s, beta } = fit.parameters
  // As a function of w = P(neither bought nor left by t) the density is bounded: buying's share of both hazards.
  const steps = 400
  const waits = new Float64Array(steps)
  const cumulative = new Float64Array(steps + 1)
  for (let i = 0; i < steps; i++) {
    const t = waitUntil(power, start, s, beta + age, 1 - (i + 0.5) / steps)
    const [buys, leaves] = [power / (start + t), s / (beta + age + t)]
    waits[i] = t
    cumulative[i + 1] = cumulative[i]! + buys / (buys + leaves) / steps
  }
  const total = cumulative[steps]!
  const [low, median, high] = tails.map((share) => {
    let i = 0
    while (i < steps - 1 && cumulative[i + 1]! < share * total) i++
    return waits[i]!
  }) as [number, number, number]
  return { low, median, high, probability: alive * total }
}

/** t with (A/(A+t))^power (B/(B+t))^s = share, by bisection on log t. */
function waitUntil(power: number, a: number, s: number, b: number, share: number): number {
  const target = -Math.log(share)
  let low = -60
  let high = 60
  for (let step = 0; step < 70; step++) {
    const middle = (low + high) / 2
    const t = Math.exp(middle)
    if (power * Math.log1p(t / a) + s * Math.log1p(t / b) < target) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

/** Purchases of one product by one customer: the days, ascending or not, in any unit. */
export interface ReplenishmentSeries {
  readonly id: string
  readonly days: readonly number[]
}

export interface Replenishment extends NextPurchase {
  readonly id: string
  /** Usual gap of this customer for this product, drawn towards that of all customers. */
  readonly usualGap: number
  readonly purchases: number
}

/**
 * When a product is due again, for each customer who buys it. Logarithms of gaps are normal around a mean of the
 * customer's own, which is normal across customers; variances by the method of moments, the customer's mean drawn towards
 * the product's by their ratio (James–Stein; Efron & Morris 1975). The wait already passed since the last purchase is
 * taken into account: quantiles are those of the gap given that it is longer than the wait so far.
 * @param now day at which the question is asked, same unit as the days
 * @throws AnalysisFailure `too-few-rows` when fewer than 3 gaps are known over all customers
 */
export function replenishment(series: readonly ReplenishmentSeries[], now: number, level = 0.8): Replenishment[] {
  const customers = series.map(({ id, days }) => {
    const ordered = [...new Set(days)].sort((a, b) => a - b).filter((day) => day <= now)
    const logs = ordered.slice(1).map((day, i) => Math.log(day - ordered[i]!))
    const mean = logs.reduce((sum, gap) => sum + gap, 0) / Math.max(1, logs.length)
    const within = logs.reduce((sum, gap) => sum + (gap - mean) ** 2, 0)
    return { id, ordered, gaps: logs.length, mean, within, last: ordered.at(-1) }
  })
  const known = customers.filter((customer) => customer.gaps > 0)
  const gaps = known.reduce((sum, { gaps }) => sum + gaps, 0)
  if (gaps < 3)
    throw new AnalysisFailure('too-few-rows', `A usual gap needs at least 3 repeat purchases; there are ${gaps}.`)
  const freedom = gaps - known.length
  const grand = known.reduce((sum, { gaps, mean }) => sum + gaps * mean, 0) / gaps
  const between = known.reduce((sum, { gaps, mean }) => sum + gaps * (mean - grand) ** 2, 0)
  const total = known.reduce((sum, { within }) => sum + within, 0) + between
  // With one gap each there is no telling customers from chance: all spread counts as chance.
  const inside = Math.max(1e-6, freedom > 0 ? (total - between) / freedom : total / (gaps - 1))
  const perCustomer =
    (gaps - known.reduce((sum, { gaps: own }) => sum + own ** 2, 0) / gaps) / Math.max(1, known.length - 1)
  const across =
    known.length > 1 && freedom > 0 ? Math.max(0, (between / (known.length - 1) - inside) / perCustomer) : 0
  return customers.flatMap(({ id, ordered, gaps: own, mean, last }) => {
    if (last === undefined) return []
    const pull = across > 0 ? (own * across) / (own * across + inside) : 0
    const centre = grand + pull * (mean - grand)
    const spread = Math.sqrt(inside + (1 - pull) * across)
    const waited = now - last
    const passed = waited > 0 ? normalCdf((Math.log(waited) - centre) / spread) : 0
    const due = (share: number) => {
      const at = Math.min(1 - 1e-12, passed + (1 - passed) * share)
      return Math.max(0, Math.exp(centre + spread * normalQuantile(at)) - waited)
    }
    return [
      {
        id,
        purchases: ordered.length,
        usualGap: Math.exp(centre),
        low: due((1 - level) / 2),
        median: due(0.5),
        high: due((1 + level) / 2),
        probability: 1,
      },
    ]
  })
}

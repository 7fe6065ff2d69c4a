import type { Objective } from '../numerics/optimize.ts'
import { digamma, hypergeometric2F1, logBeta, logGamma } from '../numerics/special.ts'
import type { PooledHistories } from './pool.ts'

/**
 * BG/NBD of Fader, Hardie & Lee 2005 ("Counting your customers the easy way", Marketing Science 24): while alive a customer
 * buys at Poisson rate λ ~ Gamma(r, α); after each purchase he leaves with probability p ~ Beta(a, b).
 * α carries the unit of time; r, a, b are pure numbers. All are > 0.
 */
export interface BgNbdParameters {
  readonly r: number
  readonly alpha: number
  readonly a: number
  readonly b: number
}

/**
 * −log L over log-parameters (log r, log α, log a, log b) with its analytic gradient; eq. 6 of the paper in the stable
 * form of Fader & Hardie's note "Implementing the BG/NBD model", ln L = A1 + A2 + ln(e^A3 + δ e^A4).
 * The gamma terms depend on x alone and are summed over the histogram of x.
 */
export function bgNbdObjective(pool: PooledHistories): Objective {
  const { frequency, recency, age, weight } = pool
  const histogram = countByFrequency(pool)
  return (theta, gradient) => {
    const [r, alpha, a, b] = [Math.exp(theta[0]!), Math.exp(theta[1]!), Math.exp(theta[2]!), Math.exp(theta[3]!)]
    if (![r, alpha, a, b].every((value) => value > 1e-9 && value < 1e9)) return Infinity
    let ll = 0
    let dr = 0
    let dAlpha = 0
    let da = 0
    let db = 0
    const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b)
    const psiR = digamma(r)
    const psiAB = digamma(a + b)
    const psiB = digamma(b)
    for (const [x, count] of histogram) {
      ll += count * (constant + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x))
      dr += count * (Math.log(alpha) + digamma(r + x) - psiR)
      dAlpha += (count * r) / alpha
      const psiABx = digamma(a + b + x)
      da += count * (psiAB - psiABx)
      db += count * (psiAB - psiB + digamma(b + x) - psiABx)
    }
    const logA = Math.log(a)
    for (let i = 0; i < weight.length; i++) {
      const w = weight[i]!
      const x = frequency[i]!
      const logT = Math.log(alpha + age[i]!)
      const alive = -(r + x) * logT
      if (x === 0) {
        ll += w * alive
        dr -= w * logT
        dAlpha -= (w * r) / (alpha + age[i]!)
        continue
      }
      const logTx = Math.log(alpha + recency[i]!)
      const left = logA - Math.log(b + x - 1) - (r + x) * logTx
      const difference = alive - left
      // Share of the likelihood that belongs to "left right after the last purchase".
      const odds = Math.exp(-Math.abs(difference))
      const share = difference > 0 ? odds / (1 + odds) : 1 / (1 + odds)
      ll += w * ((difference > 0 ? alive : left) + Math.log1p(odds))
      dr -= w * ((1 - share) * logT + share * logTx)
      dAlpha -= w * (r + x) * ((1 - share) / (alpha + age[i]!) + share / (alpha + recency[i]!))
      da += (w * share) / a
      db -= (w * share) / (b + x - 1)
    }
    gradient[0] = -dr * r
    gradient[1] = -dAlpha * alpha
    gradient[2] = -da * a
    gradient[3] = -db * b
    return Number.isFinite(ll) ? -ll : Infinity
  }
}

export function countByFrequency(pool: PooledHistories): Map<number, number> {
  const histogram = new Map<number, number>()
  for (let i = 0; i < pool.weight.length; i++) {
    histogram.set(pool.frequency[i]!, (histogram.get(pool.frequency[i]!) ?? 0) + pool.weight[i]!)
  }
  return histogram
}

/** P(alive at T | x, t_x, T), 0…1 (Fader, Hardie & Lee 2008, "Computing P(alive) using the BG/NBD model"). 1 when x = 0. */
export function bgNbdProbabilityAlive(p: BgNbdParameters, x: number, recency: number, age: number): number {
  if (x === 0) return 1
  const logOdds =
    Math.log(p.a) - Math.log(p.b + x - 1) + (p.r + x) * (Math.log(p.alpha + age) - Math.log(p.alpha + recency))
  return 1 / (1 + Math.exp(logOdds))
}

/**
 * E[purchases in the next t units | x, t_x, T], eq. 10 of the paper:
 * (c/(a−1)) [1 − ((α+T)/(α+T+t))^(r+x) 2F1(r+x, b+x; c; z)] · P(alive), c = a+b+x−1, z = t/(α+T+t), or after Euler's
 * transformation (c/(a−1)) [1 − (1−z)^(a−1) 2F1(a+b−1−r, a−1; c; z)]. The first series shortens as a grows, the second as x
 * grows: the one whose leading ratio is smaller is summed.
 */
export function bgNbdExpectedPurchases(
  p: BgNbdParameters,
  x: number,
  recency: number,
  age: number,
  horizon: number,
): number {
  if (horizon <= 0) return 0
  const power = p.r + x
  // a = 1 and c = 0 are removable singularities of the closed form.
  const a = Math.abs(p.a - 1) < 1e-7 ? 1 + 1e-7 : p.a
  const sum = a + p.b + x - 1
  const c = Math.abs(sum) < 1e-9 ? 1e-9 : sum
  const z = horizon / (p.alpha + age + horizon)
  const plain = power * (p.b + x)
  const transformed = Math.abs((a + p.b - 1 - p.r) * (a - 1))
  const never =
    plain < transformed
      ? (1 - z) ** power * hypergeometric2F1(power, p.b + x, c, z)
      : (1 - z) ** (a - 1) * hypergeometric2F1(a + p.b - 1 - p.r, a - 1, c, z)
  const closed = (c / (a - 1)) * (1 - never)
  const untilThen = Number.isFinite(closed) ? closed : expectedAtMeanLeaving(p, power, x, age, horizon)
  return Math.max(0, untilThen) * bgNbdProbabilityAlive(p, x, recency, age)
}

/**
 * The same for a customer whose leaving probability is known: (1 − ((α+T)/(α+T+qt))^(r+x)) / q at its mean q. Where the series
 * leaves the range of numbers, leaving is so nearly alike for all that its spread no longer counts.
 */
function expectedAtMeanLeaving(p: BgNbdParameters, power: number, x: number, age: number, horizon: number): number {
  const q = p.a / (p.a + p.b + x)
  return -Math.expm1(-power * Math.log1p((q * horizon) / (p.alpha + age))) / q
}

/** E[X(t)], repeat purchases of a random customer in his first t units; eq. 9 of the paper. */
export function bgNbdExpectedForNew(p: BgNbdParameters, t: number): number {
  return bgNbdExpectedPurchases(p, 0, 0, 0, t)
}

/** P(X(t) = x) for x = 0…maximum, eq. 8 of the paper; what is left to 1 is P(X(t) > maximum). */
export function bgNbdCountProbabilities(p: BgNbdParameters, t: number, maximum: number): Float64Array {
  const result = new Float64Array(maximum + 1)
  const base = logBeta(p.a, p.b)
  const logStay = p.r * (Math.log(p.alpha) - Math.log(p.alpha + t))
  const logMove = t > 0 ? Math.log(t) - Math.log(p.alpha + t) : Number.NEGATIVE_INFINITY
  let cumulative = 0
  for (let x = 0; x <= maximum; x++) {
    const nbd = Math.exp(logGamma(p.r + x) - logGamma(p.r) - logGamma(x + 1) + logStay + (x === 0 ? 0 : x * logMove))
    let probability = Math.exp(logBeta(p.a, p.b + x) - base) * nbd
    if (x > 0) probability += Math.exp(logBeta(p.a + 1, p.b + x - 1) - base) * Math.max(0, 1 - cumulative)
    cumulative += nbd
    result[x] = probability
  }
  return result
}

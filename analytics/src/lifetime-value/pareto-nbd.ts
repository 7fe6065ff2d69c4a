import type { Objective } from '../numerics/optimize.ts'
import { gaussLegendre } from '../numerics/quadrature.ts'
import { digamma, logGamma } from '../numerics/special.ts'
import { countByFrequency } from './bg-nbd.ts'
import type { PooledHistories } from './pool.ts'

/**
 * Pareto/NBD of Schmittlein, Morrison & Colombo 1987: while alive a customer buys at Poisson rate λ ~ Gamma(r, α) and
 * leaves at rate μ ~ Gamma(s, β). α and β carry the unit of time. All are > 0.
 */
export interface ParetoNbdParameters {
  readonly r: number
  readonly alpha: number
  readonly s: number
  readonly beta: number
}

/** Rules of rising order; each is exact to 1e-12 up to its fall (in e-foldings) and width (in units of log time). */
const RULES = [
  { fall: 4, width: 1.5, rule: gaussLegendre(8) },
  { fall: 10, width: 3, rule: gaussLegendre(12) },
  { fall: 18, width: 4, rule: gaussLegendre(16) },
]
const RULE = gaussLegendre(32)
const DEEPEST = 40

/** Where integrals over the time of leaving are taken, and what they leave behind: see `leftIntegral`. */
interface LeftIntegral {
  /** log ∫ */
  log: number
  /** Means under the integrand: of log(α+τ), 1/(α+τ), log(β+τ), 1/(β+τ). */
  logAlpha: number
  invAlpha: number
  logBeta: number
  invBeta: number
}

/**
 * ∫ from t_x to T of (α+τ)^−(r+x) (β+τ)^−(s+1) dτ: the likelihood that a customer left at some τ after his last purchase
 * (Fader & Hardie 2005, "A note on deriving the Pareto/NBD model", before it is written with 2F1). Kept as an integral it
 * has no cancelling differences and its gradient is a mean under the same nodes. Substituting u = log(min(α, β)+τ) moves
 * the nearest singularity to a distance of π; the range is cut where the integrand has fallen by e^−40.
 * 8 to 32 Gauss–Legendre nodes, by how far the integrand falls, give 1e-12 relative.
 */
function leftIntegral(p: ParetoNbdParameters, x: number, from: number, to: number, out: LeftIntegral): void {
  const { alpha, beta } = p
  const power = p.r + x
  const near = Math.min(alpha, beta)
  const reach = (start: number, fall: number) => (start + from) * Math.exp(Math.min(700, DEEPEST / fall)) - start
  const end = Math.min(to, reach(alpha, power), reach(beta, p.s + 1))
  const u0 = Math.log(near + from)
  const width = Math.log(near + end) - u0
  const atStart = -power * Math.log(alpha + from) - (p.s + 1) * Math.log(beta + from) + u0
  const fall = power * Math.log((alpha + end) / (alpha + from)) + (p.s + 1) * Math.log((beta + end) / (beta + from))
  const { nodes, weights } = RULES.find((choice) => fall < choice.fall && width < choice.width)?.rule ?? RULE
  let sum = 0
  let logAlpha = 0
  let invAlpha = 0
  let logBeta = 0
  let invBeta = 0
  for (let k = 0; k < nodes.length; k++) {
    const u = u0 + width * nodes[k]!
    const shifted = Math.exp(u)
    const alphaTau = alpha <= beta ? shifted : shifted + (alpha - beta)
    const betaTau = alpha <= beta ? shifted + (beta - alpha) : shifted
    const la = alpha <= beta ? u : Math.log(alphaTau)
    const lb = alpha <= beta ? Math.log(betaTau) : u
    const f = weights[k]! * Math.exp(-power * la - (p.s + 1) * lb + u - atStart)
    sum += f
    logAlpha += f * la
    invAlpha += f / alphaTau
    logBeta += f * lb
    invBeta += f / betaTau
  }
  if (width <= 0) {
    out.log = Number.NEGATIVE_INFINITY
    return
  }
  out.log = Math.log(sum * width) + atStart
  out.logAlpha = logAlpha / sum
  out.invAlpha = invAlpha / sum
  out.logBeta = logBeta / sum
  out.invBeta = invBeta / sum
}

const emptyIntegral = (): LeftIntegral => ({ log: 0, logAlpha: 0, invAlpha: 0, logBeta: 0, invBeta: 0 })

/** −log L over (log r, log α, log s, log β) with its analytic gradient. */
export function paretoNbdObjective(pool: PooledHistories): Objective {
  const { frequency, recency, age, weight } = pool
  const histogram = countByFrequency(pool)
  const left = emptyIntegral()
  return (theta, gradient) => {
    const p = { r: Math.exp(theta[0]!), alpha: Math.exp(theta[1]!), s: Math.exp(theta[2]!), beta: Math.exp(theta[3]!) }
    const { r, alpha, s, beta } = p
    if (![r, alpha, s, beta].every((value) => value > 1e-9 && value < 1e9)) return Infinity
    let ll = 0
    let dr = 0
    let dAlpha = 0
    let ds = 0
    let dBeta = 0
    const constant = r * Math.log(alpha) + s * Math.log(beta) - logGamma(r)
    for (const [x, count] of histogram) {
      ll += count * (constant + logGamma(r + x))
      dr += count * (Math.log(alpha) + digamma(r + x) - digamma(r))
      dAlpha += (count * r) / alpha
      ds += count * Math.log(beta)
      dBeta += (count * s) / beta
    }
    for (let i = 0; i < weight.length; i++) {
      const w = weight[i]!
      const power = r + frequency[i]!
      const logA = Math.log(alpha + age[i]!)
      const logB = Math.log(beta + age[i]!)
      const alive = -power * logA - s * logB
      leftIntegral(p, frequency[i]!, recency[i]!, age[i]!, left)
      const gone = left.log + theta[2]!
      const difference = alive - gone
      const odds = Math.exp(-Math.abs(difference))
      const share = gone === Number.NEGATIVE_INFINITY ? 0 : difference > 0 ? odds / (1 + odds) : 1 / (1 + odds)
      const kept = 1 - share
      ll += w * ((difference > 0 ? alive : gone) + Math.log1p(odds))
      dr -= w * (kept * logA + (share && share * left.logAlpha))
      dAlpha -= w * power * (kept / (alpha + age[i]!) + (share && share * left.invAlpha))
      ds += w * ((share && share * (1 / s - left.logBeta)) - kept * logB)
      dBeta -= w * ((kept * s) / (beta + age[i]!) + (share && share * (s + 1) * left.invBeta))
    }
    gradient[0] = -dr * r
    gradient[1] = -dAlpha * alpha
    gradient[2] = -ds * s
    gradient[3] = -dBeta * beta
    return Number.isFinite(ll) ? -ll : Infinity
  }
}

/** P(alive at T | x, t_x, T), 0…1 (Schmittlein, Morrison & Colombo 1987, eq. 11–13, through the integral above). */
export function paretoNbdProbabilityAlive(p: ParetoNbdParameters, x: number, recency: number, age: number): number {
  const left = emptyIntegral()
  leftIntegral(p, x, recency, age, left)
  const alive = -(p.r + x) * Math.log(p.alpha + age) - p.s * Math.log(p.beta + age)
  return 1 / (1 + Math.exp(left.log + Math.log(p.s) - alive))
}

/** E[purchases in the next t units | x, t_x, T] (Fader & Hardie 2005, eq. 41); regular at s = 1. */
export function paretoNbdExpectedPurchases(
  p: ParetoNbdParameters,
  x: number,
  recency: number,
  age: number,
  horizon: number,
): number {
  if (horizon <= 0) return 0
  return paretoNbdExpectedWhileAlive(p, x, age, horizon) * paretoNbdProbabilityAlive(p, x, recency, age)
}

/** The same, of a customer known to be alive at T. */
export function paretoNbdExpectedWhileAlive(p: ParetoNbdParameters, x: number, age: number, horizon: number): number {
  const { r, alpha, s, beta } = p
  const logRatio = -Math.log1p(horizon / (beta + age))
  const expectedLife = Math.abs(s - 1) < 1e-12 ? -logRatio : -Math.expm1((s - 1) * logRatio) / (s - 1)
  return (((r + x) * (beta + age)) / (alpha + age)) * expectedLife
}

/** E[X(t)], repeat purchases of a random customer in his first t units. */
export const paretoNbdExpectedForNew = (p: ParetoNbdParameters, t: number): number =>
  t <= 0 ? 0 : paretoNbdExpectedWhileAlive(p, 0, 0, t)

/** P(X(t) = x) for x = 0…maximum: negative binomial while alive, integrated over the time of leaving. */
export function paretoNbdCountProbabilities(p: ParetoNbdParameters, t: number, maximum: number): Float64Array {
  const { r, alpha, s, beta } = p
  const result = new Float64Array(maximum + 1)
  const addNbd = (time: number, share: number) => {
    const logStay = r * (Math.log(alpha) - Math.log(alpha + time))
    const logMove = time > 0 ? Math.log(time) - Math.log(alpha + time) : Number.NEGATIVE_INFINITY
    for (let x = 0; x <= maximum; x++) {
      const log = logGamma(r + x) - logGamma(r) - logGamma(x + 1) + logStay + (x === 0 ? 0 : x * logMove)
      result[x]! += share * Math.exp(log)
    }
  }
  addNbd(t, (beta / (beta + t)) ** s)
  const width = Math.log1p(t / beta)
  for (let k = 0; k < RULE.nodes.length; k++) {
    const u = width * RULE.nodes[k]!
    addNbd(beta * Math.expm1(u), RULE.weights[k]! * width * s * Math.exp(-s * u))
  }
  return result
}

/**
 * Discounted expected residual transactions over an endless horizon, with continuous discount rate `rate` per unit
 * (Fader, Hardie & Lee 2005, "RFM and CLV: using iso-value curves", eq. 3, as an integral instead of Tricomi's Ψ).
 */
export function paretoNbdDert(p: ParetoNbdParameters, x: number, recency: number, age: number, rate: number): number {
  const start = p.beta + age
  const width = Math.log1p(DEEPEST / rate / start)
  const pieces = 8
  let sum = 0
  for (let piece = 0; piece < pieces; piece++) {
    for (let k = 0; k < RULE.nodes.length; k++) {
      const u = (width * (piece + RULE.nodes[k]!)) / pieces
      sum += ((RULE.weights[k]! * width) / pieces) * Math.exp(-rate * start * Math.expm1(u) + (1 - p.s) * u)
    }
  }
  return ((p.r + x) / (p.alpha + age)) * paretoNbdProbabilityAlive(p, x, recency, age) * start * sum
}

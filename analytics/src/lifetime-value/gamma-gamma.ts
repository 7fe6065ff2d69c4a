import { AnalysisFailure } from '../numerics/failure.ts'
import { covarianceAt, minimize, type Objective } from '../numerics/optimize.ts'
import { digamma, logGamma } from '../numerics/special.ts'

/**
 * Gamma–Gamma model of spend per purchase (Fader, Hardie & Lee 2005; Fader & Hardie 2013, "The Gamma-Gamma model of
 * monetary value"): a purchase is Gamma(p, ν), ν ~ Gamma(q, v) across customers. v carries the currency.
 */
export interface GammaGammaParameters {
  readonly p: number
  readonly q: number
  readonly v: number
}

export interface GammaGammaFit {
  readonly parameters: GammaGammaParameters
  /** Standard errors by the delta method, or null where the likelihood is not curved enough to give them. */
  readonly standardErrors: GammaGammaParameters | null
  readonly logLikelihood: number
  readonly converged: boolean
  /** Repeat buyers with a positive mean spend, on whom the fit stands. */
  readonly customers: number
  /** Repeat buyers left out because returns outweigh purchases. */
  readonly skipped: number
  /** Correlation of frequency and mean spend; the model assumes it is near 0. */
  readonly frequencySpendCorrelation: number
}

const FEWEST = 10

/** −log L over (log p, log q, log v), eq. 1a of the 2013 note, with its analytic gradient. */
function objectiveOf(x: Float64Array, z: Float64Array): Objective {
  return (theta, gradient) => {
    const [p, q, v] = [Math.exp(theta[0]!), Math.exp(theta[1]!), Math.exp(theta[2]!)]
    if (![p, q, v].every((value) => value > 1e-9 && value < 1e9)) return Infinity
    const psiQ = digamma(q)
    const logGammaQ = logGamma(q)
    const logV = Math.log(v)
    let ll = 0
    let dp = 0
    let dq = 0
    let dv = 0
    for (let i = 0; i < x.length; i++) {
      const px = p * x[i]!
      const total = x[i]! * z[i]!
      const logSum = Math.log(v + total)
      const psi = digamma(px + q)
      ll +=
        logGamma(px + q) -
        logGamma(px) -
        logGammaQ +
        q * logV +
        px * Math.log(total) -
        Math.log(z[i]!) -
        (px + q) * logSum
      dp += x[i]! * (psi - digamma(px) + Math.log(total) - logSum)
      dq += psi - psiQ + logV - logSum
      dv += q / v - (px + q) / (v + total)
    }
    gradient[0] = -dp * p
    gradient[1] = -dq * q
    gradient[2] = -dv * v
    return Number.isFinite(ll) ? -ll : Infinity
  }
}

/**
 * Fits spend per purchase on repeat buyers.
 * @param frequency repeat purchases per customer; those with 0 are left out
 * @param meanSpend mean value of those repeat purchases, any currency
 * @throws AnalysisFailure `too-few-rows` under 10 repeat buyers, `no-variance` when all spend the same
 */
export function fitGammaGamma(frequency: Float64Array, meanSpend: Float64Array): GammaGammaFit {
  const repeat: number[] = []
  let skipped = 0
  for (let i = 0; i < frequency.length; i++) {
    if (!(frequency[i]! > 0)) continue
    if (meanSpend[i]! > 0) repeat.push(i)
    else skipped++
  }
  if (repeat.length < FEWEST) {
    throw new AnalysisFailure(
      'too-few-rows',
      `Spend needs at least ${FEWEST} repeat buyers; there are ${repeat.length}.`,
    )
  }
  const x = Float64Array.from(repeat, (i) => frequency[i]!)
  const z = Float64Array.from(repeat, (i) => meanSpend[i]!)
  const scale = z.reduce((sum, value) => sum + value, 0) / z.length
  const scaled = z.map((value) => value / scale)
  if (scaled.every((value) => Math.abs(value - 1) < 1e-9)) {
    throw new AnalysisFailure('no-variance', 'All repeat buyers spend the same, so their spend cannot be modelled.')
  }
  const objective = objectiveOf(x, scaled)
  const best = minimize(objective, [1, 1, 0], { maxEvaluations: 400 })
  if (!Number.isFinite(best.value)) {
    throw new AnalysisFailure('not-converged', 'The spend model found no parameters that explain the amounts.')
  }
  const [p, q, v] = [Math.exp(best.x[0]!), Math.exp(best.x[1]!), Math.exp(best.x[2]!) * scale]
  const covariance = covarianceAt(objective, best.x)
  return {
    parameters: { p, q, v },
    standardErrors: covariance && {
      p: p * Math.sqrt(covariance[0]!),
      q: q * Math.sqrt(covariance[4]!),
      v: v * Math.sqrt(covariance[8]!),
    },
    logLikelihood: -best.value - z.length * Math.log(scale),
    converged: best.converged,
    customers: x.length,
    skipped,
    frequencySpendCorrelation: correlation(x, z),
  }
}

/**
 * E[spend per purchase | x purchases of mean z̄], eq. 5 of the note: the customer's own mean drawn towards the population's.
 * Null for a customer without a usable mean when q ≤ 1, because then the population has no mean.
 */
export function expectedSpend(parameters: GammaGammaParameters, x: number, meanSpend: number): number | null {
  const { p, q, v } = parameters
  const usable = meanSpend > 0 ? x : 0
  const denominator = p * usable + q - 1
  return denominator > 0 ? (p * (v + usable * (usable > 0 ? meanSpend : 0))) / denominator : null
}

function correlation(x: Float64Array, y: Float64Array): number {
  const n = x.length
  const mx = x.reduce((sum, value) => sum + value, 0) / n
  const my = y.reduce((sum, value) => sum + value, 0) / n
  let xy = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    xy += (x[i]! - mx) * (y[i]! - my)
    xx += (x[i]! - mx) ** 2
    yy += (y[i]! - my) ** 2
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0
}

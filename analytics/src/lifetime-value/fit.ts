import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { covarianceAt, minimize, type Objective } from '../numerics/optimize.ts'
import { type BgNbdParameters, bgNbdObjective } from './bg-nbd.ts'
import type { CustomerHistories } from './order-log.ts'
import { type ParetoNbdParameters, paretoNbdObjective } from './pareto-nbd.ts'
import { type PooledHistories, poolHistories, samplePool } from './pool.ts'

export type PurchaseModel = 'bg-nbd' | 'pareto-nbd'
export type PurchaseParameters = BgNbdParameters | ParetoNbdParameters

interface FitOf<Model extends PurchaseModel, Parameters> {
  readonly model: Model
  readonly parameters: Parameters
  /** Standard errors by the delta method from the Hessian at the maximum; null where the likelihood is flat. */
  readonly standardErrors: Parameters | null
  readonly logLikelihood: number
  readonly converged: boolean
  readonly customers: number
  readonly distinctHistories: number
}

export type BgNbdFit = FitOf<'bg-nbd', BgNbdParameters>
export type ParetoNbdFit = FitOf<'pareto-nbd', ParetoNbdParameters>
export type PurchaseFit = BgNbdFit | ParetoNbdFit

const FEWEST = 20
const SAMPLE = 20_000

/**
 * Fits BG/NBD by maximum likelihood. Linear in the number of distinct histories: a sample of 20,000 gives the start and
 * the curvature, the full data then needs a handful of passes.
 * @throws AnalysisFailure `too-few-rows` under 20 customers, `no-variance` when nobody came back, `bad-input`, `cancelled`,
 *   `not-converged` when no finite likelihood is found
 */
export function fitBgNbd(histories: CustomerHistories, run?: RunOptions): BgNbdFit {
  const found = estimate(histories, bgNbdObjective, run)
  const name = ([r, alpha, a, b]: number[]): BgNbdParameters => ({ r: r!, alpha: alpha!, a: a!, b: b! })
  return {
    model: 'bg-nbd',
    ...found,
    parameters: name(found.parameters),
    standardErrors: found.standardErrors && name(found.standardErrors),
  }
}

/** Fits Pareto/NBD by maximum likelihood; see `fitBgNbd` for cost and errors. */
export function fitParetoNbd(histories: CustomerHistories, run?: RunOptions): ParetoNbdFit {
  const found = estimate(histories, paretoNbdObjective, run)
  const name = ([r, alpha, s, beta]: number[]): ParetoNbdParameters => ({ r: r!, alpha: alpha!, s: s!, beta: beta! })
  return {
    model: 'pareto-nbd',
    ...found,
    parameters: name(found.parameters),
    standardErrors: found.standardErrors && name(found.standardErrors),
  }
}

export function fitPurchases(model: PurchaseModel, histories: CustomerHistories, run?: RunOptions): PurchaseFit {
  return model === 'bg-nbd' ? fitBgNbd(histories, run) : fitParetoNbd(histories, run)
}

function estimate(histories: CustomerHistories, objectiveOf: (pool: PooledHistories) => Objective, run?: RunOptions) {
  const n = histories.frequency.length
  if (n < FEWEST)
    throw new AnalysisFailure('too-few-rows', `A buying model needs at least ${FEWEST} customers; there are ${n}.`)
  checkpoint(run, 0)
  const original = poolHistories(histories)
  let repeats = 0
  let ages = 0
  for (let i = 0; i < original.weight.length; i++) {
    repeats += original.weight[i]! * original.frequency[i]!
    ages += original.weight[i]! * original.age[i]!
  }
  if (repeats === 0)
    throw new AnalysisFailure('no-variance', 'No customer has bought twice, so no rhythm can be learned.')
  // Time is measured in mean ages inside, so that the fit does not depend on the unit.
  const scale = ages / n
  const pool = { ...original, recency: original.recency.map((t) => t / scale), age: original.age.map((t) => t / scale) }
  let passes = 0
  const counted =
    (objective: Objective, from: number, to: number): Objective =>
    (theta, gradient) => {
      passes++
      checkpoint(run, to - (to - from) * Math.exp(-passes / 12))
      return objective(theta, gradient)
    }
  const sample = samplePool(pool, SAMPLE)
  const first = minimize(counted(objectiveOf(sample), 0.05, 0.4), [-0.5, -0.5, -0.3, 0.5])
  const full = objectiveOf(pool)
  passes = 0
  let best = first
  const share = weightOf(sample) / weightOf(pool)
  if (sample !== pool) {
    best = minimize(counted(full, 0.4, 0.95), first.x, {
      inverseHessian: (covarianceAt(objectiveOf(sample), first.x) ?? first.inverseHessian).map((h) => h * share),
      tolerance: 1e-6,
    })
  }
  if (!Number.isFinite(best.value)) throw new AnalysisFailure('not-converged', 'No parameters explain these purchases.')
  // Curvature needs eight passes; beyond the sample it is taken from the sample, which knows it to about 1 %.
  const covariance = covarianceAt(objectiveOf(sample), best.x)?.map((value) => value * share) ?? null
  const units = [1, scale, 1, 1]
  // In Pareto/NBD the fourth parameter, β, is a time too; in BG/NBD b is not.
  if (objectiveOf === paretoNbdObjective) units[3] = scale
  const parameters = Array.from(best.x, (value, i) => Math.exp(value) * units[i]!)
  checkpoint(run, 1)
  return {
    parameters,
    standardErrors: covariance && parameters.map((value, i) => value * Math.sqrt(covariance[i * 5]!)),
    // The density of x purchase times scales with the unit: x log(scale) per customer.
    logLikelihood: -best.value - repeats * Math.log(scale),
    converged: best.converged,
    customers: n,
    distinctHistories: pool.weight.length,
  }
}

const weightOf = (pool: PooledHistories): number => pool.weight.reduce((sum, value) => sum + value, 0)

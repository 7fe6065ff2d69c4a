import { AnalysisFailure } from '../numerics/failure.ts'
import { cholesky, invertPositive, solveWithCholesky } from '../numerics/matrix.ts'
import { normalCdf } from '../numerics/special.ts'
import { checkTimes, type SurvivalTimes } from './kaplan-meier.ts'

export interface CoxCoefficient {
  readonly name: string
  /** Log hazard ratio per unit of the covariate. */
  readonly coefficient: number
  readonly standardError: number
  readonly hazardRatio: number
  /** Two-sided Wald test. */
  readonly p: number
}

export interface CoxModel {
  readonly coefficients: readonly CoxCoefficient[]
  readonly means: readonly number[]
  /** Breslow's cumulative baseline hazard at covariate means: after each event time. */
  readonly baseline: readonly { readonly time: number; readonly hazard: number }[]
  readonly logLikelihood: number
  readonly nullLogLikelihood: number
  /** Harrell's C: share of comparable pairs in which the sooner event had the higher hazard. */
  readonly concordance: number
  readonly converged: boolean
}

const MOST_FOR_PAIRS = 3000

/**
 * Proportional hazards regression (Cox 1972), ties by Efron's approximation (1977), by Newton's method.
 * @param covariates one array per covariate, one element per row; categories as 0/1 columns
 * @throws AnalysisFailure `bad-input`, `too-few-rows` with fewer events than covariates + 1, `no-variance`, `not-identified`
 *   (collinear covariates), `not-converged` (a covariate separates those who left from those who stayed)
 */
export function fitCox(data: SurvivalTimes, covariates: Readonly<Record<string, ArrayLike<number>>>): CoxModel {
  const order = checkTimes(data)
  const names = Object.keys(covariates)
  const p = names.length
  const n = order.length
  const events = Array.from(data.event).reduce((sum, e) => sum + e, 0)
  if (p === 0) throw new AnalysisFailure('bad-input', 'There are no covariates.')
  if (events < p + 1)
    throw new AnalysisFailure('too-few-rows', `${p} covariates need more than ${p} events; there are ${events}.`)
  const { x, means, scales } = standardize(names, covariates, n)
  const beta = new Float64Array(p)
  let terms = partialTerms(data, order, x, p, beta)
  const nullLogLikelihood = terms.ll
  let converged = false
  for (let step = 0; step < 50 && !converged; step++) {
    const lower = cholesky(terms.information, p)
    if (!lower) throw new AnalysisFailure('not-identified', 'The covariates repeat each other.')
    const move = solveWithCholesky(lower, terms.score)
    let next = terms
    let scale = 1
    for (let halving = 0; halving < 30; halving++, scale /= 2) {
      const trial = beta.map((value, j) => value + scale * move[j]!)
      next = partialTerms(data, order, x, p, trial)
      if (next.ll >= terms.ll - 1e-12 * Math.abs(terms.ll)) {
        beta.set(trial)
        break
      }
    }
    converged = Math.abs(next.ll - terms.ll) <= 1e-10 * (1 + Math.abs(next.ll))
    terms = next
  }
  // A hazard e^8-fold per standard deviation is no finding: the likelihood has no maximum.
  if (!converged || beta.some((value) => Math.abs(value) > 8)) {
    throw new AnalysisFailure(
      'not-converged',
      'A covariate tells those who left from those who stayed without exception.',
    )
  }
  const covariance = invertPositive(terms.information, p)
  if (!covariance) throw new AnalysisFailure('not-identified', 'The covariates repeat each other.')
  return {
    coefficients: names.map((name, j): CoxCoefficient => {
      const coefficient = beta[j]! / scales[j]!
      const standardError = Math.sqrt(covariance[j * p + j]!) / scales[j]!
      const z = Math.abs(coefficient / standardError)
      return { name, coefficient, standardError, hazardRatio: Math.exp(coefficient), p: 2 * (1 - normalCdf(z)) }
    }),
    means: Array.from(means),
    baseline: breslow(data, order, x, p, beta),
    logLikelihood: terms.ll,
    nullLogLikelihood,
    concordance: harrell(data, order, x, p, beta),
    converged,
  }
}

/** Share still there at each time for a row with these covariates: exp(−H₀(t) · exp(β(x − mean))). */
export function coxSurvival(
  model: CoxModel,
  row: Readonly<Record<string, number>>,
  times: ArrayLike<number>,
): Float64Array {
  const risk = model.coefficients.reduce((sum, { name, coefficient }, j) => {
    const value = row[name]
    if (value === undefined || !Number.isFinite(value))
      throw new AnalysisFailure('bad-input', `The model needs ${name}.`)
    return sum + coefficient * (value - model.means[j]!)
  }, 0)
  return Float64Array.from(times, (time) => {
    const hazard = model.baseline.findLast((step) => step.time <= time)?.hazard ?? 0
    return Math.exp(-hazard * Math.exp(risk))
  })
}

function standardize(names: readonly string[], covariates: Readonly<Record<string, ArrayLike<number>>>, n: number) {
  const p = names.length
  const x = new Float64Array(n * p)
  const means = new Float64Array(p)
  const scales = new Float64Array(p)
  names.forEach((name, j) => {
    const column = covariates[name]!
    if (column.length !== n) throw new AnalysisFailure('bad-input', `${name} must have one value per row.`)
    let squares = 0
    for (let i = 0; i < n; i++) {
      if (!Number.isFinite(column[i]!)) throw new AnalysisFailure('bad-input', `${name} of row ${i} is not a number.`)
      means[j]! += column[i]! / n
    }
    for (let i = 0; i < n; i++) squares += (column[i]! - means[j]!) ** 2 / n
    scales[j] = Math.sqrt(squares)
    if (!(scales[j]! > 1e-12 * (1 + Math.abs(means[j]!))))
      throw new AnalysisFailure('no-variance', `${name} is the same in all rows.`)
    for (let i = 0; i < n; i++) x[i * p + j] = (column[i]! - means[j]!) / scales[j]!
  })
  return { x, means, scales }
}

/** Log partial likelihood, its gradient and information; rows are taken from the last time backwards. */
function partialTerms(data: SurvivalTimes, order: Uint32Array, x: Float64Array, p: number, beta: Float64Array) {
  const score = new Float64Array(p)
  const information = new Float64Array(p * p)
  const s1 = new Float64Array(p)
  const s2 = new Float64Array(p * p)
  const d1 = new Float64Array(p)
  const d2 = new Float64Array(p * p)
  let s0 = 0
  let ll = 0
  for (let last = order.length - 1; last >= 0; ) {
    const time = data.time[order[last]!]!
    d1.fill(0)
    d2.fill(0)
    let d0 = 0
    let deaths = 0
    for (; last >= 0 && data.time[order[last]!] === time; last--) {
      const i = order[last]!
      let eta = 0
      for (let j = 0; j < p; j++) eta += beta[j]! * x[i * p + j]!
      const risk = Math.exp(eta)
      const died = data.event[i] === 1
      s0 += risk
      if (died) {
        d0 += risk
        deaths++
        ll += eta
      }
      for (let j = 0; j < p; j++) {
        const xj = x[i * p + j]!
        s1[j]! += risk * xj
        if (died) {
          score[j]! += xj
          d1[j]! += risk * xj
        }
        for (let k = 0; k <= j; k++) {
          const product = risk * xj * x[i * p + k]!
          s2[j * p + k]! += product
          if (died) d2[j * p + k]! += product
        }
      }
    }
    for (let tie = 0; tie < deaths; tie++) {
      const share = tie / deaths
      const total = s0 - share * d0
      ll -= Math.log(total)
      for (let j = 0; j < p; j++) {
        const mean = (s1[j]! - share * d1[j]!) / total
        score[j]! -= mean
        for (let k = 0; k <= j; k++) {
          const other = (s1[k]! - share * d1[k]!) / total
          information[j * p + k]! += (s2[j * p + k]! - share * d2[j * p + k]!) / total - mean * other
        }
      }
    }
  }
  for (let j = 0; j < p; j++) for (let k = 0; k < j; k++) information[k * p + j] = information[j * p + k]!
  return { ll, score, information }
}

function risks(order: Uint32Array, x: Float64Array, p: number, beta: Float64Array): Float64Array {
  const out = new Float64Array(order.length)
  for (let i = 0; i < out.length; i++) for (let j = 0; j < p; j++) out[i]! += beta[j]! * x[i * p + j]!
  return out
}

function breslow(data: SurvivalTimes, order: Uint32Array, x: Float64Array, p: number, beta: Float64Array) {
  const eta = risks(order, x, p, beta)
  const steps: { time: number; hazard: number }[] = []
  let atRisk = 0
  for (const i of order) atRisk += Math.exp(eta[i]!)
  let hazard = 0
  for (let first = 0; first < order.length; ) {
    const time = data.time[order[first]!]!
    let deaths = 0
    let leaving = 0
    for (; first < order.length && data.time[order[first]!] === time; first++) {
      deaths += data.event[order[first]!]!
      leaving += Math.exp(eta[order[first]!]!)
    }
    if (deaths > 0) {
      hazard += deaths / atRisk
      steps.push({ time, hazard })
    }
    atRisk -= leaving
  }
  return steps
}

/** Over all comparable pairs, or those of an even sample of 3,000 rows where there are more. */
function harrell(data: SurvivalTimes, order: Uint32Array, x: Float64Array, p: number, beta: Float64Array): number {
  const eta = risks(order, x, p, beta)
  const stride = Math.max(1, Math.ceil(order.length / MOST_FOR_PAIRS))
  const rows = order.filter((_, position) => position % stride === 0)
  let pairs = 0
  let right = 0
  rows.forEach((i, position) => {
    if (data.event[i] !== 1) return
    for (let later = position + 1; later < rows.length; later++) {
      const j = rows[later]!
      if (data.time[j]! === data.time[i]! && data.event[j] === 1) continue
      pairs++
      right += eta[i]! > eta[j]! ? 1 : eta[i] === eta[j] ? 0.5 : 0
    }
  })
  return pairs > 0 ? right / pairs : 0.5
}

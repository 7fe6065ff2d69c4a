import { AnalysisFailure } from '../numerics/failure.ts'

/** Weights from direct ratings: each criterion's ratings averaged, then normalized to sum 1. @param ratings per judge, per criterion, ≥ 0 */
export function weightsByRating(ratings: readonly (readonly number[])[]): Float64Array {
  const n = ratings[0]?.length ?? 0
  if (n === 0 || ratings.some((row) => row.length !== n || row.some((value) => !(value >= 0 && value < Infinity)))) {
    throw new AnalysisFailure('bad-input', 'Every judge must rate every criterion with a number of 0 or more.')
  }
  // Each judge has one voice, however large his numbers are.
  const weights = new Float64Array(n)
  let judges = 0
  for (const row of ratings) {
    const total = row.reduce((sum, value) => sum + value, 0)
    if (total === 0) continue
    judges++
    row.forEach((value, i) => {
      weights[i]! += value / total
    })
  }
  if (judges === 0) throw new AnalysisFailure('no-variance', 'All ratings are 0.')
  return weights.map((value) => value / judges)
}

/** "Criterion `i` is `ratio` times as important as `j`", on Saaty's scale 1/9…9. */
export interface Comparison {
  readonly i: number
  readonly j: number
  readonly ratio: number
}

export interface AhpResult {
  /** Principal eigenvector, sum 1. */
  readonly weights: Float64Array
  readonly largestEigenvalue: number
  readonly consistencyIndex: number
  /** CI / RI; Saaty's limit of acceptance is 0.1. 0 for two criteria, which cannot contradict each other. */
  readonly consistencyRatio: number
  /** The judgement that fits the others worst, and the ratio that would fit; null when all fit exactly. */
  readonly revisit: { i: number; j: number; given: number; suggested: number } | null
}

/** Mean consistency index of random matrices by size (Saaty 1980). */
const RANDOM_INDEX = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59]

/**
 * Analytic hierarchy process (Saaty 1980): weights from paired comparisons.
 * @param criteria number of criteria, 2…15
 * @param comparisons exactly one for each pair
 * @throws AnalysisFailure `bad-input` when a pair is missing, doubled, or a ratio is not a positive number
 */
export function ahp(criteria: number, comparisons: readonly Comparison[]): AhpResult {
  const n = criteria
  if (!(Number.isInteger(n) && n >= 2 && n <= 15))
    throw new AnalysisFailure('bad-input', 'AHP compares 2 to 15 criteria.')
  const a = comparisonMatrix(n, comparisons)
  let weights = new Float64Array(n).fill(1 / n)
  let eigenvalue = n
  for (let step = 0; step < 10_000; step++) {
    const next = new Float64Array(n)
    let total = 0
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) next[i]! += a[i * n + j]! * weights[j]!
      total += next[i]!
    }
    eigenvalue = total
    let change = 0
    for (let i = 0; i < n; i++) {
      next[i]! /= total
      change = Math.max(change, Math.abs(next[i]! - weights[i]!))
    }
    weights = next
    if (change < 1e-15) break
  }
  const consistencyIndex = Math.max(0, (eigenvalue - n) / (n - 1))
  const random = RANDOM_INDEX[n]!
  let revisit: AhpResult['revisit'] = null
  let worst = 1e-9
  for (const { i, j, ratio } of comparisons) {
    const suggested = weights[i]! / weights[j]!
    const misfit = Math.abs(Math.log(ratio / suggested))
    if (misfit > worst) {
      worst = misfit
      revisit = { i, j, given: ratio, suggested }
    }
  }
  return {
    weights,
    largestEigenvalue: eigenvalue,
    consistencyIndex,
    consistencyRatio: random > 0 ? consistencyIndex / random : 0,
    revisit,
  }
}

function comparisonMatrix(n: number, comparisons: readonly Comparison[]): Float64Array {
  const a = new Float64Array(n * n)
  for (let i = 0; i < n; i++) a[i * n + i] = 1
  for (const { i, j, ratio } of comparisons) {
    const valid = Number.isInteger(i) && Number.isInteger(j) && i >= 0 && j >= 0 && i < n && j < n && i !== j
    if (!valid || !(ratio > 0 && ratio < Infinity)) {
      throw new AnalysisFailure(
        'bad-input',
        `The comparison of ${i} with ${j} is not a positive ratio of two criteria.`,
      )
    }
    if (a[i * n + j] !== 0) throw new AnalysisFailure('bad-input', `Criteria ${i} and ${j} are compared twice.`)
    a[i * n + j] = ratio
    a[j * n + i] = 1 / ratio
  }
  const missing = a.indexOf(0)
  if (missing >= 0) {
    throw new AnalysisFailure(
      'bad-input',
      `Criteria ${Math.floor(missing / n)} and ${missing % n} have not been compared.`,
    )
  }
  return a
}

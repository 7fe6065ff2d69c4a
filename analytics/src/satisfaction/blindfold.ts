import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { type Answers, addOuter, finishSymmetric } from './answers.ts'
import { estimation, type SatisfactionOptions } from './estimate.ts'
import type { CompiledModel, PathModel } from './model.ts'
import { type PlsSolution, solvePls } from './pls.ts'

export interface BlindfoldOptions extends SatisfactionOptions, RunOptions {
  /** Every `distance`-th answer is hidden in turn; must not divide the number of respondents. Default 7. */
  readonly distance?: number
}

/**
 * Stone–Geisser Q² by blindfolding, cross-validated redundancy (Chin 1998; Tenenhaus et al. 2005, §2.5): per construct with
 * causes and mode A, answers of its block are hidden in a pattern, the model is estimated with means in their place, and each
 * hidden answer is predicted from the causes alone. Q² = 1 − Σ squared errors / Σ squared deviations; above 0 the model
 * predicts better than the mean.
 * @throws AnalysisFailure as `estimateSatisfaction`; `bad-input` when the distance divides the number of respondents
 */
export function predictiveRelevance(
  model: PathModel,
  answers: Answers,
  options: BlindfoldOptions = {},
): Record<string, number> {
  const base = estimation(model, answers, options)
  const { model: compiled, prepared, scheme } = base
  const n = prepared.respondents
  const p = compiled.indicators.length
  const distance = options.distance ?? 7
  if (!(Number.isInteger(distance) && distance >= 3 && distance < n) || n % distance === 0) {
    throw new AnalysisFailure(
      'bad-input',
      `The omission distance must be at least 3 and must not divide ${n}, the number of respondents.`,
    )
  }
  const result: Record<string, number> = {}
  compiled.constructs.forEach((name, j) => {
    if (compiled.causes[j]!.length === 0 || compiled.modes[j] !== 'A') return
    const block = compiled.blocks[j]!
    let errors = 0
    let deviations = 0
    for (let round = 0; round < distance; round++) {
      checkpoint(options, (j + round / distance) / compiled.constructs.length)
      const x = prepared.standardized.slice()
      const hidden: [row: number, indicator: number][] = []
      for (let row = 0; row < n; row++) {
        block.forEach((indicator, position) => {
          if ((position * n + row) % distance === round) hidden.push([row, indicator])
        })
      }
      coverWithMeans(x, p, n, block, hidden)
      const means = standardize(x, p, n)
      const solution = solvePls(compiled, crossProducts(x, p, n), scheme, 1e-9)
      if (!solution)
        throw new AnalysisFailure('not-identified', `${name} cannot be estimated with a part of its answers hidden.`)
      for (const [row, i] of hidden) {
        const score = scoreFromCauses(compiled, solution, x, j, row)
        const predicted = means.mean[i]! + means.deviation[i]! * solution.loadings[i]! * score
        const actual = prepared.standardized[row * p + i]!
        errors += (actual - predicted) ** 2
        deviations += (actual - means.mean[i]!) ** 2
      }
    }
    result[name] = 1 - errors / deviations
  })
  checkpoint(options, 1)
  return result
}

/** Score of construct `to` in one row as its causes predict it. */
function scoreFromCauses(
  model: CompiledModel,
  solution: PlsSolution,
  x: Float64Array,
  to: number,
  row: number,
): number {
  const p = model.indicators.length
  let score = 0
  model.paths.forEach(([cause, target], path) => {
    if (target !== to) return
    let own = 0
    for (const i of model.blocks[cause]!) own += solution.weights[i]! * x[row * p + i]!
    score += solution.paths[path]! * own
  })
  return score
}

function coverWithMeans(
  x: Float64Array,
  p: number,
  n: number,
  block: readonly number[],
  hidden: readonly (readonly [number, number])[],
): void {
  for (const i of block) {
    const rows = hidden.filter(([, indicator]) => indicator === i).map(([row]) => row)
    let sum = 0
    for (let row = 0; row < n; row++) sum += x[row * p + i]!
    for (const row of rows) sum -= x[row * p + i]!
    for (const row of rows) x[row * p + i] = sum / (n - rows.length)
  }
}

function standardize(x: Float64Array, p: number, n: number): { mean: Float64Array; deviation: Float64Array } {
  const mean = new Float64Array(p)
  const deviation = new Float64Array(p)
  for (let i = 0; i < p; i++) {
    for (let row = 0; row < n; row++) mean[i]! += x[row * p + i]! / n
    for (let row = 0; row < n; row++) deviation[i]! += (x[row * p + i]! - mean[i]!) ** 2 / (n - 1)
    deviation[i] = Math.sqrt(deviation[i]!) || 1
    for (let row = 0; row < n; row++) x[row * p + i] = (x[row * p + i]! - mean[i]!) / deviation[i]!
  }
  return { mean, deviation }
}

function crossProducts(x: Float64Array, p: number, n: number): Float64Array {
  const r = new Float64Array(p * p)
  for (let row = 0; row < n; row++) addOuter(r, x, row * p, p, 1)
  return finishSymmetric(r, p, 1 / (n - 1))
}

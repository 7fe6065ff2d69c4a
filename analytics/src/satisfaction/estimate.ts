import { AnalysisFailure } from '../numerics/failure.ts'
import { type Answers, covariancesOf, type MissingAnswers, type PreparedAnswers, prepareAnswers } from './answers.ts'
import { type CompiledModel, compileModel, type PathModel } from './model.ts'
import { type PlsSolution, type Scheme, solvePls, totalEffects } from './pls.ts'
import { goodnessOfFit, type Reliability, reliabilityOf } from './reliability.ts'

export interface SatisfactionOptions {
  /** Default `path`. */
  readonly scheme?: Scheme
  /** Default `mean`. */
  readonly missing?: MissingAnswers
  /** Default true. False leaves the questions on their common scale, where a widely spread question weighs more. */
  readonly standardize?: boolean
  /** Lowest and highest answer of the questions, for the 0–100 index; default [1, 10]. */
  readonly scale?: readonly [number, number]
}

export interface SatisfactionEstimate {
  readonly scheme: Scheme
  readonly respondents: number
  readonly missingAnswers: number
  readonly iterations: number
  readonly converged: boolean
  readonly paths: { from: string; to: string; coefficient: number; totalEffect: number }[]
  /** All pairs with a chain of arrows between them. */
  readonly totalEffects: { from: string; to: string; effect: number }[]
  readonly indicators: { construct: string; indicator: string; weight: number; loading: number }[]
  /** Share of variance explained, per construct that has causes. */
  readonly r2: Record<string, number>
  /** √(mean communality × mean R²), Tenenhaus et al. 2005; blocks of one indicator do not count. */
  readonly gof: number
  /** Mean 0–100 index per construct. */
  readonly index: Record<string, number>
  /** Standard deviation of the index over respondents. */
  readonly indexDeviation: Record<string, number>
  /** Constructs whose weights are not all positive, so that their index may leave 0…100. */
  readonly indexCaveats: string[]
  readonly reliability: Record<string, Reliability>
  /** Standardized construct scores, one array per construct, one element per kept respondent. */
  readonly scores: Record<string, Float64Array>
  /** Position of each kept respondent in the answers. */
  readonly respondentRows: Int32Array
}

/** What further analyses (bootstrap, blindfolding, two stages) start from. */
export interface Estimation {
  readonly model: CompiledModel
  readonly prepared: PreparedAnswers
  readonly correlations: Float64Array
  readonly solution: PlsSolution
  readonly scheme: Scheme
}

export function estimation(model: PathModel, answers: Answers, options: SatisfactionOptions = {}): Estimation {
  const compiled = compileModel(model)
  const prepared = prepareAnswers(compiled, answers, options.missing ?? 'mean', options.standardize ?? true)
  const p = compiled.indicators.length
  const covariances = covariancesOf(prepared, p)
  const scheme = options.scheme ?? 'path'
  const solution = solvePls(compiled, covariances, scheme)
  if (!solution) {
    throw new AnalysisFailure(
      'not-identified',
      'Some questions or drivers repeat each other so closely that their effects cannot be told apart.',
    )
  }
  const correlations = covariances.map((value, at) => {
    const [i, j] = [Math.floor(at / p), at % p]
    return i === j ? 1 : value / Math.sqrt(covariances[i * p + i]! * covariances[j * p + j]!)
  })
  return { model: compiled, prepared, correlations, solution, scheme }
}

/**
 * Estimates a satisfaction model by PLS path modelling.
 * @throws AnalysisFailure `bad-input`, `too-few-rows`, `no-variance`, `not-identified` (collinear causes or formative block)
 */
export function estimateSatisfaction(
  model: PathModel,
  answers: Answers,
  options: SatisfactionOptions = {},
): SatisfactionEstimate {
  const { model: compiled, prepared, correlations, solution, scheme } = estimation(model, answers, options)
  const names = compiled.constructs
  const k = names.length
  const total = totalEffects(compiled, solution.paths)
  const byName = <T>(pick: (index: number) => T | undefined): Record<string, T> =>
    Object.fromEntries(names.flatMap((name, j) => (pick(j) === undefined ? [] : [[name, pick(j)!]])))
  const indices = indexOf(compiled, solution.weights, prepared.means, prepared.deviations, options.scale ?? [1, 10])
  return {
    scheme,
    respondents: prepared.respondents,
    missingAnswers: prepared.missing,
    iterations: solution.iterations,
    converged: solution.converged,
    paths: compiled.paths.map(([from, to], i) => ({
      from: names[from]!,
      to: names[to]!,
      coefficient: solution.paths[i]!,
      totalEffect: total[from * k + to]!,
    })),
    totalEffects: names.flatMap((from, a) =>
      names.flatMap((to, b) => (reaches(compiled, a, b) ? [{ from, to, effect: total[a * k + b]! }] : [])),
    ),
    indicators: compiled.blocks.flatMap((block, j) =>
      block.map((i) => ({
        construct: names[j]!,
        indicator: compiled.indicators[i]!,
        weight: solution.weights[i]!,
        loading: solution.loadings[i]!,
      })),
    ),
    r2: byName((j) => (compiled.causes[j]!.length > 0 ? solution.r2[j]! : undefined)),
    gof: goodnessOfFit(compiled, solution),
    index: byName((j) => indices.mean[j]!),
    indexDeviation: byName((j) => indices.deviation[j]!),
    indexCaveats: names.filter((_, j) => compiled.blocks[j]!.some((i) => solution.weights[i]! < 0)),
    reliability: reliabilityOf(compiled, correlations, solution),
    scores: Object.fromEntries(names.map((name, j) => [name, scoresOf(compiled, solution, prepared, j)])),
    respondentRows: prepared.kept,
  }
}

export function scoresOf(
  model: CompiledModel,
  solution: PlsSolution,
  prepared: PreparedAnswers,
  construct: number,
): Float64Array {
  const p = model.indicators.length
  const scores = new Float64Array(prepared.respondents)
  for (let row = 0; row < scores.length; row++) {
    for (const i of model.blocks[construct]!) scores[row]! += prepared.standardized[row * p + i]! * solution.weights[i]!
  }
  return scores
}

/**
 * 0–100 index of each construct: weights on the raw scale (w / s), normalized to sum 1, applied to (mean − low) / (high − low)
 * (Fornell et al. 1996, eq. 5). The deviation of the index over respondents is the same factor 1 / Σ(w / s) on a score whose
 * variance is 1.
 */
export function indexOf(
  model: CompiledModel,
  weights: Float64Array,
  means: Float64Array,
  deviations: Float64Array,
  [low, high]: readonly [number, number],
): { mean: Float64Array; deviation: Float64Array } {
  if (!(high > low)) throw new AnalysisFailure('bad-input', 'The scale must end above where it begins.')
  const k = model.constructs.length
  const mean = new Float64Array(k)
  const deviation = new Float64Array(k)
  model.blocks.forEach((block, j) => {
    let sum = 0
    let weighted = 0
    for (const i of block) {
      const raw = weights[i]! / deviations[i]!
      sum += raw
      weighted += raw * means[i]!
    }
    if (!(Math.abs(sum) > 1e-12)) {
      throw new AnalysisFailure(
        'not-identified',
        `The weights of ${model.constructs[j]} cancel out, so it has no index.`,
      )
    }
    mean[j] = ((weighted / sum - low) / (high - low)) * 100
    deviation[j] = 100 / (high - low) / Math.abs(sum)
  })
  return { mean, deviation }
}

function reaches(model: CompiledModel, from: number, to: number): boolean {
  return model.effects[from]!.some((next) => next === to || reaches(model, next, to))
}

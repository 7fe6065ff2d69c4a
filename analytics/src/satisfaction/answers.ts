import { AnalysisFailure } from '../numerics/failure.ts'
import type { CompiledModel } from './model.ts'

/** Answers by question: one array per indicator, one element per respondent, `null` where no answer was given. */
export type Answers = Readonly<Record<string, ArrayLike<number | null>>>

/** What to do with a missing answer: put the question's mean in its place, or leave the respondent out. */
export type MissingAnswers = 'mean' | 'casewise'

export interface PreparedAnswers {
  readonly respondents: number
  /** Index of each kept respondent in the input. */
  readonly kept: Int32Array
  /** Standardized (or only centred) answers, respondent after respondent, `respondents × indicators`. */
  readonly standardized: Float64Array
  /** Per indicator: mean on the scale, and the units of `standardized`: its deviation (divisor n − 1), or 1 when unscaled. */
  readonly means: Float64Array
  readonly deviations: Float64Array
  readonly missing: number
}

/**
 * Lays answers out for estimation.
 * @throws AnalysisFailure `bad-input` for a question without answers or answers that are no numbers, `too-few-rows` with fewer
 *   than 10 respondents or fewer than indicators + 1, `no-variance` for a question that all answered alike
 */
export function prepareAnswers(
  model: CompiledModel,
  answers: Answers,
  missing: MissingAnswers,
  standardize = true,
): PreparedAnswers {
  const p = model.indicators.length
  const columns = model.indicators.map((name) => {
    const column = answers[name]
    if (!column) throw new AnalysisFailure('bad-input', `There are no answers to ${name}.`)
    return column
  })
  const total = columns[0]!.length
  if (columns.some((column) => column.length !== total)) {
    throw new AnalysisFailure('bad-input', 'All questions must have one entry per respondent.')
  }
  let gaps = 0
  const kept: number[] = []
  for (let row = 0; row < total; row++) {
    let own = 0
    for (let i = 0; i < p; i++) {
      const value = columns[i]![row] ?? null
      if (value === null) own++
      else if (!Number.isFinite(value)) {
        throw new AnalysisFailure('bad-input', `${model.indicators[i]} of respondent ${row} is not a number.`)
      }
    }
    gaps += own
    // Someone who answered nothing tells nothing; putting means in his place would only feign a larger sample.
    if (missing === 'casewise' ? own === 0 : own < p) kept.push(row)
  }
  const n = kept.length
  if (n < Math.max(10, p + 1)) {
    throw new AnalysisFailure(
      'too-few-rows',
      `${p} questions need at least ${Math.max(10, p + 1)} respondents; there are ${n}.`,
    )
  }
  const standardized = new Float64Array(n * p)
  const means = new Float64Array(p)
  const deviations = new Float64Array(p)
  for (let i = 0; i < p; i++) {
    const present = kept.flatMap((row) => columns[i]![row] ?? [])
    const centre = present.reduce((sum, value) => sum + value, 0) / present.length
    const squares = present.reduce((sum, value) => sum + (value - centre) ** 2, 0)
    const deviation = Math.sqrt(squares / (n - 1))
    if (!(deviation > 1e-12)) {
      throw new AnalysisFailure('no-variance', `All respondents gave the same answer to ${model.indicators[i]}.`)
    }
    means[i] = centre
    // Unscaled answers are only centred: one point of the scale counts the same in every question.
    deviations[i] = standardize ? deviation : 1
    kept.forEach((row, position) => {
      standardized[position * p + i] = ((columns[i]![row] ?? centre) - centre) / deviations[i]!
    })
  }
  return { respondents: n, kept: Int32Array.from(kept), standardized, means, deviations, missing: gaps }
}

/** Covariances of the prepared answers, p × p: correlations when they are standardized. */
export function covariancesOf({ standardized, respondents: n }: PreparedAnswers, p: number): Float64Array {
  const r = new Float64Array(p * p)
  for (let row = 0; row < n; row++) addOuter(r, standardized, row * p, p, 1)
  return finishSymmetric(r, p, 1 / (n - 1))
}

/** Adds weight · x xᵀ to the lower triangle. */
export function addOuter(into: Float64Array, x: Float64Array, offset: number, p: number, weight: number): void {
  for (let i = 0; i < p; i++) {
    const scaled = weight * x[offset + i]!
    const line = i * p
    for (let j = 0; j <= i; j++) into[line + j]! += scaled * x[offset + j]!
  }
}

export function finishSymmetric(lower: Float64Array, p: number, scale: number): Float64Array {
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      lower[i * p + j]! *= scale
      lower[j * p + i] = lower[i * p + j]!
    }
  }
  return lower
}

import { quantile } from '../numerics/descriptive.ts'
import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import { normalCdf, normalQuantile } from '../numerics/special.ts'
import { type Answers, addOuter, finishSymmetric } from './answers.ts'
import { type Estimation, estimation, indexOf, type SatisfactionOptions } from './estimate.ts'
import type { PathModel } from './model.ts'
import { solvePls, totalEffects } from './pls.ts'

export interface BootstrapOptions extends SatisfactionOptions, RunOptions {
  readonly resamples: number
  readonly seed: number
  /** Coverage of the intervals, default 0.95. */
  readonly level?: number
}

export interface Interval {
  readonly estimate: number
  readonly standardError: number
  /** Percentile interval. */
  readonly percentile: readonly [number, number]
  /** Bias-corrected and accelerated interval (Efron 1987), acceleration from the jackknife. */
  readonly bca: readonly [number, number]
}

export interface BootstrapResult {
  readonly paths: ({ from: string; to: string } & Interval)[]
  readonly totalEffects: ({ from: string; to: string } & Interval)[]
  readonly weights: ({ indicator: string } & Interval)[]
  readonly loadings: ({ indicator: string } & Interval)[]
  readonly r2: Record<string, Interval>
  readonly index: Record<string, Interval>
  readonly resamples: number
  /** Resamples in which the model could not be estimated (a question without variance, collinear drivers). */
  readonly failed: number
}

/**
 * Resamples respondents with replacement and estimates the model anew each time.
 * Signs need no alignment: each estimate turns its constructs so that their questions rise with them.
 * @throws AnalysisFailure as `estimateSatisfaction`; `not-identified` when more than a fifth of the resamples fail; `cancelled`
 */
export function bootstrapSatisfaction(model: PathModel, answers: Answers, options: BootstrapOptions): BootstrapResult {
  if (!(Number.isInteger(options.resamples) && options.resamples >= 50)) {
    throw new AnalysisFailure('bad-input', 'A bootstrap needs at least 50 resamples.')
  }
  const level = options.level ?? 0.95
  if (!(level > 0 && level < 1))
    throw new AnalysisFailure('bad-input', 'The level of an interval lies between 0 and 1.')
  const base = estimation(model, answers, options)
  const n = base.prepared.respondents
  const random = createRandom(options.seed)
  const counts = new Float64Array(n)
  const estimate = statistics(base, counts.fill(1), options)
  if (!estimate) throw new AnalysisFailure('not-identified', 'The model cannot be estimated on these answers.')
  const draws: Float64Array[] = []
  let failed = 0
  for (let b = 0; b < options.resamples; b++) {
    if (b % 64 === 0) checkpoint(options, (0.9 * b) / options.resamples)
    counts.fill(0)
    for (let i = 0; i < n; i++) counts[random.below(n)]!++
    const drawn = statistics(base, counts, options)
    if (drawn) draws.push(drawn)
    else failed++
  }
  if (failed > options.resamples / 5) {
    throw new AnalysisFailure(
      'not-identified',
      `${failed} of ${options.resamples} resamples could not be estimated: too few different answers.`,
    )
  }
  const accelerations = jackknife(base, estimate, options)
  const interval = (index: number): Interval => summarize(draws, index, estimate[index]!, accelerations[index]!, level)
  checkpoint(options, 1)
  return { ...layOut(base, interval), resamples: options.resamples, failed }
}

/** All bootstrapped figures in a row: paths, total effects (k × k), weights, loadings, R², index. Null if not estimable. */
function statistics(
  { model, prepared, scheme }: Estimation,
  counts: Float64Array,
  options: SatisfactionOptions,
): Float64Array | null {
  const p = model.indicators.length
  const k = model.constructs.length
  const x = prepared.standardized
  const r = new Float64Array(p * p)
  const shift = new Float64Array(p)
  let total = 0
  for (let row = 0; row < counts.length; row++) {
    const count = counts[row]!
    if (count === 0) continue
    total += count
    addOuter(r, x, row * p, p, count)
    for (let i = 0; i < p; i++) shift[i]! += count * x[row * p + i]!
  }
  const spread = new Float64Array(p)
  const scaled = options.standardize ?? true
  for (let i = 0; i < p; i++) {
    shift[i]! /= total
    spread[i] = Math.sqrt((r[i * p + i]! - total * shift[i]! ** 2) / (total - 1))
    if (!(spread[i]! > 1e-9)) return null
  }
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      r[i * p + j] = (r[i * p + j]! - total * shift[i]! * shift[j]!) / (scaled ? spread[i]! * spread[j]! : 1)
    }
  }
  const solution = solvePls(model, finishSymmetric(r, p, 1 / (total - 1)), scheme, 1e-7)
  if (!solution) return null
  const means = prepared.means.map((mean, i) => mean + shift[i]! * prepared.deviations[i]!)
  const deviations = prepared.deviations.map((deviation, i) => deviation * (scaled ? spread[i]! : 1))
  const index = indexOf(model, solution.weights, means, deviations, options.scale ?? [1, 10]).mean
  const out = new Float64Array(model.paths.length + k * k + 2 * p + 2 * k)
  let at = 0
  for (const part of [
    solution.paths,
    totalEffects(model, solution.paths),
    solution.weights,
    solution.loadings,
    solution.r2,
    index,
  ]) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Acceleration Σd³ / 6(Σd²)^1.5 of each figure, d its jackknife deviations; above 400 respondents by 400 groups. */
function jackknife(base: Estimation, estimate: Float64Array, options: BootstrapOptions): Float64Array {
  const n = base.prepared.respondents
  const groups = Math.min(n, 400)
  const counts = new Float64Array(n)
  const left: Float64Array[] = []
  for (let g = 0; g < groups; g++) {
    if (g % 64 === 0) checkpoint(options, 0.9 + (0.1 * g) / groups)
    counts.fill(1)
    for (let i = g; i < n; i += groups) counts[i] = 0
    const one = statistics(base, counts, options)
    if (one) left.push(one)
  }
  return estimate.map((_, index) => {
    const centre = left.reduce((sum, one) => sum + one[index]!, 0) / left.length
    let squares = 0
    let cubes = 0
    for (const one of left) {
      const d = centre - one[index]!
      squares += d * d
      cubes += d * d * d
    }
    return squares > 1e-20 ? cubes / (6 * squares ** 1.5) : 0
  })
}

function summarize(
  draws: Float64Array[],
  index: number,
  estimate: number,
  acceleration: number,
  level: number,
): Interval {
  const values = Float64Array.from(draws, (draw) => draw[index]!).sort()
  const n = values.length
  let sum = 0
  let below = 0
  for (const value of values) {
    sum += value
    below += value < estimate ? 1 : value === estimate ? 0.5 : 0
  }
  const average = sum / n
  let squares = 0
  for (const value of values) squares += (value - average) ** 2
  const tails = [(1 - level) / 2, (1 + level) / 2] as const
  const bias = normalQuantile(Math.min(Math.max(below / n, 0.5 / n), 1 - 0.5 / n))
  const adjusted = (tail: number) => {
    const z = bias + normalQuantile(tail)
    const scale = 1 - acceleration * z
    return quantile(values, scale > 0 ? normalCdf(bias + z / scale) : tail)
  }
  return {
    estimate,
    standardError: Math.sqrt(squares / (n - 1)),
    percentile: [quantile(values, tails[0]), quantile(values, tails[1])],
    bca: [adjusted(tails[0]), adjusted(tails[1])],
  }
}

function layOut({ model }: Estimation, interval: (index: number) => Interval) {
  const names = model.constructs
  const k = names.length
  const p = model.indicators.length
  const effectsAt = model.paths.length
  const weightsAt = effectsAt + k * k
  const total = totalEffects(model, new Float64Array(model.paths.length).fill(1))
  const perConstruct = (at: number, wanted: (j: number) => boolean) =>
    Object.fromEntries(names.flatMap((name, j) => (wanted(j) ? [[name, interval(at + j)] as const] : [])))
  return {
    paths: model.paths.map(([from, to], i) => ({ from: names[from]!, to: names[to]!, ...interval(i) })),
    totalEffects: names.flatMap((from, a) =>
      names.flatMap((to, b) => (total[a * k + b]! > 0 ? [{ from, to, ...interval(effectsAt + a * k + b) }] : [])),
    ),
    weights: model.indicators.map((indicator, i) => ({ indicator, ...interval(weightsAt + i) })),
    loadings: model.indicators.map((indicator, i) => ({ indicator, ...interval(weightsAt + p + i) })),
    r2: perConstruct(weightsAt + 2 * p, (j) => model.causes[j]!.length > 0),
    index: perConstruct(weightsAt + 2 * p + k, () => true),
  }
}

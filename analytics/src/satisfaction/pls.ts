import { cholesky, solveWithCholesky } from '../numerics/matrix.ts'
import type { CompiledModel } from './model.ts'

/** How inner proxies weigh their neighbours: sign of the correlation, the correlation, or regression on causes. */
export type Scheme = 'centroid' | 'factorial' | 'path'

/** Estimates of one sample. All of it follows from the correlations of the indicators. */
export interface PlsSolution {
  /** Per indicator: weight on its standardized values, so that each construct score has variance 1. */
  readonly weights: Float64Array
  /** Per indicator: correlation with its construct. */
  readonly loadings: Float64Array
  /** Construct × construct correlations, row after row. */
  readonly correlations: Float64Array
  /** Per path of the model, in its sequence: standardized regression coefficient. */
  readonly paths: Float64Array
  /** Per construct: share of variance explained by its causes; 0 for a construct without causes. */
  readonly r2: Float64Array
  readonly iterations: number
  readonly converged: boolean
}

const MOST_ITERATIONS = 1000

/**
 * PLS path modelling (Wold 1982; Tenenhaus et al. 2005, §2; Lohmöller 1989 for the schemes) on the covariance matrix of the
 * indicators, so that an iteration costs the same for 200 answers as for 200,000.
 * @param r indicator × indicator correlations (or covariances, for unscaled answers), row after row
 * @returns null when a block or a set of causes is collinear
 */
export function solvePls(model: CompiledModel, r: Float64Array, scheme: Scheme, tolerance = 1e-11): PlsSolution | null {
  const p = model.indicators.length
  const k = model.constructs.length
  const weights = new Float64Array(p).fill(1)
  const factors = model.blocks.map((block, j) =>
    model.modes[j] === 'B' ? cholesky(blockOf(r, p, block), block.length) : null,
  )
  if (factors.some((factor, j) => model.modes[j] === 'B' && !factor)) return null
  // Covariance of every indicator with every construct score, p × k.
  const shared = new Float64Array(p * k)
  const correlations = new Float64Array(k * k)
  const inner = new Float64Array(k * k)
  if (!project(model, r, weights, shared, correlations)) return null
  let iterations = 0
  let converged = false
  while (!converged && iterations < MOST_ITERATIONS) {
    iterations++
    if (!innerWeights(model, correlations, scheme, inner)) return null
    const before = weights.slice()
    model.blocks.forEach((block, j) => {
      const proxy = Float64Array.from(block, (i) => {
        let sum = 0
        for (let m = 0; m < k; m++) sum += shared[i * k + m]! * inner[j * k + m]!
        return sum
      })
      const updated = factors[j] ? solveWithCholesky(factors[j], proxy) : proxy
      block.forEach((i, position) => {
        weights[i] = updated[position]!
      })
    })
    if (!project(model, r, weights, shared, correlations)) return null
    let change = 0
    for (let i = 0; i < p; i++) change = Math.max(change, Math.abs(Math.abs(weights[i]!) - Math.abs(before[i]!)))
    converged = change < tolerance
  }
  turnPositive(model, weights, shared)
  if (!project(model, r, weights, shared, correlations)) return null
  const structure = regressStructure(model, correlations)
  if (!structure) return null
  const loadings = new Float64Array(p)
  model.blocks.forEach((block, j) => {
    for (const i of block) loadings[i] = shared[i * k + j]! / Math.sqrt(r[i * p + i]!)
  })
  return { weights, loadings, correlations, ...structure, iterations, converged }
}

function blockOf(r: Float64Array, p: number, block: readonly number[]): Float64Array {
  const out = new Float64Array(block.length ** 2)
  block.forEach((i, a) => {
    block.forEach((j, b) => {
      out[a * block.length + b] = r[i * p + j]!
    })
  })
  return out
}

/** Scales weights to unit score variance and fills indicator–construct and construct–construct correlations. */
function project(
  model: CompiledModel,
  r: Float64Array,
  weights: Float64Array,
  shared: Float64Array,
  correlations: Float64Array,
): boolean {
  const p = model.indicators.length
  const k = model.constructs.length
  for (let j = 0; j < k; j++) {
    const block = model.blocks[j]!
    for (let i = 0; i < p; i++) {
      let sum = 0
      for (const m of block) sum += r[i * p + m]! * weights[m]!
      shared[i * k + j] = sum
    }
    let variance = 0
    for (const i of block) variance += weights[i]! * shared[i * k + j]!
    if (!(variance > 1e-14)) return false
    const scale = 1 / Math.sqrt(variance)
    for (const i of block) weights[i]! *= scale
    for (let i = 0; i < p; i++) shared[i * k + j]! *= scale
  }
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      let sum = 0
      for (const i of model.blocks[a]!) sum += weights[i]! * shared[i * k + b]!
      correlations[a * k + b] = sum
    }
  }
  return true
}

function innerWeights(model: CompiledModel, correlations: Float64Array, scheme: Scheme, inner: Float64Array): boolean {
  const k = model.constructs.length
  inner.fill(0)
  for (let j = 0; j < k; j++) {
    for (const neighbours of [model.causes[j]!, model.effects[j]!]) {
      for (const m of neighbours) {
        const value = correlations[j * k + m]!
        inner[j * k + m] = scheme === 'centroid' ? Math.sign(value) : value
      }
    }
    if (scheme === 'path' && model.causes[j]!.length > 1) {
      const solved = regress(model, correlations, j)
      if (!solved) return false
      model.causes[j]!.forEach((m, position) => {
        inner[j * k + m] = solved[position]!
      })
    }
  }
  return true
}

/** Coefficients of construct `j` on its causes. */
function regress(model: CompiledModel, correlations: Float64Array, j: number): Float64Array | null {
  const k = model.constructs.length
  const causes = model.causes[j]!
  const lower = cholesky(blockOf(correlations, k, causes), causes.length)
  return (
    lower &&
    solveWithCholesky(
      lower,
      Float64Array.from(causes, (m) => correlations[j * k + m]!),
    )
  )
}

function regressStructure(model: CompiledModel, correlations: Float64Array) {
  const k = model.constructs.length
  const r2 = new Float64Array(k)
  const coefficients: Float64Array[] = []
  for (let j = 0; j < k; j++) {
    const solved = model.causes[j]!.length > 0 ? regress(model, correlations, j) : new Float64Array(0)
    if (!solved) return null
    coefficients.push(solved)
    model.causes[j]!.forEach((m, position) => {
      r2[j]! += solved[position]! * correlations[j * k + m]!
    })
  }
  const paths = Float64Array.from(model.paths, ([from, to]) => coefficients[to]![model.causes[to]!.indexOf(from)]!)
  return { paths, r2 }
}

/** The sign of a construct is arbitrary: it is turned so that its indicators, taken together, rise with it. */
function turnPositive(model: CompiledModel, weights: Float64Array, shared: Float64Array): void {
  const k = model.constructs.length
  model.blocks.forEach((block, j) => {
    const together = block.reduce((sum, i) => sum + shared[i * k + j]!, 0)
    if (together < 0) for (const i of block) weights[i] = -weights[i]!
  })
}

/** Total effects, construct × construct, row = cause: sums over all chains of arrows of products of coefficients. */
export function totalEffects(model: CompiledModel, paths: ArrayLike<number>): Float64Array {
  const k = model.constructs.length
  const total = new Float64Array(k * k)
  for (const to of model.order) {
    model.paths.forEach(([from, target], index) => {
      if (target !== to) return
      total[from * k + to]! += paths[index]!
      for (let origin = 0; origin < k; origin++) {
        if (origin !== from) total[origin * k + to]! += total[origin * k + from]! * paths[index]!
      }
    })
  }
  return total
}

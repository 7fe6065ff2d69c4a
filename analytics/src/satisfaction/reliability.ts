import { invertPositive } from '../numerics/matrix.ts'
import type { CompiledModel } from './model.ts'
import type { PlsSolution } from './pls.ts'

/** How well a block of questions measures one thing. Null where a figure has no meaning for a single question. */
export interface Reliability {
  /** Average variance extracted: mean squared loading (Fornell & Larcker 1981); good from .5. */
  readonly ave: number
  /** Cronbach's alpha on standardized answers; good from .7. */
  readonly alpha: number | null
  /** Dillon–Goldstein rho, composite reliability from loadings; good from .7. */
  readonly rho: number | null
  /** Dijkstra & Henseler's consistent reliability (2015). */
  readonly rhoA: number | null
  /** Variance inflation of each question against the others of its block; matters for mode B, troubling from 5. */
  readonly indicatorVif: Record<string, number>
  /** Variance inflation of each driver of this construct; troubling from 5. */
  readonly driverVif: Record<string, number>
  /** Heterotrait–monotrait ratio to every other construct (Henseler et al. 2015); distinct below .85–.90. */
  readonly htmt: Record<string, number>
}

export function reliabilityOf(
  model: CompiledModel,
  r: Float64Array,
  solution: PlsSolution,
): Record<string, Reliability> {
  const p = model.indicators.length
  const k = model.constructs.length
  const within = model.blocks.map((block) => meanPair(block, block, (i, j) => Math.abs(r[i * p + j]!)))
  const entries = model.constructs.map((name, j): [string, Reliability] => {
    const block = model.blocks[j]!
    const loadings = block.map((i) => solution.loadings[i]!)
    const squares = loadings.reduce((sum, l) => sum + l * l, 0)
    const single = block.length < 2
    const total = loadings.reduce((sum, l) => sum + l, 0) ** 2
    const htmt = model.constructs.flatMap((other, m): [string, number][] => {
      const between = meanPair(block, model.blocks[m]!, (a, b) => Math.abs(r[a * p + b]!))
      const scale = Math.sqrt(within[j]! * within[m]!)
      return m !== j && scale > 0 ? [[other, between / scale]] : []
    })
    const reliability: Reliability = {
      ave: squares / block.length,
      alpha: single ? null : alphaOf(block, r, p),
      rho: single ? null : total / (total + loadings.reduce((sum, l) => sum + 1 - l * l, 0)),
      rhoA: single ? null : rhoAOf(block, r, p, solution.weights),
      indicatorVif: inflation(
        block,
        (a, b) => r[a * p + b]!,
        (i) => model.indicators[i]!,
      ),
      driverVif: inflation(
        model.causes[j]!,
        (a, b) => solution.correlations[a * k + b]!,
        (i) => model.constructs[i]!,
      ),
      htmt: Object.fromEntries(htmt),
    }
    return [name, reliability]
  })
  return Object.fromEntries(entries)
}

/** √(mean communality × mean R²); communalities of blocks with one question are trivially 1 and left out. */
export function goodnessOfFit(model: CompiledModel, { loadings, r2 }: PlsSolution): number {
  const measured = model.blocks.filter((block) => block.length > 1).flat()
  const communality = measured.length ? measured.reduce((sum, i) => sum + loadings[i]! ** 2, 0) / measured.length : 1
  const explained = model.causes.flatMap((causes, j) => (causes.length > 0 ? [r2[j]!] : []))
  return Math.sqrt((communality * explained.reduce((sum, value) => sum + value, 0)) / explained.length)
}

function meanPair(a: readonly number[], b: readonly number[], value: (i: number, j: number) => number): number {
  let sum = 0
  let pairs = 0
  for (const i of a) {
    for (const j of b) {
      if (i === j) continue
      sum += value(i, j)
      pairs++
    }
  }
  // A single question is taken to measure its construct perfectly.
  return pairs > 0 ? sum / pairs : 1
}

function alphaOf(block: readonly number[], r: Float64Array, p: number): number {
  const n = block.length
  const average = meanPair(block, block, (i, j) => r[i * p + j]!)
  return (n * average) / (1 + (n - 1) * average)
}

function rhoAOf(block: readonly number[], r: Float64Array, p: number, weights: Float64Array): number | null {
  let square = 0
  let crossed = 0
  let outer = 0
  for (const i of block) {
    square += weights[i]! ** 2
    for (const j of block) {
      if (i === j) continue
      crossed += weights[i]! * weights[j]! * r[i * p + j]!
      outer += (weights[i]! * weights[j]!) ** 2
    }
  }
  return outer > 0 ? (square ** 2 * crossed) / outer : null
}

function inflation(
  members: readonly number[],
  correlation: (a: number, b: number) => number,
  name: (index: number) => string,
): Record<string, number> {
  const n = members.length
  if (n < 2) return {}
  const matrix = Float64Array.from({ length: n * n }, (_, at) =>
    correlation(members[Math.floor(at / n)]!, members[at % n]!),
  )
  const inverse = invertPositive(matrix, n)
  return inverse ? Object.fromEntries(members.map((index, i) => [name(index), inverse[i * n + i]!])) : {}
}

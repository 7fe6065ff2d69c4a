import type { Binned } from './bins.ts'

export interface SplitRules {
  readonly leafRows: number
  readonly penalty: number
  /** Per field: 1 rising, −1 falling, 0 free. */
  readonly monotone: readonly number[]
}

/** Range that leaf values of a node may take, from monotone splits above it. */
export interface NodeBounds {
  readonly low: number
  readonly high: number
}

export interface Split {
  readonly field: number
  readonly threshold: number
  readonly leftBins: readonly number[] | null
  readonly missingLeft: boolean
  readonly leftValue: number
  readonly rightValue: number
  readonly gain: number
}

const LEAST_GAIN = 1e-6
/** Categories are ordered by gradient / (hessian + this): rare ones stay near the middle. */
const CATEGORY_SMOOTHING = 3
const CATEGORY_PENALTY = 1

/** Newton value of a leaf, −G / (H + λ), held within bounds. */
export function childValue(gradient: number, hessian: number, penalty: number, { low, high }: NodeBounds): number {
  return Math.min(high, Math.max(low, -gradient / (hessian + penalty)))
}

/** Fall of the regularized loss from a leaf with this value: −(G v + ½ (H + λ) v²). */
const worth = (gradient: number, hessian: number, penalty: number, value: number) =>
  -(gradient * value + 0.5 * (hessian + penalty) * value * value)

export function sumOver(rows: Uint32Array, values: Float64Array): number {
  let sum = 0
  for (const i of rows) sum += values[i]!
  return sum
}

/** The split of these rows that lowers the loss most, or null when none helps. */
export function bestSplit(
  binned: Binned,
  rows: Uint32Array,
  fields: Uint32Array,
  gradient: Float64Array,
  hessian: Float64Array,
  rules: SplitRules,
  bounds: NodeBounds,
): Split | null {
  const totalG = sumOver(rows, gradient)
  const totalH = sumOver(rows, hessian)
  const whole = worth(totalG, totalH, rules.penalty, childValue(totalG, totalH, rules.penalty, bounds))
  let best: Split | null = null
  const g = new Float64Array(256)
  const h = new Float64Array(256)
  const count = new Uint32Array(256)
  for (const field of fields) {
    const size = binned.sizes[field]!
    const bins = binned.bins[field]!
    g.fill(0, 0, size)
    h.fill(0, 0, size)
    count.fill(0, 0, size)
    for (const i of rows) {
      const bin = bins[i]!
      g[bin]! += gradient[i]!
      h[bin]! += hessian[i]!
      count[bin]!++
    }
    const isCategory = binned.binnings[field]!.kind === 'category'
    const order = isCategory ? orderCategories(g, h, count, size) : ascendingBins(size)
    const penalty = rules.penalty + (isCategory ? CATEGORY_PENALTY : 0)
    for (const missingLeft of count[0]! > 0 ? [true, false] : [false]) {
      let leftG = missingLeft ? g[0]! : 0
      let leftH = missingLeft ? h[0]! : 0
      let leftRows = missingLeft ? count[0]! : 0
      for (let k = 0; k < order.length; k++) {
        const bin = order[k]!
        leftG += g[bin]!
        leftH += h[bin]!
        leftRows += count[bin]!
        if (leftRows < rules.leafRows) continue
        if (rows.length - leftRows < rules.leafRows) break
        if (count[bin] === 0) continue
        const leftValue = childValue(leftG, leftH, penalty, bounds)
        const rightValue = childValue(totalG - leftG, totalH - leftH, penalty, bounds)
        if ((rightValue - leftValue) * rules.monotone[field]! < 0) continue
        const gain =
          worth(leftG, leftH, penalty, leftValue) + worth(totalG - leftG, totalH - leftH, penalty, rightValue) - whole
        if (gain > (best?.gain ?? LEAST_GAIN)) {
          const leftBins = isCategory ? Array.from(order.subarray(0, k + 1)) : null
          best = { field, threshold: bin, leftBins, missingLeft, leftValue, rightValue, gain }
        }
      }
    }
  }
  return best
}

const ascendingBins = (size: number): Uint8Array => Uint8Array.from({ length: size - 1 }, (_, i) => i + 1)

/** Categories by falling benefit; any best two-way grouping is a cut of this order (Fisher 1958). */
function orderCategories(g: Float64Array, h: Float64Array, count: Uint32Array, size: number): Uint8Array {
  const present = ascendingBins(size).filter((bin) => count[bin]! > 0)
  const lean = (bin: number) => g[bin]! / (h[bin]! + CATEGORY_SMOOTHING)
  return present.sort((a, b) => lean(a) - lean(b) || a - b)
}

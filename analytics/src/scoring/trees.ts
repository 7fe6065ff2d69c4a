import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { createRandom, type Random, shuffle } from '../numerics/random.ts'
import { type Binned, type Binning, binFields, rebin } from './bins.ts'
import { bestSplit, childValue, type NodeBounds, type Split, type SplitRules, sumOver } from './split.ts'
import { checkTraining, type Field } from './table.ts'

/** One tree as parallel arrays; node 0 is the root, a leaf has `field` −1. */
export interface Tree {
  readonly field: number[]
  /** Bins that go left: numbers up to `threshold`, categories in `leftBins`. */
  readonly threshold: number[]
  readonly leftBins: (readonly number[] | null)[]
  readonly missingLeft: boolean[]
  readonly left: number[]
  readonly right: number[]
  readonly value: number[]
  /** Training rows in the node. */
  readonly cover: number[]
}

/** Gradient-boosted trees as plain data: may be stored as JSON and scores the same when read back. */
export interface TreesModel {
  readonly kind: 'trees'
  readonly binnings: readonly Binning[]
  readonly base: number
  readonly trees: readonly Tree[]
}

export interface TreesOptions extends RunOptions {
  /** Default 300 trees of depth 4 at rate 0.03, on 60 % of rows and 35 % of fields each. */
  readonly trees?: number
  readonly learningRate?: number
  readonly depth?: number
  /** Fewest rows in a leaf. */
  readonly leafRows?: number
  /** Share of rows that each tree sees, 0…1. */
  readonly sample?: number
  /** Share of fields that each tree sees, 0…1. */
  readonly fieldShare?: number
  /** Weight λ on leaf values. */
  readonly penalty?: number
  readonly seed?: number
  /** Fields whose rise may only raise (1) or only lower (−1) the score. Numbers only. */
  readonly monotone?: Readonly<Record<string, 1 | -1>>
}

/**
 * Gradient boosting of histogram trees on the logistic loss (Friedman 2001; second-order gains of Chen & Guestrin 2016; bins
 * and the ordering of categories by their gradient of Ke et al. 2017). Gaps have a side of their own at each split.
 * @throws AnalysisFailure `bad-input`, `no-variance`, `too-few-rows`, `cancelled`
 */
export function trainTrees(
  fields: readonly Field[],
  outcome: ArrayLike<number>,
  options: TreesOptions = {},
): TreesModel {
  checkTraining(fields, outcome)
  const {
    trees = 300,
    learningRate = 0.03,
    depth = 4,
    leafRows = 15,
    sample = 0.6,
    fieldShare = 0.35,
    penalty = 2,
    seed = 1,
  } = options
  const rules: SplitRules = { leafRows, penalty, monotone: fields.map(({ name }) => options.monotone?.[name] ?? 0) }
  for (const name of Object.keys(options.monotone ?? {})) {
    if (fields.find((field) => field.name === name)?.kind !== 'number') {
      throw new AnalysisFailure('bad-input', `${name} is not a number, so it can have no direction.`)
    }
  }
  const n = outcome.length
  const random = createRandom(seed)
  const binned = binFields(fields)
  const positive = Array.from(outcome).reduce((sum, y) => sum + y, 0)
  const base = Math.log(positive / (n - positive))
  const score = new Float64Array(n).fill(base)
  const gradient = new Float64Array(n)
  const hessian = new Float64Array(n)
  const everyRow = Uint32Array.from({ length: n }, (_, i) => i)
  const everyField = Uint32Array.from(fields, (_, i) => i)
  const grown: Tree[] = []
  for (let t = 0; t < trees; t++) {
    checkpoint(options, t / trees)
    for (let i = 0; i < n; i++) {
      const p = 1 / (1 + Math.exp(-score[i]!))
      gradient[i] = p - outcome[i]!
      hessian[i] = p * (1 - p)
    }
    const rows = drawSome(everyRow, Math.max(2 * leafRows, Math.round(sample * n)), random)
    const chosen = drawSome(everyField, Math.max(1, Math.round(fieldShare * fields.length)), random)
    const tree = growTree(binned, rows, chosen, gradient, hessian, depth, rules)
    if (tree.field[0] === -1) continue
    for (let k = 0; k < tree.value.length; k++) tree.value[k]! *= learningRate
    for (let i = 0; i < n; i++) score[i]! += tree.value[leafOf(tree, binned, i)]!
    grown.push(tree)
  }
  checkpoint(options, 1)
  return { kind: 'trees', binnings: binned.binnings, base, trees: grown }
}

/** Some of these numbers at random, ascending; all of them when that many are asked for. */
const drawSome = (all: Uint32Array, size: number, random: Random): Uint32Array =>
  size >= all.length ? all.slice() : shuffle(all.slice(), random).subarray(0, size).sort()

/** Log-odds of the outcome per row. */
export function treesLogOdds(model: TreesModel, fields: readonly Field[]): Float64Array {
  const binned = rebin(model.binnings, fields)
  const out = new Float64Array(binned.rows).fill(model.base)
  for (const tree of model.trees) {
    for (let i = 0; i < out.length; i++) out[i]! += tree.value[leafOf(tree, binned, i)]!
  }
  return out
}

export function goesLeft(tree: Tree, node: number, bin: number): boolean {
  if (bin === 0) return tree.missingLeft[node]!
  const left = tree.leftBins[node]
  return left ? left.includes(bin) : bin <= tree.threshold[node]!
}

function leafOf(tree: Tree, binned: Binned, row: number): number {
  let node = 0
  while (tree.field[node]! >= 0) {
    node = goesLeft(tree, node, binned.bins[tree.field[node]!]![row]!) ? tree.left[node]! : tree.right[node]!
  }
  return node
}

function growTree(
  binned: Binned,
  rows: Uint32Array,
  fields: Uint32Array,
  gradient: Float64Array,
  hessian: Float64Array,
  depth: number,
  rules: SplitRules,
): Tree {
  const tree: Tree = {
    field: [],
    threshold: [],
    leftBins: [],
    missingLeft: [],
    left: [],
    right: [],
    value: [],
    cover: [],
  }
  const add = (own: Uint32Array, value: number) => {
    tree.field.push(-1)
    tree.threshold.push(0)
    tree.leftBins.push(null)
    tree.missingLeft.push(false)
    tree.left.push(-1)
    tree.right.push(-1)
    tree.value.push(value)
    tree.cover.push(own.length)
    return tree.field.length - 1
  }
  const grow = (node: number, own: Uint32Array, level: number, bounds: NodeBounds) => {
    if (level >= depth || own.length < 2 * rules.leafRows) return
    const split = bestSplit(binned, own, fields, gradient, hessian, rules, bounds)
    if (!split) return
    tree.field[node] = split.field
    tree.threshold[node] = split.threshold
    tree.leftBins[node] = split.leftBins
    tree.missingLeft[node] = split.missingLeft
    const [left, right] = partition(tree, node, binned, own)
    const [toLeft, toRight] = boundsOf(split, bounds, rules)
    tree.left[node] = add(left, split.leftValue)
    tree.right[node] = add(right, split.rightValue)
    grow(tree.left[node]!, left, level + 1, toLeft)
    grow(tree.right[node]!, right, level + 1, toRight)
  }
  const open: NodeBounds = { low: Number.NEGATIVE_INFINITY, high: Infinity }
  grow(add(rows, childValue(sumOver(rows, gradient), sumOver(rows, hessian), rules.penalty, open)), rows, 0, open)
  return tree
}

/** Below a monotone split neither side may pass the middle of the two values. */
function boundsOf(split: Split, bounds: NodeBounds, rules: SplitRules): [NodeBounds, NodeBounds] {
  const direction = rules.monotone[split.field]!
  if (direction === 0) return [bounds, bounds]
  const middle = (split.leftValue + split.rightValue) / 2
  const lower = { low: bounds.low, high: middle }
  const upper = { low: middle, high: bounds.high }
  return direction > 0 ? [lower, upper] : [upper, lower]
}

function partition(tree: Tree, node: number, binned: Binned, rows: Uint32Array): [Uint32Array, Uint32Array] {
  const bins = binned.bins[tree.field[node]!]!
  const side = new Uint32Array(rows.length)
  let lefts = 0
  let rights = rows.length
  const goes = new Uint8Array(256)
  for (let bin = 0; bin < 256; bin++) goes[bin] = goesLeft(tree, node, bin) ? 1 : 0
  for (const row of rows) {
    if (goes[bins[row]!]) side[lefts++] = row
    else side[--rights] = row
  }
  return [side.slice(0, lefts), side.slice(lefts).reverse()]
}

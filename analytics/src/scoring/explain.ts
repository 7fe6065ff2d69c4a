import { AnalysisFailure } from '../numerics/failure.ts'
import { rebin } from './bins.ts'
import { explainLogistic } from './logistic.ts'
import { type Field, takeRows } from './table.ts'
import { goesLeft, type Tree } from './trees.ts'
import type { ScoreModel } from './validate.ts'

export interface Reason {
  readonly field: string
  /** The row's value; null for a gap. */
  readonly value: string | number | null
  /** Share in the log-odds: above 0 it speaks for the outcome, below against it. */
  readonly logOdds: number
}

export interface Explanation {
  readonly probability: number
  /** Log-odds of an average row; base plus all shares is the row's log-odds, exactly. */
  readonly base: number
  /** All fields, strongest first. */
  readonly reasons: readonly Reason[]
}

/**
 * Why a row scores as it does. Logistic: coefficient × distance from the average. Trees: Shapley values of the score by the
 * polynomial-time TreeSHAP of Lundberg, Erion & Lee 2018 (algorithm 2, path-dependent), which share it out without rest.
 */
export function explainScore(model: ScoreModel, fields: readonly Field[], row: number): Explanation {
  const one = takeRows(fields, [row])
  const { base, shares, names } =
    model.kind === 'logistic'
      ? { ...explainLogistic(model, one, 0), names: model.encodings.map(({ name }) => name) }
      : {
          ...explainTrees(
            model.trees,
            model.base,
            rebin(model.binnings, one).bins.map((bins) => bins[0]!),
          ),
          names: model.binnings.map(({ name }) => name),
        }
  const total = shares.reduce((sum, share) => sum + share, base)
  const reasons = names.map((field, i): Reason => {
    const own = one.find(({ name }) => name === field)
    if (!own) throw new AnalysisFailure('bad-input', `The model needs the field ${field}.`)
    return { field, value: own.values[0] ?? null, logOdds: shares[i]! }
  })
  return {
    probability: 1 / (1 + Math.exp(-total)),
    base,
    reasons: reasons.sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)),
  }
}

function explainTrees(
  trees: readonly Tree[],
  start: number,
  bins: readonly number[],
): { base: number; shares: Float64Array } {
  const shares = new Float64Array(bins.length)
  let base = start
  for (const tree of trees) {
    base += expectedValue(tree, 0)
    walk(tree, 0, [], 1, 1, -1, bins, shares)
  }
  return { base, shares }
}

function expectedValue(tree: Tree, node: number): number {
  if (tree.field[node] === -1) return tree.value[node]!
  const [left, right] = [tree.left[node]!, tree.right[node]!]
  return (
    (tree.cover[left]! * expectedValue(tree, left) + tree.cover[right]! * expectedValue(tree, right)) /
    tree.cover[node]!
  )
}

/** A field on the path: share of rows that flow through when it is unknown, whether this row does, and permutation weight. */
interface Step {
  field: number
  zero: number
  one: number
  weight: number
}

function walk(
  tree: Tree,
  node: number,
  parent: readonly Step[],
  zero: number,
  one: number,
  field: number,
  bins: readonly number[],
  shares: Float64Array,
): void {
  const path = extend(parent, zero, one, field)
  if (tree.field[node] === -1) {
    for (let i = 1; i < path.length; i++) {
      const step = path[i]!
      shares[step.field]! += sumWithout(path, i) * (step.one - step.zero) * tree.value[node]!
    }
    return
  }
  const own = tree.field[node]!
  const left = goesLeft(tree, node, bins[own]!)
  const [hot, cold] = left ? [tree.left[node]!, tree.right[node]!] : [tree.right[node]!, tree.left[node]!]
  const before = path.findIndex((step, i) => i > 0 && step.field === own)
  const known = before > 0 ? path[before]! : { zero: 1, one: 1 }
  const rest = before > 0 ? unwind(path, before) : path
  walk(tree, hot, rest, (known.zero * tree.cover[hot]!) / tree.cover[node]!, known.one, own, bins, shares)
  walk(tree, cold, rest, (known.zero * tree.cover[cold]!) / tree.cover[node]!, 0, own, bins, shares)
}

function extend(parent: readonly Step[], zero: number, one: number, field: number): Step[] {
  const depth = parent.length
  const path = parent.map((step) => ({ ...step }))
  path.push({ field, zero, one, weight: depth === 0 ? 1 : 0 })
  for (let i = depth - 1; i >= 0; i--) {
    path[i + 1]!.weight += (one * path[i]!.weight * (i + 1)) / (depth + 1)
    path[i]!.weight = (zero * path[i]!.weight * (depth - i)) / (depth + 1)
  }
  return path
}

function unwind(path: readonly Step[], index: number): Step[] {
  const depth = path.length - 1
  const out = path.map((step) => ({ ...step }))
  const { one, zero } = path[index]!
  let next = out[depth]!.weight
  for (let i = depth - 1; i >= 0; i--) {
    if (one !== 0) {
      const held = out[i]!.weight
      out[i]!.weight = (next * (depth + 1)) / ((i + 1) * one)
      next = held - (out[i]!.weight * zero * (depth - i)) / (depth + 1)
    } else out[i]!.weight = (out[i]!.weight * (depth + 1)) / (zero * (depth - i))
  }
  for (let i = index; i < depth; i++) {
    const { field, zero: z, one: o } = out[i + 1]!
    out[i] = { field, zero: z, one: o, weight: out[i]!.weight }
  }
  out.pop()
  return out
}

const sumWithout = (path: readonly Step[], index: number): number =>
  unwind(path, index).reduce((sum, { weight }) => sum + weight, 0)

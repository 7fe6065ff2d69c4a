import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { collectPairs, defaultMostPairs, type UsedRule } from './blocking.ts'
import { groupLinks, type Link, pairsOfGroups } from './cluster.ts'
import type { Role } from './comparator.ts'
import { createRowComparer, type RowComparer } from './compare-rows.ts'
import { createComparison } from './comparison.ts'
import { layFields } from './layout.ts'
import type { DuplicateModel } from './model.ts'
import { statedRules } from './record.ts'
import { readTable, type Table, termShares } from './table.ts'
import { trainModel } from './train.ts'
import { probabilityOf, type Weights, weigh } from './weights.ts'

export interface DuplicateColumn {
  readonly name: string
  readonly role: Role
  /** One value per record, null or empty where there is none. */
  readonly values: readonly (string | null)[]
}

export interface DuplicateOptions extends RunOptions {
  /** Least probability of a pair to be linked, default 0.5: a wrong link costs as much as a missed one. */
  readonly threshold?: number
  readonly seed?: number
  /** Most pairs that are compared, default 200 per record, from 10,000 records on 2,000,000 in all or three per record. */
  readonly maxPairs?: number
}

export interface DuplicatePair {
  /** Rows, a < b. */
  readonly a: number
  readonly b: number
  readonly probability: number
}

export interface Duplicates {
  /** Every pair inside a cluster, by rows; see `pairsOfGroups` for the probability. */
  readonly pairs: readonly DuplicatePair[]
  /** Rows of one and the same, two or more each. */
  readonly clusters: readonly (readonly number[])[]
  readonly model: DuplicateModel
  readonly blocking: {
    /** Empty when every pair was compared. */
    readonly rules: readonly UsedRule[]
    readonly compared: number
    readonly maxPairs: number
  }
  /** What people should know of the run. */
  readonly problems: readonly string[]
}

/** Pairs less probable than this are forgotten at once. */
const KEPT = 0.01
/** Evidence against two records of one group, in bits, that no link through a third overrules. */
const VETO = -6
const FREQUENT_TERMS = 1_000

/**
 * Finds records that are one and the same person or organization, without labelled examples: learns what agreements and
 * contradictions weigh from the records themselves, scores candidate pairs and groups them.
 * @throws AnalysisFailure `bad-input` for columns of unequal length, a repeated name or options out of range, `too-few-rows` for
 *   fewer than two records, `no-variance` when no column holds a value that can be read, `cancelled`
 */
export function findDuplicates(columns: readonly DuplicateColumn[], options: DuplicateOptions = {}): Duplicates {
  const { threshold = 0.5, seed = 42 } = options
  const rows = checkInput(columns, threshold)
  const maxPairs = options.maxPairs ?? defaultMostPairs(rows)
  const part = (from: number, to: number): RunOptions => ({
    signal: options.signal,
    onProgress: (done) => options.onProgress?.(from + (to - from) * done),
  })
  const layout = layFields(columns.map(({ name, role, values }) => ({ name, role, isText: hasLetters(values) })))
  const table = readTable(layout, new Map(columns.map(({ name, values }) => [name, values])), part(0, 0.2))
  if (table.fields.every(({ held }) => held === 0))
    throw new AnalysisFailure('no-variance', 'None of the columns holds a value that can be read.')
  const fields = table.fields.map((field) => {
    const { name, role, columns: own, comparator } = field.layout
    return { name, role, columns: own, levels: comparator.levels, terms: termShares(field, FREQUENT_TERMS) }
  })
  const comparer = createRowComparer(
    table,
    fields.map(({ terms }) => terms),
  )
  const { a, b, rules } = collectPairs(table, maxPairs, seed, part(0.2, 0.4))
  const blocking = statedRules(layout)
  const { model, converged } = trainModel(table, comparer, { a, b }, { seed, fields, blocking }, part(0.4, 0.6))
  const weights = weigh(model, layout)
  const links = scorePairs(table, comparer, weights, a, b, part(0.6, 0.95))
  const comparison = createComparison(layout)
  const evidence = (p: number, q: number) => {
    comparer.compare(p, q, comparison)
    return weights.total(comparison) - weights.together(comparison, true)
  }
  const clusters = groupLinks(links, evidence, { threshold, veto: VETO })
  checkpoint(options, 1)
  return {
    pairs: pairsOfGroups(clusters, links),
    clusters,
    model,
    blocking: { rules, compared: a.length, maxPairs },
    problems: [
      ...(converged ? [] : ['The estimation did not settle; the weights are near their final values.']),
      ...table.fields.flatMap(({ held, layout: { name } }) =>
        held === 0 ? [`${name} holds no value that can be read.`] : [],
      ),
    ],
  }
}

function checkInput(columns: readonly DuplicateColumn[], threshold: number): number {
  const rows = columns[0]?.values.length ?? 0
  if (columns.length === 0) throw new AnalysisFailure('bad-input', 'There is no column to compare.')
  if (columns.some(({ values }) => values.length !== rows))
    throw new AnalysisFailure('bad-input', 'The columns are of unequal length.')
  if (new Set(columns.map(({ name }) => name)).size < columns.length)
    throw new AnalysisFailure('bad-input', 'Two columns have the same name.')
  if (!(threshold > 0 && threshold < 1)) throw new AnalysisFailure('bad-input', 'The threshold is between 0 and 1.')
  if (rows < 2) throw new AnalysisFailure('too-few-rows', 'There are not two records to compare.')
  return rows
}

/** False for a column of bare numbers, such as house numbers. */
function hasLetters(values: readonly (string | null)[]): boolean {
  let [letters, filled] = [0, 0]
  for (let i = 0; i < values.length && filled < 1_000; i++) {
    const text = values[i]
    if (!text) continue
    filled++
    if (/\p{L}{2}/u.test(text)) letters++
  }
  return letters >= filled / 2
}

/** Probable pairs; comparison of a pair stops once nothing can make it probable any more. */
function scorePairs(
  table: Table,
  comparer: RowComparer,
  weights: Weights,
  a: Int32Array,
  b: Int32Array,
  run: RunOptions,
): Link[] {
  const { layout } = table
  const { units } = comparer
  const left = new Float64Array(units.length + 1)
  for (let unit = units.length - 1; unit >= 0; unit--) {
    left[unit] = left[unit + 1]! + units[unit]!.reduce((sum, f) => sum + weights.most[f]!, 0)
  }
  const least = Math.log2(KEPT / (1 - KEPT))
  const comparison = createComparison(layout)
  const links: Link[] = []
  for (let p = 0; p < a.length; p++) {
    if ((p & 0xffff) === 0) checkpoint(run, p / a.length)
    let bits = weights.prior
    let unit = 0
    for (; unit < units.length && bits + left[unit]! >= least; unit++) {
      comparer.compareUnit(unit, a[p]!, b[p]!, comparison)
      for (const f of units[unit]!) bits += weights.field(f, comparison)
      if (units[unit]!.length > 1) bits += weights.order(swapOf(layout.swaps, units[unit]![0]!), comparison)
    }
    if (unit < units.length || bits < least) continue
    bits -= weights.together(comparison)
    if (bits >= least) links.push({ a: a[p]!, b: b[p]!, probability: probabilityOf(bits) })
  }
  return links
}

const swapOf = (swaps: readonly (readonly [number, number])[], field: number) => swaps.findIndex(([f]) => f === field)

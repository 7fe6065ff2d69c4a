import { checkpoint, type RunOptions } from '../numerics/failure.ts'
import type { Role } from './comparator.ts'
import type { RowComparer } from './compare-rows.ts'
import { type Comparison, createComparison } from './comparison.ts'
import {
  type BlockingRule,
  type DuplicateModel,
  type FieldModel,
  type LevelShares,
  riseWithLikeness,
  statedShares,
} from './model.ts'
import {
  chanceAgreement,
  compareAll,
  drawAgreeing,
  drawPairs,
  type LevelSample,
  levelShares,
  mergeAlike,
} from './strangers.ts'
import type { Table } from './table.ts'
import { probabilityOf, tellsPeopleApart, weigh } from './weights.ts'

/** Pairs drawn at random for u; all pairs of up to 447 rows. */
const STRANGERS = 100_000
const TRAINED = 100_000
const AGREEING = 10_000
/** Stated defaults count as much as so many pairs of one and the same, or as this share of those found where that is more. */
const BELIEF = 10
const BELIEF_SHARE = 0.5
const ITERATIONS = 100
/**
 * Greatest share of pairs of one and the same whose names differ outright. Without it, records without duplicates teach that
 * colleagues of one firm are one person (constraints of this kind: Winkler 1993).
 */
const DIFFERS_MOST: Partial<Record<Role, number>> = { 'full-name': 0.08, 'given-name': 0.3, 'family-name': 0.3 }

export interface Trained {
  readonly model: DuplicateModel
  readonly converged: boolean
  readonly iterations: number
}

interface TrainingData {
  readonly table: Table
  /** Level shares among pairs drawn at random, per field. */
  readonly drawn: readonly Float64Array[]
  readonly candidates: LevelSample
  /** Candidates for each one in the sample. */
  readonly scale: number
  /** Pairs that agree in a field on which others depend, by its index. */
  readonly agreeing: ReadonlyMap<number, LevelSample>
  readonly pairs: number
  /** Per field, how often strangers have one value at least, where its parts tell. */
  readonly chance: readonly (number | null)[]
  /** Least u of a level: what can be said of strangers ends where there are too few of them. */
  readonly least: number
}

/**
 * Learns the model from the records alone (Fellegi & Sunter 1969; EM as Winkler 1988, with u from pairs drawn at random as
 * Linacre et al. 2022).
 *
 * The EM runs over all pairs of records: those that no blocking rule brought together are taken to be strangers, so neither the
 * prior nor m is bent by what any single rule demands; what is lost is only what all rules miss together. The levels of random
 * pairs are a mixture of both kinds, so u is what remains of them without the share of duplicates: u = (r − λ m) / (1 − λ).
 * m starts from stated defaults, which go on counting as 10 pairs or half of those found, so that fields without evidence keep
 * them and records without duplicates do not teach that colleagues are one person. Fields that follow
 * from another one (city from postcode) have their shares estimated apart for pairs that agree and that differ in it, the first
 * from pairs drawn at random among those that agree.
 */
export function trainModel(
  table: Table,
  comparer: RowComparer,
  candidates: { a: Int32Array; b: Int32Array },
  options: {
    seed: number
    fields: readonly Omit<FieldModel, 'm' | 'u' | 'given'>[]
    blocking: readonly BlockingRule[]
  },
  run: RunOptions,
): Trained {
  const data = gather(table, comparer, candidates, options.seed)
  let model = startFrom(data, options.fields, options.blocking)
  for (let iteration = 1; ; iteration++) {
    checkpoint(run, iteration / ITERATIONS)
    const next = improve(data, model)
    const moved = distance(model, next)
    model = next
    if (moved < 1e-4 || iteration === ITERATIONS) return { model, converged: moved < 1e-3, iterations: iteration }
  }
}

function gather(
  table: Table,
  comparer: RowComparer,
  candidates: { a: Int32Array; b: Int32Array },
  seed: number,
): TrainingData {
  const { a, b } = drawPairs(table.rows, STRANGERS, seed)
  const strangers = compareAll(table, comparer, a, b)
  const count = candidates.a.length
  const step = Math.max(1, count / TRAINED)
  const pick = (from: Int32Array) =>
    step === 1 ? from : Int32Array.from({ length: TRAINED }, (_, i) => from[Math.floor(i * step)]!)
  const sample = compareAll(table, comparer, pick(candidates.a), pick(candidates.b))
  const width = table.layout.fields.length
  const swaps = table.layout.swaps.length
  const agreeing = new Map<number, LevelSample>()
  for (const { parent } of table.layout.fields) {
    if (parent < 0 || agreeing.has(parent)) continue
    const pairs = drawAgreeing(table, parent, AGREEING, seed + 1)
    agreeing.set(parent, mergeAlike(compareAll(table, comparer, pairs.a, pairs.b), width, swaps))
  }
  return {
    table,
    drawn: table.fields.map((_, f) => levelShares(strangers, table, f)),
    candidates: mergeAlike(sample, width, swaps),
    scale: sample.size > 0 ? count / sample.size : 1,
    agreeing,
    pairs: (table.rows * (table.rows - 1)) / 2,
    chance: table.fields.map(chanceAgreement),
    least: 1 / (20 * table.rows),
  }
}

function startFrom(
  { table, drawn, pairs, least }: TrainingData,
  fields: readonly Omit<FieldModel, 'm' | 'u' | 'given'>[],
  blocking: readonly BlockingRule[],
): DuplicateModel {
  const { layout, rows } = table
  return {
    version: 1,
    prior: Math.min(0.05, (0.1 * rows) / pairs),
    // A column that nobody filled in tells nobody apart.
    together: tellsPeopleApart({ fields: layout.fields.filter((_, f) => table.fields[f]!.held > 0) })
      ? Math.min(0.05, (0.05 * rows) / pairs)
      : null,
    records: rows,
    fields: fields.map((field, f) => {
      const { role, top, termLevel, parent } = layout.fields[f]!
      const { m } = statedShares(role, top + 1, termLevel)
      const shares = riseWithLikeness({ m, u: withFloor(drawn[f]!, least) })
      const given = parent < 0 ? null : { field: layout.fields[parent]!.name, agrees: shares, differs: shares }
      return { ...field, ...shares, given }
    }),
    swaps: layout.swaps.map(([f, g]) => ({ fields: [layout.fields[f]!.name, layout.fields[g]!.name], share: 0.02 })),
    blocking,
  }
}

/** Expected pairs of one and the same by level, and among them by the state of the parent. */
interface Counts {
  readonly all: Float64Array
  readonly agrees: Float64Array
  readonly differs: Float64Array
}

/** One EM step. */
function improve(data: TrainingData, model: DuplicateModel): DuplicateModel {
  const { table, candidates, scale, pairs, drawn, chance, least } = data
  const { fields, swaps } = table.layout
  const counts = fields.map(({ top }): Counts => {
    const zeros = () => new Float64Array(top + 1)
    return { all: zeros(), agrees: zeros(), differs: zeros() }
  })
  const turned = swaps.map(() => [0, 0] as [number, number])
  let expected = 0
  let together = 0
  eachPair(candidates, data, model, (chance, comparison, beside, count) => {
    const probability = chance * count
    expected += probability
    together += beside * count
    if (probability < 1e-9) return
    for (let f = 0; f < fields.length; f++) {
      const level = comparison.levels[f]!
      if (level < 0) continue
      counts[f]!.all[level]! += probability
      const { parent } = fields[f]!
      const above = parent < 0 ? -1 : comparison.levels[parent]!
      if (above >= 0) counts[f]![above >= fields[parent]!.termLevel ? 'agrees' : 'differs'][level]! += probability
    }
    for (let s = 0; s < swaps.length; s++) {
      if (swaps[s]!.some((f) => comparison.levels[f]! >= 0)) turned[s]![comparison.exchanged[s]!]! += probability
    }
  })
  const prior = Math.max(0.5, expected * scale) / pairs
  // As if there were half a pair more, so that it never becomes impossible.
  const beside = model.together === null ? null : Math.min(0.5, (together * scale + 0.5) / pairs)
  const common = agreeingStrangers(data, model)
  return {
    ...model,
    prior: Math.min(0.9, prior),
    together: beside,
    fields: model.fields.map((field, f) => {
      const { role, top, termLevel, parent } = fields[f]!
      const m = heldTo(believe(counts[f]!.all, statedShares(role, top + 1, termLevel).m), DIFFERS_MOST[role])
      const remaining = drawn[f]!.map((share, k) => (share - prior * m[k]!) / (1 - prior))
      const u = agreeingAtLeast(withFloor(remaining, least), termLevel, chance[f]!)
      const shares = riseWithLikeness({ m, u })
      if (parent < 0) return { ...field, ...shares }
      const agrees = { m: believe(counts[f]!.agrees, m), u: withFloor(believe(common.get(f)!, u), least) }
      const differs = { m: believe(counts[f]!.differs, m), u }
      const given = {
        field: fields[parent]!.name,
        agrees: riseWithLikeness(agrees),
        differs: riseWithLikeness(differs),
      }
      return { ...field, ...shares, given }
    }),
    swaps: model.swaps.map((swap, s) => ({
      ...swap,
      share: Math.min(0.5, (turned[s]![1] + 0.02 * BELIEF) / (turned[s]![0] + turned[s]![1] + BELIEF)),
    })),
  }
}

/** Calls back with each pair's probability under the model, and with that of being two people who live or work together, and how many there are. */
function eachPair(
  sample: LevelSample,
  { table }: TrainingData,
  model: DuplicateModel,
  call: (probability: number, comparison: Comparison, together: number, count: number) => void,
): void {
  const { layout } = table
  const weights = weigh(model, layout)
  const comparison = createComparison(layout)
  const [width, swaps] = [layout.fields.length, layout.swaps.length]
  for (let p = 0; p < sample.size; p++) {
    for (let f = 0; f < width; f++) {
      comparison.levels[f] = sample.levels[p * width + f]!
      comparison.shares[f] = sample.shares[p * width + f]!
    }
    for (let s = 0; s < swaps; s++) comparison.exchanged[s] = sample.exchanged[p * swaps + s]!
    const taken = weights.together(comparison)
    const probability = probabilityOf(weights.prior + weights.total(comparison) - taken)
    call(probability, comparison, (1 - probability) * (1 - 2 ** -taken), sample.counts[p]!)
  }
}

/** By level, strangers that agree in the parent, for each field that follows from one. */
function agreeingStrangers(data: TrainingData, model: DuplicateModel): Map<number, Float64Array> {
  const { fields } = data.table.layout
  const out = new Map<number, Float64Array>()
  fields.forEach(({ parent, top }, f) => {
    if (parent >= 0) out.set(f, new Float64Array(top + 1))
  })
  for (const [parent, sample] of data.agreeing) {
    eachPair(sample, data, model, (probability, { levels }, _, count) => {
      for (const [f, counts] of out) {
        if (fields[f]!.parent === parent && levels[f]! >= 0) counts[levels[f]!]! += (1 - probability) * count
      }
    })
  }
  return out
}

/** Shares from counts, the stated ones counting as `BELIEF` pairs. */
function believe(counts: Float64Array, stated: readonly number[]): number[] {
  const sum = counts.reduce((total, count) => total + count, 0)
  const belief = Math.max(BELIEF, sum * BELIEF_SHARE)
  return stated.map((share, k) => (counts[k]! + belief * share) / (sum + belief))
}

/** Shares of which the lowest level has at most `most`; what is above it goes to the others in proportion. */
function heldTo(shares: readonly number[], most: number | undefined): number[] {
  const [lowest = 0] = shares
  if (most === undefined || lowest <= most || lowest >= 1) return [...shares]
  return shares.map((share, k) => (k === 0 ? most : (share * (1 - most)) / (1 - lowest)))
}

/** Shares of which those from `level` on sum to `most` at least: what looks like duplicates may be namesakes. */
function agreeingAtLeast(shares: readonly number[], level: number, least: number | null): number[] {
  const agreeing = shares.reduce((sum, share, k) => (k < level ? sum : sum + share), 0)
  if (least === null || agreeing >= least || agreeing === 0) return [...shares]
  return shares.map((share, k) => (k < level ? (share * (1 - least)) / (1 - agreeing) : (share * least) / agreeing))
}

/** Shares that sum to 1 with none below the floor. */
function withFloor(shares: ArrayLike<number>, least: number): number[] {
  const raised = Array.from(shares, (share) => Math.max(least, share))
  const sum = raised.reduce((total, share) => total + share, 0)
  return raised.map((share) => share / sum)
}

/** Greatest change of a share. */
function distance(a: DuplicateModel, b: DuplicateModel): number {
  let most = Math.abs(Math.log(a.prior / b.prior))
  const compare = (p: LevelShares, q: LevelShares) => {
    p.m.forEach((share, k) => {
      most = Math.max(most, Math.abs(share - q.m[k]!))
    })
  }
  a.fields.forEach((field, f) => {
    compare(field, b.fields[f]!)
  })
  return most
}

import { checkpoint, type RunOptions } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import { type KeyedRows, keyRows, readKeys, type TableKeys } from './keys.ts'
import type { Layout } from './layout.ts'
import { type BlockingRule, statedShares } from './model.ts'
import { createPairSet, type PairSet } from './pair-set.ts'
import type { Table } from './table.ts'

export interface UsedRule extends BlockingRule {
  /** Rows with a key that others may share, as a share of all rows. */
  readonly reach: number
  /** Largest block that was compared; larger ones were left to the other rules. */
  readonly largest: number
  /** Pairs that this rule was the first to find. */
  readonly added: number
}

export interface Blocked {
  readonly a: Int32Array
  readonly b: Int32Array
  /** Empty when every pair is compared. */
  readonly rules: readonly UsedRule[]
}

/** Up to so many pairs, those of 775 rows, all are compared and none can be lost. */
const ALL_PAIRS = 300_000
const SIMULATED = 2_000

/** Most pairs compared when nobody says otherwise: 200 to each record up to 10,000 records, then 2,000,000 or three to each. */
export const defaultMostPairs = (rows: number): number => Math.max(ALL_PAIRS, 3 * rows, Math.min(2_000_000, 200 * rows))

/** A rule is precise when a row meets no more than so many others under it. */
const PRECISE = 3

/**
 * Chooses keys under which records meet and collects the pairs, at most `most`. First the precise ones: kinds of keys of one
 * field that few records have in common (telephone, e-mail, whole address). Then single kinds and combinations of two
 * fields, chosen greedily for what they add to the matches that the rules so far are expected to find, judged on simulated
 * pairs of one and the same under the stated error rates, until another adds less than 1 in 2,000. Of each rule the blocks
 * are taken from the smallest up (the rarest agreements, which say most) as far as its part of the bound goes.
 */
export function collectPairs(table: Table, most: number, seed: number, run: RunOptions): Blocked {
  const { rows } = table
  if ((rows * (rows - 1)) / 2 <= Math.min(most, ALL_PAIRS)) return { ...allPairs(rows), rules: [] }
  const keys = readKeys(table)
  checkpoint(run, 0.2)
  const kinds = describeKinds(table, keys)
  const pairs = createPairSet(rows, most)
  const simulation = simulateMatches(table.layout, kinds, seed)
  const used: UsedRule[] = []
  const take = (rule: BlockingRule, budget: number) => {
    const found = addBlocks(pairs, keyRows(table, keys, rule), budget, rows)
    used.push({ ...rule, ...found })
    simulation.cover(rule, found.reach)
  }
  const singles = kinds.map(({ part, chance }) => ({ rule: { parts: [part] }, chance }))
  singles.sort((p, q) => p.chance - q.chance)
  const precise = singles.filter(({ chance }) => chance * rows <= PRECISE)
  for (const [i, { rule }] of precise.entries()) {
    checkpoint(run, 0.3 + (0.3 * i) / precise.length)
    take(rule, Math.min(2 * rows, (most - pairs.size) / 3))
  }
  const open = [...singles.slice(precise.length), ...combine(table.layout, kinds)]
  const mostChosen = rows > 50_000 ? 16 : 60
  for (let i = 0; i < mostChosen && !pairs.isFull; i++) {
    checkpoint(run, 0.6 + (0.4 * i) / mostChosen)
    // Twice the even part of what is left: not every rule uses its own up.
    const budget = Math.min((2 * (most - pairs.size)) / (mostChosen - i), (most - pairs.size) / 2)
    const best = simulation.best(open, (chance) => Math.min(1, (2 * budget) / Math.max(1e-9, chance * rows * rows)))
    if (best < 0) break
    const [chosen] = open.splice(best, 1)
    take(chosen!.rule, budget)
  }
  return { ...pairs.sorted(), rules: used.filter(({ added }) => added > 0) }
}

function allPairs(rows: number): { a: Int32Array; b: Int32Array } {
  const a = new Int32Array((rows * (rows - 1)) / 2)
  const b = new Int32Array(a.length)
  let at = 0
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) {
      a[at] = i
      b[at++] = j
    }
  }
  return { a, b }
}

/** Adds the pairs of all blocks up to a size at which they number `budget` at most. */
function addBlocks(pairs: PairSet, { hashes, rows }: KeyedRows, budget: number, all: number) {
  const LARGEST = 2_000
  const blocks = new Uint32Array(LARGEST + 1)
  forEachBlock(hashes, (from, to) => {
    if (to - from <= LARGEST) blocks[to - from]!++
  })
  let [largest, sum] = [1, 0]
  for (let size = 2; size <= LARGEST; size++) {
    sum += blocks[size]! * ((size * (size - 1)) / 2)
    if (sum > budget) break
    largest = size
  }
  const before = pairs.size
  let reached = 0
  forEachBlock(hashes, (from, to) => {
    if (to - from > largest) return
    reached += to - from
    for (let i = from; i < to; i++) {
      for (let j = i + 1; j < to; j++) if (rows[i] !== rows[j]) pairs.add(rows[i]!, rows[j]!)
    }
  })
  return { largest, reach: Math.min(1, reached / all), added: pairs.size - before }
}

function forEachBlock(hashes: Uint32Array, call: (from: number, to: number) => void): void {
  for (let from = 0; from < hashes.length; ) {
    let to = from + 1
    while (to < hashes.length && hashes[to] === hashes[from]) to++
    call(from, to)
    from = to
  }
}

interface Kind {
  readonly part: BlockingRule['parts'][number]
  readonly fields: readonly number[]
  /** Chance that two rows have this key in common. */
  readonly chance: number
  /** Whether it is the whole value. */
  readonly isExact: boolean
}

/** Kinds of keys: each of a field's, those of two exchangeable fields together. */
function describeKinds(table: Table, keys: TableKeys): Kind[] {
  // An even sample of the rows tells how often keys collide.
  const step = Math.max(1, Math.floor(table.rows / 100_000))
  const { layout } = table
  return layout.fields.flatMap((field, f) => {
    if (field.partner >= 0 && field.partner < f) return []
    const fields = field.partner >= 0 ? [f, field.partner] : [f]
    const names = fields.map((g) => layout.fields[g]!.name)
    const kinds = [...new Set(fields.flatMap((g) => [...keys[g]!.keys()]))]
    return kinds.map((kind, i): Kind => {
      const part = { fields: names, kind }
      return {
        part,
        fields,
        isExact: i === 0,
        chance: collisionChance(keyRows(table, keys, { parts: [part] }, step), Math.ceil(table.rows / step)),
      }
    })
  })
}

function collisionChance({ hashes }: KeyedRows, rows: number): number {
  let pairs = 0
  forEachBlock(hashes, (from, to) => {
    pairs += (to - from) * (to - from - 1)
  })
  return pairs / (rows * (rows - 1))
}

interface Combined {
  readonly rule: BlockingRule
  readonly chance: number
}

/** Two kinds of different fields each; of exchangeable fields also one with the other. */
function combine(layout: Layout, kinds: readonly Kind[]): Combined[] {
  const out: Combined[] = []
  for (const [i, p] of kinds.entries()) {
    if (p.fields.length === 2) {
      const parts = p.fields.map((f) => ({ fields: [layout.fields[f]!.name], kind: p.part.kind }))
      out.push({ rule: { parts }, chance: p.chance * p.chance })
    }
    for (const q of kinds.slice(i + 1)) {
      if (q.fields[0] !== p.fields[0]) out.push({ rule: { parts: [p.part, q.part] }, chance: p.chance * q.chance })
    }
  }
  return out
}

/** Simulated pairs of one and the same, of which is known under which kinds of keys they meet. */
function simulateMatches(layout: Layout, kinds: readonly Kind[], seed: number) {
  const random = createRandom(seed)
  const meets = kinds.map(() => new Uint8Array(SIMULATED))
  const index = new Map(kinds.map((kind, i) => [partName(kind.part), i]))
  for (let pair = 0; pair < SIMULATED; pair++) {
    const draws = layout.fields.map(() => random.next())
    kinds.forEach((kind, i) => {
      const reads = kind.fields.map((f) => {
        const field = layout.fields[f]!
        const { m } = statedShares(field.role, field.top + 1, field.termLevel)
        const draw = draws[f]!
        if (draw < m[0]!) return false
        return draw > 1 - m[field.top]! || (!kind.isExact && random.next() < 0.6)
      })
      if (reads.some(Boolean)) meets[i]![pair] = 1
    })
  }
  const met = new Float64Array(SIMULATED)
  const chances = new Uint8Array(SIMULATED)
  const agree = ({ parts }: BlockingRule): Uint8Array => {
    chances.fill(1)
    for (const part of parts) {
      const own = meets[index.get(partName(part)) ?? kinds.findIndex((kind) => covers(kind, part))]!
      for (let pair = 0; pair < SIMULATED; pair++) chances[pair]! &= own[pair]!
    }
    return chances
  }
  return {
    /** Takes note of a rule in use that reaches this share of the rows. */
    cover(rule: BlockingRule, reach: number) {
      const own = agree(rule)
      for (let pair = 0; pair < SIMULATED; pair++) met[pair]! += own[pair]! * reach
    },
    /** The rule that adds most to what is expected to be met, or -1. `reachOf` from the chance of a collision. */
    best(rules: readonly Combined[], reachOf: (chance: number) => number): number {
      let [best, most] = [-1, 0.0005 * SIMULATED]
      for (const [i, { rule, chance }] of rules.entries()) {
        const reach = reachOf(chance)
        if (reach < 0.02) continue
        const own = agree(rule)
        let gain = 0
        // The chance to have been missed falls about by half with each expected meeting.
        for (let pair = 0; pair < SIMULATED; pair++) gain += own[pair]! * reach * 0.5 ** met[pair]!
        if (gain > most) [best, most] = [i, gain]
      }
      return best
    },
  }
}

const partName = (part: Kind['part']) => `${part.kind}|${part.fields.join('|')}`
const covers = (kind: Kind, part: Kind['part']) =>
  kind.part.kind === part.kind && kind.part.fields.includes(part.fields[0]!)

import { createRandom } from '../numerics/random.ts'
import type { RowComparer } from './compare-rows.ts'
import { createComparison } from './comparison.ts'
import type { Table, TableField } from './table.ts'

/** Levels of sampled pairs of rows: pair p, field f at p·fields + f, -1 missing. */
export interface LevelSample {
  readonly size: number
  /** How many pairs each entry stands for. */
  readonly counts: Float64Array
  readonly levels: Int8Array
  readonly shares: Float32Array
  /** Pair p, exchangeable fields s at p·swaps + s. */
  readonly exchanged: Uint8Array
}

/** Compares the given pairs and keeps what was found. */
export function compareAll(table: Table, comparer: RowComparer, a: Int32Array, b: Int32Array): LevelSample {
  const { fields, swaps } = table.layout
  const out = {
    size: a.length,
    counts: new Float64Array(a.length).fill(1),
    levels: new Int8Array(a.length * fields.length),
    shares: new Float32Array(a.length * fields.length),
    exchanged: new Uint8Array(a.length * swaps.length),
  }
  const comparison = createComparison(table.layout)
  for (let p = 0; p < a.length; p++) {
    comparer.compare(a[p]!, b[p]!, comparison)
    out.levels.set(comparison.levels, p * fields.length)
    out.shares.set(comparison.shares, p * fields.length)
    out.exchanged.set(comparison.exchanged, p * swaps.length)
  }
  return out
}

/** Pairs that compare alike put together, shares of values to the nearest half bit: a tenth of the entries for the same sums. */
export function mergeAlike(sample: LevelSample, fields: number, swaps: number): LevelSample {
  const first: number[] = []
  const entries = new Map<string, number>()
  const counts: number[] = []
  const shares = sample.shares.map((share) => (share > 0 ? 2 ** (Math.round(Math.log2(share) * 2) / 2) : 0))
  for (let p = 0; p < sample.size; p++) {
    let key = ''
    for (let f = 0; f < fields; f++) {
      const share = shares[p * fields + f]!
      key += String.fromCharCode(
        sample.levels[p * fields + f]! + 1,
        share > 0 ? Math.round(200 - 2 * Math.log2(share)) : 0,
      )
    }
    for (let s = 0; s < swaps; s++) key += sample.exchanged[p * swaps + s]
    const known = entries.get(key)
    if (known !== undefined) counts[known]! += sample.counts[p]!
    else {
      entries.set(key, first.length)
      first.push(p)
      counts.push(sample.counts[p]!)
    }
  }
  const pick = <T extends Int8Array | Float32Array | Uint8Array>(from: T, width: number, to: T): T => {
    first.forEach((p, entry) => {
      to.set(from.subarray(p * width, (p + 1) * width), entry * width)
    })
    return to
  }
  return {
    size: first.length,
    counts: Float64Array.from(counts),
    levels: pick(sample.levels, fields, new Int8Array(first.length * fields)),
    shares: pick(shares, fields, new Float32Array(first.length * fields)),
    exchanged: pick(sample.exchanged, swaps, new Uint8Array(first.length * swaps)),
  }
}

/** Pairs drawn at random, or all pairs when they are not more than `most`. */
export function drawPairs(rows: number, most: number, seed: number): { a: Int32Array; b: Int32Array } {
  const all = (rows * (rows - 1)) / 2
  const size = Math.min(all, most)
  const a = new Int32Array(size)
  const b = new Int32Array(size)
  const random = createRandom(seed)
  let [i, j] = [0, 0]
  for (let p = 0; p < size; p++) {
    if (all <= most) {
      if (++j >= rows) j = ++i + 1
      a[p] = i
      b[p] = j
      continue
    }
    a[p] = random.below(rows)
    do b[p] = random.below(rows)
    while (b[p] === a[p])
  }
  return { a, b }
}

/** Shares of the levels of a field among pairs drawn at random, with half a pair added to each so that none is impossible. */
export function levelShares(sample: LevelSample, table: Table, field: number): Float64Array {
  const width = table.fields.length
  const { layout, termCounts, held, slots } = table.fields[field]!
  const counts = new Float64Array(layout.top + 1)
  let size = 0
  for (let p = 0; p < sample.size; p++) {
    const level = sample.levels[p * width + field]!
    if (level < 0) continue
    counts[level]!++
    size++
  }
  let alike = 0
  for (let level = layout.termLevel; level <= layout.top; level++) alike += counts[level]!
  const shares = counts.map((count) => (count + 0.5) / (size + counts.length / 2))
  if (alike < 100 && termCounts.length > 0 && held > 1 && layout.termLevel <= layout.top) {
    // Too seldom for a sample: counted exactly from the frequency of the values.
    let pairs = 0
    for (const count of termCounts) pairs += count * (count - 1)
    const chance = Math.min(0.5, (slots.length ** 2 * pairs) / (held * (held - 1)))
    const levels = layout.top - layout.termLevel + 1
    for (let level = layout.termLevel; level <= layout.top; level++)
      shares[level] = (chance * (counts[level]! + (level === layout.top ? levels : 0.1))) / (alike + levels * 1.1 - 0.1)
  }
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}

/** Pairs drawn at random among those that agree in a field. */
export function drawAgreeing(
  table: Table,
  field: number,
  most: number,
  seed: number,
): { a: Int32Array; b: Int32Array } {
  const { termOf, terms, slots } = table.fields[field]!
  const slot = slots[0]!
  const starts = new Uint32Array(terms.length + 1)
  const termAt = (row: number) => (slot[row]! < 0 ? -1 : termOf[slot[row]!]!)
  for (let row = 0; row < table.rows; row++) if (termAt(row) >= 0) starts[termAt(row) + 1]!++
  for (let term = 0; term < terms.length; term++) starts[term + 1]! += starts[term]!
  const rows = new Uint32Array(starts[terms.length]!)
  const next = starts.slice()
  for (let row = 0; row < table.rows; row++) if (termAt(row) >= 0) rows[next[termAt(row)]!++] = row
  // Terms by the number of their pairs, then two rows of the term.
  const cumulated = new Float64Array(terms.length)
  let pairs = 0
  for (let term = 0; term < terms.length; term++) {
    const count = starts[term + 1]! - starts[term]!
    pairs += (count * (count - 1)) / 2
    cumulated[term] = pairs
  }
  const random = createRandom(seed)
  const size = Math.min(most, pairs * 2)
  const a = new Int32Array(size)
  const b = new Int32Array(size)
  for (let p = 0; p < size; p++) {
    const target = random.next() * pairs
    let [low, high] = [0, terms.length - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (cumulated[middle]! > target) high = middle
      else low = middle + 1
    }
    const count = starts[low + 1]! - starts[low]!
    const i = random.below(count)
    const j = (i + 1 + random.below(count - 1)) % count
    a[p] = rows[starts[low]! + i]!
    b[p] = rows[starts[low]! + j]!
  }
  return { a, b }
}

/**
 * Chance that two strangers have one value in a field whose values have independent parts: the product of the parts' collisions.
 * Null where the comparator knows of no parts or too few values have them.
 */
export function chanceAgreement({ layout, slots, prepared }: TableField): number | null {
  const { comparator } = layout
  if (!comparator.independentParts) return null
  const counts: Map<string, number>[] = []
  let held = 0
  for (const slot of slots) {
    for (let i = 0; i < slot.length; i++) {
      const value = slot[i]! < 0 ? null : prepared[slot[i]!]
      const parts = value === null ? null : comparator.independentParts(value)
      if (!parts) continue
      held++
      parts.forEach((part, k) => {
        counts[k] ??= new Map()
        counts[k].set(part, (counts[k].get(part) ?? 0) + 1)
      })
    }
  }
  if (held < 2) return null
  return counts.reduce((product, part) => {
    let pairs = 0
    for (const count of part.values()) pairs += count * (count - 1)
    return (product * pairs) / (held * (held - 1))
  }, 1)
}

import type { Comparison } from './comparison.ts'
import type { Layout } from './layout.ts'
import type { DuplicateModel, LevelShares } from './model.ts'

/** A model made ready to add up bits. */
export interface Weights {
  /** log2 of the prior odds. */
  readonly prior: number
  /** Bits of one field in this comparison, its parent's level being known; 0 where a value is missing. */
  field(field: number, comparison: Comparison): number
  /** Bits of two exchangeable fields standing as they do. */
  order(swap: number, comparison: Comparison): number
  /** Bits of all fields together, without the prior. */
  total(comparison: Comparison): number
  /** Most bits that a field can give. */
  readonly most: Float64Array
}

const ratios = ({ m, u }: LevelShares): Float64Array => Float64Array.from(m, (share, k) => Math.log2(share / u[k]!))

/** Weights of Fellegi & Sunter 1969: log2(m/u) per level, with rarity of the value where it agrees (Winkler 1988). */
export function weigh(model: DuplicateModel, { fields, swaps }: Layout): Weights {
  const plain = model.fields.map(ratios)
  const agrees = model.fields.map(({ given }, f) => (given ? ratios(given.agrees) : plain[f]!))
  const differs = model.fields.map(({ given }, f) => (given ? ratios(given.differs) : plain[f]!))
  const expected = model.fields.map(({ terms }) => terms?.expected ?? 0)
  const straight = model.swaps.map(({ share }) => Math.log2(1 - share))
  const turned = model.swaps.map(({ share }) => Math.log2(share))
  const field = (f: number, { levels, shares }: Comparison) => {
    const level = levels[f]!
    if (level < 0) return 0
    const { parent, termLevel } = fields[f]!
    const above = parent < 0 ? -1 : levels[parent]!
    const table = above < 0 ? plain : above >= fields[parent]!.termLevel ? agrees : differs
    const bits = table[f]![level]!
    const share = shares[f]!
    if (level < termLevel || share <= 0 || expected[f] === 0 || table === agrees) return bits
    // A value that everybody has says nothing; it doesn't speak against.
    return bits > 0 ? Math.max(0, bits + Math.log2(expected[f]! / share)) : bits
  }
  const order = (swap: number, { levels, exchanged }: Comparison) => {
    const [f, g] = swaps[swap]!
    if (exchanged[swap] === 1) return turned[swap]!
    return levels[f]! < 0 && levels[g]! < 0 ? 0 : straight[swap]!
  }
  return {
    prior: Math.log2(model.prior / (1 - model.prior)),
    field,
    order,
    total(comparison) {
      let bits = 0
      for (let f = 0; f < fields.length; f++) bits += field(f, comparison)
      for (let swap = 0; swap < swaps.length; swap++) bits += order(swap, comparison)
      return bits
    },
    most: Float64Array.from(model.fields, ({ terms }, f) => {
      const rarest = terms ? Math.min(terms.rest, ...terms.frequent.map(([, share]) => share)) : 1
      const extra = terms ? Math.max(0, Math.log2(terms.expected / rarest)) : 0
      return Math.max(0, ...plain[f]!, ...agrees[f]!, ...differs[f]!) + extra
    }),
  }
}

export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits)

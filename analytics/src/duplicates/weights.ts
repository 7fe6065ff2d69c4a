import type { Role } from './comparator.ts'
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
  /** Bits of all fields together, without the prior and without `together`. */
  total(comparison: Comparison): number
  /**
   * Bits to take off because two people who live or work together would agree in this too: log2(1 + odds of such two against
   * strangers). `perPrior` divides the odds by the prior, for evidence that leaves the prior out.
   */
  together(comparison: Comparison, perPrior?: boolean): number
  /** Most bits that a field can give. */
  readonly most: Float64Array
}

/** What tells people apart who live or work together; of these, what tells so by itself. */
const OWN: ReadonlySet<Role> = new Set(['given-name', 'full-name', 'date', 'email'])
const TELLING: ReadonlySet<Role> = new Set(['given-name', 'full-name', 'date'])

/** Share of those who live or work together that have one surname. */
const KINSHIP = 0.4

/**
 * Whether the fields can tell people of one household or firm apart: by full names, or by two fields of their own at least. A given
 * name alone cannot: one that was replaced and one of a brother look the same.
 */
export const tellsPeopleApart = ({ fields }: Pick<Layout, 'fields'>): boolean =>
  fields.some(({ role }) => role === 'full-name') || fields.filter(({ role }) => OWN.has(role)).length >= 2

const ratios = ({ m, u }: LevelShares): Float64Array => Float64Array.from(m, (share, k) => Math.log2(share / u[k]!))

/**
 * Weights of Fellegi & Sunter 1969: log2(m/u) per level, with rarity of the value where it agrees (Winkler 1988), and a third
 * class besides one and the same and strangers for people who live or work together (Larsen & Rubin 2001).
 */
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
  const own = fields.map(({ role }) => OWN.has(role))
  const telling = fields.map(({ role }) => TELLING.has(role))
  const chance = model.together ?? 0
  // Full names of which only the surname agrees: so it is with every other two of a household.
  const surname = model.fields.map(({ role, levels }) => (role === 'full-name' ? levels.indexOf('surname') : -2))
  const kinship = model.fields.map(({ u }, f) => (surname[f]! > 0 ? Math.log2(KINSHIP / u[surname[f]!]!) : 0))
  return {
    together(comparison, perPrior = false) {
      if (chance === 0) return 0
      let shared = 0
      let canTell = false
      for (let f = 0; f < fields.length; f++) {
        if (!own[f]) shared += field(f, comparison)
        else if (comparison.levels[f]! === surname[f]) shared += Math.max(0, kinship[f]!)
        if (telling[f] && comparison.levels[f]! >= 0) canTell = true
      }
      if (!canTell) return 0
      const bits = shared + Math.log2(perPrior ? chance / model.prior : chance)
      return bits > 50 ? bits : Math.log2(1 + 2 ** bits)
    },
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

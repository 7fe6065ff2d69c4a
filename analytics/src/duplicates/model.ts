import type { Role } from './comparator.ts'

/** Shares of the levels among pairs of one and the same (`m`) and among pairs of strangers (`u`); both sum to 1. */
export interface LevelShares {
  readonly m: readonly number[]
  readonly u: readonly number[]
}

export interface FieldModel extends LevelShares {
  readonly name: string
  readonly role: Role
  /** Columns or record properties that hold values of this field; of several values the best pair counts. */
  readonly columns: readonly string[]
  readonly levels: readonly string[]
  /**
   * Shares of the values that are frequent among the records, `rest` for any other value, and the share `expected` of a value
   * drawn from a record at random: an agreement on v weighs log2(expected / share of v) bits more than one on average.
   */
  readonly terms: {
    readonly frequent: readonly (readonly [term: string, share: number])[]
    readonly rest: number
    readonly expected: number
  } | null
  /** Other shares once it is known whether another field agrees: a city says nothing new where the postcode agrees. */
  readonly given: { readonly field: string; readonly agrees: LevelShares; readonly differs: LevelShares } | null
}

/** Two fields whose contents people exchange: given and family name, two lines of an address. */
export interface SwapModel {
  readonly fields: readonly [string, string]
  /** Share of the pairs of one and the same in which they are exchanged. */
  readonly share: number
}

/** Parts of a blocking key: fields and the kind of key from their comparator's `blockingKeys`. */
export interface BlockingRule {
  readonly parts: readonly { readonly fields: readonly string[]; readonly kind: string }[]
}

/** All that is needed to score new pairs, as plain JSON. */
export interface DuplicateModel {
  readonly version: 1
  /** Chance that two records drawn at random are one and the same. */
  readonly prior: number
  /**
   * Chance that two records drawn at random are of two people who live or work together: alike in family name, address,
   * telephone and firm, strangers in given name, birthday and e-mail. Null where no field tells people apart.
   */
  readonly together: number | null
  /** Records the model was learned from; 0 for stated defaults. */
  readonly records: number
  readonly fields: readonly FieldModel[]
  readonly swaps: readonly SwapModel[]
  readonly blocking: readonly BlockingRule[]
}

/** m and u of a level, one role's stated defaults. */
interface Stated {
  /** Share of pairs of one and the same in which the field differs: people move and change numbers, and seldom their names. */
  readonly differs: number
  /** Chance that strangers have the same value. */
  readonly collision: number
  /** Chance that strangers have values alike but not the same. */
  readonly alike: number
}

/**
 * Defaults where data cannot carry estimation, and what estimation starts from. They follow published figures for registers and
 * customer files (Winkler 2006; Splink's defaults: a typing error in one of twenty values, addresses that outlive half of their
 * records) rounded so that no level claims precision.
 */
const STATED: Readonly<Record<Role, Stated>> = {
  'given-name': { differs: 0.05, collision: 0.005, alike: 0.02 },
  'family-name': { differs: 0.05, collision: 0.003, alike: 0.01 },
  'full-name': { differs: 0.05, collision: 0.0001, alike: 0.005 },
  organization: { differs: 0.08, collision: 0.0001, alike: 0.005 },
  email: { differs: 0.2, collision: 0.00002, alike: 0.001 },
  phone: { differs: 0.2, collision: 0.00002, alike: 0.0001 },
  date: { differs: 0.05, collision: 0.0001, alike: 0.03 },
  address: { differs: 0.2, collision: 0.0001, alike: 0.03 },
  city: { differs: 0.12, collision: 0.03, alike: 0.01 },
  postcode: { differs: 0.15, collision: 0.005, alike: 0.05 },
  region: { differs: 0.08, collision: 0.2, alike: 0.01 },
  other: { differs: 0.2, collision: 0.05, alike: 0.02 },
}

/** Stated m and u of a role with this many levels, those from `termLevel` on sharing the collisions. */
export function statedShares(role: Role, levels: number, termLevel: number): LevelShares {
  const { differs, collision, alike } = STATED[role]
  const top = levels - 1
  const between = Math.max(0, top - 1)
  const almost = between > 0 ? 0.14 : 0
  // Of the levels between, the more alike ones are the likelier among pairs of one and the same, the rarer among strangers.
  const rising = (k: number) => (2 * k) / (between * (between + 1))
  const m: number[] = []
  const u: number[] = []
  for (let k = 0; k < levels; k++) {
    m.push(k === 0 ? differs : k === top ? 1 - differs - almost : almost * rising(k))
    u.push(
      k === 0 ? 0 : k >= termLevel ? collision * (k === top ? 1 : 0.1) : alike * rising(Math.max(1, between + 1 - k)),
    )
  }
  u[0] = 1 - u.reduce((sum, share) => sum + share, 0)
  return { m, u }
}

/** Makes level weights rise with likeness: neighbours that contradict it share their likelihood ratio (pool adjacent violators). */
export function riseWithLikeness({ m, u }: LevelShares): LevelShares {
  const pools: { m: number; u: number; from: number; to: number }[] = []
  for (let k = 0; k < m.length; k++) {
    let pool = { m: m[k]!, u: u[k]!, from: k, to: k + 1 }
    for (let last = pools.at(-1); last && last.m * pool.u > pool.m * last.u; last = pools.at(-1)) {
      pools.pop()
      pool = { m: last.m + pool.m, u: last.u + pool.u, from: last.from, to: pool.to }
    }
    pools.push(pool)
  }
  const out = [...m]
  for (const pool of pools) for (let k = pool.from; k < pool.to; k++) out[k] = (u[k]! * pool.m) / pool.u
  return { m: out, u }
}

/** What a column says about a person or an organization. `other` is any text without a meaning of its own here. */
export const ROLES = [
  'given-name',
  'family-name',
  'full-name',
  'organization',
  'email',
  'phone',
  'date',
  'address',
  'city',
  'postcode',
  'region',
  'other',
] as const

export type Role = (typeof ROLES)[number]

/**
 * Compares two values of one role and says how much they are alike, in a few documented levels. A comparator knows nothing of
 * how much a level weighs: that is learned from the data, level by level.
 *
 * Guarantees of every comparator: `compare` is symmetric, `compare(a, a)` is the highest level, results depend on the two
 * values alone, and a prepared value is plain data that can be handed to a worker thread.
 */
export interface Comparator<P = unknown> {
  readonly role: Role
  /**
   * Keys of the levels from least to most alike; `levels[0]` is `differs`. At most 12. Two levels are worth parting when they
   * weigh differently, not when they merely sound different: each level is one parameter that the data must carry.
   */
  readonly levels: readonly string[]
  /**
   * First level at which the two values name the same thing, so that its rarity counts (an agreement on "Zhuge" says more than
   * one on "Wang"). Default: the highest level only. Only read when `termKey` is given.
   */
  readonly termLevel?: number
  /** Null when nothing can be read from the text: a missing value, which is no evidence either way. Once per distinct value. */
  prepare(text: string): P | null
  /** Index into `levels`. Called tens of millions of times: no allocation on the common path. */
  compare(a: P, b: P): number
  /** The term whose frequency counts; values with equal terms compare at `termLevel` or above. */
  termKey?(a: P): string
  /**
   * Parts of a value that people are given independently of each other (given and family name), each named. How often strangers
   * have the same value by chance is the product of how often they share its parts, however many duplicates the records hold.
   */
  independentParts?(a: P): readonly string[] | null
  /**
   * Keys under which alike values meet, the surest first, at most 8 (of one person's many spellings at least one should be
   * common to both). Prefix each with its kind (`p:` phonetic, `x:` exact …) so that kinds don't meet by accident. The first
   * kind must be the exact folded value.
   */
  blockingKeys(a: P): string[]
}

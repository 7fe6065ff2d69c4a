import type { FieldLayout, Layout } from './layout.ts'

/** How two records compare, field by field. One object is filled again and again. */
export interface Comparison {
  /** Level per field; -1 where one of the two has no value. */
  readonly levels: Int8Array
  /** Share of the value agreed on, per field, 0 where rarity has no say. */
  readonly shares: Float64Array
  /** Per pair of exchangeable fields: 1 when they compare better exchanged, 0 as they stand. */
  readonly exchanged: Uint8Array
}

export const createComparison = ({ fields, swaps }: Layout): Comparison => ({
  levels: new Int8Array(fields.length),
  shares: new Float64Array(fields.length),
  exchanged: new Uint8Array(swaps.length),
})

/** What comparing needs to know of values: numbers in a table, prepared values of two single records. */
export interface ValueSource<V> {
  /** Level of two values by the field's comparator, -1 when it can read nothing in one of them. */
  level(field: number, a: V, b: V): number
  /** Share of the term in the field. */
  share(field: number, value: V): number
}

/** Level of the two sets of values: that of the best pair. Writes into `out` at this field. */
export function compareValues<V>(
  source: ValueSource<V>,
  layout: FieldLayout,
  field: number,
  as: readonly V[],
  bs: readonly V[],
  out: Comparison,
): void {
  let best = -1
  let share = 0
  for (const a of as) {
    for (const b of bs) {
      const level = source.level(field, a, b)
      if (level < best || level < 0) continue
      const own = level >= layout.termLevel ? sharedShare(source, field, a, b) : 0
      // Of two agreements the rarer one is taken, as the better evidence.
      if (level > best || own < share) share = own
      best = level
    }
  }
  out.levels[field] = best
  out.shares[field] = share
}

/** Of two spellings the more frequent one: the cautious choice. */
const sharedShare = <V>(source: ValueSource<V>, field: number, a: V, b: V): number =>
  Math.max(source.share(field, a), source.share(field, b))

const PERSON: ReadonlySet<string> = new Set(['full-name', 'given-name', 'family-name'])

/** Whom a record is about, as far as its fields tell: `organization` when it names one and no person. */
export type Kind = 'person' | 'organization' | 'unknown'

/** Kind of a record of which `holds` tells the fields with a value. Unknown where no field names an organization. */
export function kindOfRecord({ fields }: Layout, holds: (field: number) => boolean): Kind {
  if (!fields.some(({ role }) => role === 'organization')) return 'unknown'
  if (fields.some(({ role }, f) => PERSON.has(role) && holds(f))) return 'person'
  return fields.some(({ role }, f) => role === 'organization' && holds(f)) ? 'organization' : 'unknown'
}

/**
 * What a field says depends on whom the records are about. A firm and one of its people share telephone, address and mail domain,
 * and the firm's record has no person's name to contradict: what is missing there counts as `differs`. A firm's branch is another
 * customer than its head office, so between two firms `branch` counts as `differs`; for a person it is the same employer.
 */
export function tellKindsApart({ fields }: Layout, field: number, a: Kind, b: Kind, out: Comparison): void {
  if (a === 'unknown' || b === 'unknown') return
  const { role, comparator } = fields[field]!
  const level = out.levels[field]!
  if (a !== b && level < 0 && PERSON.has(role)) out.levels[field] = 0
  if (a === 'organization' && b === a && role === 'organization' && comparator.levels[level] === 'branch')
    out.levels[field] = 0
}

/** A missing value is a little better than a contradiction. */
const closeness = (level: number, top: number) => (level < 0 ? 0.25 : level / top)

/** What comparing exchanged must win, in full agreements, before two fields count as exchanged. */
const MARGIN = 0.5

/**
 * Compares two exchangeable fields as they stand and exchanged, and keeps the better. Each crossing can be read by either
 * field's comparator; the better reading counts, of equal ones that with the more frequent values, so that the sequence of the
 * two records has no say. Undefined values are missing.
 */
export function compareExchangeable<V>(
  source: ValueSource<V>,
  layout: Layout,
  swap: number,
  a: readonly [V | undefined, V | undefined],
  b: readonly [V | undefined, V | undefined],
  out: Comparison,
): void {
  const f = layout.swaps[swap]![0]
  const g = layout.swaps[swap]![1]
  const topF = layout.fields[f]!.top
  const topG = layout.fields[g]!.top
  const lf = levelOf(source, f, a[0], b[0])
  const lg = levelOf(source, g, a[1], b[1])
  write(source, layout, f, lf, a[0], b[0], out)
  write(source, layout, g, lg, a[1], b[1], out)
  out.exchanged[swap] = 0
  const straight = closeness(lf, topF) + closeness(lg, topG)
  if (straight + MARGIN >= 2) return
  const cf = levelOf(source, f, a[0], b[1])
  const cg = levelOf(source, g, a[1], b[0])
  const df = levelOf(source, f, b[0], a[1])
  const dg = levelOf(source, g, b[1], a[0])
  const c = closeness(cf, topF) + closeness(cg, topG)
  const d = closeness(df, topF) + closeness(dg, topG)
  if (Math.max(c, d) <= straight + MARGIN) return
  out.exchanged[swap] = 1
  const crossed = c === d ? moreFrequent(source, layout, [f, g], a, b, [cf, df], out) : c > d
  write(source, layout, f, crossed ? cf : df, crossed ? a[0] : b[0], crossed ? b[1] : a[1], out)
  write(source, layout, g, crossed ? cg : dg, crossed ? a[1] : b[1], crossed ? b[0] : a[0], out)
}

const levelOf = <V>(source: ValueSource<V>, field: number, x: V | undefined, y: V | undefined): number =>
  x === undefined || y === undefined ? -1 : source.level(field, x, y)

function write<V>(
  source: ValueSource<V>,
  layout: Layout,
  field: number,
  level: number,
  x: V | undefined,
  y: V | undefined,
  out: Comparison,
): void {
  out.levels[field] = level
  out.shares[field] = level >= layout.fields[field]!.termLevel ? sharedShare(source, field, x!, y!) : 0
}

type Both<V> = readonly [V | undefined, V | undefined]

/** Of two equally good crossings, whether the first has the more frequent values, and with these alike the better first level. */
function moreFrequent<V>(
  source: ValueSource<V>,
  layout: Layout,
  [f, g]: readonly [number, number],
  a: Both<V>,
  b: Both<V>,
  [cf, df]: readonly [number, number],
  out: Comparison,
): boolean {
  write(source, layout, f, cf, a[0], b[1], out)
  write(source, layout, g, levelOf(source, g, a[1], b[0]), a[1], b[0], out)
  const first = out.shares[f]!
  const product = (first || 1) * (out.shares[g]! || 1)
  write(source, layout, f, df, b[0], a[1], out)
  write(source, layout, g, levelOf(source, g, b[1], a[0]), b[1], a[0], out)
  const other = (out.shares[f]! || 1) * (out.shares[g]! || 1)
  if (product !== other) return product > other
  return cf !== df ? cf > df : first >= out.shares[f]!
}

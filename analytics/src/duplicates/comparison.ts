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
  const [f, g] = layout.swaps[swap]!
  const [first, second] = [layout.fields[f]!, layout.fields[g]!]
  const level = (field: number, x: V | undefined, y: V | undefined) =>
    x === undefined || y === undefined ? -1 : source.level(field, x, y)
  const write = (field: number, own: number, x: V | undefined, y: V | undefined) => {
    out.levels[field] = own
    out.shares[field] = own >= layout.fields[field]!.termLevel ? sharedShare(source, field, x!, y!) : 0
  }
  const [lf, lg] = [level(f, a[0], b[0]), level(g, a[1], b[1])]
  write(f, lf, a[0], b[0])
  write(g, lg, a[1], b[1])
  out.exchanged[swap] = 0
  const straight = closeness(lf, first.top) + closeness(lg, second.top)
  if (straight + MARGIN >= 2) return
  const [cf, cg] = [level(f, a[0], b[1]), level(g, a[1], b[0])]
  const [df, dg] = [level(f, b[0], a[1]), level(g, b[1], a[0])]
  const c = closeness(cf, first.top) + closeness(cg, second.top)
  const d = closeness(df, first.top) + closeness(dg, second.top)
  if (Math.max(c, d) <= straight + MARGIN) return
  out.exchanged[swap] = 1
  const useC = () => {
    write(f, cf, a[0], b[1])
    write(g, cg, a[1], b[0])
  }
  const useD = () => {
    write(f, df, b[0], a[1])
    write(g, dg, b[1], a[0])
  }
  if (c > d) useC()
  else if (d > c) useD()
  else {
    useC()
    const [shareF, shareG] = [out.shares[f]!, out.shares[g]!]
    useD()
    const [otherF, otherG] = [out.shares[f]!, out.shares[g]!]
    const product = (p: number, q: number) => (p || 1) * (q || 1)
    const [pc, pd] = [product(shareF, shareG), product(otherF, otherG)]
    if (pc > pd || (pc === pd && (cf > df || (cf === df && shareF >= otherF)))) useC()
  }
}

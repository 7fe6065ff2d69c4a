import {
  type Comparison,
  compareExchangeable,
  compareValues,
  kindOfRecord,
  tellKindsApart,
  type ValueSource,
} from './comparison.ts'
import type { FieldModel } from './model.ts'
import type { Table, TableField } from './table.ts'

/** Levels already found, by the two values; a newer pair takes the place of an older one. */
const CACHE_BITS = 18
const MOST_CACHED = 200_000

/** Term share of each value, as the model has it: the frequent ones by name, any other alike. */
export function sharesByValue(field: TableField, terms: FieldModel['terms']): Float64Array {
  const shares = new Float64Array(field.prepared.length)
  if (!terms) return shares
  const byTerm = new Float64Array(field.terms.length).fill(terms.rest)
  const numbers = new Map(terms.frequent)
  field.terms.forEach((term, number) => {
    const share = numbers.get(term)
    if (share !== undefined) byTerm[number] = share
  })
  for (let value = 0; value < shares.length; value++) {
    const term = field.termOf[value]!
    if (term >= 0) shares[value] = byTerm[term]!
  }
  return shares
}

function cachedLevels({ prepared, layout }: TableField): (a: number, b: number) => number {
  const { comparator, top } = layout
  // Of values that hardly ever recur no pair does: looking it up costs more than it saves.
  if (prepared.length > MOST_CACHED) {
    return (a, b) => {
      const [own, other] = [prepared[a], prepared[b]]
      return own === null || other === null ? -1 : a === b ? top : comparator.compare(own, other)
    }
  }
  const mask = (1 << CACHE_BITS) - 1
  const low = new Int32Array(mask + 1).fill(-1)
  const high = new Int32Array(mask + 1)
  const levels = new Int8Array(mask + 1)
  return (a, b) => {
    const [own, other] = [prepared[a], prepared[b]]
    if (own === null || other === null) return -1
    if (a === b) return top
    const [p, q] = a < b ? [a, b] : [b, a]
    const at = ((Math.imul(p, 0x9e3779b1) ^ Math.imul(q, 0x85ebca6b)) >>> 7) & mask
    if (low[at] === p && high[at] === q) return levels[at]!
    const level = comparator.compare(own, other)
    low[at] = p
    high[at] = q
    levels[at] = level
    return level
  }
}

export interface RowComparer {
  /** Fills the comparison of one unit: a field, or two exchangeable fields. */
  compareUnit(unit: number, a: number, b: number, out: Comparison): void
  compare(a: number, b: number, out: Comparison): void
  /** Fields of each unit, in the order in which they are compared. */
  readonly units: readonly (readonly number[])[]
}

/** Compares rows of a table. `terms` per field as in the model. */
export function createRowComparer(table: Table, terms: readonly FieldModel['terms'][]): RowComparer {
  const { layout, fields } = table
  const levels = fields.map(cachedLevels)
  const shares = fields.map((field, f) => sharesByValue(field, terms[f]!))
  const source: ValueSource<number> = {
    level: (field, a, b) => levels[field]!(a, b),
    share: (field, value) => shares[field]![value]!,
  }
  const units = layout.fields.flatMap(({ partner }, f) => (partner < 0 ? [[f]] : partner > f ? [[f, partner]] : []))
  const values = (field: number, row: number): number[] => {
    const held: number[] = []
    for (const slot of fields[field]!.slots) if (slot[row]! >= 0) held.push(slot[row]!)
    return held
  }
  const single = (field: number, row: number): number | undefined => {
    const value = fields[field]!.slots[0]![row]!
    return value < 0 ? undefined : value
  }
  const hasKinds = layout.fields.some(({ role }) => role === 'organization')
  const kinds = Array.from({ length: hasKinds ? table.rows : 0 }, (_, row) =>
    kindOfRecord(layout, (field) => fields[field]!.slots.some((slot) => slot[row]! >= 0)),
  )
  const compareUnit = (unit: number, a: number, b: number, out: Comparison) => {
    compareHeld(unit, a, b, out)
    if (!hasKinds) return
    for (const f of units[unit]!) tellKindsApart(layout, f, kinds[a]!, kinds[b]!, out)
  }
  const compareHeld = (unit: number, a: number, b: number, out: Comparison) => {
    const [f, g] = units[unit]!
    if (g !== undefined) {
      const swap = layout.swaps.findIndex((pair) => pair[0] === f)
      compareExchangeable(source, layout, swap, [single(f!, a), single(g, a)], [single(f!, b), single(g, b)], out)
      return
    }
    const { slots } = fields[f!]!
    const own = layout.fields[f!]!
    if (slots.length > 1) {
      compareValues(source, own, f!, values(f!, a), values(f!, b), out)
      return
    }
    const [x, y] = [slots[0]![a]!, slots[0]![b]!]
    const level = x < 0 || y < 0 ? -1 : levels[f!]!(x, y)
    out.levels[f!] = level
    out.shares[f!] = level >= own.termLevel ? Math.max(shares[f!]![x]!, shares[f!]![y]!) : 0
  }
  return {
    units,
    compareUnit,
    compare(a, b, out) {
      for (let unit = 0; unit < units.length; unit++) compareUnit(unit, a, b, out)
    },
  }
}

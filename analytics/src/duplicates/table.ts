import { checkpoint, type RunOptions } from '../numerics/failure.ts'
import type { FieldLayout, Layout } from './layout.ts'

/** One field of all records. Each distinct text is read once; records hold its number. */
export interface TableField {
  readonly layout: FieldLayout
  /** Per column, per record the number of its value, -1 where there is none. */
  readonly slots: readonly Int32Array[]
  /** What the comparator made of each value, null where it could read nothing. Fields that may be exchanged share numbers. */
  readonly prepared: readonly unknown[]
  /** Per value, its term's number; -1 without one. */
  readonly termOf: Int32Array
  readonly terms: readonly string[]
  /** Per term, how many times records hold it. */
  readonly termCounts: Uint32Array
  /** Values that records hold in this field. */
  readonly held: number
}

export interface Table {
  readonly rows: number
  readonly layout: Layout
  readonly fields: readonly TableField[]
}

type Values = readonly (string | null | undefined)[]

/** Reads columns into numbers of distinct values. `columns` by name, all of equal length. */
export function readTable(layout: Layout, columns: ReadonlyMap<string, Values>, run: RunOptions): Table {
  const rows = columns.values().next().value?.length ?? 0
  const numbered = new Map<number, { slots: Int32Array[]; texts: string[] }>()
  const fields = layout.fields.map((field, f) => {
    checkpoint(run, f / layout.fields.length)
    // Exchangeable fields are numbered together, so that a value has one number in both.
    const partner = field.partner >= 0 ? layout.fields[field.partner]! : null
    const group = partner ? Math.min(f, field.partner) : f
    let known = numbered.get(group)
    if (!known) {
      const names = partner ? [...field.columns, ...partner.columns] : field.columns
      known = numberValues(names.map((name) => columns.get(name)!))
      numbered.set(group, known)
    }
    const own =
      partner && f !== group ? known.slots.slice(partner.columns.length) : known.slots.slice(0, field.columns.length)
    return describe(field, own, known.texts)
  })
  return { rows, layout, fields }
}

function numberValues(columns: readonly Values[]): { slots: Int32Array[]; texts: string[] } {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  const slots = columns.map((values) => {
    const slot = new Int32Array(values.length).fill(-1)
    for (let i = 0; i < values.length; i++) {
      const text = values[i]
      if (text === null || text === undefined || text === '') continue
      let number = numbers.get(text)
      if (number === undefined) {
        number = texts.length
        numbers.set(text, number)
        texts.push(text)
      }
      slot[i] = number
    }
    return slot
  })
  return { slots, texts }
}

function describe(layout: FieldLayout, slots: readonly Int32Array[], texts: readonly string[]): TableField {
  const { comparator } = layout
  const prepared = texts.map((text) => comparator.prepare(text))
  const counts = new Uint32Array(texts.length)
  let held = 0
  for (const slot of slots) {
    for (let i = 0; i < slot.length; i++) {
      const value = slot[i]!
      if (value < 0 || prepared[value] === null) continue
      counts[value]!++
      held++
    }
  }
  const termOf = new Int32Array(texts.length).fill(-1)
  const numbers = new Map<string, number>()
  const terms: string[] = []
  for (let value = 0; value < texts.length; value++) {
    const own = prepared[value]
    if (own === null || !comparator.termKey) continue
    const term = comparator.termKey(own)
    let number = numbers.get(term)
    if (number === undefined) {
      number = terms.length
      numbers.set(term, number)
      terms.push(term)
    }
    termOf[value] = number
  }
  const termCounts = new Uint32Array(terms.length)
  for (let value = 0; value < texts.length; value++)
    if (termOf[value]! >= 0) termCounts[termOf[value]!]! += counts[value]!
  return { layout, slots, prepared, termOf, terms, termCounts, held }
}

/** Term shares for the model: the most frequent by name, all others as one. */
export function termShares({ terms, termCounts, held }: TableField, most: number) {
  if (terms.length === 0 || held < 2) return null
  let all = 0
  for (const count of termCounts) all += count * count
  // Only terms that can be among the most frequent are sorted.
  const bySize = new Uint32Array(1_001)
  for (const count of termCounts) bySize[Math.min(1_000, count)]!++
  let least = 1_000
  for (let above = bySize[1_000]!; least > 2 && above + bySize[least - 1]! <= most * 4; ) above += bySize[--least]!
  const order: number[] = []
  for (let term = 0; term < terms.length; term++) if (termCounts[term]! >= least) order.push(term)
  order.sort((a, b) => termCounts[b]! - termCounts[a]! || (terms[a]! < terms[b]! ? -1 : 1))
  const frequent = order.slice(0, most).map((term) => [terms[term]!, termCounts[term]! / held] as const)
  const kept = new Uint8Array(terms.length)
  for (const term of order.slice(0, most)) kept[term] = 1
  let [squares, sum] = [0, 0]
  for (let term = 0; term < terms.length; term++) {
    if (kept[term]) continue
    sum += termCounts[term]!
    squares += termCounts[term]! ** 2
  }
  return {
    frequent,
    rest: sum > 0 ? squares / sum / held : 1 / held,
    expected: all / held / held,
  }
}

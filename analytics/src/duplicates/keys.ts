import type { BlockingRule } from './model.ts'
import type { Table } from './table.ts'

/** Keys of one kind that the values of a field have, as 32-bit hashes: those of value v at start[v]…start[v+1]. */
interface ValueKeys {
  readonly start: Uint32Array
  readonly hashes: Uint32Array
}

/** Per field, by kind of key (the letters before the colon). */
export type TableKeys = readonly ReadonlyMap<string, ValueKeys>[]

export const kindOf = (key: string): string => key.slice(0, key.indexOf(':'))

/** FNV-1a with a final mix (MurmurHash3's), 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mix(hash)
}

function mix(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** One key of two; the sequence has no say, so that exchanged names meet. */
export const joinHashes = (a: number, b: number): number => mix((a + b + Math.imul(a, b)) | 0)

export function readKeys(table: Table): TableKeys {
  return table.fields.map(({ prepared, layout }) => {
    const lists = new Map<string, { start: Uint32Array; hashes: Uint32Array<ArrayBuffer>; count: number }>()
    for (let value = 0; value < prepared.length; value++) {
      const own = prepared[value]
      if (own === null) continue
      for (const key of layout.comparator.blockingKeys(own)) {
        const kind = kindOf(key)
        let list = lists.get(kind)
        if (!list) {
          list = {
            start: new Uint32Array(prepared.length + 1),
            hashes: new Uint32Array(prepared.length + 16),
            count: 0,
          }
          lists.set(kind, list)
        }
        if (list.count === list.hashes.length) list.hashes = grown(list.hashes)
        list.hashes[list.count++] = hashText(key)
        list.start[value + 1]!++
      }
    }
    return new Map(
      Array.from(lists, ([kind, { start, hashes, count }]) => {
        for (let value = 0; value < prepared.length; value++) start[value + 1]! += start[value]!
        return [kind, { start, hashes: hashes.slice(0, count) }]
      }),
    )
  })
}

/** Rows by key: hashes ascending, beside each its row. */
export interface KeyedRows {
  readonly hashes: Uint32Array
  readonly rows: Uint32Array
}

const MOST_KEYS = 12

/** The keys that each row has under a rule, sorted by key; of every `step`-th row only. */
export function keyRows(table: Table, keys: TableKeys, rule: BlockingRule, step = 1): KeyedRows {
  const parts = rule.parts.map(({ fields, kind }) => columnsOf(table, keys, fields, kind))
  let hashes = new Uint32Array(table.rows + 16)
  let rows = new Uint32Array(table.rows + 16)
  let count = 0
  const scratch = [new Uint32Array(MOST_KEYS), new Uint32Array(MOST_KEYS)]
  const push = (hash: number, row: number) => {
    if (count === hashes.length) {
      hashes = grown(hashes)
      rows = grown(rows)
    }
    hashes[count] = hash
    rows[count++] = row
  }
  for (let row = 0; row < table.rows; row += step) {
    const n = collect(parts[0]!, row, scratch[0]!)
    if (n === 0) continue
    if (parts.length === 1) {
      for (let i = 0; i < n; i++) push(scratch[0]![i]!, row)
      continue
    }
    const m = collect(parts[1]!, row, scratch[1]!)
    for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) push(joinHashes(scratch[0]![i]!, scratch[1]![j]!), row)
  }
  return sortByHash(hashes.subarray(0, count), rows.subarray(0, count))
}

const grown = (old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
  const longer = new Uint32Array(old.length * 2)
  longer.set(old)
  return longer
}

interface KeyColumn extends ValueKeys {
  readonly slot: Int32Array
}

function columnsOf(table: Table, keys: TableKeys, fields: readonly string[], kind: string): KeyColumn[] {
  return table.fields.flatMap(({ layout, slots }, f) => {
    const own = keys[f]!.get(kind)
    return own && fields.includes(layout.name) ? slots.map((slot) => ({ ...own, slot })) : []
  })
}

/** Different keys of a row, at most MOST_KEYS. */
function collect(columns: readonly KeyColumn[], row: number, out: Uint32Array): number {
  let count = 0
  for (const { slot, start, hashes } of columns) {
    const value = slot[row]!
    if (value < 0) continue
    for (let i = start[value]!; i < start[value + 1]! && count < MOST_KEYS; i++) {
      const hash = hashes[i]!
      let known = false
      for (let j = 0; j < count; j++) if (out[j] === hash) known = true
      if (!known) out[count++] = hash
    }
  }
  return count
}

/** Radix sort by two halves of the hash; rows of equal keys keep their order. */
function sortByHash(hashes: Uint32Array, rows: Uint32Array): KeyedRows {
  let from = { hashes, rows }
  for (const shift of [0, 16]) {
    const to = { hashes: new Uint32Array(hashes.length), rows: new Uint32Array(hashes.length) }
    const starts = new Uint32Array(65_537)
    for (let i = 0; i < hashes.length; i++) starts[((from.hashes[i]! >>> shift) & 0xffff) + 1]!++
    for (let i = 0; i < 65_536; i++) starts[i + 1]! += starts[i]!
    for (let i = 0; i < hashes.length; i++) {
      const at = starts[(from.hashes[i]! >>> shift) & 0xffff]!++
      to.hashes[at] = from.hashes[i]!
      to.rows[at] = from.rows[i]!
    }
    from = to
  }
  return from
}

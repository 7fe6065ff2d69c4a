/** Pairs of rows without repetition, in one typed array by open addressing: 8 bytes for each of at most `most` pairs, times two. */
export interface PairSet {
  readonly size: number
  readonly isFull: boolean
  /** Takes the pair unless it is known or the set is full. */
  add(a: number, b: number): void
  /** Pairs by lower row, then higher. */
  sorted(): { a: Int32Array; b: Int32Array }
}

export function createPairSet(rows: number, most: number): PairSet {
  let bits = 12
  const room = () => new Float64Array(2 ** bits).fill(-1)
  let slots = room()
  let size = 0
  const place = (key: number): number => {
    const mask = slots.length - 1
    const [low, high] = [key | 0, Math.floor(key / 4294967296)]
    let at = (Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> (32 - bits)) & mask
    while (slots[at] !== -1 && slots[at] !== key) at = (at + 1) & mask
    return at
  }
  const grow = () => {
    const old = slots
    bits++
    slots = room()
    for (const key of old) if (key !== -1) slots[place(key)] = key
  }
  return {
    get size() {
      return size
    },
    get isFull() {
      return size >= most
    },
    add(a, b) {
      const key = a < b ? a * rows + b : b * rows + a
      const at = place(key)
      if (slots[at] === key || size >= most) return
      slots[at] = key
      if (++size > slots.length * 0.7) grow()
    },
    sorted() {
      const keys = slots.filter((key) => key !== -1).sort()
      return {
        a: Int32Array.from(keys, (key) => Math.floor(key / rows)),
        b: Int32Array.from(keys, (key) => key % rows),
      }
    },
  }
}

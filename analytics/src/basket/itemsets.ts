import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'

/** Baskets with items as numbers 0…, each basket without repetition. */
export interface Baskets {
  /** Names of the items, most frequent first; ties by name, so that the sequence of baskets has no say. */
  readonly items: readonly string[]
  /** Baskets that each item is in. */
  readonly counts: Uint32Array
  readonly size: number
  /** Items of all baskets one after another, each basket ascending; basket b is at start[b]…start[b+1]. */
  readonly contents: Uint32Array
  readonly start: Uint32Array
}

/** Reads baskets; blanks around names and repeated items are dropped, baskets without items are kept as such. */
export function readBaskets(baskets: Iterable<readonly string[]>): Baskets {
  const counts = new Map<string, number>()
  const rows: string[][] = []
  for (const basket of baskets) {
    const own = [...new Set(basket.map((item) => item.trim()))].filter((item) => item !== '')
    rows.push(own)
    for (const item of own) counts.set(item, (counts.get(item) ?? 0) + 1)
  }
  const items = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1))
  const index = new Map(items.map((item, i) => [item, i]))
  const start = new Uint32Array(rows.length + 1)
  rows.forEach((row, b) => {
    start[b + 1] = start[b]! + row.length
  })
  const contents = new Uint32Array(start[rows.length]!)
  rows.forEach((row, b) => {
    contents.set(Uint32Array.from(row, (item) => index.get(item)!).sort(), start[b]!)
  })
  return { items, counts: Uint32Array.from(items, (item) => counts.get(item)!), size: rows.length, contents, start }
}

/** Sets of items found together often enough, as a tree of prefixes: items of a set ascend. */
export interface Itemsets {
  readonly count: number
  /** Baskets that hold all of these items, given ascending; 0 when the set is not frequent. */
  support(items: readonly number[]): number
  /** Calls back with every set, shorter prefixes first. The array is reused: copy what is kept. */
  forEach(call: (items: readonly number[], baskets: number) => void): void
}

interface Node {
  readonly baskets: number
  readonly children: Map<number, Node>
}

export interface ItemsetOptions extends RunOptions {
  /** Least share of baskets, 0…1. */
  readonly support: number
  /** Most items in a set, default 10. */
  readonly longest?: number
}

const MOST_SETS = 5_000_000

/**
 * All frequent itemsets by depth-first projection (the tree projection of Agarwal, Aggarwal & Prasad 2001; the same order as
 * FP-growth, Han et al. 2000, without its tree): for each prefix only the baskets that hold it are read, each from behind the
 * prefix's last item, so the cost is the size of what is found, not of what is tried.
 * @throws AnalysisFailure `bad-input` for a support outside 0…1, `too-few-rows` without baskets, `too-large` beyond 5,000,000
 *   sets (raise the support), `cancelled`
 */
export function frequentItemsets(baskets: Baskets, options: ItemsetOptions): Itemsets {
  if (!(options.support > 0 && options.support <= 1))
    throw new AnalysisFailure('bad-input', 'Support is a share of baskets above 0, at most 1.')
  if (baskets.size === 0) throw new AnalysisFailure('too-few-rows', 'There are no baskets.')
  // A share of exactly the support counts, in spite of rounding.
  const least = Math.max(1, Math.ceil(options.support * baskets.size - 1e-9))
  const longest = options.longest ?? 10
  const project = projector(baskets, least)
  let found = 0
  const grow = (prefix: Projection, depth: number): Map<number, Node> => {
    const children = new Map<number, Node>()
    if (depth > longest) return children
    const extended = project(prefix)
    for (const [index, { item, projection }] of extended.entries()) {
      if (depth === 1) checkpoint(options, index / extended.length)
      if (++found > MOST_SETS)
        throw new AnalysisFailure('too-large', 'At this support there are more than 5,000,000 sets; raise it.')
      children.set(item, { baskets: projection.at.length, children: grow(projection, depth + 1) })
    }
    return children
  }
  const roots = grow({ at: baskets.start.slice(0, baskets.size), ends: baskets.start.slice(1) }, 1)
  checkpoint(options, 1)
  return readTree(roots, baskets.size, found)
}

/** Where the baskets that hold a prefix go on behind its last item, and where each of them ends. */
interface Projection {
  readonly at: Uint32Array
  readonly ends: Uint32Array
}

/** Finds the items that are frequent behind a prefix, ascending, each with its own projection. */
function projector({ contents, items }: Baskets, least: number) {
  const counts = new Uint32Array(items.length)
  /** Place of an item among the frequent ones, plus one; 0 for the others. Cleared after each use. */
  const slots = new Uint32Array(items.length)
  return ({ at, ends }: Projection): { item: number; projection: Projection }[] => {
    const touched: number[] = []
    for (let k = 0; k < at.length; k++) {
      for (let i = at[k]!; i < ends[k]!; i++) if (counts[contents[i]!]!++ === 0) touched.push(contents[i]!)
    }
    const frequent = touched.filter((item) => counts[item]! >= least).sort((a, b) => a - b)
    const out = frequent.map((item) => ({
      item,
      projection: { at: new Uint32Array(counts[item]!), ends: new Uint32Array(counts[item]!) },
    }))
    for (const item of touched) counts[item] = 0
    for (const [slot, item] of frequent.entries()) slots[item] = slot + 1
    for (let k = 0; k < at.length && frequent.length > 0; k++) {
      for (let i = at[k]!; i < ends[k]!; i++) {
        const item = contents[i]!
        if (slots[item] === 0) continue
        const { projection } = out[slots[item]! - 1]!
        projection.at[counts[item]!] = i + 1
        projection.ends[counts[item]!++] = ends[k]!
      }
    }
    for (const item of frequent) {
      slots[item] = 0
      counts[item] = 0
    }
    return out
  }
}

function readTree(roots: Map<number, Node>, size: number, count: number): Itemsets {
  return {
    count,
    support(items) {
      let level = roots
      let own = size
      for (const item of items) {
        const node = level.get(item)
        if (!node) return 0
        own = node.baskets
        level = node.children
      }
      return own
    },
    forEach(call) {
      const prefix: number[] = []
      const visit = (level: Map<number, Node>) => {
        for (const [item, node] of level) {
          prefix.push(item)
          call(prefix, node.baskets)
          visit(node.children)
          prefix.pop()
        }
      }
      visit(roots)
    },
  }
}

/** Evidence between two records, in bits without the prior; positive speaks for one and the same. */
export type Evidence = (a: number, b: number) => number

export interface Link {
  readonly a: number
  readonly b: number
  readonly probability: number
}

export interface ClusterOptions {
  /** Least probability of a pair by which two groups may come together. */
  readonly threshold: number
  /** Bits of evidence against a pair that keep two groups apart whatever else speaks for them; a negative number. */
  readonly veto: number
}

/** Pairs looked at when two large groups are compared. */
const MOST_CROSSED = 400

/**
 * Groups records so that strangers are not chained together. Links are taken from the surest down (as in agglomerative
 * clustering); a link joins the groups of its two records only when the evidence between all records of the one and all of the
 * other is positive on average, and no pair of them has strong evidence against it. So A–B and B–C join A and C although they
 * share little (one lacks what the other has), but not when A and C contradict each other. Cut down to its signs this is the
 * objective of correlation clustering (Bansal, Blum & Chawla 2004) by average linkage. The prior counts once, in the link.
 *
 * Every record is in exactly one group; groups of one are left out. Members ascend, groups by their first member.
 */
export function groupLinks(
  links: readonly Link[],
  evidence: Evidence,
  { threshold, veto }: ClusterOptions,
): number[][] {
  const groups = new Map<number, number[]>()
  const groupOf = new Map<number, number>()
  const find = (row: number): number => groupOf.get(row) ?? row
  const members = (group: number): readonly number[] => groups.get(group) ?? [group]
  const sure = links.filter(({ probability }) => probability >= threshold)
  sure.sort((p, q) => q.probability - p.probability || p.a - q.a || p.b - q.b)
  for (const { a, b } of sure) {
    const [p, q] = [find(a), find(b)]
    if (p === q) continue
    const [left, right] = [members(p), members(q)]
    if (!belongTogether(left, right, evidence, veto)) continue
    const [into, from] = left.length >= right.length ? [p, q] : [q, p]
    const joined = [...members(into), ...members(from)]
    groups.delete(from)
    groups.set(into, joined)
    for (const row of joined) groupOf.set(row, into)
  }
  return [...groups.values()]
    .map((group) => group.sort((a, b) => a - b))
    .filter((group) => group.length > 1)
    .sort((a, b) => a[0]! - b[0]!)
}

function belongTogether(left: readonly number[], right: readonly number[], evidence: Evidence, veto: number): boolean {
  const all = left.length * right.length
  // Of very many pairs an even sample is enough.
  const step = Math.max(1, all / MOST_CROSSED)
  let [sum, count] = [0, 0]
  for (let at = 0; at < all; at += step) {
    const pair = Math.floor(at)
    const bits = evidence(left[pair % left.length]!, right[Math.floor(pair / left.length)]!)
    if (bits <= veto) return false
    sum += bits
    count++
  }
  return sum / count > 0
}

/**
 * Every pair inside a group with the probability that the group gives it: its own, or that of the weakest link on the best way
 * from one to the other within the group, whichever is greater.
 */
export function pairsOfGroups(groups: readonly (readonly number[])[], links: readonly Link[]): Link[] {
  const groupOf = new Map<number, number>()
  groups.forEach((group, g) => {
    for (const row of group) groupOf.set(row, g)
  })
  const inside = groups.map((): Link[] => [])
  for (const link of links) {
    const group = groupOf.get(link.a)
    if (group !== undefined && group === groupOf.get(link.b)) inside[group]!.push(link)
  }
  return groups.flatMap((_, g) => widestWays(inside[g]!.sort((p, q) => q.probability - p.probability)))
}

/** Joins along the surest links first: each pair becomes connected by the link that is the weakest on its best way. */
function widestWays(links: readonly Link[]): Link[] {
  const parts = new Map<number, number[]>()
  const out: Link[] = []
  for (const { a, b, probability } of links) {
    const [left, right] = [parts.get(a) ?? [a], parts.get(b) ?? [b]]
    if (left === right) continue
    for (const p of left) for (const q of right) out.push({ a: Math.min(p, q), b: Math.max(p, q), probability })
    const joined = [...left, ...right]
    for (const row of joined) parts.set(row, joined)
  }
  return out.sort((p, q) => p.a - q.a || p.b - q.b)
}

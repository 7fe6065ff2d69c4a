import type { Random } from '../numerics/random.ts'
import type { RouteSet } from './route-set.ts'

/** What the steps of a search share. */
export interface Search {
  readonly set: RouteSet
  readonly random: Random
  readonly near: readonly Int32Array[]
  /** Bound on the jobs one step takes out. */
  readonly mostRemoved: number
}

/** Chooses jobs to take out of their routes; the choice alone changes nothing. */
export type Removal = (search: Search) => number[]

/** Strings of Christiaens & Vanden Berghe 2020: their mean number of removed jobs and longest string. */
const MEAN_REMOVED = 10
const LONGEST_STRING = 10
/** How strongly worst and related removal keep to their ranking (Ropke & Pisinger 2006: p = 3 and 6). */
const WORST_POWER = 3
const RELATED_POWER = 6

function anyServed({ set, random }: Search): number {
  const { n } = set.model
  if (set.bankSize === n) return -1
  for (;;) {
    const u = random.below(n)
    if (set.routeOf[u]! >= 0) return u
  }
}

const sizeOf = ({ random, mostRemoved }: Search): number => 1 + random.below(mostRemoved)

/** When work at a served job ends, before or after lunch. */
const doneAt = (set: RouteSet, u: number): number => Math.min(set.ready[u]!, set.readyHungry[u]!)

export const removeRandom: Removal = (search) => {
  const size = sizeOf(search)
  const chosen = new Set<number>()
  for (let tries = 0; tries < size; tries++) {
    const u = anyServed(search)
    if (u >= 0) chosen.add(u)
  }
  return [...chosen]
}

/** Jobs whose leaving saves most, out of a sample, loosely in that sequence. */
export const removeWorst: Removal = (search) => {
  const { set, random } = search
  const size = sizeOf(search)
  const { cost, place } = set.model
  const sample = new Map<number, number>()
  for (let tries = 0; tries < 4 * size + 20; tries++) {
    const u = anyServed(search)
    if (u < 0) return []
    const i = set.previous[u]!
    const straight = cost.from(place[i]!)[place[set.next[u]!]!]!
    sample.set(u, set.leg[i]! + set.leg[u]! - straight)
  }
  const ranked = [...sample.keys()].sort((a, b) => sample.get(b)! - sample.get(a)! || a - b)
  return drawRanked(ranked, size, WORST_POWER, random)
}

function drawRanked(ranked: number[], size: number, power: number, random: Random): number[] {
  const chosen: number[] = []
  while (chosen.length < size && ranked.length > 0) {
    const at = Math.floor(random.next() ** power * ranked.length)
    chosen.push(ranked[at]!)
    ranked.splice(at, 1)
  }
  return chosen
}

/** Shaw 1998: jobs near each other in space and in their present times, grown from one. */
export const removeRelated: Removal = (search) => {
  const { set, random, near } = search
  const seed = anyServed(search)
  if (seed < 0) return []
  const size = sizeOf(search)
  const { cost, place } = set.model
  const chosen = new Set([seed])
  const list = [seed]
  while (list.length < size) {
    const u = list[random.below(list.length)]!
    const candidates: number[] = []
    for (const v of near[u]!.subarray(0, 40)) if (set.routeOf[v]! >= 0 && !chosen.has(v)) candidates.push(v)
    if (candidates.length === 0) break
    const row = cost.from(place[u]!)
    const apart = new Map(candidates.map((v) => [v, row[place[v]!]! + 0.3 * Math.abs(doneAt(set, u) - doneAt(set, v))]))
    candidates.sort((a, b) => apart.get(a)! - apart.get(b)! || a - b)
    const v = candidates[Math.floor(random.next() ** RELATED_POWER * candidates.length)]!
    chosen.add(v)
    list.push(v)
  }
  return list
}

/** A whole route, as far as the bound allows: the way to another number of routes. */
export const removeRoute: Removal = (search) => {
  const { set, random, mostRemoved } = search
  const seed = anyServed(search)
  if (seed < 0) return []
  const jobs = set.sequence(set.routeOf[seed]!)
  const from = random.below(Math.max(1, jobs.length - mostRemoved + 1))
  return jobs.slice(from, from + mostRemoved)
}

/** Jobs done at about the same time, which may change places. */
export const removeSameTime: Removal = (search) => {
  const { set, random, near } = search
  const seed = anyServed(search)
  if (seed < 0) return []
  const at = doneAt(set, seed)
  const served = [...near[seed]!.subarray(0, 200)].filter((u) => set.routeOf[u]! >= 0)
  served.sort((a, b) => Math.abs(doneAt(set, a) - at) - Math.abs(doneAt(set, b) - at) || a - b)
  return [seed, ...drawRanked(served, sizeOf(search) - 1, RELATED_POWER, random)]
}

/** Strings of neighbouring stops from routes near a seed, some with a kept part in their middle. */
export const removeStrings: Removal = (search) => {
  const { set, random, near } = search
  const seed = anyServed(search)
  if (seed < 0) return []
  const longest = Math.max(1, Math.min(LONGEST_STRING, set.count[set.routeOf[seed]!]!))
  const strings = Math.floor(random.next() * ((4 * MEAN_REMOVED) / (1 + longest) - 1) + 1)
  const ruined = new Set<number>()
  const chosen: number[] = []
  const visit = (u: number) => {
    const r = set.routeOf[u]!
    if (r < 0 || ruined.has(r)) return
    ruined.add(r)
    const jobs = set.sequence(r)
    const length = 1 + random.below(Math.min(jobs.length, longest))
    chosen.push(...cutString(jobs, jobs.indexOf(u), length, random))
  }
  visit(seed)
  for (const u of near[seed]!) {
    if (ruined.size >= strings) break
    visit(u)
  }
  return chosen
}

function cutString(jobs: readonly number[], at: number, length: number, random: Random): number[] {
  let kept = 0
  if (length > 1 && random.next() < 0.5) {
    kept = 1
    while (length + kept < jobs.length && random.next() > 0.01) kept++
    kept = Math.min(kept, jobs.length - length)
  }
  const whole = length + kept
  const first = Math.max(0, at - whole + 1)
  const last = Math.min(at, jobs.length - whole)
  const begin = first + random.below(last - first + 1)
  const string = jobs.slice(begin, begin + whole)
  if (kept > 0) string.splice(random.below(length) + 1, kept)
  return string.length > length ? string.slice(0, length) : string
}

/** Carries a removal out. */
export function takeOut(set: RouteSet, jobs: readonly number[]): void {
  const touched = new Set<number>()
  for (const u of jobs) {
    touched.add(set.routeOf[u]!)
    set.remove(u)
  }
  for (const r of touched) set.refresh(r)
}

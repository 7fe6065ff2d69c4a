import { chainFits, cheapest } from './insertion.ts'
import { EPSILON } from './model.ts'
import type { RouteSet } from './route-set.ts'
import type { Search } from './ruin.ts'

/** Nearest neighbours that moves are tried with. */
const WIDTH = 20
const GAIN = 1e-6

/**
 * Descends by moving one job, by exchanging two jobs, and by exchanging the ends of two routes (2-opt*), until nothing gains.
 * Feasibility is asked of the nodes' figures in constant time; where cost depends on times too, a move is made and taken back if it
 * does not pay.
 */
export function improve(search: Search, rounds = 20): void {
  const { set, near } = search
  const { n } = set.model
  for (let round = 0; round < rounds; round++) {
    let gained = false
    for (let u = 0; u < n; u++) {
      if (set.routeOf[u]! < 0) continue
      if (relocate(set, u, near[u]!)) gained = true
      for (const v of near[u]!.subarray(0, WIDTH)) {
        if (set.routeOf[v]! < 0 || set.routeOf[u] === set.routeOf[v]) continue
        if (exchange(set, u, v) || exchangeTails(set, u, v)) gained = true
      }
    }
    if (!gained) return
  }
}

/** Makes a change and keeps it if the cost fell. */
function attempt(set: RouteSet, change: () => void): boolean {
  const before = set.cost
  set.begin()
  change()
  if (set.cost < before - GAIN && set.brokenRoutes === 0) return true
  set.rollBack()
  return false
}

/** Best other place for one job, in the routes of its neighbours or its own. */
function relocate(set: RouteSet, u: number, near: Int32Array): boolean {
  const { cost, place } = set.model
  const from = set.routeOf[u]!
  const i = set.previous[u]!
  const saved = set.leg[i]! + set.leg[u]! - cost.from(place[i]!)[place[set.next[u]!]!]!
  if (saved < GAIN) return false
  const routes = new Set<number>()
  for (const v of near.subarray(0, WIDTH)) if (set.routeOf[v]! >= 0) routes.add(set.routeOf[v]!)
  return attempt(set, () => {
    set.remove(u)
    set.refresh(from)
    routes.add(from)
    let best = Number.POSITIVE_INFINITY
    let route = -1
    let after = -1
    for (const r of routes) {
      const added = cheapest(set, u, r)
      if (added < best) {
        best = added
        route = r
        after = set.foundAfter
      }
    }
    if (route < 0) return
    set.insertAfter(after, u)
    set.refresh(route)
  })
}

/** `u` and the successor of `v` take each other's places, `u` next to `v`. */
function exchange(set: RouteSet, u: number, v: number): boolean {
  const { model, previous, next, leg } = set
  const { n, cost, place, demand, routes } = model
  const w = next[v]!
  if (w >= n) return false
  const a = set.routeOf[u]!
  const b = set.routeOf[v]!
  const R = routes.length
  if (model.allowed[u * R + b] === 0 || model.allowed[w * R + a] === 0) return false
  const shift = demand[u]! - demand[w]!
  if (set.load[a]! - shift > routes[a]!.capacity + EPSILON || set.load[b]! + shift > routes[b]!.capacity + EPSILON) {
    return false
  }
  const i = previous[u]!
  const j = next[u]!
  const k = next[w]!
  const added =
    cost.from(place[i]!)[place[w]!]! +
    cost.from(place[w]!)[place[j]!]! -
    leg[i]! -
    leg[u]! +
    cost.from(place[v]!)[place[u]!]! +
    cost.from(place[u]!)[place[k]!]! -
    leg[v]! -
    leg[w]!
  if (added > -GAIN) return false
  if (!chainFits(set, i, w, w, j, a) || !chainFits(set, v, u, u, k, b)) return false
  return attempt(set, () => {
    set.remove(u)
    set.remove(w)
    set.insertAfter(i, w)
    set.insertAfter(v, u)
    set.refresh(a)
    set.refresh(b)
  })
}

/** 2-opt*: `v` follows `u` with all that follows it, and what followed `u` goes behind the predecessor of `v`. */
function exchangeTails(set: RouteSet, u: number, v: number): boolean {
  const { model, previous, next, leg } = set
  const { cost, place, n } = model
  const R = model.routes.length
  const a = set.routeOf[u]!
  const b = set.routeOf[v]!
  const j = next[u]!
  const i = previous[v]!
  if (j >= n && i >= n) return false
  const endA = n + R + a
  const endB = n + R + b
  const lastA = previous[endA]!
  const lastB = previous[endB]!
  // The legs home change when the routes end at different places.
  const home = (last: number, from: number, to: number) =>
    cost.from(place[last]!)[place[to]!]! - cost.from(place[last]!)[place[from]!]!
  const added =
    cost.from(place[u]!)[place[v]!]! -
    leg[u]! -
    leg[i]! +
    cost.from(place[i]!)[j < n ? place[j]! : place[endB]!]! +
    home(lastB, endB, endA) +
    (j < n ? home(lastA, endA, endB) : 0)
  if (added > -GAIN) return false
  const first = set.sequence(a)
  const second = set.sequence(b)
  const atA = first.indexOf(u) + 1
  const atB = second.indexOf(v)
  const newA = [...first.slice(0, atA), ...second.slice(atB)]
  const newB = [...second.slice(0, atB), ...first.slice(atA)]
  if (!carries(set, a, newA) || !carries(set, b, newB) || !tailsFit(set, u, v, i, j)) return false
  return attempt(set, () => {
    set.assign(a, [])
    set.assign(b, [])
    set.assign(a, newA)
    set.assign(b, newB)
  })
}

/** Skills, load and number of jobs of a whole sequence. */
function carries(set: RouteSet, r: number, jobs: readonly number[]): boolean {
  const { routes, allowed, demand } = set.model
  let load = 0
  for (const u of jobs) {
    if (allowed[u * routes.length + r] === 0) return false
    load += demand[u]!
  }
  return load <= routes[r]!.capacity + EPSILON && jobs.length <= routes[r]!.maxJobs
}

/** Whether both joined routes keep their times: in constant time where both shifts are of one kind, by walking otherwise. */
function tailsFit(set: RouteSet, u: number, v: number, i: number, j: number): boolean {
  const { routes, n } = set.model
  const a = set.routeOf[u]!
  const b = set.routeOf[v]!
  const sameKind = routes[a]!.classId === routes[b]!.classId
  const endA = n + routes.length + a
  const endB = n + routes.length + b
  const tail = (from: number, first: number, last: number, end: number, r: number) =>
    chainFits(set, from, first, last, end, r)
  if (sameKind) {
    const joined = tail(u, v, v, set.next[v]!, a)
    return joined && (j >= n || tail(i, j, j, set.next[j]!, b))
  }
  if (!tail(u, v, set.previous[endB]!, endA, a)) return false
  return j >= n || tail(i, j, set.previous[endA]!, endB, b)
}

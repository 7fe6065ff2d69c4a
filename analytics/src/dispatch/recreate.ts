import { shuffle } from '../numerics/random.ts'
import { cheapest } from './insertion.ts'
import type { Search } from './ruin.ts'

/** Puts undone jobs back where they fit; what does not fit stays undone. */
export type Insertion = (search: Search, jobs: number[]) => void

/** Chance to pass a best place by (Christiaens & Vanden Berghe 2020). */
const BLINK = 0.01
/** Up to this many routes, each is looked at for each job. */
const FEW_ROUTES = 60
const NEIGHBOURS_LOOKED_AT = 60

/** Routes worth a look for job `u`: all that have work when they are few, else those of its neighbours; and of free ones, one of a kind. */
export function candidateRoutes({ set, near, random }: Search, u: number): number[] {
  const { model } = set
  const { routes, allowed } = model
  const R = routes.length
  const found: number[] = []
  if (R <= FEW_ROUTES) {
    const kinds = new Set<number>()
    for (let r = 0; r < R; r++) {
      if (allowed[u * R + r] === 0 || set.closed[r] === 1) continue
      if (set.count[r] === 0) {
        if (kinds.has(routes[r]!.classId)) continue
        kinds.add(routes[r]!.classId)
      }
      found.push(r)
    }
    return found
  }
  const seen = new Set<number>()
  const add = (r: number) => {
    if (r < 0 || seen.has(r)) return
    seen.add(r)
    if (allowed[u * R + r] === 1 && set.closed[r] === 0) found.push(r)
  }
  for (const v of near[u]!.subarray(0, NEIGHBOURS_LOOKED_AT)) add(set.routeOf[v]!)
  add(model.promised[u]!)
  // Chance draws reach free shifts and those too far away for any neighbour to be in; the fewer there are, the more are tried.
  const tries = model.allowedRoutes[u]! < 30 || found.length < 5 ? R : 6
  if (tries === R) for (let r = 0; r < R; r++) add(r)
  else for (let t = 0; t < tries; t++) add(random.below(R))
  return found
}

/** Each job in turn to its cheapest place, with blinks. */
export const insertGreedily: Insertion = (search, jobs) => {
  const { set, random } = search
  sortForInsertion(search, jobs)
  const skip = () => random.next() < BLINK
  for (const u of jobs) {
    let best = set.model.undone[u]!
    let route = -1
    let after = -1
    for (const r of candidateRoutes(search, u)) {
      const added = cheapest(set, u, r, skip)
      if (added < best) {
        best = added
        route = r
        after = set.foundAfter
      }
    }
    if (route < 0) continue
    set.insertAfter(after, u)
    set.refresh(route)
  }
}

/** By chance, by demand and service, farthest first, nearest first, narrowest window first, or earliest first. */
function sortForInsertion({ set, random }: Search, jobs: number[]): void {
  const { model } = set
  const { demand, service, windowAt, open, close, place, cost, undone } = model
  shuffle(jobs, random)
  const draw = random.below(16)
  let rank: (u: number) => number
  const room = (u: number) => {
    let sum = 0
    for (let w = windowAt[u]!; w < windowAt[u + 1]!; w++) sum += close[w]! - open[w]!
    return sum
  }
  const far = (u: number) => cost.from(place[u]!)[place[model.n + (u % model.routes.length)]!]!
  if (draw < 4) rank = () => 0
  else if (draw < 8) rank = (u) => -demand[u]! - 0.01 * service[u]!
  else if (draw < 10) rank = (u) => -far(u)
  else if (draw < 11) rank = far
  else if (draw < 13) rank = room
  else if (draw < 15) rank = (u) => open[windowAt[u]!]!
  else rank = (u) => -close[windowAt[u + 1]! - 1]!
  const key = new Map(jobs.map((u) => [u, rank(u)]))
  const byKey = (a: number, b: number) => {
    const x = key.get(a)!
    const y = key.get(b)!
    return x < y ? -1 : x > y ? 1 : 0
  }
  // What is dearest to leave undone comes first, whatever the sequence among equals.
  jobs.sort((a, b) => undone[b]! - undone[a]! || byKey(a, b))
}

interface Offer {
  readonly routes: number[]
  readonly costs: number[]
  readonly afters: number[]
}

/** Regret-k (Ropke & Pisinger 2006): next comes the job that would lose most by waiting. */
export const insertByRegret =
  (k: number): Insertion =>
  (search, jobs) => {
    const { set } = search
    const offers = new Map<number, Offer>()
    for (const u of jobs) {
      const routes = candidateRoutes(search, u)
      const offer: Offer = { routes, costs: [], afters: [] }
      for (const r of routes) {
        offer.costs.push(cheapest(set, u, r))
        offer.afters.push(set.foundAfter)
      }
      offers.set(u, offer)
    }
    while (offers.size > 0) {
      const chosen = mostRegretted(set.model.undone, offers, k)
      if (!chosen) return
      const { u, route, after } = chosen
      const wasFree = set.count[route] === 0
      set.insertAfter(after, u)
      set.refresh(route)
      offers.delete(u)
      const spare = wasFree ? nextFree(search, route) : -1
      for (const [v, offer] of offers) {
        renew(search, v, route, offer)
        if (spare >= 0 && set.model.allowed[v * set.model.routes.length + spare] === 1) renew(search, v, spare, offer)
      }
    }
  }

function nextFree({ set }: Search, route: number): number {
  const { routes } = set.model
  if (routes.length > FEW_ROUTES) return -1
  const kind = routes[route]!.classId
  return routes.findIndex(({ classId }, r) => classId === kind && set.count[r] === 0 && set.closed[r] === 0)
}

function renew({ set }: Search, u: number, route: number, offer: Offer): void {
  let at = offer.routes.indexOf(route)
  if (at < 0) at = offer.routes.push(route) - 1
  offer.costs[at] = cheapest(set, u, route)
  offer.afters[at] = set.foundAfter
}

function mostRegretted(undone: Float64Array, offers: ReadonlyMap<number, Offer>, k: number) {
  let best: { u: number; route: number; after: number } | null = null
  let bestRegret = -1
  let bestCost = 0
  const least = new Float64Array(k)
  for (const [u, { routes, costs, afters }] of offers) {
    least.fill(undone[u]!)
    let at = -1
    for (let c = 0; c < costs.length; c++) {
      const cost = costs[c]!
      if (cost >= least[k - 1]!) continue
      if (cost < least[0]!) at = c
      let slot = k - 1
      for (; slot > 0 && least[slot - 1]! > cost; slot--) least[slot] = least[slot - 1]!
      least[slot] = cost
    }
    if (at < 0) continue
    let regret = 0
    for (let i = 1; i < k; i++) regret += least[i]! - least[0]!
    if (regret > bestRegret || (regret === bestRegret && least[0]! < bestCost)) {
      best = { u, route: routes[at]!, after: afters[at]! }
      bestRegret = regret
      bestCost = least[0]!
    }
  }
  return best
}

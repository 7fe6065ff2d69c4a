import { EPSILON, type Model } from './model.ts'
import { earliestStart } from './propagate.ts'
import type { RouteSet } from './route-set.ts'
import { softCost } from './timing.ts'

/**
 * Whether the chain `first`…`last` (linked by `next`, one job or several) fits between `i` and `j` of route `r`. `i`'s and `j`'s
 * figures must be fresh; those of the chain do not matter.
 */
export function chainFits(set: RouteSet, i: number, first: number, last: number, j: number, r: number): boolean {
  const { model, next } = set
  const { place, service, time } = model
  const { lunch } = model.routes[r]!
  let fed = set.ready[i]!
  let hungry = set.readyHungry[i]!
  let from = i
  for (let u = first; ; u = next[u]!) {
    const travel = time.from(place[from]!)[place[u]!]!
    let arrival = fed + travel
    if (lunch && hungry <= lunch.until) {
      arrival = Math.min(arrival, Math.max(hungry + travel, lunch.from) + lunch.length)
    }
    fed = earliestStart(model, u, arrival) + service[u]!
    hungry = lunch ? earliestStart(model, u, hungry + travel) + service[u]! : hungry
    if (fed === Number.POSITIVE_INFINITY && hungry === Number.POSITIVE_INFINITY) return false
    from = u
    if (u === last) break
  }
  return meets(set, fed, hungry, time.from(place[last]!)[place[j]!]!, j, r)
}

/** Whether a technician who is done at `fed` (lunch behind him) or `hungry` (before him) can go on to `j`, `travel` away. */
export function meets(set: RouteSet, fed: number, hungry: number, travel: number, j: number, r: number): boolean {
  const { lunch } = set.model.routes[r]!
  if (fed + travel <= set.limit[j]!) return true
  if (!lunch || hungry === Number.POSITIVE_INFINITY) return false
  if (hungry + travel <= set.limitHungry[j]!) return true
  return hungry <= lunch.until && Math.max(hungry + travel, lunch.from) + lunch.length <= set.limit[j]!
}

/** Whether route `r` has room for one more job like `u`, times aside. */
export function hasRoom(set: RouteSet, u: number, r: number): boolean {
  const { model } = set
  const { capacity, maxJobs } = model.routes[r]!
  return (
    model.allowed[u * model.routes.length + r] === 1 &&
    set.closed[r] === 0 &&
    set.count[r]! < maxJobs &&
    set.load[r]! + model.demand[u]! <= capacity + EPSILON
  )
}

/**
 * The least added cost of job `u` in route `r`, and in `set.foundAfter` where; Infinity where it does not fit. `skip` says of a
 * place about to become the best whether to pass it by (Christiaens & Vanden Berghe's blinks).
 */
export function cheapest(set: RouteSet, u: number, r: number, skip?: (() => boolean) | undefined): number {
  if (!hasRoom(set, u, r)) return Number.POSITIVE_INFINITY
  const { model } = set
  const fixed =
    (set.count[r] === 0 ? model.day : 0) + (model.promised[u]! !== -1 && model.promised[u]! !== r ? model.change : 0)
  const simple = !model.routes[r]!.lunch && model.windowAt[u + 1]! - model.windowAt[u]! === 1 && !model.soft
  return fixed + (simple ? scanSimple(set, u, r, skip) : scan(set, u, r, skip))
}

/** One window, no lunch, no soft cost: the loop that most of the work is done in. */
function scanSimple(set: RouteSet, u: number, r: number, skip: (() => boolean) | undefined): number {
  const { model, next, ready, limit, leg } = set
  const { n, place, time, cost } = model
  const p = place[u]!
  const timeTo = time.to(p)
  const timeFrom = time.from(p)
  const costTo = cost.to(p)
  const costFrom = cost.from(p)
  const w = model.windowAt[u]!
  const open = model.open[w]!
  const close = model.close[w]! + EPSILON
  const service = model.service[u]!
  let best = Number.POSITIVE_INFINITY
  let looks = 0
  let i = n + r
  do {
    const j = next[i]!
    if (ready[i]! > close) break
    looks++
    const from = place[i]!
    const to = place[j]!
    const added = costTo[from]! + costFrom[to]! - leg[i]!
    if (added < best) {
      const arrival = ready[i]! + timeTo[from]!
      if (arrival <= close && Math.max(arrival, open) + service + timeFrom[to]! <= limit[j]! && !skip?.()) {
        best = added
        set.foundAfter = i
      }
    }
    i = j
  } while (i < n)
  set.looks += looks
  return best
}

function scan(set: RouteSet, u: number, r: number, skip: (() => boolean) | undefined): number {
  const { model, next, ready, readyHungry } = set
  const { n } = model
  const close = lastClose(model, u)
  let best = Number.POSITIVE_INFINITY
  let found = -1
  let i = n + r
  do {
    const j = next[i]!
    if (Math.min(ready[i]!, readyHungry[i]!) > close) break
    set.looks++
    const added = set.detour(i, u)
    if (added < best && chainFits(set, i, u, u, j, r)) {
      const all = model.soft ? added + softAdded(set, i, u, r) : added
      if (all < best && !skip?.()) {
        best = all
        found = i
      }
    }
    i = j
  } while (i < n)
  set.foundAfter = found
  return best
}

const lastClose = (model: Model, u: number): number => model.close[model.windowAt[u + 1]! - 1]! + EPSILON

/** What overtime and lateness grow by when `u` goes behind `i`. */
function softAdded(set: RouteSet, i: number, u: number, r: number): number {
  if (set.maySoften[r] === 0 && set.model.due[u] === Number.POSITIVE_INFINITY) return 0
  const jobs = set.sequence(r)
  const at = i < set.model.n ? jobs.indexOf(i) + 1 : 0
  jobs.splice(at, 0, u)
  const after = softCost(set.model, r, jobs)
  return after === Number.POSITIVE_INFINITY ? after : after - set.routeSoft[r]!
}

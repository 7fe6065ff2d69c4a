import { checkpoint, type RunOptions } from '../numerics/failure.ts'
import { cheapest } from './insertion.ts'
import type { RouteSet } from './route-set.ts'

const NONE = -1

/**
 * First plan by regret-2 over all routes: of all undone jobs, the one goes first that would lose most if its best route were gone, to
 * its cheapest place. Free routes of one kind count once, so a second free shift is no alternative that makes a job look unurgent.
 */
export function construct(set: RouteSet, options?: RunOptions): void {
  const { n, routes, undone } = set.model
  const R = routes.length
  const added = new Float64Array(n * R).fill(Number.POSITIVE_INFINITY)
  const first = new Int32Array(n).fill(NONE)
  const second = new Int32Array(n).fill(NONE)
  const open = [...set.bank.subarray(0, set.bankSize)].sort((a, b) => a - b)
  const lead = leaders(set)
  const rank = (u: number) => {
    const best = bestTwo(added, u, R)
    first[u] = best[0]
    second[u] = best[1]
  }
  for (const u of open) {
    for (let r = 0; r < R; r++) if (set.count[r]! > 0 || lead.isLeader(r)) added[u * R + r] = cheapest(set, u, r)
    rank(u)
  }
  const total = open.length
  while (open.length > 0) {
    if (open.length % 16 === 0) checkpoint(options?.signal && { signal: options.signal }, 0)
    const at = mostUrgent(open, added, first, second, undone, R)
    if (at < 0) break
    const u = open[at]!
    const r = first[u]!
    open[at] = open[open.length - 1]!
    open.pop()
    const wasFree = set.count[r] === 0
    cheapest(set, u, r)
    set.insertAfter(set.foundAfter, u)
    set.refresh(r)
    const changed = [r]
    if (wasFree) {
      const heir = lead.succeed(r)
      if (heir !== NONE) changed.push(heir)
    }
    for (const v of open) renew(set, v, changed, added, first, second, rank)
  }
  checkpoint(options?.signal && { signal: options.signal }, total)
}

function renew(
  set: RouteSet,
  v: number,
  changed: readonly number[],
  added: Float64Array,
  first: Int32Array,
  second: Int32Array,
  rank: (u: number) => void,
): void {
  const R = set.model.routes.length
  for (const r of changed) {
    const at = v * R + r
    if (set.model.allowed[at] === 0) continue
    const before = added[at]!
    const now = cheapest(set, v, r)
    added[at] = now
    const stands = r === first[v] || r === second[v]
    const bar = second[v] === NONE ? Number.POSITIVE_INFINITY : added[v * R + second[v]!]!
    if (stands ? now !== before : now < bar) rank(v)
  }
}

function bestTwo(added: Float64Array, u: number, R: number): [number, number] {
  let first = NONE
  let second = NONE
  let least = Number.POSITIVE_INFINITY
  let next = Number.POSITIVE_INFINITY
  for (let r = 0; r < R; r++) {
    const cost = added[u * R + r]!
    if (cost < least) {
      second = first
      next = least
      first = r
      least = cost
    } else if (cost < next) {
      second = r
      next = cost
    }
  }
  return [first, second]
}

function mostUrgent(
  open: readonly number[],
  added: Float64Array,
  first: Int32Array,
  second: Int32Array,
  undone: Float64Array,
  R: number,
): number {
  let best = -1
  let bestRegret = 0
  let bestCost = 0
  for (let at = 0; at < open.length; at++) {
    const u = open[at]!
    if (first[u] === NONE) continue
    const cost = added[u * R + first[u]!]!
    const regret = (second[u] === NONE ? undone[u]! : added[u * R + second[u]!]!) - cost
    if (best < 0 || regret > bestRegret || (regret === bestRegret && cost < bestCost)) {
      best = at
      bestRegret = regret
      bestCost = cost
    }
  }
  return best
}

/** The first free route of each class stands for all of them. */
function leaders(set: RouteSet) {
  const leader = new Map<number, number>()
  const { routes } = set.model
  const free = (r: number) => set.count[r] === 0 && set.closed[r] === 0
  routes.forEach(({ classId }, r) => {
    if (free(r) && !leader.has(classId)) leader.set(classId, r)
  })
  return {
    isLeader: (r: number) => leader.get(routes[r]!.classId) === r,
    succeed(r: number): number {
      const { classId } = routes[r]!
      const heir = routes.findIndex((route, other) => route.classId === classId && free(other))
      if (heir >= 0) leader.set(classId, heir)
      else leader.delete(classId)
      return heir
    },
  }
}

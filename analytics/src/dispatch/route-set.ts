import type { Model } from './model.ts'
import { comesHome, propagateBackward, propagateForward } from './propagate.ts'
import { softCost } from './timing.ts'

/**
 * Routes as linked lists over the model's nodes, with what makes every question about an insertion answerable in constant time
 * (Savelsbergh 1992, carried over to lunch by two states): for each node the earliest end of work on the way there (`ready`) and the
 * latest arrival from which the rest of the route still works (`limit`), each once with lunch still to come (`…Hungry`) and once with
 * lunch done or not owed. Changes are journalled so that a whole step can be taken back.
 */
export class RouteSet {
  readonly model: Model
  readonly next: Int32Array
  readonly previous: Int32Array
  /** Route of a job, −1 when undone; of a depot node its own. */
  readonly routeOf: Int32Array
  readonly ready: Float64Array
  readonly readyHungry: Float64Array
  readonly limit: Float64Array
  readonly limitHungry: Float64Array
  /** Cost of the leg from a node to its successor. */
  readonly leg: Float64Array
  readonly load: Float64Array
  readonly count: Int32Array
  readonly routeCost: Float64Array
  /** Overtime and lateness within a route's cost, and whether it can have any. */
  readonly routeSoft: Float64Array
  readonly maySoften: Uint8Array
  readonly closed: Uint8Array
  /** Routes that keep their times no more because a job left and the direct way is longer; no plan may keep one. */
  brokenRoutes = 0
  private readonly broken: Uint8Array
  /** Undone jobs, in no particular sequence. */
  readonly bank: Int32Array
  bankSize: number
  /** Cost of all routes and of all undone jobs. */
  cost: number
  /** Places looked at so far: the measure of work that no machine's speed changes. */
  looks = 0
  /** Node after which `cheapest` found its place. */
  foundAfter = -1
  private readonly bankSlot: Int32Array
  private readonly journal: number[] = []
  private readonly journalled: Int32Array
  private stamp = 0
  private costBefore = 0

  constructor(model: Model) {
    const { n, routes } = model
    const R = routes.length
    const nodes = n + 2 * R
    this.model = model
    this.next = new Int32Array(nodes).fill(-1)
    this.previous = new Int32Array(nodes).fill(-1)
    this.routeOf = new Int32Array(nodes).fill(-1)
    this.ready = new Float64Array(nodes)
    this.readyHungry = new Float64Array(nodes)
    this.limit = new Float64Array(nodes)
    this.limitHungry = new Float64Array(nodes)
    this.leg = new Float64Array(nodes)
    this.load = new Float64Array(R)
    this.count = new Int32Array(R)
    this.routeCost = new Float64Array(R)
    this.routeSoft = new Float64Array(R)
    this.maySoften = new Uint8Array(R)
    this.closed = new Uint8Array(R)
    this.broken = new Uint8Array(R)
    this.bank = new Int32Array(n)
    this.bankSlot = new Int32Array(n)
    this.journalled = new Int32Array(R).fill(-1)
    this.bankSize = 0
    this.cost = 0
    for (let j = 0; j < n; j++) this.toBank(j)
    for (let r = 0; r < R; r++) {
      this.join(n + r, n + R + r)
      this.routeOf[n + r] = r
      this.routeOf[n + R + r] = r
      this.refresh(r)
    }
  }

  /** Jobs of a route in sequence. */
  sequence(r: number): number[] {
    const jobs: number[] = []
    for (let i = this.next[this.model.n + r]!; i < this.model.n; i = this.next[i]!) jobs.push(i)
    return jobs
  }

  /** What taking an undone or another job would have to be worth: detour if `u` went between `i` and its successor. */
  detour(i: number, u: number): number {
    const { cost, place } = this.model
    const p = place[u]!
    return cost.to(p)[place[i]!]! + cost.from(p)[place[this.next[i]!]!]! - this.leg[i]!
  }

  /** Puts an undone job behind node `i`; the route's figures are stale until `refresh`. */
  insertAfter(i: number, u: number): void {
    const r = this.routeOf[i]!
    this.remember(r)
    this.fromBank(u)
    const j = this.next[i]!
    this.join(i, u)
    this.join(u, j)
    this.routeOf[u] = r
  }

  /** Takes a job out; the route's figures are stale until `refresh`. */
  remove(u: number): void {
    this.remember(this.routeOf[u]!)
    this.join(this.previous[u]!, this.next[u]!)
    this.routeOf[u] = -1
    this.toBank(u)
  }

  /** Gives a route this sequence; its present jobs become undone, and the new ones must be undone by then. Refreshes it. */
  assign(r: number, jobs: readonly number[]): void {
    this.remember(r)
    const { n } = this.model
    for (let i = this.next[n + r]!; i < n; ) {
      const after = this.next[i]!
      this.routeOf[i] = -1
      this.toBank(i)
      i = after
    }
    let last = n + r
    for (const u of jobs) {
      this.fromBank(u)
      this.join(last, u)
      this.routeOf[u] = r
      last = u
    }
    this.join(last, n + this.model.routes.length + r)
    this.refresh(r)
  }

  /** Works a route's figures out again after changes to it. */
  refresh(r: number): void {
    const { model, next, leg } = this
    const { n, routes, place, cost, demand, promised, change, soft, day } = model
    let total = 0
    let load = 0
    let count = 0
    let due = false
    const first = n + r
    for (let i = first; ; i = next[i]!) {
      if (i < n) {
        load += demand[i]!
        count++
        due ||= model.due[i]! < Number.POSITIVE_INFINITY
        if (promised[i]! !== -1 && promised[i]! !== r) total += change
      } else if (i !== first) break
      leg[i] = cost.from(place[i]!)[place[next[i]!]!]!
      total += leg[i]!
    }
    if (count === 0) {
      // A day without work costs nothing, not even the way from start to end.
      leg[first] = 0
      total = 0
    } else total += day
    this.load[r] = load
    this.count[r] = count
    propagateForward(this, r)
    propagateBackward(this, r)
    const broken = count === 0 || comesHome(this, r) ? 0 : 1
    this.brokenRoutes += broken - this.broken[r]!
    this.broken[r] = broken
    if (soft) {
      this.maySoften[r] = due || routes[r]!.latest > routes[r]!.until ? 1 : 0
      this.routeSoft[r] = this.maySoften[r] && count > 0 && broken === 0 ? softCost(model, r, this.sequence(r)) : 0
      total += this.routeSoft[r]!
    }
    this.cost += total - this.routeCost[r]!
    this.routeCost[r] = total
  }

  /** Starts a step that `rollBack` can undo. */
  begin(): void {
    this.stamp++
    this.journal.length = 0
    this.costBefore = this.cost
  }

  /** Takes everything back that happened since `begin`. */
  rollBack(): void {
    const { journal } = this
    const { n } = this.model
    const saved: [number, number[]][] = []
    for (let at = 0; at < journal.length; at += 2 + journal[at + 1]!) {
      saved.push([journal[at]!, journal.slice(at + 2, at + 2 + journal[at + 1]!)])
    }
    for (const [r] of saved) {
      for (const u of this.sequence(r)) {
        this.routeOf[u] = -1
        this.toBank(u)
      }
      this.join(n + r, n + this.model.routes.length + r)
    }
    for (const [r, jobs] of saved) this.assign(r, jobs)
    this.cost = this.costBefore
    journal.length = 0
  }

  private remember(r: number): void {
    if (this.journalled[r] === this.stamp) return
    this.journalled[r] = this.stamp
    const at = this.journal.length
    this.journal.push(r, 0)
    for (let i = this.next[this.model.n + r]!; i < this.model.n; i = this.next[i]!) this.journal.push(i)
    this.journal[at + 1] = this.journal.length - at - 2
  }

  /** All routes as they are, for `restore`. */
  snapshot(): { readonly next: Int32Array; readonly cost: number } {
    return { next: this.next.slice(), cost: this.cost }
  }

  restore(snapshot: { readonly next: Int32Array }): void {
    const { n, routes } = this.model
    this.begin()
    routes.forEach((_, r) => {
      this.assign(r, [])
    })
    routes.forEach((_, r) => {
      const jobs: number[] = []
      for (let i = snapshot.next[n + r]!; i < n; i = snapshot.next[i]!) jobs.push(i)
      if (jobs.length > 0) this.assign(r, jobs)
    })
    this.settle()
  }

  /** Adds the cost up anew, against the drift of long sums. */
  settle(): void {
    let total = 0
    for (let r = 0; r < this.routeCost.length; r++) total += this.routeCost[r]!
    for (let b = 0; b < this.bankSize; b++) total += this.model.undone[this.bank[b]!]!
    this.cost = total
  }

  private join(i: number, j: number): void {
    this.next[i] = j
    this.previous[j] = i
  }

  private toBank(u: number): void {
    this.bankSlot[u] = this.bankSize
    this.bank[this.bankSize++] = u
    this.cost += this.model.undone[u]!
  }

  private fromBank(u: number): void {
    const slot = this.bankSlot[u]!
    const moved = this.bank[--this.bankSize]!
    this.bank[slot] = moved
    this.bankSlot[moved] = slot
    this.cost -= this.model.undone[u]!
  }
}

/** Cost of all routes without what each used shift costs. */
export function travelCost(set: RouteSet): number {
  let total = 0
  for (let r = 0; r < set.routeCost.length; r++) if (set.count[r]! > 0) total += set.routeCost[r]! - set.model.day
  return total
}

import { EPSILON, type Model } from './model.ts'

const NEVER = Number.POSITIVE_INFINITY

/** What is kept of routes to answer questions about times; see `RouteSet` for what each array holds. */
export interface RouteTimes {
  readonly model: Model
  readonly next: Int32Array
  readonly previous: Int32Array
  readonly ready: Float64Array
  readonly readyHungry: Float64Array
  readonly limit: Float64Array
  readonly limitHungry: Float64Array
}

/** First moment from `arrival` on at which work at job `j` may start; Infinity when its windows are over. */
export function earliestStart({ windowAt, open, close }: Model, j: number, arrival: number): number {
  const last = windowAt[j + 1]!
  for (let w = windowAt[j]!; w < last; w++) {
    if (arrival <= close[w]! + EPSILON) return Math.max(arrival, open[w]!)
  }
  return NEVER
}

/** Last moment up to `bound` at which work at job `j` may start; −Infinity when no window is open by then. */
function latestStart({ windowAt, open, close }: Model, j: number, bound: number): number {
  const first = windowAt[j]!
  for (let w = windowAt[j + 1]! - 1; w >= first; w--) {
    if (open[w]! <= bound) return Math.min(bound, close[w]!)
  }
  return -NEVER
}

/** Earliest ends of work along route `r`, with lunch done or not owed (`ready`) and with lunch to come (`readyHungry`). */
export function propagateForward({ model, next, ready, readyHungry }: RouteTimes, r: number): void {
  const { n, place, service, time } = model
  const { lunch, from } = model.routes[r]!
  let i = n + r
  ready[i] = lunch ? NEVER : from
  readyHungry[i] = lunch ? from : NEVER
  for (let j = next[i]!; j < n; j = next[j]!) {
    const travel = time.from(place[i]!)[place[j]!]!
    let arrival = ready[i]! + travel
    const hungry = readyHungry[i]!
    if (lunch && hungry <= lunch.until) {
      arrival = Math.min(arrival, Math.max(hungry + travel, lunch.from) + lunch.length)
    }
    ready[j] = earliestStart(model, j, arrival) + service[j]!
    readyHungry[j] = lunch ? earliestStart(model, j, hungry + travel) + service[j]! : NEVER
    i = j
  }
}

/** Latest arrivals along route `r` from which its rest can be done. */
export function propagateBackward({ model, previous, limit, limitHungry }: RouteTimes, r: number): void {
  const { n, place, service, time } = model
  const { lunch, latest } = model.routes[r]!
  let j = n + model.routes.length + r
  limit[j] = latest
  limitHungry[j] = lunch ? Math.min(lunch.until, latest) : -NEVER
  for (let i = previous[j]!; i < n; i = previous[i]!) {
    const travel = time.from(place[i]!)[place[j]!]!
    limit[i] = latestStart(model, i, limit[j]! - travel - service[i]!)
    limitHungry[i] = -NEVER
    if (lunch) {
      let done = limitHungry[j]! - travel
      const fed = limit[j]! - lunch.length
      if (lunch.from <= fed) done = Math.max(done, Math.min(lunch.until, fed - travel))
      limitHungry[i] = latestStart(model, i, done - service[i]!)
    }
    j = i
  }
}

/** Whether the last leg ends in time. */
export function comesHome({ model, previous, ready, readyHungry }: RouteTimes, r: number): boolean {
  const { n, routes, place, time } = model
  const { lunch, latest } = routes[r]!
  const end = n + routes.length + r
  const last = previous[end]!
  const travel = time.from(place[last]!)[place[end]!]!
  if (ready[last]! + travel <= latest + EPSILON) return true
  const hungry = readyHungry[last]!
  if (!lunch || hungry === NEVER) return false
  if (hungry + travel <= Math.min(lunch.until, latest) + EPSILON) return true
  return hungry <= lunch.until + EPSILON && Math.max(hungry + travel, lunch.from) + lunch.length <= latest + EPSILON
}

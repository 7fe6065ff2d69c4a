import { EPSILON, type Model } from './model.ts'

/** When everything happens on a route. `lunchAfter`: 0 on the way to the first stop, k on the way from stop k; −1 without lunch. */
export interface Timing {
  readonly starts: Float64Array
  readonly lunchAfter: number
  readonly lunchStart: number
  readonly end: number
  /** Overtime and lateness, at their rates. */
  readonly soft: number
}

/**
 * The best times for a sequence: least overtime and lateness, then the earliest end, then the earliest lunch. Each place for lunch is
 * tried; between stops everything happens as early as it may, which costs nothing later on.
 * Null when no times keep every rule.
 */
export function timeRoute(model: Model, r: number, jobs: readonly number[]): Timing | null {
  const { lunch } = model.routes[r]!
  let best = walk(model, r, jobs, -1)
  if (!lunch) return best
  for (let after = 0; after <= jobs.length; after++) {
    const timing = walk(model, r, jobs, after)
    if (!timing) continue
    const gain = best ? best.soft - timing.soft : 1
    if (!best || gain > EPSILON || (gain > -EPSILON && timing.end < best.end - EPSILON)) best = timing
  }
  return best
}

/** Overtime and lateness of a sequence at their rates; Infinity when no times keep every rule. */
export function softCost(model: Model, r: number, jobs: readonly number[]): number {
  return timeRoute(model, r, jobs)?.soft ?? Number.POSITIVE_INFINITY
}

function walk(model: Model, r: number, jobs: readonly number[], lunchAfter: number): Timing | null {
  const { n, place, service, time, windowAt, open, close, due } = model
  const { lunch, from, until, latest } = model.routes[r]!
  const starts = new Float64Array(jobs.length)
  let now = from
  let node = n + r
  let lunchStart = Number.NaN
  let soft = 0
  for (let k = 0; k <= jobs.length; k++) {
    const to = k < jobs.length ? jobs[k]! : n + model.routes.length + r
    const travel = time.from(place[node]!)[place[to]!]!
    if (k === lunchAfter && lunch) {
      if (now > lunch.until + EPSILON) return null
      lunchStart = Math.max(now, lunch.from)
      now = Math.max(now + travel, lunch.from) + lunch.length
    } else now += travel
    if (k === jobs.length) break
    let w = windowAt[to]!
    while (w < windowAt[to + 1]! && now > close[w]! + EPSILON) w++
    if (w === windowAt[to + 1]!) return null
    now = Math.max(now, open[w]!)
    starts[k] = now
    soft += Math.max(0, now - due[to]!) * model.lateness
    now += service[to]!
    node = to
  }
  if (now > latest + EPSILON || (lunch && lunchAfter < 0 && now > lunch.until + EPSILON)) return null
  soft += Math.max(0, now - until) * model.overtime
  return { starts, lunchAfter, lunchStart, end: now, soft }
}

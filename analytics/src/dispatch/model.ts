import { AnalysisFailure } from '../numerics/failure.ts'
import type { DispatchProblem, Job, Lunch, Shift, Technician } from './problem.ts'
import { LazyMatrix } from './travel.ts'
import { validate } from './validate.ts'

/** Slack for rounding when a sum of times meets the end of a window. */
export const EPSILON = 1e-6

/** A technician's shift as a route: what the problem says of it, in one row. */
export interface RouteSpec {
  readonly technician: Technician
  /** Index among the technician's shifts. */
  readonly shiftIndex: number
  readonly shift: Shift
  readonly start: number
  readonly end: number
  readonly from: number
  readonly until: number
  /** `until` with all overtime allowed. */
  readonly latest: number
  readonly lunch: Lunch | null
  readonly capacity: number
  readonly maxJobs: number
  /** Routes of one class are interchangeable: of those without work only the first need be looked at. */
  readonly classId: number
}

/** Where a job was promised: a route, or −1. */
export type Promised = Int32Array

/**
 * The problem as flat arrays. Nodes: jobs 0…n−1, then the starts of the R routes, then their ends.
 * `changes[j]` is what job j costs in any route but `promised[j]`.
 */
export interface Model {
  readonly problem: DispatchProblem
  readonly jobs: readonly Job[]
  readonly routes: readonly RouteSpec[]
  readonly n: number
  readonly time: LazyMatrix
  readonly cost: LazyMatrix
  readonly place: Int32Array
  readonly service: Float64Array
  readonly demand: Float64Array
  readonly due: Float64Array
  /** Windows of job j: `open`/`close` at `windowAt[j]`…`windowAt[j + 1] − 1`, in time order. */
  readonly windowAt: Int32Array
  readonly open: Float64Array
  readonly close: Float64Array
  /** n × R: 1 where the route could take the job if it had no other. */
  readonly allowed: Uint8Array
  readonly allowedRoutes: Int32Array
  /** What leaving each job undone adds to the cost. */
  readonly undone: Float64Array
  readonly day: number
  readonly overtime: number
  readonly lateness: number
  readonly change: number
  readonly promised: Promised
  /** Whether cost depends on times, not on the sequence alone. */
  readonly soft: boolean
}

/** @throws AnalysisFailure `bad-input`, `too-few-rows` without jobs or shifts, `too-large` */
export function compile(problem: DispatchProblem, promised?: ReadonlyMap<string, string>): Model {
  validate(problem)
  const { jobs, travel, objective = {} } = problem
  const routes = listRoutes(problem)
  const n = jobs.length
  if (n * routes.length > 5e7) throw new AnalysisFailure('too-large', 'More than 50 million pairs of job and shift.')
  const timeRate = objective.time ?? 1
  const distanceRate = objective.distance ?? 0
  const symmetric = travel.symmetric ?? false
  const time = new LazyMatrix(travel.places, travel.time, symmetric)
  const { distance } = travel
  const mixed = (from: number, to: number) =>
    timeRate * travel.time(from, to) + distanceRate * (distance ?? travel.time)(from, to)
  const same = distance ? distanceRate === 0 && timeRate === 1 : timeRate + distanceRate === 1
  const cost = same ? time : new LazyMatrix(travel.places, mixed, symmetric)
  const promisedRoute = new Int32Array(n).fill(-1)
  const routeOf = new Map(routes.map(({ technician, shift }, r) => [`${technician.id}\n${shift.from}`, r]))
  jobs.forEach((job, j) => {
    const key = promised?.get(job.id)
    if (key !== undefined) promisedRoute[j] = routeOf.get(key) ?? -2
  })
  const draft = {
    problem,
    jobs,
    routes,
    n,
    time,
    cost,
    ...nodeArrays(jobs, routes),
    overtime: objective.overtime ?? 2,
    lateness: objective.lateness ?? 2,
    change: objective.change ?? 0,
    promised: promisedRoute,
    soft: routes.some(({ until, latest }) => latest > until) || jobs.some(({ due }) => due !== undefined),
  }
  const { allowed, allowedRoutes, dearest } = judgePairs(draft)
  return { ...draft, allowed, allowedRoutes, ...weights(draft, objective, dearest) }
}

function listRoutes({ technicians, jobs }: DispatchProblem): RouteSpec[] {
  const classes = new Map<string, number>()
  const named = new Set(jobs.flatMap(({ technician }) => technician ?? []))
  return technicians.flatMap((technician) =>
    technician.shifts.map((shift, shiftIndex) => {
      const start = shift.startPlace ?? technician.home
      const end = shift.endPlace ?? technician.home
      const { from, until, overtime = 0, lunch = null, maxJobs = Number.POSITIVE_INFINITY } = shift
      const capacity = technician.capacity ?? Number.POSITIVE_INFINITY
      const kind = JSON.stringify([
        [start, end, from, until, overtime, lunch && [lunch.from, lunch.until, lunch.length]],
        [String(capacity), String(maxJobs), [...(technician.skills ?? [])].sort()],
        named.has(technician.id) ? technician.id : null,
      ])
      if (!classes.has(kind)) classes.set(kind, classes.size)
      const classId = classes.get(kind)!
      const fixed = { technician, shiftIndex, shift, start, end, from, until, lunch, capacity, maxJobs, classId }
      return { ...fixed, latest: until + overtime }
    }),
  )
}

function nodeArrays(jobs: readonly Job[], routes: readonly RouteSpec[]) {
  const n = jobs.length
  const R = routes.length
  const place = new Int32Array(n + 2 * R)
  const service = new Float64Array(n + 2 * R)
  jobs.forEach((job, j) => {
    place[j] = job.place
    service[j] = job.service
  })
  routes.forEach((route, r) => {
    place[n + r] = route.start
    place[n + R + r] = route.end
  })
  const windowAt = new Int32Array(n + 1)
  const spans = jobs.map(spansOf)
  spans.forEach((list, j) => {
    windowAt[j + 1] = windowAt[j]! + list.length
  })
  const flat = spans.flat()
  return {
    place,
    service,
    demand: Float64Array.from(jobs, ({ demand }) => demand ?? 0),
    due: Float64Array.from(jobs, ({ due }) => due ?? Number.POSITIVE_INFINITY),
    windowAt,
    open: Float64Array.from(flat, ([from]) => from),
    close: Float64Array.from(flat, ([, until]) => until),
  }
}

/** A job's windows in time order, overlapping ones merged, cut down to its fixed start. */
export function spansOf(job: Job): (readonly [number, number])[] {
  const merged: [number, number][] = []
  const spans = job.windows ?? [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const]
  for (const [from, until] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = merged[merged.length - 1]
    if (last && from <= last[1]) last[1] = Math.max(last[1], until)
    else merged.push([from, until])
  }
  const { start } = job
  if (start === undefined) return merged
  return merged.some(([from, until]) => from <= start && start <= until) ? [[start, start]] : []
}

/** Whether the technician may do the job at all: named, skilled, with room for one such job. */
export function qualifies(technician: Technician, job: Job): boolean {
  if (job.technician !== undefined && job.technician !== technician.id) return false
  return (job.skills ?? []).every((skill) => technician.skills?.includes(skill) ?? false)
}

type Draft = Omit<Model, 'allowed' | 'allowedRoutes' | 'undone' | 'day'>

/** Which route could take which job if it had no other, and the dearest such visit. */
function judgePairs(model: Draft) {
  const { jobs, routes, n, place } = model
  const R = routes.length
  const allowed = new Uint8Array(n * R)
  const allowedRoutes = new Int32Array(n)
  let dearest = 0
  jobs.forEach((job, j) => {
    const fit = new Map(model.problem.technicians.map((one) => [one, qualifies(one, job)]))
    const cost = [model.cost.to(place[j]!), model.cost.from(place[j]!)] as const
    for (let r = 0; r < R; r++) {
      const route = routes[r]!
      if (!fit.get(route.technician) || (job.demand ?? 0) > route.capacity || route.maxJobs < 1) continue
      if (!fitsAlone(model, j, route)) continue
      allowed[j * R + r] = 1
      allowedRoutes[j]!++
      const late = Math.max(0, route.latest - model.due[j]!) * model.lateness
      const over = (route.latest - route.until) * model.overtime
      dearest = Math.max(dearest, cost[0][route.start]! + cost[1][route.end]! + late + over)
    }
  })
  return { allowed, allowedRoutes, dearest }
}

function fitsAlone(model: Draft, j: number, route: RouteSpec): boolean {
  const there = model.time.to(model.place[j]!)[route.start]!
  const back = model.time.from(model.place[j]!)[route.end]!
  const { lunch, from, latest } = route
  for (let w = model.windowAt[j]!; w < model.windowAt[j + 1]!; w++) {
    const close = model.close[w]! + EPSILON
    const begin = (arrival: number) => Math.max(arrival, model.open[w]!)
    const plain = begin(from + there)
    if (plain <= close) {
      const done = plain + model.service[j]!
      if (done + back <= Math.min(latest, lunch?.until ?? latest)) return true
      if (lunch && done <= lunch.until && Math.max(done + back, lunch.from) + lunch.length <= latest) return true
    }
    if (lunch && from <= lunch.until) {
      const fed = begin(Math.max(from + there, lunch.from) + lunch.length)
      if (fed <= close && fed + model.service[j]! + back <= latest) return true
    }
  }
  return false
}

/** Weights that put undone jobs above days (when the fewest are asked for) above travel. */
function weights(model: Draft, objective: NonNullable<DispatchProblem['objective']>, dearest: number) {
  const { jobs, routes, n, change } = model
  const visit = dearest + change + (objective.day ?? 0) + 1
  const day = (objective.day ?? 0) + (objective.fewestDays ? 2 * n * visit : 0)
  const least = jobs.reduce((sum, { priority = 1 }) => Math.min(sum, priority), Number.POSITIVE_INFINITY)
  const scale = objective.fewestDays ? 2 * (Math.min(n, routes.length) + 1) * day : 10 * visit
  return { day, undone: Float64Array.from(jobs, ({ priority = 1 }) => (scale * priority) / least) }
}

import type { TracePoint } from './budget.ts'
import { type Model, qualifies, type RouteSpec, spansOf } from './model.ts'
import type { DispatchProblem, Job } from './problem.ts'
import type { RouteSet } from './route-set.ts'
import { type Timing, timeRoute } from './timing.ts'

export interface Stop {
  readonly job: string
  /** Time on the road from the stop before. */
  readonly travel: number
  readonly arrival: number
  /** Idle between arrival and start, lunch not counted. */
  readonly wait: number
  readonly start: number
  readonly end: number
  /** How long after `due` work starts. */
  readonly late: number
}

/** A technician's day. */
export interface DayRoute {
  readonly technician: string
  /** Index among the technician's shifts. */
  readonly shift: number
  /** Latest departure that meets the first stop's start. */
  readonly leaves: number
  readonly returns: number
  readonly stops: readonly Stop[]
  /** `afterStop`: how many stops come before it. */
  readonly lunch: { readonly start: number; readonly end: number; readonly afterStop: number } | null
  readonly travelTime: number
  readonly distance: number
  readonly waiting: number
  readonly overtime: number
  readonly load: number
}

/**
 * Why a job is left undone. `no-skill`: no technician (or not the one asked for) has the skills and the capacity; `no-shift`: those who have work no shift;
 * `window-closed`: none of them can be there in time even with nothing else to do; `no-room`: work that weighs more, or fits better, fills their shifts.
 */
export type UndoneReason = 'no-skill' | 'no-shift' | 'window-closed' | 'no-room'

export interface Undone {
  readonly job: string
  readonly priority: number
  readonly reason: UndoneReason
}

/** The cost in its parts, each already at its rate. */
export interface PlanCost {
  readonly undone: number
  readonly days: number
  readonly travel: number
  readonly overtime: number
  readonly lateness: number
  readonly changes: number
  readonly total: number
}

export interface Plan {
  readonly routes: readonly DayRoute[]
  readonly undone: readonly Undone[]
  readonly cost: PlanCost
  /** Cost of the first plan, before the search. */
  readonly firstCost: number
  readonly iterations: number
  readonly trace: readonly TracePoint[]
}

/** Turns node sequences into times and sums. */
export function writePlan(set: RouteSet): Pick<Plan, 'routes' | 'undone' | 'cost'> {
  const { model } = set
  const cost = { undone: 0, days: 0, travel: 0, overtime: 0, lateness: 0, changes: 0 }
  const routes: DayRoute[] = []
  for (let r = 0; r < model.routes.length; r++) {
    const jobs = set.sequence(r)
    if (jobs.length === 0) continue
    const timing = timeRoute(model, r, jobs)
    if (!timing) throw new Error(`Route ${r} lost its times.`)
    const day = writeDay(model, model.routes[r]!, jobs, timing)
    routes.push(day)
    cost.days += model.day
    cost.overtime += day.overtime * model.overtime
    cost.lateness += day.stops.reduce((sum, { late }) => sum + late, 0) * model.lateness
    for (let i = model.n + r; i !== model.n + model.routes.length + r; i = set.next[i]!) cost.travel += set.leg[i]!
    for (const u of jobs) if (model.promised[u] !== -1 && model.promised[u] !== r) cost.changes += model.change
  }
  const undone = [...set.bank.subarray(0, set.bankSize)].sort((a, b) => a - b)
  for (const u of undone) cost.undone += model.undone[u]!
  const total = cost.undone + cost.days + cost.travel + cost.overtime + cost.lateness + cost.changes
  return { routes, undone: undone.map((u) => explain(model, u)), cost: { ...cost, total } }
}

function writeDay(model: Model, route: RouteSpec, jobs: readonly number[], timing: Timing): DayRoute {
  const { problem, place, service, time } = model
  const { lunchAfter, lunchStart, starts, end } = timing
  const length = route.lunch?.length ?? 0
  const distanceOf = problem.travel.distance ?? problem.travel.time
  let now = route.from
  let at = route.start
  let travelTime = 0
  let distance = 0
  const go = (to: number, k: number) => {
    const travel = time.from(at)[to]!
    travelTime += travel
    distance += distanceOf(at, to)
    at = to
    // Whoever sits down before arriving arrives later by the length of lunch.
    const lunchOnTheWay = k === lunchAfter && lunchStart < now + travel
    return {
      travel,
      arrival: now + travel + (lunchOnTheWay ? length : 0),
      rest: k === lunchAfter && !lunchOnTheWay ? length : 0,
    }
  }
  const stops = jobs.map((u, k): Stop => {
    const { travel, arrival, rest } = go(place[u]!, k)
    const start = starts[k]!
    now = start + service[u]!
    const wait = Math.max(0, start - arrival - rest)
    return { job: model.jobs[u]!.id, travel, arrival, wait, start, end: now, late: Math.max(0, start - model.due[u]!) }
  })
  go(route.end, jobs.length)
  const first = stops[0]!
  // Leaving later saves the wait at the first stop, unless lunch stands between.
  const slack = lunchAfter === 0 ? 0 : first.wait
  stops[0] = { ...first, arrival: first.arrival + slack, wait: first.wait - slack }
  return {
    technician: route.technician.id,
    shift: route.shiftIndex,
    leaves: route.from + slack,
    returns: end,
    stops,
    lunch: lunchAfter < 0 ? null : { start: lunchStart, end: lunchStart + length, afterStop: lunchAfter },
    travelTime,
    distance,
    waiting: stops.reduce((sum, { wait }) => sum + wait, 0),
    overtime: Math.max(0, end - route.until),
    load: jobs.reduce((sum, u) => sum + model.demand[u]!, 0),
  }
}

function explain(model: Model, u: number): Undone {
  const job = model.jobs[u]!
  const reason: UndoneReason = model.allowedRoutes[u]! > 0 ? 'no-room' : whyNowhere(model.problem, job)
  return { job: job.id, priority: job.priority ?? 1, reason }
}

function whyNowhere({ technicians }: DispatchProblem, job: Job): UndoneReason {
  const able = technicians.filter(
    (one) => qualifies(one, job) && (job.demand ?? 0) <= (one.capacity ?? Number.POSITIVE_INFINITY),
  )
  if (able.length === 0)
    return technicians.some(({ id }) => id === job.technician) || !job.technician ? 'no-skill' : 'no-shift'
  if (able.every(({ shifts }) => shifts.length === 0)) return 'no-shift'
  const spans = spansOf(job)
  const meets = able.some(({ shifts }) =>
    shifts.some(({ from, until, overtime = 0 }) =>
      spans.some(([open, close]) => open <= until + overtime && close >= from),
    ),
  )
  return meets || spans.length === 0 ? 'window-closed' : 'no-shift'
}

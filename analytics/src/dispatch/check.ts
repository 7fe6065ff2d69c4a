import type { DayRoute, Plan } from './plan.ts'
import type { DispatchProblem, Job, Shift, Technician } from './problem.ts'

/** A rule of the problem that a plan breaks. */
export interface Violation {
  readonly rule:
    | 'job-unknown'
    | 'job-twice'
    | 'job-missing'
    | 'shift-unknown'
    | 'shift-twice'
    | 'skill'
    | 'technician'
    | 'window'
    | 'fixed-start'
    | 'travel-time'
    | 'service-time'
    | 'shift-hours'
    | 'lunch'
    | 'capacity'
    | 'max-jobs'
    | 'figures'
  readonly job?: string | undefined
  readonly technician?: string | undefined
  readonly shift?: number | undefined
}

const SLACK = 1e-5

/**
 * Holds a plan against its problem, from the times it states and nothing else: shares no code with the search. Empty when every rule
 * holds.
 */
export function checkPlan(problem: DispatchProblem, plan: Pick<Plan, 'routes' | 'undone'>): Violation[] {
  const found: Violation[] = []
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]))
  const seen = new Set<string>()
  const shifts = new Set<string>()
  const see = (job: string) => {
    if (!jobs.has(job)) found.push({ rule: 'job-unknown', job })
    if (seen.has(job)) found.push({ rule: 'job-twice', job })
    seen.add(job)
  }
  for (const route of plan.routes) {
    const technician = problem.technicians.find(({ id }) => id === route.technician)
    const shift = technician?.shifts[route.shift]
    const key = `${route.technician}\n${route.shift}`
    if (shifts.has(key)) found.push({ rule: 'shift-twice', technician: route.technician, shift: route.shift })
    shifts.add(key)
    for (const { job } of route.stops) see(job)
    if (technician && shift) found.push(...checkDay(problem, jobs, technician, shift, route))
    else found.push({ rule: 'shift-unknown', technician: route.technician, shift: route.shift })
  }
  for (const { job } of plan.undone) see(job)
  for (const id of jobs.keys()) if (!seen.has(id)) found.push({ rule: 'job-missing', job: id })
  return found
}

function checkDay(
  problem: DispatchProblem,
  jobs: ReadonlyMap<string, Job>,
  technician: Technician,
  shift: Shift,
  route: DayRoute,
): Violation[] {
  const found: Violation[] = []
  const breaks = (rule: Violation['rule'], job?: string) => {
    found.push({ rule, job, technician: technician.id, shift: route.shift })
  }
  const visited = route.stops.flatMap(({ job }) => jobs.get(job) ?? [])
  if (visited.length < route.stops.length) return found
  for (const job of visited) {
    if (job.technician !== undefined && job.technician !== technician.id) breaks('technician', job.id)
    if (job.skills?.some((skill) => !technician.skills?.includes(skill))) breaks('skill', job.id)
  }
  const load = visited.reduce((sum, { demand = 0 }) => sum + demand, 0)
  if (load > (technician.capacity ?? Number.POSITIVE_INFINITY) + SLACK) breaks('capacity')
  if (visited.length > (shift.maxJobs ?? Number.POSITIVE_INFINITY)) breaks('max-jobs')
  if (route.leaves < shift.from - SLACK) breaks('shift-hours')
  if (route.returns > shift.until + (shift.overtime ?? 0) + SLACK) breaks('shift-hours')
  checkStops(visited, route, breaks)
  checkLegs(problem, visited, technician, shift, route, breaks)
  checkLunch(shift, route, breaks)
  return found
}

type Breaks = (rule: Violation['rule'], job?: string) => void

function checkStops(visited: readonly Job[], { stops }: DayRoute, breaks: Breaks): void {
  visited.forEach((job, k) => {
    const { start, end, arrival } = stops[k]!
    const inside = ([from, until]: readonly [number, number]) => start >= from - SLACK && start <= until + SLACK
    if (job.windows && !job.windows.some(inside)) breaks('window', job.id)
    if (job.start !== undefined && Math.abs(job.start - start) > SLACK) breaks('fixed-start', job.id)
    if (start < arrival - SLACK) breaks('travel-time', job.id)
    if (Math.abs(end - start - job.service) > SLACK) breaks('service-time', job.id)
  })
}

/** Each leg takes its travel time, and lunch where it falls on it; the sums say what the legs say. */
function checkLegs(
  { travel }: DispatchProblem,
  visited: readonly Job[],
  technician: Technician,
  shift: Shift,
  route: DayRoute,
  breaks: Breaks,
): void {
  let at = shift.startPlace ?? technician.home
  let now = route.leaves
  let travelTime = 0
  let distance = 0
  for (let k = 0; k <= visited.length; k++) {
    const to = k < visited.length ? visited[k]!.place : (shift.endPlace ?? technician.home)
    const arrival = k < visited.length ? route.stops[k]!.arrival : route.returns
    const next = k < visited.length ? route.stops[k]!.start : route.returns
    const took = travel.time(at, to)
    const { lunch } = route
    const eats = lunch && lunch.start >= now - SLACK && lunch.end <= next + SLACK && lunch.afterStop === k
    const onTheWay = eats && lunch.start < arrival - SLACK
    const rest = eats ? lunch.end - lunch.start : 0
    if (arrival < now + took + (onTheWay ? rest : 0) - SLACK) breaks('travel-time', visited[k]?.id)
    if (next < now + took + rest - SLACK) breaks('travel-time', visited[k]?.id)
    travelTime += took
    distance += (travel.distance ?? travel.time)(at, to)
    at = to
    now = k < visited.length ? route.stops[k]!.end : now
  }
  const scale = SLACK * (1 + travelTime + distance)
  if (Math.abs(travelTime - route.travelTime) > scale || Math.abs(distance - route.distance) > scale) breaks('figures')
}

/** A break of full length that starts inside its window and during no work, unless the technician is home before the window closes. */
function checkLunch({ lunch }: Shift, route: DayRoute, breaks: Breaks): void {
  if (!lunch) {
    if (route.lunch) breaks('lunch')
    return
  }
  if (!route.lunch) {
    if (route.returns > lunch.until + SLACK) breaks('lunch')
    return
  }
  const { start, end } = route.lunch
  if (start < lunch.from - SLACK || start > lunch.until + SLACK || end - start < lunch.length - SLACK) breaks('lunch')
  if (start < route.leaves - SLACK || end > route.returns + SLACK) breaks('lunch')
  if (route.stops.some((stop) => stop.start < end - SLACK && stop.end > start + SLACK)) breaks('lunch')
}

import { WARM } from './anneal.ts'
import { Meter } from './budget.ts'
import { construct } from './construct.ts'
import { type DispatchOptions, search } from './dispatch.ts'
import { compile } from './model.ts'
import type { Plan } from './plan.ts'
import type { DispatchProblem, Job } from './problem.ts'
import { RouteSet } from './route-set.ts'
import { timeRoute } from './timing.ts'

export interface ReplanOptions extends DispatchOptions {
  /** What it costs to send another technician or on another day than promised; ten hours of travel, if minutes are the unit, when absent. */
  readonly change?: number | undefined
  /** How far a promised start may move before it costs: never earlier than this, later at the rate for lateness. Free when absent. */
  readonly tolerance?: number | undefined
  /** Technicians may have lost shifts; shifts of the former plan are found again by technician and `from`, taken from here. */
  readonly formerProblem: DispatchProblem
}

/**
 * Plans again from a plan that customers have been told of: a job came in, fell away or changed, a technician fell ill, a road closed.
 * Promised jobs stay with their technician and day unless that is worth `change`; jobs whose shift is gone, and new ones, are fitted in.
 * @throws AnalysisFailure as `planRoutes`
 */
export function replan(problem: DispatchProblem, former: Plan, options: ReplanOptions): Plan {
  const promises = readPromises(former, options.formerProblem)
  const shiftOf = new Map([...promises].map(([job, { shift }]) => [job, shift]))
  const kept: DispatchProblem = {
    ...problem,
    jobs: problem.jobs.map((job) => keepStart(job, promises.get(job.id)?.start, options.tolerance)),
    objective: { ...problem.objective, change: options.change ?? problem.objective?.change ?? 600 },
  }
  const model = compile(kept, shiftOf)
  const meter = new Meter(options)
  const set = new RouteSet(model)
  const index = new Map(model.jobs.map(({ id }, j) => [id, j]))
  const routeOf = new Map(model.routes.map(({ technician, from }, r) => [key(technician.id, from), r]))
  for (const { technician, shift, stops } of former.routes) {
    const r = routeOf.get(shiftKey(options.formerProblem, technician, shift))
    if (r === undefined) continue
    const jobs = stops.flatMap(({ job }) => index.get(job) ?? [])
    const fitting = jobs.filter((j) => model.allowed[j * model.routes.length + r] === 1)
    set.assign(r, longestFitting(model, r, fitting))
  }
  construct(set, options)
  return search(model, set, meter, options.seed ?? 1, WARM)
}

/** The sequence without the jobs that came to break it, the first such one first. */
function longestFitting(model: ReturnType<typeof compile>, r: number, jobs: readonly number[]): number[] {
  const { capacity, maxJobs } = model.routes[r]!
  const kept: number[] = []
  let load = 0
  for (const j of jobs) {
    const demand = model.demand[j]!
    if (kept.length < maxJobs && load + demand <= capacity && timeRoute(model, r, [...kept, j])) {
      kept.push(j)
      load += demand
    }
  }
  return kept
}

interface Promise {
  readonly shift: string
  readonly start: number
}

function readPromises(former: Plan, problem: DispatchProblem): Map<string, Promise> {
  return new Map(
    former.routes.flatMap(({ technician, shift, stops }) =>
      stops.map(({ job, start }) => [job, { shift: shiftKey(problem, technician, shift), start }] as const),
    ),
  )
}

const key = (technician: string, from: number): string => `${technician}\n${from}`

function shiftKey({ technicians }: DispatchProblem, technician: string, shift: number): string {
  return key(technician, technicians.find(({ id }) => id === technician)?.shifts[shift]?.from ?? Number.NaN)
}

/** A promise as window and due time; where the job's own windows have no room for it, they stand. */
function keepStart(job: Job, start: number | undefined, tolerance: number | undefined): Job {
  if (start === undefined || tolerance === undefined) return job
  const earliest = start - tolerance
  const windows = (job.windows ?? [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const]).flatMap(
    ([from, until]) => (until < earliest ? [] : [[Math.max(from, earliest), until] as const]),
  )
  if (windows.length === 0) return job
  return { ...job, windows, due: Math.min(job.due ?? Number.POSITIVE_INFINITY, start + tolerance) }
}

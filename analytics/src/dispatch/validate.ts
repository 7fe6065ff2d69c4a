import { AnalysisFailure } from '../numerics/failure.ts'
import type { DispatchProblem, Job, Span, Technician } from './problem.ts'

/** Names the first thing that is wrong with a problem. @throws AnalysisFailure `bad-input`, or `too-few-rows` without jobs or shifts */
export function validate({ jobs, technicians, travel, objective = {} }: DispatchProblem): void {
  if (jobs.length === 0) throw new AnalysisFailure('too-few-rows', 'There is no job to plan.')
  if (!technicians.some(({ shifts }) => shifts.length > 0)) {
    throw new AnalysisFailure('too-few-rows', 'There is no shift to plan for.')
  }
  unique(jobs, 'jobs')
  unique(technicians, 'technicians')
  const isPlace = (place: number) => Number.isInteger(place) && place >= 0 && place < travel.places
  for (const job of jobs) checkJob(job, isPlace)
  for (const technician of technicians) checkTechnician(technician, isPlace)
  for (const [name, value] of Object.entries(objective)) {
    if (typeof value === 'number') demand(value >= 0 && Number.isFinite(value), `A cost per ${name} is below 0.`)
  }
}

function demand(holds: boolean, message: string): asserts holds {
  if (!holds) throw new AnalysisFailure('bad-input', message)
}

function unique(list: readonly { readonly id: string }[], what: string): void {
  demand(new Set(list.map(({ id }) => id)).size === list.length, `Two ${what} have the same id.`)
}

const isAmount = (value: number | undefined): boolean => value === undefined || (value >= 0 && Number.isFinite(value))
const isTime = (value: number | undefined): boolean => value === undefined || Number.isFinite(value)
const isSpan = ([from, until]: Span): boolean => from <= until

function checkJob(job: Job, isPlace: (place: number) => boolean): void {
  const who = `Job ${job.id}`
  demand(isPlace(job.place), `${who} lies at no known place.`)
  demand(isAmount(job.service) && isAmount(job.demand), `${who}: service and demand must not be below 0.`)
  demand(
    job.priority === undefined || (job.priority > 0 && isAmount(job.priority)),
    `${who}: priority must be above 0.`,
  )
  demand(isTime(job.start) && isTime(job.due), `${who}: start and due must be times.`)
  demand((job.windows ?? []).every(isSpan), `${who}: a window ends before it begins.`)
}

function checkTechnician({ id, home, capacity, shifts }: Technician, isPlace: (place: number) => boolean): void {
  demand(isPlace(home), `Technician ${id} lives at no known place.`)
  demand(capacity === undefined || capacity >= 0, `Technician ${id}: capacity must not be below 0.`)
  demand(new Set(shifts.map(({ from }) => from)).size === shifts.length, `Technician ${id}: two shifts begin at once.`)
  for (const { from, until, overtime, lunch, startPlace = home, endPlace = home, maxJobs = 1 } of shifts) {
    const who = `A shift of technician ${id}`
    demand(isTime(from) && isTime(until) && from <= until, `${who} ends before it begins.`)
    demand(isAmount(overtime) && maxJobs >= 0, `${who}: overtime and maxJobs must not be below 0.`)
    demand(isPlace(startPlace) && isPlace(endPlace), `${who} begins or ends at no known place.`)
    demand(!lunch || (lunch.from <= lunch.until && isAmount(lunch.length)), `${who}: lunch ends before it begins.`)
  }
}

import { createRandom } from '../numerics/random.ts'
import { anneal, HOT, WARM } from './anneal.ts'
import { type Budget, Meter } from './budget.ts'
import { construct } from './construct.ts'
import { saveDays } from './fewest-days.ts'
import { improve } from './local-search.ts'
import { compile, type Model } from './model.ts'
import { findNeighbours } from './neighbours.ts'
import { type Plan, writePlan } from './plan.ts'
import type { DispatchProblem } from './problem.ts'
import { RouteSet } from './route-set.ts'
import type { Search } from './ruin.ts'
import { createWheels } from './step.ts'

export interface DispatchOptions extends Budget {
  readonly seed?: number | undefined
}

/** Up to this size every job knows all others as neighbours. */
const ALL_NEIGHBOURS_UP_TO = 300
const MOST_NEIGHBOURS = 80
/** Jobs taken out in one step: at most this many, and at most this share. */
const MOST_REMOVED = 30
const MOST_REMOVED_SHARE = 0.3
/** Share of the time that may go into saving shifts, when the fewest are asked for. */
const SHARE_FOR_DAYS = 0.35

/**
 * Plans who goes where when. Minimizes, in this sequence of weight: undone jobs by priority; used shifts, when `fewestDays` asks for
 * it; then travel, days, overtime, lateness and changes at the rates of the objective. Windows, skills, capacity, lunch and the end of
 * shifts (with overtime allowed) are never broken.
 *
 * Construction by regret insertion, local search, then adaptive large neighbourhood search within the budget.
 *
 * @example planRoutes(problem, { seed: 7, iterations: 20_000 })
 * @example planRoutes(problem, { now: clock, milliseconds: 10_000 })
 * @throws AnalysisFailure `bad-input`, `too-few-rows`, `too-large`, `cancelled`
 */
export function planRoutes(problem: DispatchProblem, options: DispatchOptions = {}): Plan {
  const model = compile(problem)
  const meter = new Meter(options)
  const set = new RouteSet(model)
  construct(set, options)
  return search(model, set, meter, options.seed ?? 1, HOT)
}

/** Improves the routes in `set` within the budget. */
export function search(model: Model, set: RouteSet, meter: Meter, seed: number, hot: number): Plan {
  const { n } = model
  const near = findNeighbours(model, n <= ALL_NEIGHBOURS_UP_TO ? n : MOST_NEIGHBOURS)
  const mostRemoved = Math.max(1, Math.min(MOST_REMOVED, Math.ceil(MOST_REMOVED_SHARE * n)))
  const all: Search = { set, random: createRandom(seed), near, mostRemoved }
  set.settle()
  const firstCost = set.cost
  meter.note(firstCost)
  if (hot !== WARM) improve(all, n <= ALL_NEIGHBOURS_UP_TO ? 20 : 2)
  set.settle()
  meter.note(set.cost)
  const wheels = createWheels()
  if (model.problem.objective?.fewestDays) saveDays(all, wheels, meter, SHARE_FOR_DAYS)
  anneal(all, wheels, meter, hot)
  set.settle()
  return { ...writePlan(set), firstCost, iterations: meter.iteration, trace: meter.trace }
}

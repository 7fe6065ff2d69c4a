import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../numerics/random.ts'
import {
  checkPlan,
  type DispatchProblem,
  type Job,
  planRoutes,
  type Shift,
  type Technician,
  tableTravel,
} from './index.ts'
import { chainFits } from './insertion.ts'
import { compile } from './model.ts'
import { RouteSet } from './route-set.ts'
import { timeRoute } from './timing.ts'

/** Small problems with everything in them: asymmetric travel without triangle inequality, two windows, lunch, skills, capacity. */
function smallProblem(random: Random, jobCount: number): DispatchProblem {
  const places = jobCount + 2
  const table = Array.from({ length: places }, (_, a) =>
    Array.from({ length: places }, (_, b) => (a === b ? 0 : 5 + random.below(40))),
  )
  const jobs = Array.from({ length: jobCount }, (_, j): Job => {
    const first = random.below(200)
    const second = first + 60 + random.below(150)
    const windows = [
      [first, first + 20 + random.below(60)],
      [second, second + 30],
    ] as const
    return {
      id: `j${j}`,
      place: j,
      service: 10 + random.below(20),
      priority: 1 + random.below(3),
      demand: 1 + random.below(3),
      ...(random.below(4) > 0 ? { windows: random.below(2) ? windows : [windows[0]] } : {}),
      ...(random.below(3) === 0 ? { skills: ['gas'] } : {}),
      ...(random.below(4) === 0 ? { due: first + 30 } : {}),
    }
  })
  const technicians = Array.from({ length: 2 }, (_, t): Technician => {
    const lunch = random.below(3) > 0 ? { from: 100, until: 140, length: 30 } : undefined
    return {
      id: `t${t}`,
      home: jobCount + t,
      capacity: 6,
      skills: t === 0 ? ['gas', 'power'] : [],
      shifts: [{ from: 0, until: 280, overtime: random.below(2) * 40, lunch }],
    }
  })
  return { jobs, technicians, travel: tableTravel(table), objective: { day: random.below(2) * 15 } }
}

/** Cost of the best sequence of a set of jobs on one shift, by trying all, lunch included; written from the rules, not from the module. */
function bestSequence(problem: DispatchProblem, technician: Technician, jobs: readonly Job[]): number {
  const shift = technician.shifts[0]!
  if (jobs.length === 0) return 0
  if (jobs.some(({ skills }) => skills?.some((skill) => !technician.skills!.includes(skill)))) return Infinity
  if (jobs.reduce((sum, { demand = 0 }) => sum + demand, 0) > technician.capacity!) return Infinity
  const day = problem.objective!.day!
  return day + visit(problem, technician, shift, jobs, technician.home, shift.from, !shift.lunch)
}

function visit(
  problem: DispatchProblem,
  technician: Technician,
  shift: Shift,
  left: readonly Job[],
  at: number,
  now: number,
  fed: boolean,
): number {
  let best = Infinity
  for (const eat of fed || now > shift.lunch!.until ? [false] : [false, true]) {
    const reach = (place: number) => {
      const there = now + problem.travel.time(at, place)
      return eat ? Math.max(there, shift.lunch!.from) + shift.lunch!.length : there
    }
    if (left.length === 0) {
      const home = reach(technician.home)
      if (home > shift.until + shift.overtime! || (!fed && !eat && home > shift.lunch!.until)) continue
      best = Math.min(best, problem.travel.time(at, technician.home) + 2 * Math.max(0, home - shift.until))
    }
    for (const job of left) {
      const arrival = reach(job.place)
      const window = (job.windows ?? [[0, 1e9] as const]).find(([, until]) => arrival <= until)
      if (!window) continue
      const start = Math.max(arrival, window[0])
      const late = 2 * Math.max(0, start - (job.due ?? 1e9))
      const others = left.filter((other) => other !== job)
      const rest = visit(problem, technician, shift, others, job.place, start + job.service, fed || eat)
      best = Math.min(best, problem.travel.time(at, job.place) + late + rest)
    }
  }
  return best
}

/** Least undone priority, then least cost, over all ways to share the jobs out. */
function optimum(problem: DispatchProblem): { undone: number; cost: number } {
  const { jobs, technicians } = problem
  const size = 1 << jobs.length
  const chosen = (mask: number) => jobs.filter((_, j) => mask & (1 << j))
  const costs = technicians.map((one) =>
    Array.from({ length: size }, (_, mask) => bestSequence(problem, one, chosen(mask))),
  )
  let best = { undone: Infinity, cost: Infinity }
  for (let a = 0; a < size; a++) {
    if (costs[0]![a] === Infinity) continue
    for (let b = 0; b < size; b++) {
      if (a & b || costs[1]![b] === Infinity) continue
      const undone = chosen(~(a | b)).reduce((sum, { priority }) => sum + priority!, 0)
      const cost = costs[0]![a]! + costs[1]![b]!
      if (undone < best.undone || (undone === best.undone && cost < best.cost)) best = { undone, cost }
    }
  }
  return best
}

describe('E8 dispatch, against all possibilities', () => {
  it('finds the optimum of small problems that enumeration finds', () => {
    const random = createRandom(11)
    for (let round = 0; round < 60; round++) {
      const problem = smallProblem(random, 3 + (round % 4))
      const plan = planRoutes(problem, { seed: round, iterations: 2_000 })
      const best = optimum(problem)
      expect(checkPlan(problem, plan)).toEqual([])
      expect(plan.undone.reduce((sum, { priority }) => sum + priority, 0)).toBe(best.undone)
      expect(plan.cost.total - plan.cost.undone).toBeCloseTo(best.cost, 6)
    }
  })

  it('answers in constant time what walking the route answers: does the job fit here?', () => {
    const random = createRandom(4)
    let fits = 0
    for (let round = 0; round < 400; round++) {
      const problem = smallProblem(random, 7)
      const model = compile(problem)
      const set = new RouteSet(model)
      const r = random.below(2)
      const order = Array.from({ length: 7 }, (_, j) => j).sort(() => random.next() - 0.5)
      const inRoute: number[] = []
      for (const j of order.slice(0, 5)) if (timeRoute(model, r, [...inRoute, j])) inRoute.push(j)
      set.assign(r, inRoute)
      for (const u of order.filter((j) => !inRoute.includes(j))) {
        for (let at = 0; at <= inRoute.length; at++) {
          const i = at === 0 ? model.n + r : inRoute[at - 1]!
          const naive = timeRoute(model, r, inRoute.toSpliced(at, 0, u)) !== null
          expect(chainFits(set, i, u, u, set.next[i]!, r)).toBe(naive)
          fits += naive ? 1 : 0
        }
      }
    }
    expect(fits).toBeGreaterThan(300)
  })
})

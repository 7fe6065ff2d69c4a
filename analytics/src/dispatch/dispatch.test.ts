import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import {
  checkPlan,
  type DispatchProblem,
  earthTravel,
  type Job,
  planeTravel,
  planRoutes,
  replan,
  tableTravel,
} from './index.ts'

const DAY = 1440
const HOUR = 60

/** A firm of some days: half-day windows, skills, lunch, priorities, some fixed appointments and firm technicians. Minutes. */
function firm(seed: number, jobCount: number, technicianCount = 3, days = 2): DispatchProblem {
  const random = createRandom(seed)
  const points = Array.from({ length: jobCount + technicianCount }, () => ({
    x: 60 * random.next(),
    y: 60 * random.next(),
  }))
  const jobs = Array.from({ length: jobCount }, (_, j): Job => {
    const day = random.below(days) * DAY
    const morning = random.below(2) === 0
    return {
      id: `j${j}`,
      place: j,
      service: 20 + 10 * random.below(5),
      priority: 1 + random.below(3),
      demand: random.below(3),
      windows: random.below(4) ? [[day + (morning ? 8 : 13) * HOUR, day + (morning ? 12 : 17) * HOUR]] : undefined,
      skills: random.below(2) ? [['gas', 'power', 'net'][random.below(3)]!] : undefined,
      technician: random.below(12) === 0 ? `t${random.below(technicianCount)}` : undefined,
      start: random.below(12) === 0 ? day + (morning ? 9 : 14) * HOUR : undefined,
      due: random.below(8) === 0 ? day + 10 * HOUR : undefined,
    }
  })
  const technicians = Array.from({ length: technicianCount }, (_, t) => ({
    id: `t${t}`,
    home: jobCount + t,
    skills: ['gas', 'power', 'net'].filter(() => random.below(3) > 0),
    capacity: 12,
    shifts: Array.from({ length: days }, (_, d) => ({
      from: d * DAY + 8 * HOUR,
      until: d * DAY + 17 * HOUR,
      overtime: t === 0 ? 45 : 0,
      maxJobs: 9,
      lunch: { from: d * DAY + 11.5 * HOUR, until: d * DAY + 13 * HOUR, length: 45 },
    })),
  }))
  return { jobs, technicians, travel: planeTravel(points, 0.8), objective: { distance: 0.2 } }
}

describe('E8 dispatch', () => {
  it('keeps every rule, says every sum, and plans or explains every job', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 45 }), (seed, size) => {
        const problem = firm(seed, size)
        const plan = planRoutes(problem, { seed, iterations: 150 })
        expect(checkPlan(problem, plan)).toEqual([])
        const travel = plan.routes.reduce((sum, { travelTime, distance }) => sum + travelTime + 0.2 * distance, 0)
        expect(plan.cost.travel).toBeCloseTo(travel, 6)
        expect(plan.trace.at(-1)!.cost).toBeCloseTo(plan.cost.total, 4)
        for (const { job, reason } of plan.undone) {
          const { skills = [], technician } = problem.jobs.find(({ id }) => id === job)!
          const able = problem.technicians.some(
            (one) => (!technician || technician === one.id) && skills.every((skill) => one.skills!.includes(skill)),
          )
          expect(reason === 'no-skill').toBe(!able)
        }
      }),
      { numRuns: 60 },
    )
  }, 20_000)

  it('is the same for the same seed; more iterations never give a worse plan, and the trace only falls', () => {
    for (const seed of [1, 2, 3]) {
      const problem = firm(seed, 40)
      const costs = [0, 100, 700, 2_500].map((iterations) => planRoutes(problem, { seed, iterations }).cost.total)
      for (let i = 1; i < costs.length; i++) expect(costs[i]!).toBeLessThanOrEqual(costs[i - 1]! + 1e-6)
      const again = planRoutes(problem, { seed, iterations: 700 })
      expect(again.cost.total).toBe(costs[2])
      const { trace } = again
      for (let i = 1; i < trace.length; i++) expect(trace[i]!.cost).toBeLessThanOrEqual(trace[i - 1]!.cost + 1e-6)
      expect(trace.at(-1)!.cost).toBeLessThan(trace[0]!.cost)
    }
  })

  it('does not depend on the sequence of jobs and technicians for what is possible at all', () => {
    const problem = firm(9, 40)
    const turned = { ...problem, jobs: [...problem.jobs].reverse(), technicians: [...problem.technicians].reverse() }
    const hopeless = (one: DispatchProblem) =>
      planRoutes(one, { iterations: 300 })
        .undone.filter(({ reason }) => reason !== 'no-room')
        .map(({ job, reason }) => `${job} ${reason}`)
        .sort()
    expect(hopeless(turned)).toEqual(hopeless(problem))
  })

  it('gives lunch inside its window, at a stop or on the way', () => {
    const lunch = { from: 12 * HOUR, until: 13 * HOUR, length: 30 }
    const plan = planRoutes(
      {
        jobs: [
          { id: 'a', place: 1, service: 230, windows: [[8 * HOUR, 9 * HOUR]] },
          { id: 'b', place: 2, service: 120 },
        ],
        technicians: [{ id: 't', home: 0, shifts: [{ from: 8 * HOUR, until: 18 * HOUR, lunch }] }],
        travel: planeTravel([
          { x: 0, y: 0 },
          { x: 0, y: 10 },
          { x: 0, y: 20 },
        ]),
      },
      { iterations: 100 },
    )
    const [route] = plan.routes
    expect(plan.cost.travel).toBe(40)
    // a until 12:00, lunch until 12:30, b from 12:40.
    expect(route!.lunch!.start).toBeGreaterThanOrEqual(lunch.from)
    expect(route!.lunch!.start).toBeLessThanOrEqual(lunch.until)
    expect(route!.returns).toBe(8 * HOUR + 40 + 350 + 30)
  })

  it('honours the fixed hour and the technician asked for, and sends the others around them', () => {
    const problem = firm(21, 30)
    const jobs = problem.jobs.map((job, j) =>
      j === 0 ? { id: job.id, place: 0, service: 30, priority: 9, technician: 't1', start: DAY + 15 * HOUR } : job,
    )
    const plan = planRoutes({ ...problem, jobs }, { iterations: 500 })
    const route = plan.routes.find(({ stops }) => stops.some(({ job }) => job === 'j0'))!
    expect(route.technician).toBe('t1')
    expect(route.stops.find(({ job }) => job === 'j0')!.start).toBe(DAY + 15 * HOUR)
  })

  it('leaves the less important undone, and says why each job is', () => {
    const shift = { from: 0, until: 100 }
    const plan = planRoutes(
      {
        jobs: [
          { id: 'minor', place: 1, service: 60 },
          { id: 'major', place: 1, service: 60, priority: 5 },
          { id: 'welding', place: 1, service: 10, skills: ['weld'] },
          { id: 'at night', place: 1, service: 10, windows: [[500, 600]] },
          { id: 'too far', place: 2, service: 10, windows: [[0, 50]] },
          { id: 'for one on leave', place: 1, service: 10, technician: 'off' },
        ],
        technicians: [
          { id: 'on', home: 0, shifts: [shift] },
          { id: 'off', home: 0, shifts: [] },
        ],
        travel: tableTravel([
          [0, 10, 80],
          [10, 0, 80],
          [80, 80, 0],
        ]),
      },
      { iterations: 200 },
    )
    expect(plan.routes.flatMap(({ stops }) => stops.map(({ job }) => job))).toEqual(['major'])
    expect(plan.undone).toEqual([
      { job: 'minor', priority: 1, reason: 'no-room' },
      { job: 'welding', priority: 1, reason: 'no-skill' },
      { job: 'at night', priority: 1, reason: 'no-shift' },
      { job: 'too far', priority: 1, reason: 'window-closed' },
      { job: 'for one on leave', priority: 1, reason: 'no-shift' },
    ])
  })

  it('uses the fewest shifts when asked to, though the way is longer', () => {
    const corners = [0, 30].flatMap((x) => [0, 30].map((y) => ({ x, y })))
    const problem: DispatchProblem = {
      jobs: corners.map((_, j) => ({ id: `j${j}`, place: j, service: 10 })),
      technicians: corners.map((_, t) => ({ id: `t${t}`, home: t, shifts: [{ from: 0, until: 480 }] })),
      travel: planeTravel(corners),
    }
    expect(planRoutes(problem, { iterations: 500 }).routes.length).toBe(4)
    const few = planRoutes({ ...problem, objective: { fewestDays: true } }, { iterations: 500 })
    expect(few.routes.length).toBe(1)
    expect(few.cost.travel).toBeCloseTo(120, 9)
  })
})

describe('E8 dispatch, planning again', () => {
  const shiftsOf = (plan: ReturnType<typeof planRoutes>) =>
    new Map(
      plan.routes.flatMap(({ technician, shift, stops }) => stops.map(({ job }) => [job, `${technician} ${shift}`])),
    )

  it('takes in a new job and leaves the promised ones where they are', () => {
    const problem = firm(5, 26)
    const former = planRoutes(problem, { iterations: 0 })
    const urgent: Job = { id: 'urgent', place: 4, service: 20, priority: 9 }
    const more = { ...problem, jobs: [...problem.jobs, urgent] }
    const plan = replan(more, former, { formerProblem: problem, iterations: 500 })
    expect(checkPlan(more, plan)).toEqual([])
    expect(shiftsOf(plan).has('urgent')).toBe(true)
    const moved = (next: typeof plan) =>
      [...shiftsOf(former)].filter(([job, shift]) => shiftsOf(next).get(job) !== shift)
    expect(moved(plan).length).toBeLessThanOrEqual(1)
    expect(plan.cost.changes).toBe(600 * moved(plan).length)
    // Where promises weigh nothing, more move.
    const free = replan(more, former, { formerProblem: problem, iterations: 500, change: 0 })
    expect(moved(free).length).toBeGreaterThan(moved(plan).length)
    expect(free.cost.total).toBeLessThan(plan.cost.total)
  })

  it('shares out the work of a technician who fell ill, and keeps promised hours within the tolerance', () => {
    const problem = firm(6, 24)
    const former = planRoutes(problem, { iterations: 500 })
    const technicians = problem.technicians.map((one) => (one.id === 't2' ? { ...one, shifts: [] } : one))
    const ill = { ...problem, technicians }
    const plan = replan(ill, former, { formerProblem: problem, iterations: 500, tolerance: 60 })
    expect(checkPlan(ill, plan)).toEqual([])
    expect(plan.routes.some(({ technician }) => technician === 't2')).toBe(false)
    const before = new Map(former.routes.flatMap(({ stops }) => stops.map(({ job, start }) => [job, start])))
    for (const { job, start } of plan.routes.flatMap(({ stops }) => stops)) {
      if (before.has(job)) expect(start).toBeGreaterThanOrEqual(before.get(job)! - 60 - 1e-6)
    }
  })
})

describe('E8 dispatch, checking and running', () => {
  it('finds what is wrong with a plan', () => {
    const problem = firm(3, 25)
    const plan = planRoutes(problem, { iterations: 200 })
    const [first, ...others] = plan.routes
    const rules = (routes: typeof plan.routes) => checkPlan(problem, { ...plan, routes }).map(({ rule }) => rule)
    expect(rules(others)).toContain('job-missing')
    expect(rules([first!, ...plan.routes])).toContain('shift-twice')
    expect(rules([{ ...first!, stops: [...first!.stops].reverse() }, ...others])).toContain('travel-time')
    const lazy = first!.stops.map((stop) => ({ ...stop, end: stop.end - 5 }))
    expect(rules([{ ...first!, stops: lazy }, ...others])).toContain('service-time')
    expect(rules([{ ...first!, travelTime: 1 }, ...others])).toContain('figures')
    const hungry = plan.routes.find(({ lunch }) => lunch)!
    expect(rules(plan.routes.map((route) => (route === hungry ? { ...route, lunch: null } : route)))).toContain('lunch')
  })

  it('reports progress, stops when asked or when the time is over, and can be cancelled', () => {
    const problem = firm(2, 30)
    const seen: number[] = []
    planRoutes(problem, { iterations: 400, onProgress: (done) => seen.push(done) })
    expect(seen.every((done, i) => i === 0 || done >= seen[i - 1]!)).toBe(true)
    let asked = 0
    expect(planRoutes(problem, { shouldStop: () => ++asked > 5 }).iterations).toBeLessThan(200)
    let clock = 0
    const timed = planRoutes(problem, { now: () => clock++, milliseconds: 100 })
    expect(timed.iterations).toBeGreaterThan(50)
    expect(timed.trace.at(-1)!.elapsed).toBeGreaterThan(0)
    expect(() => planRoutes(problem, { signal: { aborted: true } })).toThrow('cancelled')
  })

  it('says what is wrong with a problem', () => {
    const problem = firm(1, 4)
    const fails = (change: Partial<DispatchProblem>) => () => planRoutes({ ...problem, ...change }, { iterations: 1 })
    expect(fails({ jobs: [] })).toThrow(AnalysisFailure)
    expect(fails({ technicians: [] })).toThrow('no shift')
    expect(fails({ jobs: [...problem.jobs, problem.jobs[0]!] })).toThrow('same id')
    expect(fails({ jobs: [{ id: 'x', place: 99, service: 1 }] })).toThrow('place')
    expect(fails({ jobs: [{ id: 'x', place: 0, service: 1, windows: [[5, 4]] }] })).toThrow('window')
    expect(fails({ travel: { places: 9, time: () => Number.NaN } })).toThrow('finite')
    expect(() => tableTravel([[0, 1]])).toThrow('columns')
  })

  it('measures the earth: Beijing to Shanghai is 1,067 km as the crow flies', () => {
    const cities = [
      { latitude: 39.9042, longitude: 116.4074 },
      { latitude: 31.2304, longitude: 121.4737 },
    ]
    const travel = earthTravel(cities, { speed: 1, detour: 1 })
    expect(travel.distance!(0, 1)).toBeGreaterThan(1066)
    expect(travel.distance!(0, 1)).toBeLessThan(1069)
  })
})

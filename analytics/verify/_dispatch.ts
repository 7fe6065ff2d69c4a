import { checkPlan, type DispatchProblem, earthTravel, type Job, planRoutes } from '../src/dispatch/index.ts'
import { createRandom } from '../src/numerics/random.ts'
import { type Figure, figuresOf, timed } from './_figure.ts'
import { generateSolomon, type Kind } from './_solomon.ts'

/** Generated after Solomon's scheme; vehicles and distance of the best plan that two runs of a minute each found, with seeds 1 and 2. */
const INSTANCES: readonly {
  kind: Kind
  seed: number
  share: number
  width: number
  best: readonly [number, number]
}[] = [
  { kind: 'R1', seed: 7, share: 0.75, width: 30, best: [11, 1112.18] },
  { kind: 'C1', seed: 7, share: 0.75, width: 120, best: [10, 1024.09] },
  { kind: 'RC1', seed: 7, share: 0.75, width: 30, best: [12, 1499.63] },
]
const SECONDS = 10
const FIRM_SECONDS = 20

/** The processor's time, which other work on the machine does not lengthen. */
const clock = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export function verifyDispatch(): Figure[] {
  const { figures, within, says } = figuresOf('dispatch')
  const gaps: number[] = []
  for (const { kind, seed, share, width, best } of INSTANCES) {
    const problem = generateSolomon(kind, seed, share, width)
    const { result, timeMs } = timed(() => planRoutes(problem, { now: clock, milliseconds: SECONDS * 1000 }))
    const legal = result.undone.length === 0 && checkPlan(problem, result).length === 0
    const gap = result.cost.travel / best[1] - 1
    gaps.push(gap)
    says(
      `Solomon kind ${kind}, 100 customers, ${SECONDS} s: vehicles`,
      `≤ ${best[0]}, distance ${best[1].toFixed(2)} (longer run)`,
      `${result.routes.length}, distance ${result.cost.travel.toFixed(2)}`,
      legal && result.routes.length <= best[0],
      timeMs,
    )
  }
  within(
    'Solomon kinds, mean gap to the distance of the longer runs',
    0.03,
    gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
  )
  verifyFirm(within, says)
  return figures
}

type Gather = ReturnType<typeof figuresOf>

function verifyFirm(within: Gather['within'], says: Gather['says']): void {
  const problem = cityFirm(4000, 50, 14)
  const { result, timeMs } = timed(() => planRoutes(problem, { now: clock, milliseconds: FIRM_SECONDS * 1000 }))
  const firm = '50 technicians, 4,000 jobs, 14 days'
  within(`${firm}: rules broken`, 0, checkPlan(problem, result).length)
  within(`${firm}: seconds to a plan, search included`, 60, timeMs / 1000, timeMs)
  const able = result.undone.filter(({ reason }) => reason === 'no-room')
  within(`${firm}: jobs undone that a technician could do, of ${result.undone.length} undone`, 0, able.length)
  // Without a step of the search, what is undone is what construction left undone.
  const first = planRoutes(problem, { iterations: 0 })
  const before = first.firstCost - first.cost.undone
  const saved = 1 - result.cost.travel / before
  says(`${firm}: travel saved over the first plan`, '≥ 15 %', `${(100 * saved).toFixed(1)} %`, saved >= 0.15)
}

/** A service firm in a city of 50 × 57 km: half-day windows on up to three days, five skills, lunch, a few firm technicians. Minutes. */
function cityFirm(jobCount: number, technicianCount: number, days: number): DispatchProblem {
  const random = createRandom(5)
  const points = Array.from({ length: jobCount + technicianCount }, () => ({
    latitude: 31.2 + (random.next() - 0.5) * 0.5,
    longitude: 121.4 + (random.next() - 0.5) * 0.6,
  }))
  const skills = ['gas', 'power', 'network', 'water', 'lift']
  const jobs = Array.from({ length: jobCount }, (_, j): Job => {
    const half = random.below(3)
    const on = [...new Set([random.below(days), random.below(days), random.below(days)])]
    const windows = on.map((d) => [d * 1440 + (half === 1 ? 780 : 480), d * 1440 + (half === 0 ? 720 : 1020)] as const)
    return {
      id: `j${j}`,
      place: j,
      service: 30 + 15 * random.below(4),
      priority: 1 + random.below(3),
      skills: random.next() < 0.5 ? [skills[random.below(skills.length)]!] : [],
      windows: random.next() < 0.2 ? undefined : windows,
      technician: random.next() < 0.02 ? `t${random.below(technicianCount)}` : undefined,
    }
  })
  const technicians = Array.from({ length: technicianCount }, (_, t) => ({
    id: `t${t}`,
    home: jobCount + t,
    skills: skills.filter(() => random.next() < 0.6),
    shifts: Array.from({ length: days }, (_, d) => ({
      from: d * 1440 + 480,
      until: d * 1440 + 1020,
      lunch: { from: d * 1440 + 690, until: d * 1440 + 780, length: 45 },
    })),
  }))
  return { jobs, technicians, travel: earthTravel(points, { speed: 0.6 }) }
}

import { type DispatchProblem, type Job, planeTravel } from '../src/dispatch/index.ts'
import { createRandom, type Random } from '../src/numerics/random.ts'

export type Kind = 'R1' | 'C1' | 'RC1'

interface Point {
  readonly x: number
  readonly y: number
}

const CUSTOMERS = 100
const CAPACITY = 200
const VEHICLES = 25

/** Depot, closing time and time per customer of Solomon's three kinds with short routes. */
const SCHEMES = {
  R1: { depot: { x: 35, y: 35 }, closes: 230, service: 10, side: 67, clustered: 0 },
  C1: { depot: { x: 40, y: 50 }, closes: 1236, service: 90, side: 90, clustered: 1 },
  RC1: { depot: { x: 40, y: 50 }, closes: 240, service: 10, side: 90, clustered: 0.5 },
} as const

/**
 * A problem after Solomon's scheme (1987, section 4): customers uniform (R), in clusters (C) or half and half (RC); a share of them
 * with time windows, whose centres are uniform over the times at which a vehicle can be there, or for C follow a tour of the cluster;
 * widths are normal. Not one of his 56, which carry no licence, but their like.
 */
export function generateSolomon(kind: Kind, seed: number, share: number, width: number): DispatchProblem {
  const { depot, closes, service, side, clustered } = SCHEMES[kind]
  const random = createRandom(seed)
  const inClusters = Math.round(CUSTOMERS * clustered)
  const clusters = Array.from({ length: 10 }, () => ({ x: 8 + random.below(side - 8), y: 5 + random.below(side - 5) }))
  const points = Array.from({ length: CUSTOMERS }, (_, i): Point => {
    if (i >= inClusters) return { x: random.below(side + 1), y: random.below(side + 1) }
    const { x, y } = clusters[i % clusters.length]!
    return { x: x + random.below(11) - 5, y: y + random.below(11) - 5 }
  })
  const travel = planeTravel([depot, ...points])
  const tours = kind === 'C1' ? tourTimes(travel.time, clusters.length, service) : null
  const jobs = points.map((_, i): Job => {
    const place = i + 1
    const demand = kind === 'C1' ? 10 * (1 + random.below(3)) : 1 + random.below(29)
    const earliest = travel.time(0, place)
    const latest = closes - travel.time(place, 0) - service
    const centre = tours ? tours[i]! : earliest + random.next() * (latest - earliest)
    const has = random.next() < share
    return { id: `c${place}`, place, service, demand, windows: [span(has, centre, width, earliest, latest, random)] }
  })
  const technicians = Array.from({ length: VEHICLES }, (_, v) => ({
    id: `v${v}`,
    home: 0,
    capacity: CAPACITY,
    shifts: [{ from: 0, until: closes }],
  }))
  return { jobs, technicians, travel, objective: { fewestDays: true } }
}

function span(has: boolean, centre: number, width: number, earliest: number, latest: number, random: Random) {
  const half = Math.max(1, 0.5 * width * (1 + 0.25 * random.normal()))
  if (!has) return [0, Math.floor(latest)] as const
  const from = Math.max(0, Math.min(Math.round(centre - half), Math.floor(latest)))
  const until = Math.min(Math.floor(latest), Math.max(Math.round(centre + half), Math.ceil(earliest)))
  return [Math.min(from, until), until] as const
}

/** When a vehicle that tours each cluster by the nearest next customer comes to each. */
function tourTimes(time: (from: number, to: number) => number, clusters: number, service: number): number[] {
  const times = new Array<number>(CUSTOMERS).fill(0)
  for (let cluster = 0; cluster < clusters; cluster++) {
    const left = new Set<number>()
    for (let i = cluster; i < CUSTOMERS; i += clusters) left.add(i + 1)
    let at = 0
    let now = 0
    while (left.size > 0) {
      const next = [...left].reduce((best, place) => (time(at, place) < time(at, best) ? place : best))
      left.delete(next)
      now += time(at, next)
      times[next - 1] = now
      now += service
      at = next
    }
  }
  return times
}

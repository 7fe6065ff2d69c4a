import type { Deal } from './deal.ts'

/** Days in a step of time. */
export const PERIOD = 7
/** Steps told apart by age; older ones count as this old. */
const OLDEST = 52
/** Deals' worth of belief: in the hazard of older ages, in no season, in the average share that ever leaves. */
const HAZARD_BELIEF = 5
const SEASON_BELIEF = 25
const MOVER_BELIEF = 10
const OLD_ENOUGH = 50
/** Days in which what was seen loses half its weight: customers and reps change their pace. */
const HALF_LIFE = 120
const ROUNDS = 40
const CLOSE_ENOUGH = 1e-4
const SURE_EXIT = 0.95
export const WON = '\u0000won'
export const LOST = '\u0000lost'

/** Stays in a stage that are alike in all that matters: begun in the same week, as long, ended in the same way, of the same rep. */
interface Stays {
  readonly stage: string
  readonly rep: string
  readonly startedOn: number
  readonly age: number
  /** Share of the last week that was seen. */
  readonly rest: number
  readonly way: string | null
  count: number
  /** Probability that these are movers: deals that will leave the stage some day. */
  mover: number
}

interface StageExits {
  readonly ways: ReadonlyMap<string, { readonly byAge: Float64Array; readonly byMonth: Float64Array }>
  readonly movers: number
  readonly moversByRep: ReadonlyMap<string, number>
}

/** How deals leave the stages: chances by age, way and month of the quarter, and the share that never leaves. */
export type Exits = ReadonlyMap<string, StageExits>

/**
 * Learns how deals leave stages as a mover–stayer model (Blumen, Kogan & McCarthy 1955; as a cure model Boag 1949): some deals
 * are dead although nobody closed them, and the longer a deal stays, above all past the end of a quarter, the likelier it is one
 * of these. Without stayers such deals would count as merely slow and be expected to close for ever. Movers leave by a weekly
 * hazard of age × month of the quarter for each way out (competing risks). By expectation and maximization: the probability that
 * an open deal is a mover from its survival so far; hazards from exits over movers exposed. What is rarely seen is drawn towards
 * the hazard of older ages, no season, and the average share of movers (empirical Bayes).
 */
export function learnExits(deals: readonly Deal[], asOf: number): Exits {
  const out = new Map<string, StageExits>()
  for (const [stage, stays] of gatherStays(deals, asOf)) {
    let model = maximize(stays, asOf, null)
    for (let round = 0; round < ROUNDS; round++) {
      expect(stays, model)
      const next = maximize(stays, asOf, model)
      const moved = Math.abs(next.movers - model.movers)
      model = next
      if (moved < CLOSE_ENOUGH) break
    }
    out.set(stage, model)
  }
  return out
}

function gatherStays(deals: readonly Deal[], asOf: number): Map<string, Stays[]> {
  const byKey = new Map<string, Stays>()
  for (const { stages, closedOn, won, rep = '' } of deals) {
    stages.forEach(({ stage, enteredOn }, i) => {
      const end = Math.max(enteredOn, stages[i + 1]?.enteredOn ?? closedOn ?? asOf)
      const way = stages[i + 1]?.stage ?? (won === null ? null : won ? WON : LOST)
      const back = Math.floor((asOf - enteredOn) / PERIOD)
      const age = Math.floor((end - enteredOn) / PERIOD)
      const rest = way === null ? ((end - enteredOn) % PERIOD) / PERIOD : 1
      const key = JSON.stringify([stage, rep, back, age, way, rest])
      const known = byKey.get(key)
      if (known) {
        known.count++
        return
      }
      const own = {
        stage,
        rep,
        startedOn: asOf - back * PERIOD - 3,
        age,
        rest,
        way,
        count: 1,
        mover: way === null ? 0.5 : 1,
      }
      byKey.set(key, own)
    })
  }
  // In an order of their own, so that sums do not depend on the order of the deals.
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => own)
  const out = new Map<string, Stays[]>()
  for (const own of sorted) {
    const list = out.get(own.stage)
    if (list) list.push(own)
    else out.set(own.stage, [own])
  }
  return out
}

const capped = (age: number): number => Math.min(OLDEST, age)

/** Month of the quarter, 0…2, of a day since 1970-01-01. */
const monthOfQuarter = (day: number): number => new Date(day * 86_400_000).getUTCMonth() % 3

/** Weekly chance that a mover leaves at that age in that month, by any way. */
function hazard({ ways }: StageExits, age: number, month: number): number {
  let sum = 0
  for (const { byAge, byMonth } of ways.values()) sum += byAge[capped(age)]! * byMonth[month]!
  return Math.min(SURE_EXIT, sum)
}

/** Probability that a deal in a stage since that day is a mover, given that it is still there. */
function moverAfter(
  model: StageExits,
  rep: string,
  { startedOn, age, rest }: Pick<Stays, 'startedOn' | 'age' | 'rest'>,
) {
  let stayed = 1
  for (let week = 0; week <= age; week++) {
    const exit = hazard(model, week, monthOfQuarter(startedOn + week * PERIOD))
    stayed *= 1 - (week < age ? exit : exit * rest)
  }
  const share = model.moversByRep.get(rep) ?? model.movers
  const moving = share * stayed
  return moving / Math.max(1e-12, moving + 1 - share)
}

function expect(stays: readonly Stays[], model: StageExits): void {
  for (const one of stays) if (one.way === null) one.mover = moverAfter(model, one.rep, one)
}

function maximize(stays: readonly Stays[], asOf: number, before: StageExits | null): StageExits {
  const exposure = Array.from({ length: 3 }, () => new Float64Array(OLDEST + 1))
  const exits = new Map<string, Float64Array[]>()
  const reps = new Map<string, [movers: number, all: number]>()
  let [movers, all] = [0, 0]
  for (const { rep, startedOn, age, rest, way, count, mover } of stays) {
    for (let week = 0; week <= age; week++) {
      const day = startedOn + week * PERIOD
      const weight = count * 0.5 ** ((asOf - day) / HALF_LIFE)
      exposure[monthOfQuarter(day)]![capped(week)]! += weight * mover * (week < age ? 1 : rest)
      if (week < age || way === null) continue
      const counts = exits.get(way) ?? Array.from({ length: 3 }, () => new Float64Array(OLDEST + 1))
      exits.set(way, counts)
      counts[monthOfQuarter(day)]![capped(week)]! += weight
    }
    const weight = count * 0.5 ** ((asOf - startedOn) / HALF_LIFE)
    const own = reps.get(rep) ?? [0, 0]
    reps.set(rep, [own[0] + weight * mover, own[1] + weight])
    movers += weight * mover
    all += weight
  }
  const share = all > 0 ? movers / all : 1
  const ways = [...exits].map(([way, counts]) => {
    const season = before?.ways.get(way)?.byMonth ?? Float64Array.of(1, 1, 1)
    const byAge = hazardsByAge(counts, exposure, season)
    return [way, { byAge, byMonth: seasons(counts, exposure, byAge) }] as const
  })
  const moversByRep = [...reps].map(
    ([rep, [own, seen]]) => [rep, (own + MOVER_BELIEF * share) / (seen + MOVER_BELIEF)] as const,
  )
  return { ways: new Map(ways), movers: share, moversByRep: new Map(moversByRep) }
}

/** Exits / movers exposed, drawn towards the same for all older ages together, of which there must be enough. */
function hazardsByAge(exits: readonly Float64Array[], exposure: readonly Float64Array[], season: Float64Array) {
  const left = Float64Array.from({ length: OLDEST + 1 }, (_, age) => exits.reduce((sum, own) => sum + own[age]!, 0))
  const at = Float64Array.from(left, (_, age) => exposure.reduce((sum, own, m) => sum + own[age]! * season[m]!, 0))
  const suffix = (counts: Float64Array) => {
    const out = counts.slice()
    for (let age = OLDEST - 1; age >= 0; age--) out[age]! += out[age + 1]!
    return out
  }
  const [leftLater, atLater] = [suffix(left), suffix(at)]
  return Float64Array.from(left, (count, age) => {
    let since = age
    while (since > 0 && atLater[since]! < OLD_ENOUGH) since--
    const older = leftLater[since]! / Math.max(1, atLater[since]!)
    return Math.min(SURE_EXIT, (count + HAZARD_BELIEF * older) / (at[age]! + HAZARD_BELIEF))
  })
}

/** Exits of a month of the quarter / those expected by age alone. */
function seasons(exits: readonly Float64Array[], exposure: readonly Float64Array[], byAge: Float64Array): Float64Array {
  return Float64Array.from(exits, (own, month) => {
    const expected = exposure[month]!.reduce((sum, at, age) => sum + at * byAge[age]!, 0)
    return (own.reduce((sum, count) => sum + count, 0) + SEASON_BELIEF) / (expected + SEASON_BELIEF)
  })
}

export interface Chances {
  /** P(won within the horizon) of a deal that is in that stage since that day. */
  readonly ofOpen: (stage: string, enteredOn: number, rep: string) => number
  /** P(won by the end of the horizon) of a deal that enters the stage that many weeks before its end. */
  readonly ofNew: (stage: string, weeksLeft: number) => number
}

/** Backward recursion over stages, ages and the weeks of the horizon. */
export function chancesWithin(exits: Exits, asOf: number, weeks: number): Chances {
  const zeros = () => new Map([...exits.keys()].map((stage) => [stage, new Float64Array(OLDEST + 1)]))
  const table = [zeros()]
  for (let left = 1; left <= weeks; left++) {
    const month = monthOfQuarter(asOf + (weeks - left) * PERIOD + 4)
    const after = table[left - 1]!
    const now = zeros()
    for (const [stage, model] of exits) {
      const own = now.get(stage)!
      for (let age = 0; age <= OLDEST; age++) {
        const any = hazard(model, age, month)
        let sum = 0
        let value = 0
        for (const [way, { byAge, byMonth }] of model.ways) {
          const chance = byAge[age]! * byMonth[month]!
          sum += chance
          if (way === WON) value += chance
          else if (way !== LOST) value += chance * (exits.get(way)?.movers ?? 0) * (after.get(way)?.[0] ?? 0)
        }
        own[age] = (sum > 0 ? (value * any) / sum : 0) + (1 - any) * after.get(stage)![capped(age + 1)]!
      }
    }
    table.push(now)
  }
  return {
    ofOpen: (stage, enteredOn, rep) => {
      const model = exits.get(stage)
      if (!model) return 0
      const age = Math.floor((asOf - enteredOn) / PERIOD)
      const rest = ((asOf - enteredOn) % PERIOD) / PERIOD
      return moverAfter(model, rep, { startedOn: enteredOn, age, rest }) * table[weeks]!.get(stage)![capped(age)]!
    },
    ofNew: (stage, weeksLeft) => {
      const whole = Math.min(weeks, Math.max(0, Math.floor(weeksLeft)))
      const at = (left: number) => table[Math.min(weeks, left)]!.get(stage)?.[0] ?? 0
      const share = exits.get(stage)?.movers ?? 0
      return share * (at(whole) + Math.max(0, weeksLeft - whole) * (at(whole + 1) - at(whole)))
    },
  }
}

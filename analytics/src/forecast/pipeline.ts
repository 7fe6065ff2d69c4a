import { AnalysisFailure } from '../numerics/failure.ts'
import { normalQuantile } from '../numerics/special.ts'

/** A deal as its history tells it. Days are whole numbers since 1970-01-01. */
export interface Deal {
  /** Stages in the sequence in which they were entered; the first is when the deal began. */
  readonly stages: readonly { readonly stage: string; readonly enteredOn: number }[]
  readonly closedOn: number | null
  /** Null while open. */
  readonly won: boolean | null
  /** Value asked or listed, and for a won deal `wonValue`, what it came to. */
  readonly value: number
  readonly wonValue?: number
  readonly rep?: string
  readonly product?: string
}

export interface PipelineOptions {
  /** The day on which the forecast stands: nothing later is looked at. */
  readonly asOf: number
  readonly horizonDays: number
  /** Coverage of the interval, default 0.8. */
  readonly level?: number
}

export interface PastForecast {
  readonly asOf: number
  readonly forecast: number
  readonly actual: number
}

export interface PipelineForecast {
  readonly mean: number
  readonly low: number
  readonly high: number
  /** What the deals say: those open today, and those yet to come. */
  readonly fromOpen: number
  readonly fromNew: number
  /** What was won in the last stretch as long as the horizon, or would have been at the pace seen so far. */
  readonly runRate: number
  /** Share of the deals' own voice in the mean, the rest is the run rate's; by the errors that both made before. */
  readonly weightOfDeals: number
  /** The same forecast made at earlier moments, oldest first, with what came of it. */
  readonly past: readonly PastForecast[]
  /** Per open deal (position in the input): probability of being won within the horizon. */
  readonly deals: readonly { readonly deal: number; readonly probability: number; readonly value: number }[]
}

const PERIOD = 7
const OLDEST = 52
/** Deals' worth of belief in the average: for hazards by age, and for the leaning of a rep or product. */
const HAZARD_BELIEF = 5
const LEANING_BELIEF = 25
const FEWEST = 30
/** Days in which what was seen loses half its weight: customers and reps change their pace. */
const HALF_LIFE = 120
const MOST_LOOKS = 8

/**
 * What the pipeline will bring within the horizon. Each week in a stage a deal may be won, lost, or move on, with chances that
 * depend on the stage and on how long it has been there (a discrete-time competing-risks model; ageing is in the hazards).
 * Chances by age are drawn towards the stage's average, those of a rep or product towards everyone's (empirical Bayes). Deals
 * yet to come arrive at the pace of the last quarter. The sum is averaged with the run rate, weighted by the squared errors both
 * made when asked at up to eight earlier moments (Bates & Granger 1969); the interval holds the luck of the deals, or the errors
 * of the past where these were larger, and how far the two are apart.
 * @throws AnalysisFailure `too-few-rows` with fewer than 30 closed deals before `asOf`, `bad-input`
 */
export function forecastPipeline(deals: readonly Deal[], options: PipelineOptions): PipelineForecast {
  const { asOf, horizonDays, level = 0.8 } = options
  if (!(horizonDays > 0 && Number.isFinite(asOf) && level > 0 && level < 1))
    throw new AnalysisFailure('bad-input', 'A forecast needs a day, a horizon above 0 and a level between 0 and 1.')
  const today = fromDeals(deals, asOf, horizonDays)
  if (today.closed < FEWEST)
    throw new AnalysisFailure(
      'too-few-rows',
      `A pipeline forecast needs at least ${FEWEST} closed deals; there are ${today.closed}.`,
    )
  const runRate = runRateOn(deals, asOf, horizonDays)
  const before = lookBack(deals, asOf, horizonDays)
  const weightOfDeals = weigh(before)
  const combine = (own: number, rate: number) => weightOfDeals * own + (1 - weightOfDeals) * rate
  const mean = combine(today.fromOpen + today.fromNew, runRate)
  const past = before.map(({ asOf: then, own, rate, actual }) => ({ asOf: then, forecast: combine(own, rate), actual }))
  const errors =
    past.reduce((sum, { forecast, actual }) => sum + (forecast - actual) ** 2, 0) / Math.max(1, past.length)
  const apart = weightOfDeals * (1 - weightOfDeals) * (today.fromOpen + today.fromNew - runRate) ** 2
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(today.variance, errors) + apart)
  const { fromOpen, fromNew, open } = today
  return {
    mean,
    low: Math.max(0, mean - half),
    high: mean + half,
    fromOpen,
    fromNew,
    runRate,
    weightOfDeals,
    past,
    deals: open,
  }
}

interface Before {
  readonly asOf: number
  readonly own: number
  readonly rate: number
  readonly actual: number
}

/** Both forecasts at earlier moments whose horizon has passed by now, a sixth of a horizon apart. */
function lookBack(deals: readonly Deal[], asOf: number, horizonDays: number): Before[] {
  const out: Before[] = []
  for (let k = MOST_LOOKS - 1; k >= 0; k--) {
    const then = Math.round(asOf - horizonDays - (k * horizonDays) / 6)
    const own = fromDeals(deals, then, horizonDays)
    if (own.closed < FEWEST) continue
    const actual = wonBetween(deals, then, then + horizonDays)
    out.push({ asOf: then, own: own.fromOpen + own.fromNew, rate: runRateOn(deals, then, horizonDays), actual })
  }
  return out
}

/** Inverse squared errors, with one look's worth of belief that both are equally good. */
function weigh(before: readonly Before[]): number {
  const square = (pick: (one: Before) => number) => before.reduce((sum, one) => sum + (pick(one) - one.actual) ** 2, 0)
  const [own, rate] = [square((one) => one.own), square((one) => one.rate)]
  const belief = (own + rate) / (2 * Math.max(1, before.length))
  return own + rate > 0 ? (rate + belief) / (own + rate + 2 * belief) : 0.5
}

function wonBetween(deals: readonly Deal[], after: number, until: number): number {
  return deals.reduce((sum, { won, closedOn, value, wonValue }) => {
    return sum + (won && closedOn !== null && closedOn > after && closedOn <= until ? (wonValue ?? value) : 0)
  }, 0)
}

/** Won in the last stretch as long as the horizon; where deals have been closed for less long, what that would come to. */
function runRateOn(deals: readonly Deal[], asOf: number, horizonDays: number): number {
  const first = deals.reduce((least, { closedOn }) => Math.min(least, closedOn ?? asOf), asOf)
  const seen = Math.min(horizonDays, Math.max(PERIOD, asOf - first + 1))
  return (wonBetween(deals, asOf - seen, asOf) * horizonDays) / seen
}

/** What the deals alone say, with the variance of their luck. */
function fromDeals(deals: readonly Deal[], asOf: number, horizonDays: number) {
  const known = deals
    .map((deal, index) => ({ index, deal: asKnownOn(deal, asOf) }))
    .filter(({ deal }) => deal.stages.length > 0)
  const all = known.map(({ deal }) => deal)
  const closed = all.filter(({ won }) => won !== null)
  if (closed.length < FEWEST) return { closed: closed.length, fromOpen: 0, fromNew: 0, variance: 0, open: [] }
  const weeks = Math.max(1, Math.round(horizonDays / PERIOD))
  const chance = chancesWithin(learnHazards(all, asOf), weeks)
  const lean = learnLeanings(closed)
  const realized = valueRatio(closed)
  const open = known
    .filter(({ deal }) => deal.won === null)
    .map(({ index, deal }) => {
      const { stage, enteredOn } = deal.stages.at(-1)!
      const age = Math.min(OLDEST, Math.floor((asOf - enteredOn) / PERIOD))
      return {
        deal: index,
        probability: Math.min(1, chance(stage, age, weeks) * lean(deal)),
        value: deal.value * realized.mean,
      }
    })
  const fuzz = 1 + realized.spread ** 2
  let fromOpen = 0
  let fromNew = 0
  let variance = 0
  for (const { probability, value } of open) {
    fromOpen += probability * value
    variance += value ** 2 * (probability * fuzz - probability ** 2)
  }
  for (const { stage, perWeek, count, value, square } of expectArrivals(all, asOf)) {
    let wins = 0
    for (let week = 0; week < weeks; week++) wins += perWeek * chance(stage, 0, weeks - week - 0.5)
    fromNew += wins * value * realized.mean
    // Poisson wins of varying value, and a pace known from `count` arrivals only.
    variance += wins * square * realized.mean ** 2 * fuzz + (wins * value * realized.mean) ** 2 / count
  }
  return { closed: closed.length, fromOpen, fromNew, variance, open }
}

/** The deal as it looked at the end of that day. */
function asKnownOn(deal: Deal, asOf: number): Deal {
  const stages = deal.stages.filter(({ enteredOn }) => enteredOn <= asOf)
  return deal.closedOn !== null && deal.closedOn <= asOf
    ? { ...deal, stages }
    : { ...deal, stages, closedOn: null, won: null }
}

/** Weekly chance of each way out of a stage, by weeks spent in it. */
type Hazards = ReadonlyMap<string, ReadonlyMap<string, Float64Array>>
const WON = '\u0000won'
const LOST = '\u0000lost'

function learnHazards(deals: readonly Deal[], asOf: number): Hazards {
  const exposure = new Map<string, Float64Array>()
  const exits = new Map<string, Map<string, Float64Array>>()
  for (const { stages, closedOn, won } of deals) {
    stages.forEach(({ stage, enteredOn }, i) => {
      const end = stages[i + 1]?.enteredOn ?? closedOn ?? asOf
      const way = stages[i + 1]?.stage ?? (won === null ? null : won ? WON : LOST)
      const age = Math.min(OLDEST, Math.floor(Math.max(0, end - enteredOn) / PERIOD))
      const own = exposure.get(stage) ?? new Float64Array(OLDEST + 1)
      exposure.set(stage, own)
      const weight = (week: number) => 0.5 ** ((asOf - enteredOn - week * PERIOD) / HALF_LIFE)
      for (let week = 0; week < age; week++) own[week]! += weight(week)
      // The last week counts whole when it ended in something, else by the days seen of it.
      own[age]! += weight(age) * (way === null ? ((end - enteredOn) % PERIOD) / PERIOD : 1)
      if (way === null) return
      const ways = exits.get(stage) ?? new Map<string, Float64Array>()
      exits.set(stage, ways)
      const counts = ways.get(way) ?? new Float64Array(OLDEST + 1)
      ways.set(way, counts)
      counts[age]! += weight(age)
    })
  }
  return new Map(
    [...exposure].map(([stage, own]) => {
      const total = own.reduce((sum, value) => sum + value, 0)
      const ways = [...(exits.get(stage) ?? [])].map(([way, counts]) => {
        const average = counts.reduce((sum, value) => sum + value, 0) / Math.max(1, total)
        const byAge = counts.map((count, age) => (count + HAZARD_BELIEF * average) / (own[age]! + HAZARD_BELIEF))
        return [way, byAge] as const
      })
      return [stage, new Map(ways)] as const
    }),
  )
}

/** P(won within that many weeks | stage, weeks in it), by backward recursion; between whole weeks linear. */
function chancesWithin(hazards: Hazards, weeks: number): (stage: string, age: number, left: number) => number {
  const table: Map<string, Float64Array>[] = [
    new Map([...hazards.keys()].map((stage) => [stage, new Float64Array(OLDEST + 1)])),
  ]
  for (let h = 1; h <= weeks; h++) {
    const before = table[h - 1]!
    const now = new Map<string, Float64Array>()
    for (const [stage, ways] of hazards) {
      now.set(
        stage,
        Float64Array.from({ length: OLDEST + 1 }, (_, age) => {
          const all = [...ways.values()].reduce((sum, byAge) => sum + byAge[age]!, 0)
          // More than one way out in a week is possible only by rounding of small counts.
          const scale = all > 1 ? 1 / all : 1
          let value = Math.max(0, 1 - all) * before.get(stage)![Math.min(OLDEST, age + 1)]!
          for (const [way, byAge] of ways) {
            if (way === LOST) continue
            value += scale * byAge[age]! * (way === WON ? 1 : (before.get(way)?.[0] ?? 0))
          }
          return value
        }),
      )
    }
    table.push(now)
  }
  return (stage, age, left) => {
    const at = (h: number) => table[Math.min(weeks, Math.max(0, h))]!.get(stage)?.[age] ?? 0
    const whole = Math.floor(left)
    return at(whole) + (left - whole) * (at(whole + 1) - at(whole))
  }
}

/** How much oftener than average the deals of this rep and this product are won, drawn towards 1. */
function learnLeanings(closed: readonly Deal[]): (deal: Deal) => number {
  const rate = closed.filter(({ won }) => won).length / closed.length
  const tally = (nameOf: (deal: Deal) => string | undefined) => {
    const counts = new Map<string, [won: number, all: number]>()
    for (const deal of closed) {
      const name = nameOf(deal)
      if (name === undefined) continue
      const own = counts.get(name) ?? [0, 0]
      counts.set(name, [own[0] + (deal.won ? 1 : 0), own[1] + 1])
    }
    return (deal: Deal) => {
      const own = counts.get(nameOf(deal) ?? '')
      return own && rate > 0 ? (own[0] / rate + LEANING_BELIEF) / (own[1] + LEANING_BELIEF) : 1
    }
  }
  const [byRep, byProduct] = [tally(({ rep }) => rep), tally(({ product }) => product)]
  return (deal) => byRep(deal) * byProduct(deal)
}

/** What won deals came to against what they were listed at: mean and relative spread. */
function valueRatio(closed: readonly Deal[]): { mean: number; spread: number } {
  const ratios = closed.flatMap(({ won, value, wonValue }) =>
    won && value > 0 && wonValue !== undefined ? [wonValue / value] : [],
  )
  if (ratios.length < 5) return { mean: 1, spread: 0 }
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1)
  return { mean, spread: mean > 0 ? Math.sqrt(variance) / mean : 0 }
}

interface Arrivals {
  readonly stage: string
  readonly count: number
  readonly perWeek: number
  /** Mean value and mean squared value. */
  readonly value: number
  readonly square: number
}

/** New deals per week and their values by first stage, over the last quarter or as long as there are data. */
function expectArrivals(deals: readonly Deal[], asOf: number): Arrivals[] {
  const first = deals.reduce((least, { stages }) => Math.min(least, stages[0]!.enteredOn), asOf)
  const window = Math.max(PERIOD, Math.min(91, asOf - first))
  const byStage = new Map<string, number[]>()
  for (const { stages, value } of deals) {
    const { stage, enteredOn } = stages[0]!
    if (enteredOn <= asOf - window) continue
    const own = byStage.get(stage)
    if (own) own.push(value)
    else byStage.set(stage, [value])
  }
  return [...byStage].map(([stage, values]) => ({
    stage,
    count: values.length,
    perWeek: (values.length / window) * PERIOD,
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
    square: values.reduce((sum, value) => sum + value * value, 0) / values.length,
  }))
}

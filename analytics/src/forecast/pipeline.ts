import { AnalysisFailure } from '../numerics/failure.ts'
import { studentQuantile } from '../numerics/special.ts'
import type { Deal } from './deal.ts'
import { chancesWithin, learnExits, PERIOD } from './exits.ts'

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

/** Deals' worth of belief in the average: for hazards by age, and for the leaning of a rep or product. */
const LEANING_BELIEF = 25
const FEWEST = 30
const MOST_LOOKS = 8

/**
 * What the pipeline will bring within the horizon. Each week in a stage a deal may be won, lost, or move on, with chances by stage,
 * time in it and month of the quarter; some deals are dead without having been closed, more with some reps than with others, and the
 * longer a deal stays the likelier it is one of them (see `learnExits`). How often a rep or product wins is drawn towards
 * everyone's (empirical Bayes). Deals yet to come arrive at the pace of the last quarter. The sum is averaged with the run rate,
 * weighted by the squared errors both made when asked at up to eight earlier moments (Bates & Granger 1969); the interval holds the
 * luck of the deals, or the errors of the past where these were larger, and how far the two are apart, as Student's t with as many
 * degrees of freedom as there are horizons looked back on.
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
  // Looks overlap, and the weight was chosen on them: the spread of errors is known about as well as from this many of its own.
  const known = 1 + (before.length > 1 ? (asOf - horizonDays - before[0]!.asOf) / horizonDays : 0)
  const half = studentQuantile((1 + level) / 2, 1 + known) * Math.sqrt(Math.max(today.variance, errors) + apart)
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
  const chances = chancesWithin(learnExits(all, asOf), asOf, weeks)
  const lean = learnLeanings(closed)
  const realized = valueRatio(closed)
  const open = known
    .filter(({ deal }) => deal.won === null)
    .map(({ index, deal }) => {
      const { stage, enteredOn } = deal.stages.at(-1)!
      return {
        deal: index,
        probability: Math.min(1, chances.ofOpen(stage, enteredOn, deal.rep ?? '') * lean(deal)),
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
    for (let week = 0; week < weeks; week++) wins += perWeek * chances.ofNew(stage, weeks - week - 0.5)
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

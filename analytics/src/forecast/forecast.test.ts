import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import { backtestSeries, type Deal, forecastPipeline, forecastSeries, type HierarchyNode, reconcile } from './index.ts'

/** International airline passengers, thousands a month, 1949–1960 (Box & Jenkins 1976, series G). */
const AIRLINE = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
  140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191,
  172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259,
  229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405,
  355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491,
  505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535,
  622, 606, 508, 461, 390, 432,
]

describe('H6 forecast of a series', () => {
  it('finds the multiplicative season of the airline passengers and forecasts 1960 within 4 %', () => {
    const { form, points } = forecastSeries(AIRLINE.slice(0, 132), { horizon: 12, season: 12, level: 0.95 })
    expect(form).toMatchObject({ seasonal: true, logarithmic: true })
    expect(form.trend).not.toBe('none')
    const actual = AIRLINE.slice(132)
    const error = points.reduce((sum, { mean }, h) => sum + Math.abs(mean / actual[h]! - 1), 0) / 12
    expect(error).toBeLessThan(0.04)
    expect(points.filter(({ low, high }, h) => actual[h]! >= low && actual[h]! <= high).length).toBeGreaterThanOrEqual(
      10,
    )
  })

  it('backtests with less than half the error of the seasonal naive forecast', () => {
    const test = backtestSeries(AIRLINE, { horizon: 6, season: 12, origins: 12 })
    expect(test.forecasts).toBe(72)
    expect(test.mase).toBeLessThan(0.5 * test.naiveMase)
    expect(test.coverage).toBeGreaterThan(0.6)
  })

  it('is the mean for noise, the line for a line, and keeps to the units it was given', () => {
    const random = createRandom(2)
    const noise = Array.from({ length: 40 }, () => 50 + random.normal())
    expect(forecastSeries(noise, { horizon: 3 }).points[2]!.mean).toBeCloseTo(50, 0)
    const line = Array.from({ length: 30 }, (_, t) => 5 + 2 * t + 0.01 * random.normal())
    expect(forecastSeries(line, { horizon: 5 }).points[4]!.mean).toBeCloseTo(5 + 2 * 34, 0)
    const base = forecastSeries(AIRLINE, { horizon: 6, season: 12 })
    const scaled = forecastSeries(
      AIRLINE.map((value) => value * 1000),
      { horizon: 6, season: 12 },
    )
    expect(scaled.form).toEqual(base.form)
    for (const [h, point] of base.points.entries()) expect(scaled.points[h]!.mean / point.mean).toBeCloseTo(1000, 0)
  })

  it('takes out a holiday and puts it back where it falls next', () => {
    const random = createRandom(6)
    const holidays = Array.from({ length: 64 }, (_, t) => (t % 13 === 5 ? 1 : 0))
    const values = holidays.slice(0, 56).map((holiday) => 100 + random.normal() + 40 * holiday)
    const { points, holidayEffect } = forecastSeries(values, { horizon: 8, holidays })
    expect(Math.abs(holidayEffect! - 40)).toBeLessThan(2)
    expect(points[1]!.mean - points[0]!.mean).toBeCloseTo(holidayEffect!, 6)
  })

  it('never forecasts anything but numbers, low ≤ mean ≤ high, wider with time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 4, maxLength: 40 }),
        (values) => {
          const { points } = forecastSeries(values, { horizon: 4, season: 4 })
          points.forEach(({ mean, low, high }, h) => {
            expect([mean, low, high].every(Number.isFinite)).toBe(true)
            expect(low <= high).toBe(true)
            if (h > 0 && values.some((value) => value <= 0))
              expect(high - low).toBeGreaterThanOrEqual(points[h - 1]!.high - points[h - 1]!.low - 1e-6)
          })
        },
      ),
      { numRuns: 40 },
    )
    expect(() => forecastSeries([1, 2, 3], { horizon: 1 })).toThrow(AnalysisFailure)
    expect(() => forecastSeries([1, 2, 3, Number.NaN], { horizon: 1 })).toThrow(AnalysisFailure)
    expect(() => backtestSeries([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], { horizon: 1 })).toThrow('never changes')
  })
})

describe('H6 hierarchy', () => {
  it('splits a disagreement by leaves, or by how sure each forecast is', () => {
    const nodes: HierarchyNode[] = [
      { id: 'firm', parent: null, forecast: 110 },
      { id: 'north', parent: 'firm', forecast: 60 },
      { id: 'south', parent: 'firm', forecast: 40 },
    ]
    const even = reconcile(nodes)
    expect(even.get('firm')).toBeCloseTo(105, 10)
    expect(even.get('north')).toBeCloseTo(62.5, 10)
    const sure = reconcile(nodes.map((node) => ({ ...node, variance: node.id === 'firm' ? 1e-6 : 1 })))
    expect(sure.get('firm')).toBeCloseTo(110, 3)
  })

  it('adds up at every level, and leaves alone what already does', () => {
    const leaf = fc.double({ min: 1, max: 100, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.array(leaf, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        leaf,
        (regions, off) => {
          const build = (extra: number): HierarchyNode[] => [
            { id: 'firm', parent: null, forecast: regions.flat().reduce((sum, value) => sum + value, 0) + extra },
            ...regions.flatMap((own, r): HierarchyNode[] => [
              { id: `r${r}`, parent: 'firm', forecast: own.reduce((sum, value) => sum + value, 0) },
              ...own.map((forecast, i): HierarchyNode => ({ id: `r${r}/${i}`, parent: `r${r}`, forecast })),
            ]),
          ]
          for (const { id, forecast } of build(0)) expect(reconcile(build(0)).get(id)).toBeCloseTo(forecast, 6)
          const moved = reconcile(build(off))
          const sum = regions.reduce((all, _, r) => all + moved.get(`r${r}`)!, 0)
          expect(sum).toBeCloseTo(moved.get('firm')!, 6)
        },
      ),
    )
    expect(() => reconcile([{ id: 'a', parent: 'b', forecast: 1 }])).toThrow('not there')
  })
})

/** Deals that need a demo, then an offer; ten weeks each at most, four of ten won. */
function deals(count: number, seed: number): Deal[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, i) => {
    const opened = Math.floor((i * 700) / count)
    const offered = opened + 7 + random.below(28)
    const closedOn = offered + 7 + random.below(35)
    const rep = ['Ann', 'Bo'][i % 2]!
    const won = random.next() < (rep === 'Ann' ? 0.6 : 0.2)
    const value = 1000 + random.below(500)
    return {
      stages: [
        { stage: 'demo', enteredOn: opened },
        { stage: 'offer', enteredOn: offered },
      ],
      closedOn,
      won,
      value,
      ...(won ? { wonValue: 0.9 * value } : {}),
      rep,
    }
  })
}

describe('C4 H6 pipeline forecast', () => {
  const all = deals(1400, 5)
  const asOf = 560

  it('forecasts the next quarter, from open deals and those to come, with an honest record', () => {
    let expected = 0
    let came = 0
    let inside = 0
    for (let seed = 1; seed <= 12; seed++) {
      const own = deals(1400, seed)
      const actual = own.reduce(
        (sum, { won, closedOn, wonValue }) => sum + (won && closedOn! > asOf && closedOn! <= asOf + 91 ? wonValue! : 0),
        0,
      )
      const { mean, low, high } = forecastPipeline(own, { asOf, horizonDays: 91 })
      expected += mean
      came += actual
      inside += actual >= low && actual <= high ? 1 : 0
    }
    expect(Math.abs(expected / came - 1)).toBeLessThan(0.06)
    expect(inside).toBeGreaterThanOrEqual(7)
    const forecast = forecastPipeline(all, { asOf, horizonDays: 91 })
    expect(forecast.past).toHaveLength(8)
    expect(forecast.past.every(({ asOf: then }) => then + 91 <= asOf)).toBe(true)
    expect(forecast.weightOfDeals > 0 && forecast.weightOfDeals < 1).toBe(true)
    expect(forecast.fromNew).toBeGreaterThan(0)
  })

  it('knows nothing of what comes after the day it stands on', () => {
    const cut = all
      .filter(({ stages }) => stages[0]!.enteredOn <= asOf)
      .map((deal) =>
        deal.closedOn! > asOf
          ? { ...deal, closedOn: null, won: null, stages: deal.stages.filter(({ enteredOn }) => enteredOn <= asOf) }
          : deal,
      )
    expect(forecastPipeline(cut, { asOf, horizonDays: 91 }).mean).toBeCloseTo(
      forecastPipeline(all, { asOf, horizonDays: 91 }).mean,
      6,
    )
  })

  it('believes more in the deals of a rep who wins more, and in an offer more than in a demo', () => {
    const { deals: open } = forecastPipeline(all, { asOf, horizonDays: 28 })
    const mean = (pick: (deal: Deal) => boolean) => {
      const own = open.filter(({ deal }) => pick(all[deal]!))
      return own.reduce((sum, { probability }) => sum + probability, 0) / own.length
    }
    const inOffer = ({ stages }: Deal) => stages[1]!.enteredOn <= asOf
    expect(mean(({ rep }) => rep === 'Ann')).toBeGreaterThan(1.5 * mean(({ rep }) => rep === 'Bo'))
    expect(mean(inOffer)).toBeGreaterThan(mean((deal) => !inOffer(deal)))
    expect(open.every(({ probability }) => probability >= 0 && probability <= 1)).toBe(true)
  })

  it('a longer horizon never brings less from the open deals; currency is only a scale; order of rows does not matter', () => {
    const short = forecastPipeline(all, { asOf, horizonDays: 28 })
    expect(forecastPipeline(all, { asOf, horizonDays: 91 }).fromOpen).toBeGreaterThanOrEqual(short.fromOpen)
    const cents = all.map((deal) => ({
      ...deal,
      value: deal.value * 100,
      ...(deal.wonValue === undefined ? {} : { wonValue: deal.wonValue * 100 }),
    }))
    expect(forecastPipeline(cents, { asOf, horizonDays: 28 }).mean / 100).toBeCloseTo(short.mean, 6)
    expect(forecastPipeline([...all].reverse(), { asOf, horizonDays: 28 }).mean).toBeCloseTo(short.mean, 6)
  })

  it('expects nothing of deals that are dead although nobody closed them, and knows whose deals they are', () => {
    // Every fourth deal of Bo is never closed; all others close within fifteen weeks.
    const random = createRandom(9)
    const some = Array.from({ length: 8000 }, (_, i): Deal => {
      const enteredOn = Math.floor((i * 700) / 8000)
      const rep = ['Ann', 'Bo'][i % 2]!
      const isDead = rep === 'Bo' && random.next() < 0.25
      const won = random.next() < 0.5
      const stages = [{ stage: 'open', enteredOn }]
      const closedOn = isDead ? null : enteredOn + 7 + random.below(98)
      return {
        stages,
        closedOn,
        won: isDead ? null : won,
        value: 1000,
        rep,
        ...(won && !isDead ? { wonValue: 1000 } : {}),
      }
    })
    const now = 600
    const { deals: open, fromOpen } = forecastPipeline(some, { asOf: now, horizonDays: 91 })
    const actual = some.filter(
      (d) => d.won && d.stages[0]!.enteredOn <= now && d.closedOn! > now && d.closedOn! <= now + 91,
    )
    expect(Math.abs(fromOpen / (1000 * actual.length) - 1)).toBeLessThan(0.12)
    const mean = (pick: (deal: Deal) => boolean) => {
      const own = open.filter(({ deal }) => pick(some[deal]!))
      return own.reduce((sum, { probability }) => sum + probability, 0) / own.length
    }
    const age = ({ stages }: Deal) => now - stages[0]!.enteredOn
    expect(mean((deal) => age(deal) > 112)).toBeLessThan(0.01)
    expect(mean((deal) => deal.rep === 'Bo' && age(deal) < 70)).toBeLessThan(
      0.9 * mean((deal) => deal.rep === 'Ann' && age(deal) < 70),
    )
  })

  it('says when there is too little to go by', () => {
    expect(() => forecastPipeline(all, { asOf: 20, horizonDays: 91 })).toThrow(AnalysisFailure)
    expect(() => forecastPipeline(all, { asOf, horizonDays: 0 })).toThrow(AnalysisFailure)
  })
})

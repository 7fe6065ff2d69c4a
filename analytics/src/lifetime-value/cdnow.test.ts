import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  calibrationByFrequency,
  createOrderLog,
  expectedPurchases,
  expectedSpend,
  fitBgNbd,
  fitGammaGamma,
  fitParetoNbd,
  holdoutError,
  lifetimeValue,
  lifetimeValueInterval,
  paretoNbdDert,
  parseDay,
  probabilityAlive,
  trackCumulative,
} from './index.ts'

const table = (file: string) =>
  readFileSync(new URL(`./golden/${file}`, import.meta.url), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number))

const summary = table('cdnow_summary.csv')
const column = (index: number) => Float64Array.from(summary, (row) => row[index]!)
const histories = { frequency: column(1), recency: column(2), age: column(3) }
const bg = fitBgNbd(histories)
const pareto = fitParetoNbd(histories)
const spend = fitGammaGamma(column(1), column(4))

const expectClose = (actual: number, expected: number, relative = 1e-4) =>
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  )

describe('B2 lifetime value on CDNOW (Fader, Hardie & Lee 2005)', () => {
  it('finds the published BG/NBD parameters', () => {
    expect(bg.converged).toBe(true)
    expectClose(bg.parameters.r, 0.242592915)
    expectClose(bg.parameters.alpha, 4.41353167)
    expectClose(bg.parameters.a, 0.792886213)
    expectClose(bg.parameters.b, 2.42575368)
    expectClose(bg.logLikelihood, -9582.42556056736, 1e-8)
    expect(bg.standardErrors!.r).toBeGreaterThan(0)
  })

  it('finds the published Pareto/NBD parameters', () => {
    expectClose(pareto.parameters.r, 0.553275505)
    expectClose(pareto.parameters.alpha, 10.5776128)
    expectClose(pareto.parameters.s, 0.60621361)
    expectClose(pareto.parameters.beta, 11.6679125)
    expectClose(pareto.logLikelihood, -9594.973929826861, 1e-8)
  })

  it('finds the published Gamma–Gamma parameters', () => {
    expect(spend.customers).toBe(946)
    expectClose(spend.parameters.p, 6.248804128)
    expectClose(spend.parameters.q, 3.744587888)
    expectClose(spend.parameters.v, 15.44774106)
    expectClose(spend.logLikelihood, -4055.923243502858, 1e-8)
  })

  it.each(table('cdnow_reference_50.csv'))('predicts reference customer %d', (...row) => {
    const [, x, recency, age, mean, buys, buysInWeek, alive, paretoBuys, paretoAlive, value, clv, , , dert] = row
    expectClose(expectedPurchases(bg, x!, recency!, age!, 39), buys!)
    expectClose(expectedPurchases(bg, x!, recency!, age!, 1), buysInWeek!)
    expectClose(probabilityAlive(bg, x!, recency!, age!), alive!)
    expectClose(expectedPurchases(pareto, x!, recency!, age!, 39), paretoBuys!)
    expectClose(probabilityAlive(pareto, x!, recency!, age!), paretoAlive!)
    expectClose(expectedSpend(spend.parameters, x!, mean!)!, value!)
    const customer = { frequency: x!, recency: recency!, age: age!, meanRepeatSpend: mean! }
    const months = { horizon: 12 * 4.345, period: 4.345, rate: 0.01 }
    expectClose(lifetimeValue(bg, spend.parameters, customer, months)!, clv!)
    expectClose(paretoNbdDert(pareto.parameters, x!, recency!, age!, 0.0027), dert!)
  })

  it('summarizes the order log as the published summary does, whatever the sequence of its rows', () => {
    const orders = table('cdnow_orders.csv')
    const build = (rows: number[][]) => {
      const log = createOrderLog({
        unit: 'week',
        until: parseDay('1997-09-30')!,
        holdoutUntil: parseDay('1998-06-30')!,
      })
      for (const row of rows) log.add(String(row[1]), parseDay(String(row[2]))!, row[4]!)
      return log.summarize()
    }
    const summarized = build(orders)
    const index = new Map(summarized.customers.map((name, i) => [name, i]))
    for (const [id, x, recency, age, mean] of summary) {
      const i = index.get(String(id))!
      expect(summarized.frequency[i]).toBe(x)
      expect(Math.abs(summarized.recency[i]! - recency!)).toBeLessThan(0.0051)
      expect(Math.abs(summarized.age[i]! - age!)).toBeLessThan(0.0051)
      expect(Math.abs(summarized.meanRepeatSpend[i]! - mean!)).toBeLessThan(0.0051)
    }
    const reversed = build([...orders].reverse())
    const byName = new Map(reversed.customers.map((name, i) => [name, i]))
    summarized.customers.forEach((name, i) => {
      expect(reversed.frequency[byName.get(name)!]).toBe(summarized.frequency[i])
      expect(reversed.holdoutPurchases[byName.get(name)!]).toBe(summarized.holdoutPurchases[i])
    })
    const error = holdoutError(bg, summarized, summarized.holdoutPurchases, 39)
    expect(error.actual).toBe(1882)
    expectClose(error.expected, 1653.4, 1e-3)
    expectClose(holdoutError(pareto, summarized, summarized.holdoutPurchases, 39).expected, 1665.5, 1e-3)
    expect(error.correlation).toBeGreaterThan(0.6)
  })

  it('calibrates by frequency and tracks the cohort', () => {
    for (const fit of [bg, pareto]) {
      const classes = calibrationByFrequency(fit, histories)
      expectClose(
        classes.reduce((sum, { expected }) => sum + expected, 0),
        2357,
        1e-9,
      )
      for (const { actual, expected } of classes) expect(Math.abs(actual - expected)).toBeLessThan(0.16 * actual + 10)
      const births = histories.age.map((age) => 38.86 - age)
      const [early, calibration] = trackCumulative(fit, births, [10, 38.86])
      const actual = histories.frequency.reduce((sum, x) => sum + x, 0)
      expect(early!).toBeLessThan(calibration!)
      expectClose(calibration!, actual, 0.03)
    }
  })

  it('brackets lifetime value by a seeded interval whose mean is the closed form', () => {
    const customer = { frequency: 7, recency: 29.43, age: 38.86, meanRepeatSpend: 73.74 }
    const options = { horizon: 52.14, period: 4.345, rate: 0.01, draws: 40_000, seed: 5 }
    for (const fit of [bg, pareto]) {
      const interval = lifetimeValueInterval(fit, spend.parameters, customer, options)
      expectClose(interval.mean, lifetimeValue(fit, spend.parameters, customer, options)!, 0.03)
      expect(interval.low).toBeLessThanOrEqual(interval.mean)
      expect(interval.high).toBeGreaterThan(interval.mean)
      expect(lifetimeValueInterval(fit, spend.parameters, customer, options)).toEqual(interval)
    }
  })
})

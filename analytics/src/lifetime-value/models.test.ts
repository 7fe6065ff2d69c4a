import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import type { Objective } from '../numerics/optimize.ts'
import { gaussLegendre } from '../numerics/quadrature.ts'
import { createRandom } from '../numerics/random.ts'
import { bgNbdExpectedPurchases, bgNbdObjective } from './bg-nbd.ts'
import {
  createOrderLog,
  expectedPurchases,
  type FittedPurchases,
  fitBgNbd,
  fitGammaGamma,
  fitPurchases,
  nextPurchase,
  predictPurchases,
  probabilityAlive,
  replenishment,
} from './index.ts'
import { paretoNbdObjective } from './pareto-nbd.ts'
import { poolHistories } from './pool.ts'

/** Parameters from nearly nothing to nearly alike for all customers. */
const positive = fc.double({ min: -3, max: 14, noNaN: true }).map((power) => Math.exp(power))
const models: fc.Arbitrary<FittedPurchases> = fc
  .tuple(fc.boolean(), positive, positive, positive, positive)
  .map(([bg, p, q, s, t]) =>
    bg
      ? { model: 'bg-nbd' as const, parameters: { r: p, alpha: q, a: s, b: t } }
      : { model: 'pareto-nbd' as const, parameters: { r: p, alpha: q, s, beta: t } },
  )
const history = fc
  .tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0.1, max: 200, noNaN: true }),
  )
  .map(([x, share, age]) => ({ x, recency: x === 0 ? 0 : share * age, age }))

/** Customers drawn from the BG/NBD story itself. */
function simulate(customers: number, seed: number) {
  const random = createRandom(seed)
  const out = {
    frequency: new Float64Array(customers),
    recency: new Float64Array(customers),
    age: new Float64Array(customers),
  }
  for (let i = 0; i < customers; i++) {
    const age = 10 + Math.floor(random.next() * 60)
    const rate = random.gamma(0.8) / 6
    const leaving = random.beta(0.9, 2.5)
    let time = 0
    for (;;) {
      time += -Math.log(1 - random.next()) / rate
      if (time > age) break
      out.frequency[i]!++
      out.recency[i] = time
      if (random.next() < leaving) break
    }
    out.age[i] = age
  }
  return out
}

describe('buying models', () => {
  it.each([
    ['BG/NBD', bgNbdObjective],
    ['Pareto/NBD', paretoNbdObjective],
  ] as const)('%s: the analytic gradient is the slope of the likelihood', (_, build) => {
    const objective: Objective = build(poolHistories(simulate(200, 4)))
    fc.assert(
      fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 }), (theta) => {
        const gradient = new Float64Array(4)
        const scrap = new Float64Array(4)
        objective(Float64Array.from(theta), gradient)
        for (let j = 0; j < 4; j++) {
          const at = (step: number) =>
            objective(
              Float64Array.from(theta, (v, k) => (k === j ? v + step : v)),
              scrap,
            )
          const slope = (at(1e-5) - at(-1e-5)) / 2e-5
          expect(Math.abs(slope - gradient[j]!)).toBeLessThan(1e-5 * (1 + Math.abs(slope)) + 1e-4)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('keeps probabilities in 0…1 and expectations finite, growing with the horizon', () => {
    fc.assert(
      fc.property(
        models,
        history,
        fc.double({ min: 0, max: 100, noNaN: true }),
        (fit, { x, recency, age }, horizon) => {
          const alive = probabilityAlive(fit, x, recency, age)
          expect(alive).toBeGreaterThanOrEqual(0)
          expect(alive).toBeLessThanOrEqual(1)
          const near = expectedPurchases(fit, x, recency, age, horizon)
          const far = expectedPurchases(fit, x, recency, age, horizon + 1)
          expect(Number.isFinite(far)).toBe(true)
          expect(near).toBeGreaterThanOrEqual(0)
          expect(far).toBeGreaterThanOrEqual(near * (1 - 1e-9))
        },
      ),
    )
  })

  it('thinks better of a customer the more recently he has bought', () => {
    fc.assert(
      fc.property(models, history, (fit, { x, recency, age }) => {
        fc.pre(x > 0)
        const later = probabilityAlive(fit, x, (recency + age) / 2, age)
        expect(later).toBeGreaterThanOrEqual(probabilityAlive(fit, x, recency, age) - 1e-12)
      }),
    )
  })

  it('BG/NBD expectation agrees with its defining integral over the leaving probability', () => {
    const rule = gaussLegendre(64)
    fc.assert(
      fc.property(history, fc.double({ min: 1, max: 60, noNaN: true }), ({ x, age }, t) => {
        const p = { r: 0.7, alpha: 5, a: 1.8, b: 2.6 }
        // E[Y | alive] = ∫ Beta(q; a, b+x) E_λ[(1 − e^(−λqt)) / q] dq, λ ~ Gamma(r+x, α+T)
        let weight = 0
        let sum = 0
        rule.nodes.forEach((node, k) => {
          const q = node
          const density = rule.weights[k]! * q ** (p.a - 1) * (1 - q) ** (p.b + x - 1)
          weight += density
          sum += (density * (1 - ((p.alpha + age) / (p.alpha + age + q * t)) ** (p.r + x))) / q
        })
        const recency = x === 0 ? 0 : age
        const alive = probabilityAlive({ model: 'bg-nbd', parameters: p }, x, recency, age)
        const expected = (sum / weight) * alive
        expect(Math.abs(bgNbdExpectedPurchases(p, x, recency, age, t) - expected)).toBeLessThan(2e-3 * expected)
      }),
      { numRuns: 40 },
    )
  })

  it.each(['bg-nbd', 'pareto-nbd'] as const)('%s: fits do not depend on row order or on the unit of time', (model) => {
    const rows = simulate(1500, 9)
    const fit = fitPurchases(model, rows)
    const back = (values: Float64Array) => Float64Array.from(values).reverse()
    const reversed = fitPurchases(model, {
      frequency: back(rows.frequency),
      recency: back(rows.recency),
      age: back(rows.age),
    })
    expect(reversed.logLikelihood).toBeCloseTo(fit.logLikelihood, 6)
    const days = fitPurchases(model, {
      frequency: rows.frequency,
      recency: rows.recency.map((t) => t * 7),
      age: rows.age.map((t) => t * 7),
    })
    expect(days.parameters.r / fit.parameters.r).toBeCloseTo(1, 3)
    expect(days.parameters.alpha / fit.parameters.alpha).toBeCloseTo(7, 2)
  })

  it('recovers the parameters that made the data, from a sample first', () => {
    const fit = fitBgNbd(simulate(60_000, 2))
    const { parameters, standardErrors } = fit
    expect(fit.converged).toBe(true)
    expect(Math.abs(parameters.r - 0.8)).toBeLessThan(4 * standardErrors!.r)
    expect(Math.abs(parameters.alpha - 6)).toBeLessThan(4 * standardErrors!.alpha)
    expect(Math.abs(parameters.a - 0.9)).toBeLessThan(4 * standardErrors!.a)
    expect(Math.abs(parameters.b - 2.5)).toBeLessThan(4 * standardErrors!.b)
  })

  it('scores pooled histories exactly as one by one', () => {
    const rows = simulate(500, 7)
    const fit = fitBgNbd(rows)
    const { expectedPurchases: batch } = predictPurchases(fit, rows, 12)
    batch.forEach((value, i) => {
      expect(value).toBe(expectedPurchases(fit, rows.frequency[i]!, rows.recency[i]!, rows.age[i]!, 12))
    })
  })

  it('says why data cannot carry a model', () => {
    const reason = (run: () => unknown) => {
      try {
        run()
      } catch (failure) {
        return failure instanceof AnalysisFailure ? failure.reason : failure
      }
      return 'none'
    }
    const flat = (n: number, x: number) => ({
      frequency: new Float64Array(n).fill(x),
      recency: new Float64Array(n).fill(x === 0 ? 0 : 5),
      age: new Float64Array(n).fill(10),
    })
    expect(reason(() => fitBgNbd(flat(5, 1)))).toBe('too-few-rows')
    expect(reason(() => fitBgNbd(flat(50, 0)))).toBe('no-variance')
    expect(reason(() => fitBgNbd({ ...flat(50, 1), recency: new Float64Array(50).fill(11) }))).toBe('bad-input')
    expect(reason(() => fitBgNbd(simulate(100, 1), { signal: { aborted: true } }))).toBe('cancelled')
    expect(reason(() => fitGammaGamma(Float64Array.of(1, 2), Float64Array.of(5, 6)))).toBe('too-few-rows')
    expect(reason(() => fitGammaGamma(new Float64Array(30).fill(2), new Float64Array(30).fill(9)))).toBe('no-variance')
    expect(reason(() => createOrderLog({ unit: 'day', until: 10 }).add('a', Number.NaN))).toBe('bad-input')
  })

  it('reports progress that never falls back and ends at 1', () => {
    const seen: number[] = []
    fitBgNbd(simulate(30_000, 3), { onProgress: (done) => seen.push(done) })
    expect(seen.at(-1)).toBe(1)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })
})

describe('H5 next purchase', () => {
  it('orders low, median and high, and is due sooner for frequent buyers', () => {
    fc.assert(
      fc.property(models, history, (fit, { x, recency, age }) => {
        const next = nextPurchase(fit, x, recency, age)
        expect(next.low).toBeLessThanOrEqual(next.median)
        expect(next.median).toBeLessThanOrEqual(next.high)
        expect(next.probability).toBeLessThanOrEqual(1 + 1e-9)
        fc.pre(fit.model === 'bg-nbd')
        expect(nextPurchase(fit, x + 1, age, age).median).toBeLessThanOrEqual(next.median)
      }),
    )
  })

  it('draws a customer with few gaps towards the usual gap and shortens the wait by the days passed', () => {
    const regular = (id: string, gap: number, count: number) => ({
      id,
      days: Array.from({ length: count }, (_, i) => 100 - i * gap),
    })
    const series = [
      regular('weekly', 7, 9),
      regular('monthly', 30, 9),
      { id: 'noisy', days: [0, 25, 40, 80, 100] },
      { id: 'new', days: [100] },
    ]
    const today = replenishment(series, 100)
    const gap = (id: string) => today.find((one) => one.id === id)!
    expect(gap('weekly').usualGap).toBeLessThan(gap('new').usualGap)
    expect(gap('monthly').usualGap).toBeGreaterThan(gap('new').usualGap)
    expect(gap('weekly').usualGap).toBeCloseTo(7, 0)
    for (const one of today) expect(one.low <= one.median && one.median <= one.high).toBe(true)
    const later = replenishment(series, 103).find((one) => one.id === 'weekly')!
    expect(later.median).toBeLessThan(gap('weekly').median)
    expect(() => replenishment([{ id: 'once', days: [1] }], 5)).toThrow(AnalysisFailure)
  })
})

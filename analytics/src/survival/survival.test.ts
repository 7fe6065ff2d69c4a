import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import { coxSurvival, fitCox, kaplanMeier, logRank, medianSurvival } from './index.ts'

/** Remission of leukaemia patients (Freireich et al. 1963; Gehan 1965): the textbook set of survival analysis. */
const TREATED = {
  time: [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
  event: [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
}
const CONTROL = {
  time: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
  event: Array(21).fill(1) as number[],
}
const BOTH = { time: [...TREATED.time, ...CONTROL.time], event: [...TREATED.event, ...CONTROL.event] }
const group = [...Array(21).fill(0), ...Array(21).fill(1)] as number[]

describe('H3 time to churn', () => {
  it('Kaplan–Meier gives the published curve of the Freireich data', () => {
    const steps = kaplanMeier(TREATED)
    expect(steps.map(({ time }) => time)).toEqual([6, 7, 10, 13, 16, 22, 23])
    const published = [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]
    for (const [i, { survival }] of steps.entries()) expect(survival).toBeCloseTo(published[i]!, 3)
    expect(medianSurvival(steps)).toBe(23)
    expect(medianSurvival(kaplanMeier(CONTROL))).toBe(8)
  })

  it('log-rank and Cox give the published tests: χ² 16.79, coefficient 1.572 (Efron), standard error 0.412', () => {
    expect(logRank(BOTH, group).statistic).toBeCloseTo(16.79, 2)
    const model = fitCox(BOTH, { control: group })
    expect(model.coefficients[0]!.coefficient).toBeCloseTo(1.572, 3)
    expect(model.coefficients[0]!.standardError).toBeCloseTo(0.412, 3)
    expect(model.coefficients[0]!.hazardRatio).toBeCloseTo(4.817, 2)
    expect(model.coefficients[0]!.p).toBeLessThan(0.001)
  })

  it('survival falls from 1 towards 0 inside its interval; without gaps it is the plain share', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(rows, (own) => {
        const time = own.map(([t]) => t)
        const steps = kaplanMeier({ time, event: own.map(([, e]) => e) })
        let last = 1
        for (const { survival, low, high } of steps) {
          expect(
            survival <= last &&
              survival >= 0 &&
              low <= survival + 1e-12 &&
              high >= survival - 1e-12 &&
              low >= 0 &&
              high <= 1,
          ).toBe(true)
          last = survival
        }
        for (const step of kaplanMeier({ time, event: time.map(() => 1) })) {
          expect(step.survival).toBeCloseTo(time.filter((t) => t > step.time).length / time.length, 10)
        }
      }),
    )
  })

  it('Cox recovers hazards, whatever the sequence and the unit', () => {
    const random = createRandom(4)
    const n = 1500
    const price = Array.from({ length: n }, () => 50 + 10 * random.normal())
    const contract = Array.from({ length: n }, () => random.below(2))
    const time: number[] = []
    const event: number[] = []
    for (let i = 0; i < n; i++) {
      const leaves = (-Math.log(1 - random.next()) * 20) / Math.exp(0.03 * (price[i]! - 50) - 0.9 * contract[i]!)
      const end = 30 * random.next()
      time.push(Math.min(leaves, end))
      event.push(leaves <= end ? 1 : 0)
    }
    const model = fitCox({ time, event }, { price, contract })
    const [byPrice, byContract] = model.coefficients
    expect(Math.abs(byPrice!.coefficient - 0.03)).toBeLessThan(3.5 * byPrice!.standardError)
    expect(Math.abs(byContract!.coefficient + 0.9)).toBeLessThan(3.5 * byContract!.standardError)
    expect(model.concordance).toBeGreaterThan(0.6)
    const back = (values: number[]) => [...values].reverse()
    const cents = fitCox(
      { time: back(time).map((t) => t * 7), event: back(event) },
      { price: back(price).map((p) => p * 100), contract: back(contract) },
    )
    expect(cents.coefficients[0]!.coefficient * 100).toBeCloseTo(byPrice!.coefficient, 8)
    const bound = coxSurvival(model, { price: 50, contract: 1 }, [0, 5, 10, 20])
    const free = coxSurvival(model, { price: 50, contract: 0 }, [0, 5, 10, 20])
    expect(bound[0]).toBe(1)
    expect(bound.every((share, i) => share >= free[i]! && share <= (bound[i - 1] ?? 1))).toBe(true)
    expect(free[2]).toBeCloseTo(Math.exp(-10 / 20), 1)
  })

  it('says why times cannot carry a model', () => {
    const reason = (run: () => unknown) => {
      try {
        run()
      } catch (failure) {
        return failure instanceof AnalysisFailure ? failure.reason : failure
      }
      return 'none'
    }
    expect(reason(() => kaplanMeier({ time: [], event: [] }))).toBe('too-few-rows')
    expect(reason(() => kaplanMeier({ time: [-1], event: [1] }))).toBe('bad-input')
    expect(reason(() => fitCox(BOTH, { same: group.map(() => 1) }))).toBe('no-variance')
    expect(reason(() => fitCox(BOTH, { a: group, b: group.map((g) => 1 - g) }))).toBe('not-identified')
    expect(
      reason(() => fitCox({ time: [1, 2, 3, 4, 5, 6], event: [1, 1, 1, 0, 0, 0] }, { x: [1, 1, 1, 0, 0, 0] })),
    ).toBe('not-converged')
  })
})

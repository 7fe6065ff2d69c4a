import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import {
  ahp,
  allocateSample,
  analyzeItems,
  customerEffort,
  customerSatisfaction,
  netPromoterScore,
  rawAlpha,
  sampleSize,
  weightsByRating,
} from './index.ts'

describe('G1 sampling plan', () => {
  it.each([
    [{ margin: 0.05 }, 385],
    [{ margin: 0.03 }, 1068],
    [{ margin: 0.05, population: 1000 }, 278],
    [{ margin: 0.05, confidence: 0.99 }, 664],
    [{ margin: 0.05, population: 20 }, 20],
  ])('needs for %o %d answers, as the tables say', (options, answers) => {
    expect(sampleSize(options).answers).toBe(answers)
  })

  it('asks more people when few answer', () => {
    expect(sampleSize({ margin: 0.05, responseRate: 0.25 }).invitations).toBe(1540)
  })

  it('allocates every answer, never more than a stratum holds', () => {
    const strata = fc.array(fc.record({ name: fc.string(), population: fc.integer({ min: 1, max: 500 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(strata, fc.double({ min: 0, max: 1, noNaN: true }), (parts, share) => {
        const total = Math.floor(share * parts.reduce((sum, { population }) => sum + population, 0))
        const plan = allocateSample(total, parts)
        expect(plan.reduce((sum, { answers }) => sum + answers, 0)).toBe(total)
        expect(plan.every(({ answers }, i) => answers <= parts[i]!.population && answers >= 0)).toBe(true)
      }),
    )
    const neyman = allocateSample(100, [
      { name: 'even', population: 500, deviation: 1 },
      { name: 'mixed', population: 500, deviation: 3 },
    ])
    expect(neyman.map(({ answers }) => answers)).toEqual([25, 75])
  })
})

describe('G1 scores', () => {
  it('NPS is promoters less detractors, inside its interval', () => {
    const nps = netPromoterScore([...Array(60).fill(10), ...Array(25).fill(8), ...Array(15).fill(3)])
    expect(nps.score).toBeCloseTo(45, 10)
    expect(nps.low).toBeLessThan(45)
    expect(nps.high).toBeGreaterThan(45)
    expect(nps.high - nps.low).toBeCloseTo(29, 0)
  })

  it('keeps all intervals on their scales and tighter with more answers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 60 }), (answers) => {
        const csat = customerSatisfaction(answers)
        const ces = customerEffort(answers, 5)
        const nps = netPromoterScore(answers)
        expect(
          csat.low >= 0 && csat.high <= 100 && csat.low <= csat.score + 1e-9 && csat.score <= csat.high + 1e-9,
        ).toBe(true)
        expect(ces.low >= 1 && ces.high <= 5 && ces.low <= ces.score && ces.score <= ces.high).toBe(true)
        expect(nps.low >= -100 && nps.high <= 100).toBe(true)
        const four = [...answers, ...answers, ...answers, ...answers]
        const more = customerSatisfaction(four)
        expect(more.high - more.low).toBeLessThan(csat.high - csat.low + 1e-9)
      }),
    )
    expect(() => netPromoterScore([11])).toThrow(AnalysisFailure)
    expect(() => customerSatisfaction([])).toThrow(AnalysisFailure)
  })

  it('finds the question that does not belong', () => {
    const base = [1, 2, 3, 4, 5, 4, 3, 2, 5, 1, 4, 2]
    const items = { a: base, b: base.map((x) => Math.min(5, x + 1)), odd: [3, 1, 4, 1, 5, 2, 2, 5, 1, 3, 2, 4] }
    const analysis = analyzeItems(items, [1, 5])
    const odd = analysis.find(({ item }) => item === 'odd')!
    expect(odd.itemRest).toBeLessThan(0.3)
    expect(odd.alphaWithout!).toBeGreaterThan(rawAlpha(base.map((_, i) => [items.a[i]!, items.b[i]!, items.odd[i]!]))!)
    expect(analysis[0]!.ceiling).toBeCloseTo(2 / 12, 10)
  })
})

describe('G2 weights by judgement', () => {
  it("reproduces Saaty's textbook example (1980, choosing a school)", () => {
    const a = [
      [1, 4, 3, 1, 3, 4],
      [1 / 4, 1, 7, 3, 1 / 5, 1],
      [1 / 3, 1 / 7, 1, 1 / 5, 1 / 5, 1 / 6],
      [1, 1 / 3, 5, 1, 1, 1 / 3],
      [1 / 3, 5, 5, 1, 1, 3],
      [1 / 4, 1, 6, 3, 1 / 3, 1],
    ]
    const comparisons = a.flatMap((row, i) => row.flatMap((ratio, j) => (i < j ? [{ i, j, ratio }] : [])))
    const result = ahp(6, comparisons)
    expect(Array.from(result.weights, (weight) => Number(weight.toFixed(2)))).toEqual([
      0.32, 0.14, 0.03, 0.13, 0.24, 0.14,
    ])
    expect(result.largestEigenvalue).toBeCloseTo(7.42, 2)
    expect(result.consistencyRatio).toBeCloseTo(0.229, 3)
    expect(result.revisit).not.toBeNull()
  })

  it('recovers any consistent set of weights with ratio 0 and nothing to revisit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 8 }), (raw) => {
        const comparisons = raw.flatMap((a, i) => raw.flatMap((b, j) => (i < j ? [{ i, j, ratio: a / b }] : [])))
        const result = ahp(raw.length, comparisons)
        const total = raw.reduce((sum, x) => sum + x, 0)
        for (const [i, x] of raw.entries()) expect(result.weights[i]).toBeCloseTo(x / total, 8)
        expect(result.consistencyRatio).toBeLessThan(1e-8)
        expect(result.revisit).toBeNull()
      }),
    )
    expect(() => ahp(3, [{ i: 0, j: 1, ratio: 2 }])).toThrow('have not been compared')
  })

  it('gives each rater one voice', () => {
    expect(
      Array.from(
        weightsByRating([
          [1, 1, 2],
          [50, 50, 100],
        ]),
      ),
    ).toEqual([0.25, 0.25, 0.5])
  })
})

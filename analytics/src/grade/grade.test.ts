import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { customerKind, gradeByContribution, retentionBudget } from './index.ts'

describe('B1 grade', () => {
  it('gives A to those who make the first 80 %, B to 95 %, C to the rest', () => {
    const { grades, classes } = gradeByContribution([50, 30, 10, 5, 3, 2, -4])
    expect(grades).toEqual(['A', 'A', 'B', 'B', 'C', 'C', 'C'])
    expect(classes.map(({ customers }) => customers)).toEqual([2, 2, 3])
  })

  it('grades equal contributions alike, better ones no worse, in any sequence and currency', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 1000 }), { minLength: 1, maxLength: 50 }), (values) => {
        fc.pre(values.some((value) => value > 0))
        const { grades, cumulativeShare, classes, concentration } = gradeByContribution(values)
        values.forEach((a, i) => {
          values.forEach((b, j) => {
            if (a >= b) expect(grades[i]! <= grades[j]!).toBe(true)
          })
          expect(cumulativeShare[i]! > 0 && cumulativeShare[i]! <= 1).toBe(true)
        })
        expect(grades[values.indexOf(Math.max(...values))]).toBe('A')
        expect(classes.reduce((sum, { customers }) => sum + customers, 0)).toBe(values.length)
        expect(concentration >= -1e-9 && concentration < 1).toBe(true)
        expect(gradeByContribution([...values].reverse().map((v) => v * 4)).grades).toEqual([...grades].reverse())
      }),
    )
    expect(() => gradeByContribution([0, -1])).toThrow(AnalysisFailure)
    expect(() => gradeByContribution([Number.NaN])).toThrow(AnalysisFailure)
  })

  it('tells key, suitable, ordinary and potential customers', () => {
    expect(customerKind('A', 10, 100)).toBe('key')
    expect(customerKind('B', 10, 12)).toBe('suitable')
    expect(customerKind('C', 1, 2)).toBe('ordinary')
    expect(customerKind('C', 0, 2)).toBe('potential')
    expect(customerKind('B', 10, 30)).toBe('potential')
  })

  it('never spends more on keeping a customer than he is worth (B2 loyalty break-even)', () => {
    expect(retentionBudget(1000, 0.6, 0.8)).toBeCloseTo(200)
    expect(retentionBudget(1000, 0.8, 0.6)).toBe(0)
    expect(retentionBudget(-5, 0, 1)).toBe(0)
  })
})

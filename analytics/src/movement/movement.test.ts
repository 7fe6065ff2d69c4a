import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { movement, slides } from './index.ts'

const of = (pairs: [string, number][]) =>
  new Map(pairs.flatMap(([cls, count]) => Array.from({ length: count }, () => cls)).map((cls, i) => [String(i), cls]))

describe('B7 movement', () => {
  it('counts transitions and tests them', () => {
    const before = of([
      ['A', 40],
      ['B', 60],
    ])
    const after = of([
      ['A', 20],
      ['B', 80],
    ])
    const result = movement(['A', 'B'], before, after)
    expect(result).toMatchObject({ customers: 100, stayed: 80, fell: 20, rose: 0 })
    expect(result.transitions.map(({ customers }) => customers)).toEqual([20, 20, 0, 60])
    expect(result.transitions[0]).toMatchObject({ share: 0.5 })
    // Twenty heads in twenty throws, and χ² = 20 with one degree of freedom.
    expect(result.directionP).toBeCloseTo(2 * 0.5 ** 20, 12)
    expect(result.symmetryP).toBeCloseTo(7.744e-6, 8)
  })

  it('shares of a class sum to 1, intervals hold them, and exchanging the dates mirrors the table', () => {
    const classes = ['A', 'B', 'C']
    const moves = fc.array(fc.tuple(fc.constantFrom(...classes), fc.constantFrom(...classes)), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(moves, (pairs) => {
        const before = new Map(pairs.map(([from], i) => [String(i), from]))
        const after = new Map(pairs.map(([, to], i) => [String(i), to]))
        const there = movement(classes, before, after)
        const back = movement(classes, after, before)
        expect([back.rose, back.fell]).toEqual([there.fell, there.rose])
        expect(back.symmetryP).toBeCloseTo(there.symmetryP, 12)
        for (const { share, low, high } of there.transitions)
          expect(low <= share + 1e-12 && share <= high + 1e-12).toBe(true)
        for (const name of classes) {
          const own = there.transitions.filter(({ from }) => from === name)
          const sum = own.reduce((all, { share }) => all + share, 0)
          expect(Math.abs(sum - (own.some(({ customers }) => customers > 0) ? 1 : 0))).toBeLessThan(1e-12)
        }
        expect(there.directionP > 0 && there.directionP <= 1).toBe(true)
      }),
    )
  })

  it('lists valuable customers who slide, dearest first', () => {
    const before = new Map([
      ['x', 'A'],
      ['y', 'A'],
      ['z', 'B'],
      ['gone', 'A'],
    ])
    const after = new Map([
      ['x', 'B'],
      ['y', 'B'],
      ['z', 'A'],
      ['new', 'B'],
    ])
    expect(slides(['A', 'B'], before, after, (name) => (name === 'y' ? 9 : 1)).map(({ customer }) => customer)).toEqual(
      ['y', 'x'],
    )
    expect(() => movement(['A'], before, after)).toThrow(AnalysisFailure)
    expect(() => movement(['A', 'B'], before, new Map())).toThrow('both periods')
  })
})

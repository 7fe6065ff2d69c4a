import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import {
  attributeByMarkov,
  attributeByRule,
  attributeByShapley,
  type Credit,
  incrementalEffect,
  type Journey,
  type Rule,
} from './index.ts'

const journey = (path: string, conversions = 0, value = conversions * 100): Journey => {
  const channels = [...path]
  return {
    touches: channels.map((channel, i) => ({ channel, daysBefore: (channels.length - 1 - i) * 7 })),
    conversions,
    value,
  }
}
const of = (credits: readonly Credit[]) =>
  Object.fromEntries(credits.map(({ channel, conversions }) => [channel, conversions]))
const RULES: Rule[] = ['first', 'last', 'linear', 'time-decay', 'position']
const journeys = fc
  .array(
    fc.tuple(fc.array(fc.constantFrom(...'abcd'), { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 2 })),
    { minLength: 1, maxLength: 25 },
  )
  .map((rows) => rows.map(([path, won]) => journey(path.join(''), won)))
  .filter((rows) => rows.some(({ conversions }) => conversions > 0))

describe('D8 attribution', () => {
  it('shares a journey by each rule as the rule says', () => {
    const one = [journey('abca', 1)]
    expect(of(attributeByRule(one, 'first'))).toEqual({ a: 1, b: 0, c: 0 })
    expect(of(attributeByRule([journey('abc', 2)], 'last'))).toEqual({ c: 2, a: 0, b: 0 })
    expect(of(attributeByRule(one, 'linear'))).toEqual({ a: 0.5, b: 0.25, c: 0.25 })
    expect(of(attributeByRule([journey('abcd', 1)], 'position'))).toEqual({
      a: 0.4,
      d: 0.4,
      b: expect.closeTo(0.1, 12),
      c: expect.closeTo(0.1, 12),
    })
    // Touches a week apart, half-life a week: 1/7, 2/7, 4/7.
    expect(of(attributeByRule([journey('abc', 7)], 'time-decay'))).toEqual({
      c: expect.closeTo(4, 12),
      b: expect.closeTo(2, 12),
      a: expect.closeTo(1, 12),
    })
  })

  it('Markov removal equals the textbook example (Anderl et al. 2016)', () => {
    // c1→c2→c3 wins, c1 alone and c2→c3 lose: without c1 or c2 or c3 … by hand.
    const credits = attributeByMarkov([journey('abc', 1), journey('a'), journey('bc')])
    // Chance is 1/3 = P(a)·½·… : removing b or c loses all, removing a loses half.
    expect(credits.map(({ channel, removalEffect }) => [channel, Number(removalEffect.toFixed(6))])).toEqual([
      ['b', 1],
      ['c', 1],
      ['a', 0.5],
    ])
    expect(of(credits).a).toBeCloseTo(0.2, 10)
  })

  it('Shapley gives what joining in every sequence gives', () => {
    const rows = [journey('a', 1), journey('a'), journey('b'), journey('ab', 1), journey('ab', 1), journey('ba')]
    // v(a) = 5 journeys with a at rate ½; v(b) = 4 with b at rate 0; v(ab) = 3.
    expect(of(attributeByShapley(rows, { seed: 1 }))).toEqual({
      a: expect.closeTo((2.5 + 3) / 2, 10),
      b: expect.closeTo(0.25, 10),
    })
  })

  it('every method hands out exactly the conversions and the value there were, in any sequence of journeys', () => {
    fc.assert(
      fc.property(journeys, (rows) => {
        const won = rows.reduce((sum, { conversions }) => sum + conversions, 0)
        const worth = rows.reduce((sum, { value }) => sum + value, 0)
        const methods = [
          ...RULES.map((rule) => (own: Journey[]) => attributeByRule(own, rule)),
          attributeByMarkov,
          (own: Journey[]) => attributeByShapley(own, { seed: 1 }),
        ]
        for (const method of methods) {
          const credits = method(rows)
          expect(credits.reduce((sum, { conversions }) => sum + conversions, 0)).toBeCloseTo(won, 8)
          expect(credits.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(worth, 6)
          const turned = of(method([...rows].reverse()))
          for (const { channel, conversions } of credits) expect(turned[channel]).toBeCloseTo(conversions, 8)
        }
      }),
    )
  })

  it('channels that were in every walk alike get alike, and one that was never touched before a sale gets nothing', () => {
    const rows = [journey('ab', 1), journey('ba', 1), journey('c')]
    for (const credits of [attributeByMarkov(rows), attributeByShapley(rows, { seed: 1 })]) {
      const { a, b, c } = of(credits)
      expect(a).toBeCloseTo(b!, 8)
      expect(c).toBeCloseTo(0, 8)
    }
  })

  it('above twelve channels samples with a seed and says how exactly', () => {
    const many = [...'abcdefghijklmno'].flatMap((channel, i, all) => [
      journey(channel, i % 2),
      journey(channel),
      journey(channel + all[(i + 4) % 15]!, 1),
    ])
    const credits = attributeByShapley(many, { seed: 3, samples: 400 })
    expect(attributeByShapley(many, { seed: 3, samples: 400 })).toEqual(credits)
    expect(credits.reduce((sum, { conversions }) => sum + conversions, 0)).toBeCloseTo(22, 6)
    expect(Math.max(...credits.map(({ standardError }) => standardError))).toBeGreaterThan(0)
    const other = of(attributeByShapley(many, { seed: 4, samples: 400 }))
    for (const { channel, conversions, standardError } of credits)
      expect(Math.abs(other[channel]! - conversions)).toBeLessThan(6 * standardError + 1e-9)
  })

  it('measures the effect against those held out (Newcombe 1998: 56/70 and 48/80 give .0524 to .3339)', () => {
    const effect = incrementalEffect({ people: 70, conversions: 56 }, { people: 80, conversions: 48 })
    expect(effect.difference).toBeCloseTo(0.2, 12)
    expect(effect.low).toBeCloseTo(0.0524, 4)
    expect(effect.high).toBeCloseTo(0.3339, 4)
    expect(effect.incrementalConversions).toBeCloseTo(14, 10)
    const none = incrementalEffect({ people: 1000, conversions: 30 }, { people: 1000, conversions: 30 })
    expect(none).toMatchObject({ difference: 0, p: 1, lift: 0, neededPerGroup: null })
    expect(() => incrementalEffect({ people: 0, conversions: 0 }, { people: 1, conversions: 0 })).toThrow(
      AnalysisFailure,
    )
  })

  it('says why journeys cannot be attributed', () => {
    expect(() => attributeByRule([journey('ab')], 'first')).toThrow('No journey')
    expect(() => attributeByMarkov([])).toThrow(AnalysisFailure)
    const backwards: Journey = {
      touches: [
        { channel: 'a', daysBefore: 1 },
        { channel: 'b', daysBefore: 5 },
      ],
      conversions: 1,
      value: 1,
    }
    expect(() => attributeByRule([backwards], 'linear')).toThrow('follow each other')
  })
})

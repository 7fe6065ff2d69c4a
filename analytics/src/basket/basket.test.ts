import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { findRules, frequentItemsets, nextOffers, readBaskets } from './index.ts'

/** Agrawal & Srikant's small example (1994), used in most textbooks. */
const TEXTBOOK = [
  ['bread', 'milk'],
  ['bread', 'diapers', 'beer', 'eggs'],
  ['milk', 'diapers', 'beer', 'cola'],
  ['bread', 'milk', 'diapers', 'beer'],
  ['bread', 'milk', 'diapers', 'cola'],
]
const baskets = fc.array(fc.uniqueArray(fc.constantFrom(...'abcdef'), { maxLength: 6 }), {
  minLength: 1,
  maxLength: 40,
})

describe('H4 basket', () => {
  it('finds the textbook rule {milk, diapers} ⇒ beer: support .4, confidence .67, lift 1.11', () => {
    const rules = findRules(readBaskets(TEXTBOOK), { support: 0.4, confidence: 0.6 })
    const rule = rules.find(({ left, right }) => right === 'beer' && left.length === 2 && left.includes('milk'))!
    expect(rule.support).toBeCloseTo(0.4, 12)
    expect(rule.confidence).toBeCloseTo(2 / 3, 12)
    expect(rule.lift).toBeCloseTo(2 / 3 / 0.6, 12)
    expect(rule.conviction).toBeCloseTo(0.4 / (1 / 3), 12)
    // C(3,2)·C(2,1)/C(5,3) + C(3,3)·C(2,0)/C(5,3)
    expect(rule.p).toBeCloseTo(0.7, 12)
  })

  it('finds exactly the sets that counting one by one finds', () => {
    fc.assert(
      fc.property(baskets, fc.double({ min: 0.05, max: 1, noNaN: true }), (rows, support) => {
        const read = readBaskets(rows)
        const sets = frequentItemsets(read, { support })
        const naive = new Map<string, number>()
        for (let mask = 1; mask < 64; mask++) {
          const items = [...'abcdef'].filter((_, i) => mask & (1 << i))
          const count = rows.filter((row) => items.every((item) => row.includes(item))).length
          if (count > 0 && count >= support * rows.length - 1e-9) naive.set(items.join(), count)
        }
        const found = new Map<string, number>()
        sets.forEach((items, count) => {
          found.set(
            items
              .map((i) => read.items[i]!)
              .sort()
              .join(),
            count,
          )
        })
        expect(found).toEqual(naive)
        expect(sets.count).toBe(naive.size)
      }),
    )
  })

  it('rules agree with their definitions, in any sequence of baskets', () => {
    fc.assert(
      fc.property(baskets, (rows) => {
        const rules = findRules(readBaskets(rows), { support: 0.1, confidence: 0.3 })
        expect(
          findRules(readBaskets([...rows].reverse().map((row) => [...row].reverse())), {
            support: 0.1,
            confidence: 0.3,
          }),
        ).toEqual(rules)
        for (const rule of rules) {
          const holds = rows.filter((row) => rule.left.every((item) => row.includes(item)))
          const both = holds.filter((row) => row.includes(rule.right))
          expect(rule.confidence).toBeCloseTo(both.length / holds.length, 12)
          expect(rule.support).toBeCloseTo(both.length / rows.length, 12)
          expect(
            rule.p > 0 && rule.p <= 1 && rule.falseDiscoveryRate >= rule.p - 1e-12 && rule.falseDiscoveryRate <= 1,
          ).toBe(true)
        }
      }),
    )
  })

  it('offers what the basket lacks, trusting rules with more baskets behind them', () => {
    const rows = [
      ...Array(40).fill(['tea', 'sugar']),
      ...Array(10).fill(['tea']),
      ['tea', 'lemon', 'saffron'],
      ...Array(60).fill(['soap']),
    ] as string[][]
    const rules = findRules(readBaskets(rows), { support: 0.001, confidence: 0.1 })
    const offers = nextOffers(['tea', 'lemon'], rules)
    expect(offers.map(({ item }) => item)).toEqual(['sugar', 'saffron'])
    expect(offers.every(({ item }) => item !== 'soap' && item !== 'tea')).toBe(true)
  })

  it('says why baskets cannot be analysed', () => {
    expect(() => findRules(readBaskets([]), { support: 0.1, confidence: 0.5 })).toThrow(AnalysisFailure)
    expect(() => findRules(readBaskets(TEXTBOOK), { support: 0, confidence: 0.5 })).toThrow('Support')
    expect(() => findRules(readBaskets(TEXTBOOK), { support: 0.1, confidence: 2 })).toThrow('Confidence')
    expect(() => frequentItemsets(readBaskets(TEXTBOOK), { support: 0.1, signal: { aborted: true } })).toThrow(
      'cancelled',
    )
  })
})

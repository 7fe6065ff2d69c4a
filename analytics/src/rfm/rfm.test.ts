import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import {
  clusterRfm,
  heatMap,
  type Order,
  SEGMENTS,
  scoreByCuts,
  scoreByQuantile,
  segmentOf,
  summarizeRfm,
} from './index.ts'

const orders = fc.array(
  fc.record({
    customer: fc.constantFrom(...'abcdefghij'),
    day: fc.integer({ min: 0, max: 400 }),
    amount: fc.integer({ min: -20, max: 500 }),
  }),
  { minLength: 1, maxLength: 80 },
)

describe('B3 RFM', () => {
  it('sums up orders to the day asked for', () => {
    const log: Order[] = [
      { customer: 'a', day: 10, amount: 5 },
      { customer: 'b', day: 12, amount: 7 },
      { customer: 'a', day: 14, amount: -1 },
      { customer: 'a', day: 21, amount: 99 },
    ]
    const summary = summarizeRfm(log, 20)
    expect(summary.customers).toEqual(['a', 'b'])
    expect([...summary.recency]).toEqual([6, 8])
    expect([...summary.frequency]).toEqual([2, 1])
    expect([...summary.monetary]).toEqual([4, 7])
  })

  it('splits customers without ties into even fifths', () => {
    const log = Array.from({ length: 100 }, (_, i) => ({ customer: `c${i}`, day: i, amount: 1000 - i }))
    const { r, m, f } = scoreByQuantile(summarizeRfm(log, 100))
    for (const score of [1, 2, 3, 4, 5]) {
      expect(r.filter((own) => own === score)).toHaveLength(20)
      expect(m.filter((own) => own === score)).toHaveLength(20)
    }
    expect(new Set(f)).toEqual(new Set([1]))
    expect(r[99]).toBe(5)
    expect(m[0]).toBe(5)
  })

  it('scores rise with the measure, equal values alike, whatever the sequence and the currency', () => {
    fc.assert(
      fc.property(orders, (log) => {
        const summary = summarizeRfm(log, 400)
        const scores = scoreByQuantile(summary)
        summary.customers.forEach((_, i) => {
          summary.customers.forEach((__, j) => {
            if (summary.frequency[i]! <= summary.frequency[j]!) expect(scores.f[i]).toBeLessThanOrEqual(scores.f[j]!)
            if (summary.recency[i]! <= summary.recency[j]!) expect(scores.r[i]).toBeGreaterThanOrEqual(scores.r[j]!)
          })
        })
        const other = summarizeRfm(
          [...log].reverse().map((order) => ({ ...order, amount: order.amount * 8 })),
          400,
        )
        const again = scoreByQuantile(other)
        summary.customers.forEach((name, i) => {
          const j = other.customers.indexOf(name)
          expect([again.r[j], again.f[j], again.m[j]]).toEqual([scores.r[i], scores.f[i], scores.m[i]])
        })
        const cells = heatMap(summary, scores)
        expect(cells.reduce((sum, { customers }) => sum + customers, 0)).toBe(summary.customers.length)
      }),
    )
  })

  it('every pair of scores has one standing segment, and all segments occur', () => {
    const seen = new Set<string>()
    for (let r = 1; r <= 5; r++) for (let f = 1; f <= 5; f++) seen.add(segmentOf(r, f))
    expect([...seen].sort()).toEqual([...SEGMENTS].sort())
    expect([segmentOf(5, 5), segmentOf(1, 5), segmentOf(5, 1), segmentOf(3, 3)]).toEqual([
      'champion',
      'cannot-lose',
      'new',
      'need-attention',
    ])
  })

  it('takes the cuts of the firm and refuses ones out of order', () => {
    const summary = summarizeRfm([{ customer: 'a', day: 90, amount: 1000 }], 100)
    const cuts = { recency: [7, 30, 90, 180], frequency: [1, 2, 4, 9], monetary: [100, 500, 1000, 5000] }
    const { r, f, m } = scoreByCuts(summary, cuts)
    expect([r[0], f[0], m[0]]).toEqual([4, 1, 3])
    expect(() => scoreByCuts(summary, { ...cuts, monetary: [5, 4, 3, 2] })).toThrow(AnalysisFailure)
    expect(() => scoreByQuantile(summarizeRfm([], 5))).toThrow(AnalysisFailure)
  })

  it('k-means finds groups that are there, the same with the same seed and in any sequence of rows', () => {
    const random = createRandom(3)
    const groups = [
      [300, 1, 30],
      [20, 4, 300],
      [3, 20, 9000],
    ] as const
    const rows = Array.from({ length: 150 }, (_, i) =>
      groups[i % 3]!.map((value) => value * Math.exp(0.1 * random.normal())),
    )
    const build = (list: number[][]) => ({
      customers: list.map((_, i) => String(i)),
      recency: Float64Array.from(list, (row) => row[0]!),
      frequency: Float64Array.from(list, (row) => row[1]!),
      monetary: Float64Array.from(list, (row) => row[2]!),
    })
    const clusters = clusterRfm(build(rows), { clusters: 3, seed: 1 })
    expect(clusters.centres.map(({ customers }) => customers)).toEqual([50, 50, 50])
    expect(clusters.centres[0]!.monetary).toBeGreaterThan(clusters.centres[1]!.monetary)
    expect(clusters.silhouette).toBeGreaterThan(0.8)
    const turned = clusterRfm(build([...rows].reverse()), { clusters: 3, seed: 1 })
    expect([...turned.member].reverse()).toEqual([...clusters.member])
    expect(() =>
      clusterRfm(
        build([
          [1, 1, 1],
          [1, 1, 1],
        ]),
        { clusters: 2, seed: 1 },
      ),
    ).toThrow('different customers')
  })
})

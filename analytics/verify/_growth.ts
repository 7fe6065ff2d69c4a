import { findRules, readBaskets } from '../src/basket/index.ts'
import { fitBgNbd, predictPurchases } from '../src/lifetime-value/index.ts'
import { createRandom } from '../src/numerics/random.ts'
import { scoreByQuantile, summarizeRfm } from '../src/rfm/index.ts'
import { type Field, trainScore } from '../src/scoring/index.ts'
import { timed } from './_figure.ts'
import { simulateHistories } from './_simulate.ts'

export interface Growth {
  readonly what: string
  /** Milliseconds at 10³, 10⁴, 10⁵, 10⁶ rows; null where it is not run. */
  readonly timesMs: readonly (number | null)[]
  /** Resident memory of the process after the largest, in MB. */
  readonly memoryMb: number
}

export const SIZES = [1_000, 10_000, 100_000, 1_000_000] as const

/** Times as data grow tenfold from step to step. */
export function measureGrowth(): Growth[] {
  const measure = (what: string, most: number, run: (rows: number) => () => unknown): Growth => ({
    what,
    timesMs: SIZES.map((rows) => (rows <= most ? timed(run(rows)).timeMs : null)),
    memoryMb: Math.round(process.memoryUsage().rss / 1e6),
  })
  return [
    measure('BG/NBD fit, customers', 1_000_000, (rows) => {
      const histories = simulateHistories(rows)
      return () => fitBgNbd(histories)
    }),
    measure('BG/NBD score, customers', 1_000_000, (rows) => {
      const histories = simulateHistories(rows)
      const fit = fitBgNbd(histories)
      return () => predictPurchases(fit, histories, 52)
    }),
    measure('RFM from orders, orders', 1_000_000, (rows) => {
      const orders = Array.from({ length: rows }, (_, i) => ({
        customer: `c${(i * 7919) % Math.ceil(rows / 4)}`,
        day: (i * 31) % 730,
        amount: (i * 17) % 900,
      }))
      return () => scoreByQuantile(summarizeRfm(orders, 730))
    }),
    measure('logistic regression on 8 fields, rows', 1_000_000, (rows) => trainingOf(rows, 'logistic')),
    measure('boosted trees on 8 fields, rows', 100_000, (rows) => trainingOf(rows, 'trees')),
    measure('rules at support .005, baskets', 1_000_000, (rows) => {
      const random = createRandom(5)
      const baskets = Array.from({ length: rows }, () =>
        Array.from({ length: 1 + random.below(6) }, () => `item ${Math.floor(random.next() ** 2 * 200)}`),
      )
      return () => findRules(readBaskets(baskets), { support: 0.005, confidence: 0.1 })
    }),
  ]
}

function trainingOf(rows: number, model: 'logistic' | 'trees'): () => unknown {
  const random = createRandom(7)
  const numbers = Array.from({ length: 5 }, () => Array.from({ length: rows }, () => random.normal()))
  const fields: Field[] = [
    ...numbers.map((values, i): Field => ({ kind: 'number', name: `n${i}`, values })),
    ...[3, 6, 12].map(
      (levels, i): Field => ({
        kind: 'category',
        name: `c${i}`,
        values: Array.from({ length: rows }, () => `level ${random.below(levels)}`),
      }),
    ),
  ]
  const outcome = Array.from({ length: rows }, (_, i) =>
    random.next() < 1 / (1 + Math.exp(-numbers[0]![i]! + numbers[1]![i]!)) ? 1 : 0,
  )
  return () => trainScore(fields, outcome, { model })
}

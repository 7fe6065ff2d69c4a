import { attributeByMarkov, type Journey } from '../src/attribution/index.ts'
import { findRules, readBaskets } from '../src/basket/index.ts'
import { type Deal, forecastPipeline } from '../src/forecast/index.ts'
import { fitBgNbd, predictPurchases } from '../src/lifetime-value/index.ts'
import { createRandom } from '../src/numerics/random.ts'
import { scoreByQuantile, summarizeRfm } from '../src/rfm/index.ts'
import { ecsiModel, estimateSatisfaction } from '../src/satisfaction/index.ts'
import { type Field, trainScore } from '../src/scoring/index.ts'
import { chineseReviews, sentimentReader, topicReader } from '../src/text/index.ts'
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

interface Subject {
  readonly what: string
  /** Rows above which it is not run, so that the whole stays moderate. */
  readonly most: number
  /** Makes the data; what it gives back is measured. */
  readonly prepare: (rows: number) => () => unknown
}

const subject = (what: string, most: number, prepare: Subject['prepare']): Subject => ({ what, most, prepare })

/** Every heavy function; to add one, add a line. */
const SUBJECTS: readonly Subject[] = [
  subject('BG/NBD fit, customers', 1_000_000, (rows) => {
    const histories = simulateHistories(rows)
    return () => fitBgNbd(histories)
  }),
  subject('BG/NBD score, customers', 1_000_000, (rows) => {
    const histories = simulateHistories(rows)
    const fit = fitBgNbd(histories)
    return () => predictPurchases(fit, histories, 52)
  }),
  subject('RFM from orders, orders', 1_000_000, (rows) => {
    const orders = Array.from({ length: rows }, (_, i) => ({
      customer: `c${(i * 7919) % Math.ceil(rows / 4)}`,
      day: (i * 31) % 730,
      amount: (i * 17) % 900,
    }))
    return () => scoreByQuantile(summarizeRfm(orders, 730))
  }),
  subject('logistic regression on 8 fields, rows', 1_000_000, (rows) => trainingOf(rows, 'logistic')),
  subject('boosted trees on 8 fields, rows', 100_000, (rows) => trainingOf(rows, 'trees')),
  subject('rules at support .005, baskets', 1_000_000, (rows) => {
    const random = createRandom(5)
    const baskets = Array.from({ length: rows }, () =>
      Array.from({ length: 1 + random.below(6) }, () => `item ${Math.floor(random.next() ** 2 * 200)}`),
    )
    return () => findRules(readBaskets(baskets), { support: 0.005, confidence: 0.1 })
  }),
  subject('path model of satisfaction, respondents', 100_000, (rows) => {
    const random = createRandom(9)
    const level = Array.from({ length: rows }, () => random.normal())
    const blocks = {
      expectations: ['e1', 'e2'],
      quality: ['q1', 'q2'],
      value: ['v1', 'v2'],
      satisfaction: ['s1', 's2'],
      complaints: ['c1'],
      loyalty: ['l1', 'l2'],
    }
    const names = Object.values(blocks).flat()
    const answers = Object.fromEntries(
      names.map((name) => [name, level.map((own) => Math.min(10, Math.max(1, Math.round(6 + own + random.normal()))))]),
    )
    return () => estimateSatisfaction(ecsiModel(blocks), answers)
  }),
  subject('sentiment and topics, texts', 10_000, (rows) => {
    const [read, topics] = [sentimentReader({ zh: chineseReviews }), topicReader()]
    const parts = ['房间很干净，', '前台态度差，', '早餐一般。', 'Delivery was late. ', 'Great value!', '退款太慢，']
    const texts = Array.from(
      { length: rows },
      (_, i) => parts[i % 6]! + parts[(i * 5 + 1) % 6]! + parts[(i * 7 + 2) % 6]!,
    )
    return () => texts.map((text) => [read(text), topics(text)])
  }),
  subject('pipeline forecast, deals', 100_000, (rows) => {
    const random = createRandom(10)
    const deals = Array.from({ length: rows }, (_, i): Deal => {
      const enteredOn = Math.floor((i * 700) / rows)
      const won = random.next() < 0.4
      return {
        stages: [{ stage: 'open', enteredOn }],
        closedOn: enteredOn + 7 + random.below(98),
        won,
        value: 1000,
        rep: `r${i % 20}`,
      }
    })
    return () => forecastPipeline(deals, { asOf: 600, horizonDays: 91 })
  }),
  subject('Markov attribution over 6 channels, journeys', 1_000_000, (rows) => {
    const random = createRandom(12)
    const journeys = Array.from({ length: rows }, (): Journey => {
      const touches = Array.from({ length: 1 + random.below(4) }, (_, i) => ({
        channel: `c${random.below(6)}`,
        daysBefore: 9 - i,
      }))
      const conversions = random.next() < 0.1 ? 1 : 0
      return { touches, conversions, value: conversions * 100 }
    })
    return () => attributeByMarkov(journeys)
  }),
]

/** Times as data grow tenfold from step to step. */
export function measureGrowth(): Growth[] {
  return SUBJECTS.map(({ what, most, prepare }) => ({
    what,
    timesMs: SIZES.map((rows) => (rows <= most ? timed(prepare(rows)).timeMs : null)),
    memoryMb: Math.round(process.memoryUsage().rss / 1e6),
  }))
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

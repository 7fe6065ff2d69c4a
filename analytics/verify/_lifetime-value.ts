import {
  expectedPurchases,
  expectedSpend,
  fitBgNbd,
  fitGammaGamma,
  fitParetoNbd,
  fitPurchases,
  lifetimeValue,
  paretoNbdDert,
  predictPurchases,
  probabilityAlive,
} from '../src/lifetime-value/index.ts'
import { type Figure, figuresOf, readNamed, readRows, timed } from './_figure.ts'
import { simulateHistories } from './_simulate.ts'

const MILLION = 1_000_000

/** CDNOW against Fader, Hardie & Lee 2005 and an independent fit; then a million customers. */
export function verifyLifetimeValue(): Figure[] {
  const { figures, near, within } = figuresOf('lifetime-value')
  const table = readNamed('clv/cdnow_customers_summary_with_transactions.csv')
  const numbers = (name: string) => Float64Array.from(table.column(name), Number)
  const histories = { frequency: numbers('x'), recency: numbers('t_x'), age: numbers('T') }
  const reference = new Map(
    readRows('clv/reference_parameters_cdnow_sample.csv').map(([model, parameter, own]) => [
      `${model} ${parameter}`,
      Number(own),
    ]),
  )
  const bg = timed(() => fitBgNbd(histories))
  const pareto = timed(() => fitParetoNbd(histories))
  const spend = timed(() => fitGammaGamma(histories.frequency, numbers('zbar')))
  for (const [name, fit] of [
    ['BG/NBD', bg],
    ['Pareto/NBD', pareto],
    ['Gamma-Gamma', spend],
  ] as const) {
    for (const [parameter, value] of Object.entries(fit.result.parameters)) {
      near(`CDNOW ${name} ${parameter}`, reference.get(`${name} ${parameter}`)!, value, 1e-4, fit.timeMs)
    }
  }
  near('CDNOW BG/NBD log-likelihood', reference.get('BG/NBD LL')!, bg.result.logLikelihood, 1e-8)
  near('CDNOW Pareto/NBD log-likelihood', reference.get('Pareto/NBD LL')!, pareto.result.logLikelihood, 1e-8)
  let worst = 0
  const compare = (ours: number, theirs: string) => {
    worst = Math.max(worst, Math.abs(ours - Number(theirs)) / Math.abs(Number(theirs)))
  }
  const customers = readRows('clv/reference_predictions_cdnow_sample_50.csv').slice(1)
  for (const row of customers) {
    const [, x, recency, age, mean] = row.map(Number) as [number, number, number, number, number]
    const customer = { frequency: x, recency, age, meanRepeatSpend: mean }
    compare(expectedPurchases(bg.result, x, recency, age, 39), row[5]!)
    compare(probabilityAlive(bg.result, x, recency, age), row[7]!)
    compare(expectedPurchases(pareto.result, x, recency, age, 39), row[8]!)
    compare(probabilityAlive(pareto.result, x, recency, age), row[9]!)
    compare(expectedSpend(spend.result.parameters, x, mean)!, row[10]!)
    compare(
      lifetimeValue(bg.result, spend.result.parameters, customer, { horizon: 12 * 4.345, period: 4.345, rate: 0.01 })!,
      row[11]!,
    )
    compare(paretoNbdDert(pareto.result.parameters, x, recency, age, 0.0027), row[14]!)
  }
  within(`CDNOW ${customers.length} customers × 7 predictions, largest relative error`, 1e-4, worst)
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
  near(
    'CDNOW hold-out weeks 40–78, BG/NBD expects',
    1653.4,
    total(predictPurchases(bg.result, histories, 39).expectedPurchases),
    1e-3,
  )
  near(
    'CDNOW hold-out weeks 40–78, Pareto/NBD expects',
    1665.5,
    total(predictPurchases(pareto.result, histories, 39).expectedPurchases),
    1e-3,
  )
  const many = simulateHistories(MILLION)
  for (const [model, limit] of [
    ['bg-nbd', 3],
    ['pareto-nbd', 3],
  ] as const) {
    const fit = timed(() => fitPurchases(model, many))
    within(`${model}: seconds to fit 1,000,000 customers`, limit, fit.timeMs / 1000, fit.timeMs)
    const scored = timed(() => predictPurchases(fit.result, many, 52))
    within(`${model}: seconds to score 1,000,000 customers`, 2, scored.timeMs / 1000, scored.timeMs)
  }
  within('memory of the process afterwards, GB', 1, process.memoryUsage().rss / 1e9)
  return figures
}

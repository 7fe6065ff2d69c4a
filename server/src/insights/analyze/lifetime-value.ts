import {
  createOrderLog,
  DAYS_PER_UNIT,
  expectedSpend,
  fitGammaGamma,
  fitPurchases,
  type GammaGammaParameters,
  lifetimeValue,
  type OrderSummary,
  type PurchaseFit,
  predictPurchases,
} from '@rapport/analytics/lifetime-value'
import { AnalysisFailure } from '@rapport/analytics/numerics'
import { dayOption } from './cells.ts'
import { type AnalyzeCommand, analyzing, choose, hopeless, need, numberOption } from './command.ts'
import { readOrders } from './orders.ts'
import { formatProblems, formatSome } from './table.ts'

interface CustomerValue {
  readonly customer: string
  readonly frequency: number
  readonly recency: number
  readonly age: number
  readonly probabilityAlive: number
  readonly expectedPurchases: number
  readonly expectedSpend: number | null
  readonly lifetimeValue: number | null
}

/** Months of a discounted year, so that a week-based horizon of 52.14 is twelve of them. */
const MONTH_DAYS = DAYS_PER_UNIT.month

export const lifetimeValueCommand: AnalyzeCommand = {
  name: 'lifetime-value',
  describe: 'What each customer will still buy and be worth, from an order file',
  options: [
    { flags: '--customer <column>', describe: 'who ordered', required: true },
    { flags: '--date <column>', describe: 'when: yyyymmdd, ISO or as people write it', required: true },
    { flags: '--amount <column>', describe: 'for how much; without it no values are given' },
    { flags: '--unit <unit>', describe: 'day, week or month', required: true },
    { flags: '--until <date>', describe: 'last day of observation, YYYY-MM-DD', required: true },
    { flags: '--horizon <n>', describe: 'how far to look ahead, in units; a year unless given' },
    { flags: '--model <model>', describe: 'bg-nbd or pareto-nbd', default: 'bg-nbd' },
    { flags: '--discount <rate>', describe: 'discount per month, 0.01 for 1 %', default: '0.01' },
  ],
  async run(args) {
    const unit = choose(args, 'unit', ['day', 'week', 'month'])
    const until = dayOption('until', need(args, 'until'))
    const model = choose(args, 'model', ['bg-nbd', 'pareto-nbd'], 'bg-nbd')
    const period = MONTH_DAYS / DAYS_PER_UNIT[unit]
    const horizon = numberOption(args, 'horizon', 12 * period, 1e-6, 100_000)
    const rate = numberOption(args, 'discount', 0.01, 0, 1)
    const { orders, problems, hasAmount } = await readOrders(args)
    const log = createOrderLog({ unit, until })
    for (const { customer, day, amount } of orders) log.add(customer, day, amount)
    const summary = log.summarize()
    if (summary.customers.length === 0) throw hopeless(`All orders are later than ${args.options.until}.`)
    return analyzing(() => {
      const fit = fitPurchases(model, summary)
      const predicted = predictPurchases(fit, summary, horizon)
      const spend = hasAmount ? fitSpend(summary) : null
      const customers = summary.customers.map((customer, i): CustomerValue => {
        const history = {
          frequency: summary.frequency[i]!,
          recency: summary.recency[i]!,
          age: summary.age[i]!,
          meanRepeatSpend: summary.meanRepeatSpend[i]!,
        }
        return {
          customer,
          frequency: history.frequency,
          recency: history.recency,
          age: history.age,
          probabilityAlive: predicted.probabilityAlive[i]!,
          expectedPurchases: predicted.expectedPurchases[i]!,
          expectedSpend: spend && expectedSpend(spend.parameters, history.frequency, history.meanRepeatSpend),
          lifetimeValue: spend && lifetimeValue(fit, spend.parameters, history, { horizon, period, rate }),
        }
      })
      const json = {
        model,
        converged: fit.converged && (spend?.converged ?? true),
        logLikelihood: fit.logLikelihood,
        parameters: fit.parameters,
        standardErrors: fit.standardErrors,
        spend: spend?.parameters ?? null,
        unit,
        horizon,
        discountPerMonth: rate,
        ordersAfterUntil: summary.ordersAfterEnd,
        customers,
        problems,
      }
      const table = describe(fit, customers) + formatProblems(problems)
      return { json, table }
    })
  },
}

/** The model in a line and the most valuable customers. */
function describe(fit: PurchaseFit, customers: readonly CustomerValue[]): string {
  const worth = (one: CustomerValue) => one.lifetimeValue ?? one.expectedPurchases
  const parameters = Object.entries(fit.parameters).map(([name, value]) => `${name} ${Number(value).toPrecision(6)}`)
  const head = `${fit.model}: ${parameters.join(', ')}; log-likelihood ${fit.logLikelihood.toFixed(2)}`
  const rows = formatSome(
    ['customer', 'orders again', 'recency', 'age', 'alive', 'expected orders', 'expected spend', 'lifetime value'],
    [...customers].sort((a, b) => worth(b) - worth(a)).map((one) => Object.values(one)),
  )
  return `${head}${fit.converged ? '' : ' (NOT converged)'}\n\n${rows}`
}

/** The spend model, or null where too few customers came back to carry one: purchases are still worth having. */
function fitSpend(summary: OrderSummary): { parameters: GammaGammaParameters; converged: boolean } | null {
  try {
    return fitGammaGamma(summary.frequency, summary.meanRepeatSpend)
  } catch (error) {
    if (error instanceof AnalysisFailure) return null
    throw error
  }
}

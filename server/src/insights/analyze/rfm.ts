import { type Order, scoreByQuantile, summarizeRfm } from '@rapport/analytics/rfm'
import { dayOption } from './cells.ts'
import { type AnalyzeCommand, analyzing, hopeless, need } from './command.ts'
import { type OrderRow, readOrders } from './orders.ts'
import { formatProblems, formatSome } from './table.ts'

export const rfmCommand: AnalyzeCommand = {
  name: 'rfm',
  describe: 'Recency, frequency, monetary value, scores and segment of each customer, from an order file',
  options: [
    { flags: '--customer <column>', describe: 'who ordered', required: true },
    { flags: '--date <column>', describe: 'when: yyyymmdd, ISO or as people write it', required: true },
    { flags: '--amount <column>', describe: 'for how much', required: true },
    { flags: '--as-of <date>', describe: 'day from which recency is counted, YYYY-MM-DD', required: true },
    {
      flags: '--order <column>',
      describe:
        'order number; without it a column named like one (InvoiceNo, order id, 订单号), or else the moment, joins the lines of an order, and where neither is there each row is an order',
    },
  ],
  async run(args) {
    const asOf = dayOption('as-of', need(args, 'asOf'))
    need(args, 'amount')
    const { orders, problems } = await readOrders(args)
    const summary = summarizeRfm(joinLines(orders), asOf)
    if (summary.customers.length === 0) throw hopeless(`All orders are later than ${args.options.asOf}.`)
    return analyzing(() => {
      const scores = scoreByQuantile(summary)
      const customers = summary.customers.map((customer, i) => ({
        customer,
        recency: summary.recency[i]!,
        frequency: summary.frequency[i]!,
        monetary: Number(summary.monetary[i]!.toFixed(6)),
        r: scores.r[i]!,
        f: scores.f[i]!,
        m: scores.m[i]!,
        segment: scores.segments[i]!,
      }))
      const ranked = [...customers].sort((a, b) => b.r + b.f + b.m - (a.r + a.f + a.m) || b.monetary - a.monetary)
      const table = formatSome(
        ['customer', 'recency', 'frequency', 'monetary', 'R', 'F', 'M', 'segment'],
        ranked.map((c) => [c.customer, c.recency, c.frequency, c.monetary, c.r, c.f, c.m, c.segment]),
      )
      return { json: { customers, cuts: scores.cuts, problems }, table: table + formatProblems(problems) }
    })
  },
}

/** Lines of one order are one order, dated by its first line. */
function joinLines(lines: readonly OrderRow[]): Order[] {
  const orders = new Map<string, { customer: string; day: number; amount: number }>()
  for (const { customer, day, amount, order } of lines) {
    const key = JSON.stringify([customer, order])
    const known = orders.get(key)
    if (!known) orders.set(key, { customer, day, amount })
    else {
      known.day = Math.min(known.day, day)
      known.amount += amount
    }
  }
  return [...orders.values()]
}

import { findRules, readBaskets } from '../src/basket/index.ts'
import { dayNumber } from '../src/lifetime-value/index.ts'
import { type Order, scoreByQuantile, summarizeRfm } from '../src/rfm/index.ts'
import { type Figure, figuresOf, readRows, timed } from './_figure.ts'

/** UCI Online Retail, cleaned as its users do: no cancelled invoice, a customer, quantity and price above 0. */
export function verifyRfm(): Figure[] {
  const { figures, near, within } = figuresOf('rfm')
  const orders = readRetailOrders()
  const { result, timeMs } = timed(() => summarizeRfm(orders, dayNumber(2010, 12, 21)!))
  const reference = readRows('retail/reference_online_retail_rfm.csv').slice(1)
  let counts = 0
  let money = 0
  for (const [customer, recency, frequency, monetary] of reference) {
    const i = result.customers.indexOf(customer!)
    if (result.recency[i] !== Number(recency) || result.frequency[i] !== Number(frequency)) counts++
    money = Math.max(money, Math.abs((result.monetary[i] ?? Number.POSITIVE_INFINITY) - Number(monetary)))
  }
  near('Online Retail, clean customers', reference.length, result.customers.length, 0, timeMs)
  within('Online Retail, customers with another recency or frequency', 0, counts)
  within('Online Retail, largest error of monetary value', 0.005, money)
  const many = Array.from({ length: 1_000_000 }, (_, i) => ({
    customer: `c${(i * 7919) % 250_000}`,
    day: (i * 31) % 730,
    amount: (i * 17) % 900,
  }))
  const scored = timed(() => scoreByQuantile(summarizeRfm(many, 730)))
  within('seconds for 1,000,000 orders of 250,000 customers', 3, scored.timeMs / 1000, scored.timeMs)
  return figures
}

/** Orders of the retailer's customers, one for each invoice. */
export function readRetailOrders(): Order[] {
  const invoices = new Map<string, { customer: string; day: number; amount: number }>()
  for (const [invoice, , , quantity, date, price, customer, country] of readRows(
    'retail/online_retail_part.csv',
    'latin1',
  ).slice(1)) {
    if (
      country === undefined ||
      customer === '' ||
      invoice!.startsWith('C') ||
      !(Number(quantity) > 0) ||
      !(Number(price) > 0)
    )
      continue
    const [day, month, year] = date!.split(/[/ ]/).map(Number)
    const known = invoices.get(invoice!) ?? { customer: customer!, day: dayNumber(year!, month!, day!)!, amount: 0 }
    known.amount += Number(quantity) * Number(price)
    invoices.set(invoice!, known)
  }
  return [...invoices.values()]
}

/** Groceries (Hahsler et al. 2006) against the counts of arules. */
export function verifyBasket(): Figure[] {
  const { figures, near, within } = figuresOf('basket')
  const rows = readRows('retail/groceries.csv')
  const baskets = readBaskets(rows)
  near('Groceries, baskets', 9835, baskets.size, 0)
  near('Groceries, items', 169, baskets.items.length, 0)
  near('Groceries, baskets with whole milk', 2513, baskets.counts[baskets.items.indexOf('whole milk')]!, 0)
  for (const [support, confidence, count] of [
    [0.001, 0.8, 410],
    [0.006, 0.25, 463],
    [0.01, 0.5, 15],
    [0.001, 0.9, 129],
  ] as const) {
    const { result, timeMs } = timed(() => findRules(readBaskets(rows), { support, confidence }))
    near(`Groceries, rules at support ${support}, confidence ${confidence}`, count, result.length, 0, timeMs)
    if (count === 410) {
      near('Groceries, highest lift', 11.23526936, result[0]!.lift, 1e-8)
      within('Groceries, seconds to read and find these rules', 0.5, timeMs / 1000, timeMs)
    }
  }
  return figures
}

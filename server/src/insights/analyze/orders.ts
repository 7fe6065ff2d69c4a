import { dayReader, readAmount } from './cells.ts'
import type { AnalyzeArguments } from './command.ts'
import { hopeless, need } from './command.ts'
import { findColumn, type RowProblem, readColumns, readHeader, readText } from './read-csv.ts'

export interface OrderRow {
  readonly customer: string
  /** Days since 1970-01-01. */
  readonly day: number
  readonly amount: number
  /** Number of the order that the row belongs to; without one the customer's moment, where cells carry a time of day, or the row. */
  readonly order: string
}

/** Names under which exports keep the number of an order. */
const ORDER_NAMES =
  /^(invoice|order|receipt|transaction|bill|sales ?order|basket)[ _-]?(no|nr|num|number|id|code|key)?\.?$|^(订单|单据|发票|销售单|小票|交易)(编?号|单号|id)$|^单号$/i

/** A day with a time other than midnight. */
const hasTime = (cell: string): boolean => /[T ]\d{1,2}:\d{2}/.test(cell) && !/[T ]0{1,2}:00(:00)?/.test(cell)

/** Reads an order file by the columns that the options name; rows without customer, day or amount are problems. */
export async function readOrders(
  args: AnalyzeArguments,
): Promise<{ orders: OrderRow[]; problems: RowProblem[]; hasAmount: boolean }> {
  const source = await readText(args.file)
  const header = readHeader(source)
  const { amount } = args.options
  const order = args.options.order ?? header.find((name) => ORDER_NAMES.test(name.trim()))
  const names = [need(args, 'customer'), need(args, 'date'), ...(amount ? [amount] : []), ...(order ? [order] : [])]
  const wanted = names.map((name) => findColumn(header, name, source.file))
  const { columns, rows, lines, problems } = readColumns(source, wanted, header.length)
  const [customers, dates] = [columns[0]!, columns[1]!]
  const amounts = amount ? columns[2]! : null
  const numbers = order ? columns.at(-1)! : null
  const readDay = dayReader(dates)
  const timed = !numbers && dates.some(hasTime)
  const orders: OrderRow[] = []
  rows.forEach((row, i) => {
    const day = readDay(dates[i]!)
    const value = amounts ? readAmount(amounts[i]!) : 0
    const why =
      customers[i] === ''
        ? 'has no customer'
        : day === null
          ? `has no readable date: "${dates[i]}"`
          : value === null
            ? `has no readable amount: "${amounts?.[i]}"`
            : null
    if (why !== null || day === null || value === null) problems.push({ row, line: lines[i]!, why: why ?? '' })
    else
      orders.push({
        customer: customers[i]!,
        day,
        amount: value,
        order: numbers?.[i] || (timed ? dates[i]! : `#${row}`),
      })
  })
  if (orders.length === 0) throw hopeless(`No row of ${source.file} could be read: the first ${problems[0]!.why}.`)
  return { orders, problems: problems.sort((a, b) => a.row - b.row), hasAmount: amounts !== null }
}

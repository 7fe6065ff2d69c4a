import { atInZone } from '../../../conversations/index.ts'
import { type ImportSettings, type MappedRow, parseDate, type RowProblem } from '../../../customers/index.ts'
import { type Decimal, lineAmount, toMinor, unitPriceOf, wholeMinor } from '../../amounts.ts'
import type { OrderStatus } from '../contract.ts'
import { readNumber } from './read-number.ts'

/** A row of an order file, read. Prices and amounts in minor units. */
export interface OrderValues {
  readonly row: MappedRow
  /** Of an order that this installation exported. */
  readonly id?: string | null
  readonly number: string | null
  /** How the row names its customer, for numbers of orders that have none of their own. */
  readonly customerText: string | null
  readonly placedOn: string
  readonly placedAt: string | null
  readonly productCode: string | null
  readonly productName: string | null
  readonly quantity: Decimal
  readonly unitPrice: Decimal
  readonly discount: number
  readonly amount: number
  readonly currency: string
  readonly hasCurrency: boolean
  readonly status: OrderStatus | null
  readonly note: string | null
  readonly problems: readonly RowProblem[]
  readonly isRejected: boolean
}

const STATUSES: Readonly<Record<string, OrderStatus>> = {
  open: 'open',
  new: 'open',
  pending: 'open',
  processing: 'open',
  'in progress': 'open',
  unpaid: 'open',
  处理中: 'open',
  待付款: 'open',
  待发货: 'open',
  未付款: 'open',
  新建: 'open',
  进行中: 'open',
  delivered: 'delivered',
  shipped: 'delivered',
  sent: 'delivered',
  fulfilled: 'delivered',
  已交货: 'delivered',
  已发货: 'delivered',
  已送达: 'delivered',
  已签收: 'delivered',
  paid: 'paid',
  complete: 'paid',
  completed: 'paid',
  closed: 'paid',
  done: 'paid',
  won: 'paid',
  已付款: 'paid',
  已完成: 'paid',
  完成: 'paid',
  交易成功: 'paid',
  已支付: 'paid',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  void: 'cancelled',
  已取消: 'cancelled',
  取消: 'cancelled',
  交易关闭: 'cancelled',
  已关闭: 'cancelled',
  作废: 'cancelled',
  returned: 'returned',
  refunded: 'returned',
  refund: 'returned',
  return: 'returned',
  已退货: 'returned',
  退货: 'returned',
  已退款: 'returned',
  退款: 'returned',
}

const CURRENCY_SIGNS: Readonly<Record<string, string>> = {
  '¥': 'CNY',
  元: 'CNY',
  人民币: 'CNY',
  RMB: 'CNY',
  $: 'USD',
  US$: 'USD',
  美元: 'USD',
  '€': 'EUR',
  欧元: 'EUR',
  '£': 'GBP',
  英镑: 'GBP',
  HK$: 'HKD',
  港币: 'HKD',
}

const TEXT_MAX: Readonly<Record<string, number>> = {
  orderNumber: 100,
  productCode: 100,
  productName: 400,
  note: 20_000,
}

/** Reads one mapped row. Without a date, or with a quantity or price that is no number, the row is rejected. */
export function readOrderRow(row: MappedRow, settings: ImportSettings): OrderValues {
  const problems: RowProblem[] = []
  const problem = (column: string, value: string, message: string, severity: RowProblem['severity'] = 'error') =>
    problems.push({ row: row.number, line: row.line, column, value: value.slice(0, 200), message, severity })
  const text = (key: string) => row.values[key]?.[0]?.trim().slice(0, TEXT_MAX[key] ?? 400) || null
  const number = (key: string) => {
    const cell = text(key)
    const value = cell === null ? null : readNumber(cell)
    if (cell !== null && value === null) problem(key, cell, 'import.problem.number-needed')
    return value
  }
  const when = readDay(text('placedOn'), settings)
  if (!when) problem('placedOn', text('placedOn') ?? '', 'import.problem.date-needed')
  const currencyText = text('currency')
  const currency = currencyText === null ? settings.currency : readCurrency(currencyText)
  if (currency === null) problem('currency', currencyText!, 'import.problem.currency')
  const statusText = text('status')
  const status = statusText === null ? null : (STATUSES[statusText.toLowerCase()] ?? null)
  if (statusText !== null && status === null) problem('status', statusText, 'import.problem.choice', 'warning')
  const money = readMoney(number, currency ?? settings.currency, (key, value, message) =>
    problem(key, value, message, 'warning'),
  )
  if (!money) problem('amount', text('amount') ?? text('unitPrice') ?? '', 'import.problem.number-needed')
  return {
    row,
    id: readId(text('rapportId')),
    number: text('orderNumber')?.replace(/^(\d+)\.0+$/, '$1') ?? null,
    customerText:
      ['customerExternalId', 'customerName', 'customerEmail', 'customerPhone', 'customerCard']
        .map(text)
        .find((cell) => cell !== null) ?? null,
    placedOn: when?.day ?? '',
    placedAt: when?.at ?? null,
    productCode: text('productCode')?.replace(/^(\d+)\.0+$/, '$1') ?? null,
    productName: text('productName'),
    ...(money ?? { quantity: '0', unitPrice: '0', discount: 0, amount: 0 }),
    currency: currency ?? settings.currency,
    hasCurrency: currencyText !== null,
    status,
    note: text('note'),
    problems,
    isRejected: problems.some(({ severity }) => severity === 'error'),
  }
}

function readDay(cell: string | null, { dateFormats, timeZone }: ImportSettings) {
  const parts = cell === null ? undefined : parseDate(cell, { order: dateFormats.placedOn ?? 'ymd' })
  if (!parts) return null
  // Midnight on the dot is how programs write "no time".
  if (!parts.time || /^00:00:00/.test(parts.time)) return { day: parts.date, at: null }
  return { day: parts.date, at: atInZone(parts, timeZone) }
}

function readCurrency(cell: string): string | null {
  const code = cell.toUpperCase()
  return /^[A-Z]{3}$/.test(code) && code !== 'RMB' ? code : (CURRENCY_SIGNS[code] ?? CURRENCY_SIGNS[cell] ?? null)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const readId = (text: string | null) => (text !== null && UUID.test(text) ? text.toLowerCase() : null)

type Warn = (key: string, value: string, message: string) => void

/**
 * Quantity, unit price, discount and amount of a line from whichever of them the file has. An amount below
 * quantity × price is that price less a discount; one above it is something else (often the whole order's, repeated on
 * each line) and is left out. @returns null when the numbers are beyond what money can hold
 */
function readMoney(number: (key: string) => Decimal | null, currency: string, warn: Warn) {
  const quantity = number('quantity') ?? '1'
  const major = (key: string) => {
    const value = number(key)
    return value === null ? null : toMinor(value, currency)
  }
  const unitPrice = major('unitPrice')
  const discountText = major('discount')
  const stated = major('amount')
  try {
    const discount = discountText === null ? 0 : wholeMinor(discountText)
    if (unitPrice === null) {
      if (stated === null) return { quantity, unitPrice: '0', discount: 0, amount: 0 }
      return fromAmount(wholeMinor(stated), quantity)
    }
    const amount = lineAmount(quantity, unitPrice, discount)
    if (stated === null || discount !== 0) return { quantity, unitPrice, discount, amount }
    const less = amount - wholeMinor(stated)
    const isDiscount = amount > 0 ? less >= 0 && less <= amount : less <= 0 && less >= amount
    if (!isDiscount) warn('amount', stated, 'import.problem.amount-differs')
    return isDiscount
      ? { quantity, unitPrice, discount: less, amount: amount - less }
      : { quantity, unitPrice, discount, amount }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Nothing but an amount: the price follows from it, and what six decimals cannot say is a discount of a few cents. */
function fromAmount(amount: number, quantity: Decimal) {
  if (quantity === '0') return { quantity: '1', unitPrice: String(amount), discount: 0, amount }
  const unitPrice = unitPriceOf(amount, quantity)
  return { quantity, unitPrice, discount: lineAmount(quantity, unitPrice) - amount, amount }
}

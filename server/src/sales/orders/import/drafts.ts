import type { OrderStatus } from '../contract.ts'
import type { OrderValues } from './order-values.ts'

/** An order as the rows of one batch tell it. */
export interface Draft {
  readonly number: string
  readonly first: OrderValues
  readonly lines: OrderValues[]
}

/** Whether an order of this number was made by an earlier batch of the same file. */
export type IsTaken = (number: string) => boolean

/**
 * Groups rows into orders. Rows with an order number by it; rows with products but without a number by customer and
 * day; a row with neither is an order of its own, because such files list purchases, not their parts.
 */
export function draftOrders(rows: readonly OrderValues[], isTaken: IsTaken): ReadonlyMap<string, Draft> {
  const drafts = new Map<string, Draft>()
  const counts = countBases(rows)
  const isUsed = (number: string) => drafts.has(number) || isTaken(number)
  for (const values of rows) {
    const number = values.number ?? numberWithout(values, counts.get(baseNumber(values)) ?? 1, isUsed)
    const draft = drafts.get(number)
    if (draft) draft.lines.push(values)
    else drafts.set(number, { number, first: values, lines: [values] })
  }
  return drafts
}

/** Orders that one customer may have placed on the same day in earlier batches of a file and still be told apart by count. */
const EARLIER_MAX = 3

/** How many rows of the batch share day and customer. */
function countBases(rows: readonly OrderValues[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const values of rows) {
    const base = baseNumber(values)
    if (values.number === null) counts.set(base, (counts.get(base) ?? 0) + 1)
  }
  return counts
}

/** Numbers that the rows could get, to look them up at once. */
export function candidateNumbers(rows: readonly OrderValues[]): readonly string[] {
  const numbers = new Set<string>()
  for (const values of rows) if (values.number !== null) numbers.add(values.number)
  for (const [base, count] of countBases(rows)) {
    for (let nth = 1; nth <= count + EARLIER_MAX; nth++) numbers.add(nthNumber(base, nth))
  }
  return [...numbers]
}

const isPart = ({ productCode, productName, customerText }: OrderValues) =>
  customerText !== null && (productCode !== null || productName !== null)

/** Day and customer, so that the same file meets its own orders again: `19970118-4`, the second that day `19970118-4-2`. */
const baseNumber = ({ placedOn, customerText, row }: OrderValues) =>
  `${placedOn.replaceAll('-', '')}-${customerText?.slice(0, 80) ?? `row-${row.number}`}`

const nthNumber = (base: string, nth: number) => (nth === 1 ? base : `${base}-${nth}`)

function numberWithout(values: OrderValues, count: number, isUsed: (number: string) => boolean): string {
  const base = baseNumber(values)
  if (isPart(values)) return base
  for (let nth = 1; nth <= count + EARLIER_MAX; nth++) {
    const number = nthNumber(base, nth)
    if (!isUsed(number)) return number
  }
  return `${base}-row-${values.row.number}`
}

/** What nobody stated is judged by the lines: nothing but things sent back is a return, the rest has been delivered. */
export function statusOf({ first, lines }: Draft): OrderStatus {
  if (first.status) return first.status
  return lines.every(({ quantity, amount }) => quantity.startsWith('-') || amount < 0) ? 'returned' : 'delivered'
}

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
  for (const values of rows) {
    const number = values.number ?? numberWithout(values, (candidate) => drafts.has(candidate) || isTaken(candidate))
    const draft = drafts.get(number)
    if (draft) draft.lines.push(values)
    else drafts.set(number, { number, first: values, lines: [values] })
  }
  return drafts
}

const SAME_DAY_MAX = 30

/** Numbers that rows without one could get, to look them up at once. */
export function candidateNumbers(rows: readonly OrderValues[]): readonly string[] {
  const numbers = new Set<string>()
  for (const values of rows) {
    if (values.number !== null) numbers.add(values.number)
    else if (isPart(values)) numbers.add(baseNumber(values))
    else for (let nth = 1; nth <= SAME_DAY_MAX; nth++) numbers.add(nthNumber(baseNumber(values), nth))
  }
  return [...numbers]
}

const isPart = ({ productCode, productName, customerText }: OrderValues) =>
  customerText !== null && (productCode !== null || productName !== null)

/** Day and customer, so that the same file meets its own orders again: `19970118-4`, the second that day `19970118-4-2`. */
const baseNumber = ({ placedOn, customerText, row }: OrderValues) =>
  `${placedOn.replaceAll('-', '')}-${customerText?.slice(0, 80) ?? `row-${row.number}`}`

const nthNumber = (base: string, nth: number) => (nth === 1 ? base : `${base}-${nth}`)

function numberWithout(values: OrderValues, isUsed: (number: string) => boolean): string {
  const base = baseNumber(values)
  if (isPart(values)) return base
  for (let nth = 1; nth <= SAME_DAY_MAX; nth++) {
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

import type { Row } from '../../../kernel/record/event.ts'
import type { LineContent } from '../lines.ts'

export interface StoredLine extends Row {
  readonly id: string
  readonly order_id: string
  readonly position: number
  readonly product_id: string | null
  readonly amount: number
}

export interface LineChanges {
  readonly updated: readonly { readonly line: StoredLine; readonly columns: LineContent }[]
  readonly added: readonly LineContent[]
  /** By how much the order's total moves. */
  readonly difference: number
}

const CONTENT = ['product_id', 'description', 'quantity', 'unit_price', 'discount', 'amount'] as const
const contentOf = (row: Row) => JSON.stringify(CONTENT.map((name) => (row[name] === null ? null : String(row[name]))))

/**
 * What a file's lines change on an order that exists: lines that say the same stay, a line of the same product takes
 * the file's values, the rest is added. An import takes no line away.
 */
export function matchLines(stored: readonly StoredLine[], wanted: readonly LineContent[]): LineChanges {
  const free = new Set(stored)
  const take = (fits: (line: StoredLine) => boolean) => {
    for (const line of free) {
      if (!fits(line)) continue
      free.delete(line)
      return line
    }
    return undefined
  }
  const different = wanted.filter((columns) => {
    const content = contentOf(columns)
    return !take((line) => contentOf(line) === content)
  })
  const updated: { line: StoredLine; columns: LineContent }[] = []
  const added: LineContent[] = []
  for (const columns of different) {
    const line =
      columns.product_id === null ? undefined : take((candidate) => candidate.product_id === columns.product_id)
    if (line) updated.push({ line, columns })
    else added.push(columns)
  }
  const difference =
    updated.reduce((sum, { line, columns }) => sum + columns.amount - line.amount, 0) +
    added.reduce((sum, { amount }) => sum + amount, 0)
  return { updated, added, difference }
}

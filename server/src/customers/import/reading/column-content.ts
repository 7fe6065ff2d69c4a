import { createDateFormatFinder } from './dates.ts'

/** What the filled cells of a column look like. */
export interface ColumnContent {
  readonly filled: number
  readonly email: number
  readonly phone: number
  readonly date: number
  readonly number: number
  readonly decimal: number
  readonly url: number
  readonly chineseName: number
  /** Numbers written with leading zeros, as only codes are. */
  readonly padded: number
  /** Whole numbers below 1,000. */
  readonly small: number
  /** Distinct values among the filled ones. */
  readonly distinct: number
  readonly averageChars: number
}

/** Shares from 0 to 1, of the filled cells. */
export function columnContent(cells: readonly string[]): ColumnContent {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const share = (test: (cell: string) => boolean) =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length
  const dates = createDateFormatFinder()
  for (const cell of filled) dates.add(cell)
  return {
    filled: filled.length,
    email: share((cell) => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(cell)),
    phone: share(looksLikePhone),
    date: dates.result().share,
    number: share((cell) => /^[-+]?[¥￥$€£]?\s?[-+]?\d[\d,]*(\.\d+)?%?$/.test(cell)),
    decimal: share((cell) => /^[-+]?[¥￥$€£]?\s?[-+]?\d[\d,]*\.\d+$/.test(cell)),
    url: share((cell) => /^(https?:\/\/|www\.)\S+$/i.test(cell)),
    padded: share((cell) => /^0\d{2,}$/.test(cell)),
    small: share((cell) => /^-?[1-9]\d{0,2}$/.test(cell)),
    chineseName: share((cell) => /^\p{Script=Han}{2,4}$/u.test(cell)),
    distinct: filled.length === 0 ? 0 : new Set(filled).size / filled.length,
    averageChars: filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length),
  }
}

function looksLikePhone(cell: string): boolean {
  if (/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(cell)) return false
  if (/^(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$/.test(cell)) return true
  const digits = cell.replace(/\D/g, '').length
  return digits >= 8 && digits <= 15 && /^(\+\d|0\d|\(\d)[\d\s().-]*$/.test(cell)
}

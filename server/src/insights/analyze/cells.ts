import { dayNumber, parseDay } from '@rapport/analytics/lifetime-value'
import { hopeless } from './command.ts'

/** Reads an amount as people write it: `1,234.50`, `1.234,50`, `¥ 12`, `(3.00)` for minus; null for anything else. */
export function readAmount(cell: string): number | null {
  const bare = cell.replace(/[\s\u00a0'’]|[¥￥$€£]|CNY|RMB|USD|EUR|GBP|元/gi, '')
  const negative = /^\(.*\)$/.test(bare)
  const text = bare.replace(/[()]/g, '')
  if (!/^[-+]?[\d.,]*\d[\d.,]*(e[-+]?\d+)?$/i.test(text)) return null
  const [comma, point] = [text.lastIndexOf(','), text.lastIndexOf('.')]
  const decimalComma = comma > point && (point >= 0 || !/^[-+]?\d{1,3}(,\d{3})+$/.test(text))
  const plain = decimalComma ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '')
  const value = Number(plain)
  return Number.isFinite(value) ? (negative ? -value : value) : null
}

/**
 * A reader of day cells for one file: `yyyymmdd`, ISO, `yyyy/m/d`, `2024年3月5日`, and with the year last either day or month
 * first. Which of the two is settled by the whole column; where nothing settles it, the day comes first.
 */
export function dayReader(cells: readonly string[]): (cell: string) => number | null {
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?$/
  const monthFirst = cells.some((cell) => Number(yearLast.exec(cell)?.[2] ?? 0) > 12)
  return (cell) => {
    const chinese = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]/.exec(cell)
    if (chinese) return dayNumber(Number(chinese[1]), Number(chinese[2]), Number(chinese[3]))
    const parts = yearLast.exec(cell)
    if (!parts) return parseDay(cell)
    const [first, second, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
    return monthFirst ? dayNumber(year, first, second) : dayNumber(year, second, first)
  }
}

/** Day of a `YYYY-MM-DD` option. @throws StartError */
export function dayOption(name: string, text: string): number {
  const day = parseDay(text)
  if (day === null) throw hopeless(`--${name} is a date like 2024-12-31, not ${text}.`)
  return day
}

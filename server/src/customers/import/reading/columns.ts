import { COLUMNS_MAX } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

/**
 * Names for columns, each one different and none empty: a repeated `Email` becomes `Email (2)`.
 * @throws UnreadableFile too-many-columns
 */
export function uniqueColumns(headers: readonly string[], width = headers.length): string[] {
  if (width > COLUMNS_MAX) throw new UnreadableFile('too-many-columns', `${width} > ${COLUMNS_MAX}`)
  const taken = new Set<string>()
  const repeats = new Map<string, number>()
  return Array.from({ length: width }, (_, i) => {
    const base = (headers[i] ?? '').replace(/\s+/g, ' ').trim().slice(0, 200) || `Column ${i + 1}`
    let name = base
    let repeat = repeats.get(base) ?? 1
    while (taken.has(name)) name = `${base} (${++repeat})`
    repeats.set(base, repeat)
    taken.add(name)
    return name
  })
}

/** Whether the first row names the columns: it holds words where the rows below hold values, or values that never recur. */
export function firstRowIsHeader(rows: readonly (readonly string[])[]): boolean {
  const first = rows[0]
  if (!first) return false
  const filled = first.filter((cell) => cell.trim() !== '')
  if (filled.length === 0) return false
  const values = filled.filter(isValue).length
  const below = rows.slice(1)
  if (values > 0 && values >= 0.3 * filled.length) return columnsTurnIntoValues(first, below) > values
  if (columnsTurnIntoValues(first, below) > 0) return true
  const seen = new Set(below.flat().map((cell) => cell.trim()))
  const recurring = filled.filter((cell) => seen.has(cell.trim())).length
  return recurring < 0.4 * filled.length
}

/** Columns with a word on top of values. */
function columnsTurnIntoValues(first: readonly string[], below: readonly (readonly string[])[]): number {
  let turning = 0
  for (const [i, top] of first.entries()) {
    if (top.trim() === '' || isValue(top)) continue
    const cells = below.map((row) => row[i]?.trim() ?? '').filter((cell) => cell !== '')
    if (cells.length > 0 && cells.filter(isValue).length >= 0.8 * cells.length) turning++
  }
  return turning
}

/** A number, a date, a mail address or a phone number: nothing a person would name a column. */
function isValue(cell: string): boolean {
  const text = cell.trim()
  if (/^[+\-'$€£¥￥]?[\d.,\s/:%()-]*\d[\d.,\s/:%()-]*$/.test(text)) return true
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
}

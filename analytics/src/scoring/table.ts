import { AnalysisFailure } from '../numerics/failure.ts'

export interface NumberField {
  readonly kind: 'number'
  readonly name: string
  /** One element per row; null where unknown. */
  readonly values: ArrayLike<number | null>
}

export interface CategoryField {
  readonly kind: 'category'
  readonly name: string
  readonly values: ArrayLike<string | null>
}

/** What is known of each lead or customer at the moment of scoring, column by column. */
export type Field = NumberField | CategoryField

export interface InferredFields {
  readonly fields: Field[]
  /** Columns that cannot help, and why: one value only, or a different one in nearly every row (a number or name of the record). */
  readonly unusable: { field: string; why: 'constant' | 'identifier' }[]
}

const EMPTY = new Set(['', '-', '—', 'na', 'n/a', 'nan', 'null', 'none', 'unknown', 'select', '未知', '无', '请选择'])

/** Tells whether a cell says nothing: empty, or one of the usual words for it, in either language. */
export const saysNothing = (cell: string): boolean => EMPTY.has(cell.trim().toLowerCase())

/**
 * Reads text columns as numbers or categories. A column is numeric when at least 95 % of its filled cells are numbers and it
 * has more than two different ones. In a category only an empty cell is a gap: "unknown" and "please select" are answers too,
 * and often telling ones.
 */
export function inferFields(names: readonly string[], columns: readonly (readonly string[])[]): InferredFields {
  const fields: Field[] = []
  const unusable: InferredFields['unusable'] = []
  names.forEach((name, i) => {
    const cells = columns[i]!
    const filled = cells.filter((cell) => !saysNothing(cell))
    const distinct = new Set(filled)
    const numeric = filled.filter((cell) => readNumber(cell) !== null).length
    const isNumber = filled.length > 0 && numeric >= 0.95 * filled.length && distinct.size > 2
    if (distinct.size === 0 || (distinct.size === 1 && filled.length === cells.length)) {
      unusable.push({ field: name, why: 'constant' })
    } else if (distinct.size > 0.9 * filled.length && filled.length > 50 && (!isNumber || looksSerial(filled))) {
      unusable.push({ field: name, why: 'identifier' })
    } else if (isNumber) {
      fields.push({ kind: 'number', name, values: cells.map((cell) => (saysNothing(cell) ? null : readNumber(cell))) })
    } else {
      fields.push({ kind: 'category', name, values: cells.map((cell) => cell.trim() || null) })
    }
  })
  return { fields, unusable }
}

function readNumber(cell: string): number | null {
  const text = cell
    .trim()
    .replace(/^[¥$€£]\s*/, '')
    .replace(/(?<=\d),(?=\d{3}(\D|$))/g, '')
    .replace(/%$/, '')
  const value = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : null
}

/** Whole numbers, all different: a serial number, not a measurement. */
const looksSerial = (cells: readonly string[]): boolean =>
  cells.every((cell) => /^\d{4,}$/.test(cell.trim())) && new Set(cells).size === cells.length

/** @throws AnalysisFailure unless fields and outcome have the same length and both outcomes occur often enough to learn from */
export function checkTraining(fields: readonly Field[], outcome: ArrayLike<number>, fewest = 20): void {
  const n = outcome.length
  if (fields.length === 0) throw new AnalysisFailure('bad-input', 'There are no fields to score by.')
  for (const field of fields) {
    if (field.values.length !== n) throw new AnalysisFailure('bad-input', `${field.name} must have one value per row.`)
  }
  let positive = 0
  for (let i = 0; i < n; i++) {
    if (outcome[i] !== 0 && outcome[i] !== 1) throw new AnalysisFailure('bad-input', `Outcome ${i} is neither 0 nor 1.`)
    positive += outcome[i]!
  }
  const rarer = Math.min(positive, n - positive)
  if (rarer === 0)
    throw new AnalysisFailure('no-variance', 'All rows have the same outcome, so there is nothing to learn.')
  if (rarer < fewest)
    throw new AnalysisFailure('too-few-rows', `The rarer outcome occurs ${rarer} times; at least ${fewest} are needed.`)
}

/** Rows chosen from fields, without copying more than needed. */
export function takeRows(fields: readonly Field[], rows: ArrayLike<number>): Field[] {
  return fields.map(
    (field): Field =>
      field.kind === 'number'
        ? { ...field, values: Array.from(rows, (row) => field.values[row] ?? null) }
        : { ...field, values: Array.from(rows, (row) => field.values[row] ?? null) },
  )
}

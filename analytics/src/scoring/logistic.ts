import { AnalysisFailure } from '../numerics/failure.ts'
import { cholesky, solveWithCholesky } from '../numerics/matrix.ts'
import { type CategoryField, checkTraining, type Field, type NumberField } from './table.ts'

/** How one field enters the model; all that is learned of it from the training rows. */
type Encoding = NumberEncoding | CategoryEncoding

interface NumberEncoding {
  readonly kind: 'number'
  readonly name: string
  readonly mean: number
  /** 0 for a number that does not vary: it contributes nothing. */
  readonly deviation: number
  /** Values beyond are taken as these. */
  readonly low: number
  readonly high: number
  /** Standardized values at which the effect may bend. */
  readonly knots: readonly number[]
  /** First of its columns: the value, then one per knot, then the flag of a gap where gaps occur. */
  readonly at: number
  readonly missingAt: number | null
}

interface CategoryEncoding {
  readonly kind: 'category'
  readonly name: string
  readonly levels: readonly string[]
  readonly at: number
}

/** A logistic regression as plain data: may be stored as JSON and scores the same when read back. */
export interface LogisticModel {
  readonly kind: 'logistic'
  readonly encodings: readonly Encoding[]
  readonly intercept: number
  /** Per encoded column; fields own ranges of it. */
  readonly coefficients: readonly number[]
  /** Mean of each encoded column over the training rows: contributions are measured from there. */
  readonly means: readonly number[]
  readonly iterations: number
  readonly converged: boolean
}

export interface LogisticOptions {
  /** Weight λ of ½ λ ‖β‖²; default 1. Numbers are standardized, so one weight fits all. */
  readonly penalty?: number
  /** Levels rarer than this share of rows are one level "other"; default 0.002, at least 5 rows. */
  readonly rareLevel?: number
}

const MOST_LEVELS = 60
/** Shares of rows at which the effect of a number may bend. */
const KNOTS = [0.1, 0.3, 0.5, 0.7, 0.9]

/**
 * Logistic regression with a ridge penalty by Newton's method (Hastie, Tibshirani & Friedman 2009, §4.4). Numbers are cut at
 * their 0.5 and 99.5 % points, standardized, and enter as broken lines (linear splines, ibid. §5.2), because most effects
 * level off; gaps take the mean and raise a flag of their own; categories are one column per level. Rows are kept sparse, so a pass costs rows × fields², not rows × columns².
 * @throws AnalysisFailure `bad-input`, `no-variance`, `too-few-rows`, `not-converged`
 */
export function trainLogistic(
  fields: readonly Field[],
  outcome: ArrayLike<number>,
  options: LogisticOptions = {},
): LogisticModel {
  checkTraining(fields, outcome)
  const penalty = options.penalty ?? 1
  const n = outcome.length
  let width = 0
  const encodings = fields.map((field): Encoding => {
    const encoding =
      field.kind === 'number' ? encodeNumber(field, width) : encodeCategory(field, width, n, options.rareLevel ?? 0.002)
    width = endOf(encoding)
    return encoding
  })
  const rows = encodeRows(encodings, fields, n)
  const beta = new Float64Array(width + 1)
  const positive = Array.from(outcome).reduce((sum, y) => sum + y, 0)
  beta[width] = Math.log(positive / (n - positive))
  let before = Infinity
  let iterations = 0
  let converged = false
  while (!converged && iterations < 60) {
    iterations++
    const { gradient, hessian, loss } = newtonTerms(rows, outcome, beta, penalty)
    const lower = cholesky(hessian, width + 1)
    if (!lower)
      throw new AnalysisFailure('not-converged', 'The fields repeat each other; raise the penalty or leave some out.')
    const step = solveWithCholesky(lower, gradient)
    let scale = 1
    for (let halving = 0; halving < 30; halving++) {
      const next = beta.map((value, j) => value - scale * step[j]!)
      if (lossOf(rows, outcome, next, penalty) <= loss + 1e-12 * Math.abs(loss)) {
        beta.set(next)
        break
      }
      scale /= 2
    }
    converged = Math.abs(before - loss) < 1e-9 * (1 + Math.abs(loss))
    before = loss
  }
  const means = new Float64Array(width)
  for (let k = 0; k < rows.column.length; k++) means[rows.column[k]!]! += rows.value[k]! / n
  return {
    kind: 'logistic',
    encodings,
    intercept: beta[width]!,
    coefficients: Array.from(beta.subarray(0, width)),
    means: Array.from(means),
    iterations,
    converged,
  }
}

/** Log-odds of the outcome per row. */
export function logisticLogOdds(model: LogisticModel, fields: readonly Field[]): Float64Array {
  const n = fields[0]?.values.length ?? 0
  const rows = encodeRows(model.encodings, align(model, fields), n)
  const out = new Float64Array(n).fill(model.intercept)
  for (let i = 0; i < n; i++) {
    for (let k = rows.start[i]!; k < rows.start[i + 1]!; k++)
      out[i]! += model.coefficients[rows.column[k]!]! * rows.value[k]!
  }
  return out
}

/** Exact share of each field in the log-odds of a row, against the average training row; base + shares = log-odds. */
export function explainLogistic(
  model: LogisticModel,
  fields: readonly Field[],
  row: number,
): { base: number; shares: Float64Array } {
  const shares = new Float64Array(model.encodings.length)
  const own = align(model, fields)
  let base = model.intercept
  model.encodings.forEach((encoding, f) => {
    let average = 0
    for (let j = encoding.at; j < endOf(encoding); j++) average += model.coefficients[j]! * model.means[j]!
    base += average
    let value = 0
    eachColumn(encoding, own[f]!, row, (column, x) => {
      value += model.coefficients[column]! * x
    })
    shares[f] = value - average
  })
  return { base, shares }
}

function encodeNumber(field: NumberField, at: number): NumberEncoding {
  const present = Float64Array.from(Array.from(field.values).filter((value) => value !== null)).sort()
  const pick = (share: number) => present[Math.min(present.length - 1, Math.floor(share * present.length))] ?? 0
  const [low, high] = [pick(0.005), pick(0.995)]
  let sum = 0
  let squares = 0
  for (const raw of present) {
    const value = Math.min(high, Math.max(low, raw))
    sum += value
    squares += value * value
  }
  const mean = present.length > 0 ? sum / present.length : 0
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, present.length) - mean * mean))
  const gaps = present.length < field.values.length
  const scale = deviation > 1e-12 * (1 + Math.abs(mean)) ? deviation : Infinity
  const knots: number[] = []
  for (const share of deviation > 0 ? KNOTS : []) {
    const knot = (Math.min(high, pick(share)) - mean) / scale
    const [first, last] = [(low - mean) / scale, (high - mean) / scale]
    if (knot > (knots.at(-1) ?? first) + 0.1 && knot < last - 0.1) knots.push(knot)
  }
  return {
    kind: 'number',
    name: field.name,
    mean,
    deviation: scale === Infinity ? 0 : scale,
    low,
    high,
    knots: scale === Infinity ? [] : knots,
    at,
    missingAt: gaps ? at + 1 + (scale === Infinity ? 0 : knots.length) : null,
  }
}

function encodeCategory(field: CategoryField, at: number, n: number, rare: number): CategoryEncoding {
  const counts = new Map<string, number>()
  for (let i = 0; i < n; i++) {
    const value = field.values[i]
    if (typeof value === 'string') counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const least = Math.max(5, rare * n)
  const levels = [...counts]
    .filter(([, count]) => count >= least)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_LEVELS)
    .map(([level]) => level)
  return { kind: 'category', name: field.name, levels, at }
}

function endOf(encoding: Encoding): number {
  if (encoding.kind === 'category') return encoding.at + encoding.levels.length + 1
  return encoding.at + 1 + encoding.knots.length + (encoding.missingAt === null ? 0 : 1)
}

/** Calls back with the non-zero columns of one cell. A gap in a category is the absence of all its columns. */
function eachColumn(
  encoding: Encoding,
  field: Field,
  row: number,
  call: (column: number, value: number) => void,
): void {
  const cell = field.values[row] ?? null
  if (encoding.kind === 'number') {
    if (typeof cell === 'number') {
      if (encoding.deviation === 0) return
      const value = (Math.min(encoding.high, Math.max(encoding.low, cell)) - encoding.mean) / encoding.deviation
      call(encoding.at, value)
      for (let k = 0; k < encoding.knots.length && encoding.knots[k]! < value; k++) {
        call(encoding.at + 1 + k, value - encoding.knots[k]!)
      }
    } else if (encoding.missingAt !== null) call(encoding.missingAt, 1)
  } else if (typeof cell === 'string') {
    const level = encoding.levels.indexOf(cell)
    call(encoding.at + (level >= 0 ? level : encoding.levels.length), 1)
  }
}

interface SparseRows {
  readonly start: Uint32Array
  readonly column: Uint32Array
  readonly value: Float64Array
}

function encodeRows(encodings: readonly Encoding[], fields: readonly Field[], n: number): SparseRows {
  const start = new Uint32Array(n + 1)
  const widest = encodings.reduce((sum, own) => sum + (own.kind === 'number' ? 1 + own.knots.length : 1), 0)
  const column = new Uint32Array(n * widest)
  const value = new Float64Array(n * widest)
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let f = 0; f < encodings.length; f++) {
      eachColumn(encodings[f]!, fields[f]!, i, (j, x) => {
        column[at] = j
        value[at++] = x
      })
    }
    start[i + 1] = at
  }
  return { start, column: column.subarray(0, at), value: value.subarray(0, at) }
}

function align(model: LogisticModel, fields: readonly Field[]): Field[] {
  return model.encodings.map(({ name, kind }) => {
    const field = fields.find((own) => own.name === name)
    if (!field || field.kind !== kind)
      throw new AnalysisFailure('bad-input', `The model needs the field ${name} as a ${kind}.`)
    return field
  })
}

function lossOf(rows: SparseRows, outcome: ArrayLike<number>, beta: Float64Array, penalty: number): number {
  const width = beta.length - 1
  let loss = 0
  for (let j = 0; j < width; j++) loss += (penalty / 2) * beta[j]! ** 2
  for (let i = 0; i < outcome.length; i++) {
    let eta = beta[width]!
    for (let k = rows.start[i]!; k < rows.start[i + 1]!; k++) eta += beta[rows.column[k]!]! * rows.value[k]!
    loss += (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta))) - outcome[i]! * eta
  }
  return loss
}

function newtonTerms(rows: SparseRows, outcome: ArrayLike<number>, beta: Float64Array, penalty: number) {
  const width = beta.length - 1
  const size = width + 1
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  for (let j = 0; j < width; j++) {
    gradient[j] = penalty * beta[j]!
    hessian[j * size + j] = penalty
  }
  for (let i = 0; i < outcome.length; i++) {
    const first = rows.start[i]!
    const last = rows.start[i + 1]!
    let eta = beta[width]!
    for (let k = first; k < last; k++) eta += beta[rows.column[k]!]! * rows.value[k]!
    const p = 1 / (1 + Math.exp(-eta))
    const w = Math.max(1e-10, p * (1 - p))
    const error = p - outcome[i]!
    gradient[width]! += error
    hessian[width * size + width]! += w
    for (let k = first; k < last; k++) {
      const j = rows.column[k]!
      const x = rows.value[k]!
      gradient[j]! += error * x
      hessian[width * size + j]! += w * x
      // Columns of a row rise, so this fills the lower triangle.
      for (let m = first; m <= k; m++) hessian[j * size + rows.column[m]!]! += w * x * rows.value[m]!
    }
  }
  return { gradient, hessian, loss: lossOf(rows, outcome, beta, penalty) }
}

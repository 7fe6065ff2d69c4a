import { AnalysisFailure } from '../numerics/failure.ts'

/** Unit in which recency, age and horizons are counted. A month is 365.25 / 12 days, so that units never depend on the calendar. */
export type PeriodUnit = 'day' | 'week' | 'month'

export const DAYS_PER_UNIT: Readonly<Record<PeriodUnit, number>> = { day: 1, week: 7, month: 365.25 / 12 }

/**
 * Customers as the buying models see them, one array element per customer, all arrays of equal length.
 * - `frequency` x: days with a repeat purchase (the first purchase is not counted)
 * - `recency` t_x: time from first to last purchase, in units; 0 when x = 0
 * - `age` T: time from first purchase to the end of observation, in units
 */
export interface CustomerHistories {
  readonly frequency: Float64Array
  readonly recency: Float64Array
  readonly age: Float64Array
}

export interface OrderSummary extends CustomerHistories {
  readonly customers: readonly string[]
  /** Mean value of a repeat purchase day; 0 when x = 0 or no amounts were given. */
  readonly meanRepeatSpend: Float64Array
  /** Value of all purchases up to the end of observation. */
  readonly totalSpend: Float64Array
  /** Day of the first purchase, as days since 1970-01-01. */
  readonly firstDay: Int32Array
  /** Purchase days after the end of observation and up to `holdoutUntil`: what the models are held against. */
  readonly holdoutPurchases: Float64Array
  readonly ordersAfterEnd: number
}

export interface OrderLogOptions {
  readonly unit: PeriodUnit
  /** Last observed day, as days since 1970-01-01. Later orders count as hold-out only. */
  readonly until: number
  readonly holdoutUntil?: number
}

export interface OrderLog {
  /** Takes one order; orders may come in any sequence. @throws AnalysisFailure `bad-input` for a day or amount that is no number */
  add(customer: string, day: number, amount?: number): void
  summarize(): OrderSummary
}

/** Days since 1970-01-01 of a civil date, or null when there is no such day. */
export function dayNumber(year: number, month: number, day: number): number | null {
  const stamp = Date.UTC(year, month - 1, day)
  const date = new Date(stamp)
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return stamp / 86_400_000
}

/** Reads `yyyymmdd`, `yyyy-mm-dd`, `yyyy/m/d` and ISO date-times (their written day); null for anything else. */
export function parseDay(text: string): number | null {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const parts = compact ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text)
  return parts ? dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null
}

/**
 * Gathers an order log into customer histories in one pass over the orders: orders are appended to growing typed arrays
 * (16 bytes each), then grouped by a counting sort. Orders of one customer on one day are one purchase (Fader & Hardie's
 * convention), their amounts are added.
 */
export function createOrderLog(options: OrderLogOptions): OrderLog {
  const indexOf = new Map<string, number>()
  const customers: string[] = []
  let size = 0
  let owner = new Int32Array(1024)
  let days = new Int32Array(1024)
  let amounts = new Float64Array(1024)
  return {
    add(customer, day, amount = 0) {
      if (!Number.isInteger(day) || !Number.isFinite(amount)) {
        throw new AnalysisFailure('bad-input', `An order of ${customer} has no valid day or amount.`)
      }
      let index = indexOf.get(customer)
      if (index === undefined) {
        index = customers.length
        indexOf.set(customer, index)
        customers.push(customer)
      }
      if (size === owner.length) {
        owner = grow(owner, new Int32Array(size * 2))
        days = grow(days, new Int32Array(size * 2))
        amounts = grow(amounts, new Float64Array(size * 2))
      }
      owner[size] = index
      days[size] = day
      amounts[size] = amount
      size++
    },
    summarize: () =>
      summarize(customers, owner.subarray(0, size), days.subarray(0, size), amounts.subarray(0, size), options),
  }
}

function grow<T extends { set(source: T): void }>(source: T, target: T): T {
  target.set(source)
  return target
}

/** Rows of each customer side by side: a counting sort, stable and linear. */
function groupRows(owner: Int32Array, groups: number): { start: Int32Array; rows: Uint32Array } {
  const start = new Int32Array(groups + 1)
  for (const index of owner) start[index + 1] = start[index + 1]! + 1
  for (let i = 0; i < groups; i++) start[i + 1] = start[i + 1]! + start[i]!
  const rows = new Uint32Array(owner.length)
  const fill = start.slice()
  for (let i = 0; i < owner.length; i++) {
    const place = fill[owner[i]!]!
    rows[place] = i
    fill[owner[i]!] = place + 1
  }
  return { start, rows }
}

function summarize(
  names: readonly string[],
  owner: Int32Array,
  days: Int32Array,
  amounts: Float64Array,
  options: OrderLogOptions,
): OrderSummary {
  const n = names.length
  const { start, rows } = groupRows(owner, n)
  const out = {
    frequency: new Float64Array(n),
    recency: new Float64Array(n),
    age: new Float64Array(n),
    meanRepeatSpend: new Float64Array(n),
    totalSpend: new Float64Array(n),
    firstDay: new Int32Array(n),
    holdoutPurchases: new Float64Array(n),
  }
  const customers: string[] = []
  let ordersAfterEnd = 0
  for (let c = 0; c < n; c++) {
    const own = rows.subarray(start[c]!, start[c + 1]!).sort((i, j) => days[i]! - days[j]! || i - j)
    const history = walkOrders(own, days, amounts, options)
    ordersAfterEnd += history.ordersAfterEnd
    if (!history.isKnown) continue
    const k = customers.push(names[c]!) - 1
    for (const field of FIELDS) out[field][k] = history[field]
  }
  const kept = customers.length
  return {
    customers,
    ordersAfterEnd,
    frequency: out.frequency.subarray(0, kept),
    recency: out.recency.subarray(0, kept),
    age: out.age.subarray(0, kept),
    meanRepeatSpend: out.meanRepeatSpend.subarray(0, kept),
    totalSpend: out.totalSpend.subarray(0, kept),
    firstDay: out.firstDay.subarray(0, kept),
    holdoutPurchases: out.holdoutPurchases.subarray(0, kept),
  }
}

const FIELDS = ['frequency', 'recency', 'age', 'meanRepeatSpend', 'totalSpend', 'firstDay', 'holdoutPurchases'] as const

/** History of one customer from his orders in sequence of days; unknown when all lie after the end of observation. */
function walkOrders(own: Uint32Array, days: Int32Array, amounts: Float64Array, options: OrderLogOptions) {
  const perUnit = DAYS_PER_UNIT[options.unit]
  const firstDay = days[own[0]!]!
  let last = firstDay
  let frequency = 0
  let repeatSpend = 0
  let totalSpend = 0
  let holdoutPurchases = 0
  let ordersAfterEnd = 0
  let previous = Number.NEGATIVE_INFINITY
  for (const i of own) {
    const day = days[i]!
    if (day > options.until) {
      ordersAfterEnd++
      if (day !== previous && day <= (options.holdoutUntil ?? options.until)) holdoutPurchases++
    } else {
      totalSpend += amounts[i]!
      if (day > firstDay) repeatSpend += amounts[i]!
      if (day > last) frequency++
      last = day
    }
    previous = day
  }
  return {
    isKnown: firstDay <= options.until,
    frequency,
    recency: (last - firstDay) / perUnit,
    age: (options.until - firstDay) / perUnit,
    meanRepeatSpend: frequency > 0 ? repeatSpend / frequency : 0,
    totalSpend,
    firstDay,
    holdoutPurchases,
    ordersAfterEnd,
  }
}

import { serialDate } from './workbook/number-format.ts'

export type DateOrder = 'ymd' | 'dmy' | 'mdy' | 'yymmdd' | 'compact' | 'chinese' | 'named-month' | 'serial'

export interface DateFormat {
  readonly order: DateOrder
  /** Two-digit years count as this year or earlier: give the present year for birthdays. Without it, 69–99 are 19xx. */
  readonly latestYear?: number
}

export interface FoundDateFormat {
  /** Undefined when the column holds no dates. */
  readonly format: DateFormat | undefined
  /** More than one order reads every cell, and only custom decided. */
  readonly isAmbiguous: boolean
  readonly alternatives: readonly DateOrder[]
  /** Share of the filled cells that the format reads. */
  readonly share: number
  readonly why: 'only-order' | 'rows-in-order' | 'custom' | 'none'
}

export interface DateParts {
  /** `2024-03-05` */
  readonly date: string
  /** `14:30:00`, when the cell has a time. */
  readonly time: string | null
  /** `Z` or `+08:00`, when the cell says. */
  readonly zone: string | null
}

const ORDERS = ['ymd', 'chinese', 'named-month', 'compact', 'dmy', 'mdy', 'yymmdd', 'serial'] as const

export interface DateFormatFinder {
  add: (cell: string) => DateFormatFinder
  result: () => FoundDateFormat
}

/**
 * Tells d/m/y from m/d/y and others by the whole column: one 13th of a month decides. When none does, rows in order of
 * time decide, then the custom of the locale (a semicolon file comes from where the day stands first).
 */
export function createDateFormatFinder({ locale = '', delimiter = ',' } = {}): DateFormatFinder {
  const fits = new Map<DateOrder, number>(ORDERS.map((order) => [order, 0]))
  const previous = new Map<DateOrder, string>()
  const steps = new Map<DateOrder, { up: number; down: number }>()
  let filled = 0
  let hasDots = false
  const add = (cell: string) => {
    const text = cell.trim()
    if (text === '') return finder
    filled++
    if (/^\d+\.\d+\.\d/.test(text)) hasDots = true
    for (const order of ORDERS) {
      const parts = readAs(text, order, undefined)
      if (!parts) continue
      fits.set(order, fits.get(order)! + 1)
      if (order !== 'dmy' && order !== 'mdy') continue
      const step = steps.get(order) ?? { up: 0, down: 0 }
      const before = previous.get(order)
      if (before !== undefined && parts.date !== before) parts.date > before ? step.up++ : step.down++
      steps.set(order, step)
      previous.set(order, parts.date)
    }
    return finder
  }
  const finder: DateFormatFinder = {
    add,
    result: () => decide(fits, filled, { steps, isDayFirst: hasDots || delimiter === ';' || dayFirst(locale) }),
  }
  return finder
}

const dayFirst = (locale: string) => !/^(zh|ja|ko|en(-us|-ph)?$|$)/i.test(locale)

interface Evidence {
  readonly steps: ReadonlyMap<DateOrder, { up: number; down: number }>
  readonly isDayFirst: boolean
}

function decide(fits: ReadonlyMap<DateOrder, number>, filled: number, evidence: Evidence): FoundDateFormat {
  const most = Math.max(...fits.values())
  if (filled === 0 || most < 0.5 * filled) {
    return { format: undefined, isAmbiguous: false, alternatives: [], share: 0, why: 'none' }
  }
  const best = ORDERS.filter((order) => fits.get(order) === most)
  const found = { share: most / filled, alternatives: best }
  if (!best.includes('dmy') || !best.includes('mdy')) {
    return { ...found, format: { order: best[0]! }, isAmbiguous: false, alternatives: [], why: 'only-order' }
  }
  const [dmy, mdy] = [evidence.steps.get('dmy'), evidence.steps.get('mdy')]
  const isSorted = (step: typeof dmy) =>
    step !== undefined && Math.min(step.up, step.down) === 0 && step.up + step.down >= 10
  if (isSorted(dmy) !== isSorted(mdy)) {
    const order = isSorted(dmy) ? 'dmy' : 'mdy'
    return { ...found, format: { order }, isAmbiguous: false, why: 'rows-in-order' }
  }
  return { ...found, format: { order: evidence.isDayFirst ? 'dmy' : 'mdy' }, isAmbiguous: true, why: 'custom' }
}

/** Reads one cell; a cell that can only be read another way, such as `2024-03-05` in a d/m/y column, is read that way. */
export function parseDate(cell: string, format: DateFormat): DateParts | undefined {
  const text = cell.trim()
  const { latestYear } = format
  return (
    readAs(text, format.order, latestYear) ??
    readAs(text, 'ymd', latestYear) ??
    readAs(text, 'chinese', latestYear) ??
    readAs(text, 'named-month', latestYear)
  )
}

const TIME = String.raw`(?:[T\s,]*(上午|下午|AM|PM)?\s*(\d{1,2})[:：时点](\d{1,2})(?:[:：分](\d{1,2})(?:[.,]\d+)?)?[秒分]?\s*(上午|下午|AM|PM|a\.m\.|p\.m\.)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$`
const SLASHED = new RegExp(String.raw`^(\d{1,4})\s*[-/.\\]\s*(\d{1,2})\s*[-/.\\]\s*(\d{1,4})` + TIME, 'i')
const CHINESE = new RegExp(String.raw`^(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?` + TIME, 'i')
const DAY_MONTH = new RegExp(
  String.raw`^(?:\p{L}{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[-\s/.]*(\p{L}{3,9})\.?[-\s/.,]*(\d{4}|\d{2})(?!\d)` +
    TIME,
  'iu',
)
const MONTH_DAY = new RegExp(
  String.raw`^(?:\p{L}{3,9},?\s+)?(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}|\d{2})(?!\d)` + TIME,
  'iu',
)
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?(?:\.0+)?$/
const SERIAL = /^\d{5}(?:\.\d+)?$/
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function readAs(text: string, order: DateOrder, latestYear: number | undefined): DateParts | undefined {
  if (text.length > 60) return undefined
  switch (order) {
    case 'chinese':
      return spelled(CHINESE.exec(text), 1, 2, 3, latestYear)
    case 'compact':
      return compact(COMPACT.exec(text))
    case 'serial':
      return SERIAL.test(text) ? fromSerial(Number(text)) : undefined
    case 'named-month':
      return spelled(DAY_MONTH.exec(text), 3, 2, 1, latestYear) ?? spelled(MONTH_DAY.exec(text), 3, 1, 2, latestYear)
    default:
      return slashed(SLASHED.exec(text), order, latestYear)
  }
}

function slashed(match: RegExpExecArray | null, order: DateOrder, latestYear: number | undefined) {
  if (!match) return undefined
  const isYearFirst = match[1]!.length === 4
  const lastDigits = match[3]!.length
  switch (order) {
    case 'ymd':
      return isYearFirst && lastDigits <= 2 ? spelled(match, 1, 2, 3, latestYear) : undefined
    case 'yymmdd':
      return match[1]!.length === 2 && lastDigits === 2 ? spelled(match, 1, 2, 3, latestYear) : undefined
    case 'dmy':
      return match[1]!.length <= 2 && (lastDigits === 4 || lastDigits === 2)
        ? spelled(match, 3, 2, 1, latestYear)
        : undefined
    default:
      return match[1]!.length <= 2 && (lastDigits === 4 || lastDigits === 2)
        ? spelled(match, 3, 1, 2, latestYear)
        : undefined
  }
}

function spelled(match: RegExpExecArray | null, y: number, m: number, d: number, latestYear: number | undefined) {
  if (!match) return undefined
  const month = /\d/.test(match[m]!) ? Number(match[m]) : MONTHS.indexOf(match[m]!.slice(0, 3).toLowerCase()) + 1
  const date = calendarDay(fullYear(match[y]!, latestYear), month, Number(match[d]))
  if (date === undefined) return undefined
  if (match[5] === undefined) return { date, time: null, zone: null }
  const time = clock(match[5], match[6]!, match[7], match[4] ?? match[8])
  return time === undefined ? undefined : { date, time, zone: zoneOf(match[9]) }
}

function compact(match: RegExpExecArray | null): DateParts | undefined {
  const date = match && calendarDay(Number(match[1]), Number(match[2]), Number(match[3]))
  if (!date || Number(match[1]) < 1800 || Number(match[1]) > 2200) return undefined
  if (match[4] === undefined) return { date, time: null, zone: null }
  const time = clock(match[4], match[5]!, match[6], undefined)
  return time === undefined ? undefined : { date, time, zone: zoneOf(match[7]) }
}

/** Days from 1914 to 2119: other numbers of five digits are likelier something else. */
function fromSerial(serial: number): DateParts | undefined {
  const text = serial >= 5200 && serial < 80_000 ? serialDate(serial) : undefined
  return text === undefined ? undefined : { date: text.slice(0, 10), time: text.slice(11) || null, zone: null }
}

function fullYear(text: string, latestYear: number | undefined): number {
  const year = Number(text)
  if (text.length > 2) return year
  if (latestYear === undefined) return year >= 69 ? 1900 + year : 2000 + year
  const century = latestYear - (latestYear % 100)
  return century + year <= latestYear ? century + year : century - 100 + year
}

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function calendarDay(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > MONTH_DAYS[month - 1]! || year < 1 || year > 9999) return undefined
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return undefined
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

function clock(hours: string, minutes: string, seconds: string | undefined, half: string | undefined) {
  let hour = Number(hours)
  if (half !== undefined) {
    const isLate = /^(下午|p)/i.test(half)
    if (isLate && hour < 12) hour += 12
    else if (!isLate && hour === 12) hour = 0
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined
  return `${two(hour)}:${two(Number(minutes))}:${two(Number(seconds ?? 0))}`
}

function zoneOf(zone: string | undefined): string | null {
  if (zone === undefined) return null
  if (/^(z|utc)$/i.test(zone)) return 'Z'
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
}

const two = (value: number) => (value < 10 ? `0${value}` : String(value))

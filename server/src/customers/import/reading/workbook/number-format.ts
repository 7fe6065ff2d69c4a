/** How a number under a format is to be read. `pad`: as many digits as the format's zeros. */
export type NumberReading =
  | { readonly kind: 'number' }
  | { readonly kind: 'date' }
  | { readonly kind: 'pad'; readonly digits: number }

const NUMBER: NumberReading = { kind: 'number' }
const DATE: NumberReading = { kind: 'date' }

/** Built-in formats that show dates or times (ECMA-376 part 1, 18.8.30, with the East Asian ones). */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

export function numberReading(formatId: number, formatCode: string | undefined): NumberReading {
  if (formatCode === undefined) return isBuiltInDate(formatId) ? DATE : NUMBER
  const section = formatCode.split(';', 1)[0]!
  const bare = section
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/[_*]./g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
  if (/^0{2,}$/.test(bare)) return { kind: 'pad', digits: bare.length }
  return /[dmyhs]/i.test(bare) && !/general/i.test(bare) ? DATE : NUMBER
}

const DAY_MS = 86_400_000
const DAYS_TO_1970 = 25_569
const DAYS_1904 = 1462

/** A spreadsheet's day number as `2024-03-05`, `2024-03-05 14:30:00` or, below one day, `14:30:00`. */
export function serialDate(serial: number, is1904 = false): string | undefined {
  const days = serial + (is1904 ? DAYS_1904 : 0)
  if (!Number.isFinite(days) || days < 0 || days >= 2_958_466) return undefined
  // The calendar of spreadsheets has a 29 February 1900 that never was.
  const real = days < 60 && days >= 1 ? days + 1 : days
  const iso = new Date(Math.round(((real - DAYS_TO_1970) * DAY_MS) / 1000) * 1000).toISOString()
  const time = iso.slice(11, 19)
  if (days < 1) return time
  return time === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`
}

/** A stored number with the digits a person sees: never scientific, at most 15 of them significant. */
export function plainNumber(stored: string): string {
  const value = Number(stored)
  if (!Number.isFinite(value)) return stored
  if (/^-?\d{1,15}$/.test(stored)) return stored
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return value.toLocaleString('en-US', { useGrouping: false })
  return String(Number(value.toPrecision(15)))
}

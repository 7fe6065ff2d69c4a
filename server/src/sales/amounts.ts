/** Decimal text such as `12.5` or `-3`, at most six decimals. */
export type Decimal = string

const SCALE = 6
const UNIT = 10n ** BigInt(SCALE)
const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d{0,6})0*)?$/

/** Millionths, exactly; null when the text is no decimal of at most six places. */
function toMillionths(text: Decimal): bigint | null {
  const match = DECIMAL.exec(text)
  if (!match) return null
  const [, sign, whole = '0', fraction = ''] = match
  const value = BigInt(whole) * UNIT + BigInt(fraction.padEnd(SCALE, '0'))
  return sign === '-' ? -value : value
}

const fromMillionths = (value: bigint): Decimal => {
  const size = value < 0n ? -value : value
  const fraction = (size % UNIT).toString().padStart(SCALE, '0').replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${size / UNIT}${fraction && `.${fraction}`}`
}

/** The shortest spelling: `2.50` becomes `2.5`. Null when it is no decimal. */
export function canonical(text: Decimal): Decimal | null {
  const value = toMillionths(text)
  return value === null ? null : fromMillionths(value)
}

/** A number of the API as a decimal; a binary fraction is taken at six places. */
export const decimalOf = (value: number | string): Decimal | null =>
  canonical(
    typeof value === 'string'
      ? value.trim()
      : Number.isInteger(value)
        ? String(value)
        : value.toFixed(SCALE).replace(/^-0\.0+$/, '0'),
  )

/** Half away from zero, as invoices round. */
function divideRounded(value: bigint, by: bigint): bigint {
  const size = value < 0n ? -value : value
  const rounded = (size + by / 2n) / by
  return value < 0n ? -rounded : rounded
}

/** round(quantity × unit price) − discount, in whole minor units. @throws RangeError beyond what money can hold */
export function lineAmount(quantity: Decimal, unitPrice: Decimal, discount = 0): number {
  const product = (toMillionths(quantity) ?? 0n) * (toMillionths(unitPrice) ?? 0n)
  return safe(divideRounded(product, UNIT * UNIT) - BigInt(discount))
}

/** Sum of amounts, exactly. @throws RangeError beyond what money can hold */
export const sumAmounts = (amounts: readonly number[]): number =>
  safe(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n))

/** The unit price at which a line comes to this amount, to six places. */
export function unitPriceOf(amount: number, quantity: Decimal): Decimal {
  const divisor = toMillionths(quantity) ?? 0n
  if (divisor === 0n) return String(amount)
  const numerator = BigInt(amount) * UNIT * UNIT
  return fromMillionths(divisor < 0n ? divideRounded(-numerator, -divisor) : divideRounded(numerator, divisor))
}

/** Major units to minor ones: `2.55` dollars are `255` cents, `0.125` are `12.5`. */
export function toMinor(major: Decimal, currency: string): Decimal | null {
  const value = toMillionths(major)
  return value === null ? null : fromMillionths(value * 10n ** BigInt(fractionDigits(currency)))
}

/** Rounds minor units to whole ones. */
export const wholeMinor = (minor: Decimal): number => safe(divideRounded(toMillionths(minor) ?? 0n, UNIT))

const digits = new Map<string, number>()

/** Decimals of a currency after ISO 4217: 2 for CNY, 0 for JPY. */
export function fractionDigits(currency: string): number {
  const known = digits.get(currency)
  if (known !== undefined) return known
  let found = 2
  try {
    found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    // not a currency code; the column refuses it
  }
  digits.set(currency, found)
  return found
}

function safe(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError('amount out of range')
  return number
}

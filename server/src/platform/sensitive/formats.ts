/** How a sensitive value is read, checked and compared. */
export const SENSITIVE_FORMATS = ['text', 'identity-card', 'passport', 'bank-card'] as const
export type SensitiveFormat = (typeof SENSITIVE_FORMATS)[number]

const TEXT_CHARS_MAX = 1_000

/**
 * The value as it is stored, or null when it cannot be one: digits without blanks, letters in capitals. A text is kept
 * as it was typed.
 */
export function readSensitive(format: SensitiveFormat, typed: string): string | null {
  const text = typed.normalize('NFKC').trim()
  if (text === '' || text.length > TEXT_CHARS_MAX) return null
  switch (format) {
    case 'identity-card':
      return readIdentityCard(text)
    case 'passport': {
      const number = compact(text)
      return /^(?=.*\d)[A-Z0-9]{5,20}$/.test(number) ? number : null
    }
    case 'bank-card': {
      const digits = compact(text)
      return /^\d{12,19}$/.test(digits) && isLuhn(digits) ? digits : null
    }
    default:
      return text
  }
}

/** What two spellings of one value have in common; what the blind index is made of. */
export const comparableSensitive = (value: string): string => compact(value).toLowerCase()

const compact = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s\-‐-―·.]/gu, '')
    .toUpperCase()

/** GB 11643-1999: weights of the first seventeen digits are 2^(18-i) mod 11; ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

const checkOf = (seventeen: string): string =>
  CHECKS[WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(seventeen[index]), 0) % 11]!

/** Number of a resident identity card 居民身份证; one of fifteen digits (before 1999) in its form of eighteen. */
function readIdentityCard(text: string): string | null {
  const number = compact(text)
  const old = /^(\d{6})(\d{9})$/.exec(number)
  const seventeen = old ? `${old[1]}19${old[2]}` : number.slice(0, 17)
  const whole = old ? seventeen + checkOf(seventeen) : number
  if (!/^[1-9]\d{16}[\dX]$/.test(whole) || checkOf(seventeen) !== whole[17]) return null
  const day = `${whole.slice(6, 10)}-${whole.slice(10, 12)}-${whole.slice(12, 14)}`
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && Number(whole.slice(6, 8)) >= 18
    ? whole
    : null
}

/** ISO/IEC 7812-1, annex B. */
function isLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

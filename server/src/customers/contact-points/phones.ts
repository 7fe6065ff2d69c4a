import { type CountryCode, type NumberType, type PhoneNumber, parsePhoneNumberWithError } from 'libphonenumber-js/max'
import { splitPhones } from './phones-in-a-cell.ts'

export type PhoneProblem = 'not-a-number' | 'digits-lost' | 'too-short' | 'too-long' | 'invalid'

export type PhoneKind =
  | 'mobile'
  | 'fixed'
  | 'fixed-or-mobile'
  | 'toll-free'
  | 'shared-cost'
  | 'premium'
  | 'voip'
  /** A number that exists only inside its country: 95588, 110. */
  | 'short'
  | 'other'

export interface Phone {
  /** What the person typed for this number, without its label. */
  readonly raw: string
  /** Only for numbers that can exist; a doubtful one never passes for a good one. */
  readonly e164: string | null
  readonly extension: string | null
  /** Words beside the number: whose it is, or what for. */
  readonly label: string | null
  readonly region: string | null
  readonly kind: PhoneKind
  readonly valid: boolean
  readonly problem?: PhoneProblem
}

/** Chinese mobile numbers as the numbering plan has them; any other goes the long way. */
const CHINESE_MOBILE = /^(?:\+?86)?(1(?:[38]\d|4[57]|5[0-35-9]|6[25-7]|7[0-35-8]|9[0-35-9])\d{8})$/
const CACHE_MAX = 20_000
const CELL_CHARS_MAX = 500

const cache = new Map<string, readonly Phone[]>()

/**
 * Reads the phone numbers of one cell "as people type them": several in a cell, extensions, a name in brackets,
 * full-width digits, what spreadsheets make of numbers. An empty list for a blank, `N/A` and the like. Validity and
 * kind need libphonenumber's full metadata (`max`, 150 kB).
 *
 * ```ts
 * parsePhones('021-6666 6666 转 801', 'CN') // [{ e164: '+862166666666', extension: '801', … }]
 * ```
 */
export function parsePhones(cell: string, defaultRegion: string): readonly Phone[] {
  const plain = CHINESE_MOBILE.exec(cell)
  if (plain && (defaultRegion === 'CN' || cell.length > 12)) return [chineseMobile(cell, plain[1]!)]
  const key = `${defaultRegion}${cell}`
  const known = cache.get(key)
  if (known) return known
  const phones = splitPhones(cell.slice(0, CELL_CHARS_MAX)).flatMap((piece) =>
    parsePiece(piece.text, defaultRegion as CountryCode).map((phone) => ({ ...phone, label: piece.label })),
  )
  if (cache.size >= CACHE_MAX) cache.clear()
  if (cell.length <= CELL_CHARS_MAX) cache.set(key, phones)
  return phones
}

const chineseMobile = (raw: string, national: string): Phone => ({
  raw,
  e164: `+86${national}`,
  extension: null,
  label: null,
  region: 'CN',
  kind: 'mobile',
  valid: true,
})

function parsePiece(text: string, region: CountryCode): Phone[] {
  const scientific = /^(\d)(?:\.(\d+))?e\+?(\d{1,2})$/i.exec(text)
  if (scientific) {
    const digits = scientific[1]! + (scientific[2] ?? '')
    // Only a mantissa with every digit gives the number back.
    if (digits.length !== Number(scientific[3]) + 1) return [unusable(text, 'digits-lost')]
    return parsePiece(digits, region)
  }
  const number = text.replace(/^(\d{5,})\.0+$/, '$1')
  const whole = parseOne(number, region)
  if (whole.valid) return [{ ...whole, raw: text }]
  // `010-88888888-801`: what follows the last hyphen is an extension when the rest is a number by itself.
  const tail = /^(.*\d.*)[-–—](\d{1,6})$/.exec(number)
  const main = tail && parseOne(tail[1]!, region)
  if (main?.valid) return [{ ...main, raw: text, extension: tail![2]! }]
  const apart = number.split(/\s+/)
  if (apart.length > 1 && apart.length < 6) {
    const phones = apart.map((part) => parseOne(part, region))
    if (phones.every((phone) => phone.valid && phone.kind !== 'short')) return phones
  }
  return [{ ...whole, raw: text }]
}

function parseOne(text: string, region: CountryCode): Phone {
  const { main, extension } = withoutExtension(text)
  const digits = main.replace(/\D/g, '')
  const chinese = CHINESE_MOBILE.exec(main.replace(/[\s().-]/g, '').replace(/^00/, '+'))
  if (chinese && (region === 'CN' || /^\s*(\+|00)/.test(main)))
    return { ...chineseMobile(text, chinese[1]!), extension }
  if (isShortCode(digits, main, region)) {
    return { raw: text, e164: null, extension, label: null, region, kind: 'short', valid: true }
  }
  const spelled = /[a-z]/i.test(main) ? keypadDigits(main) : main
  if (spelled === undefined || digits.length === 0) return unusable(text, 'not-a-number')
  try {
    return fromParsed(text, parsePhoneNumberWithError(spelled, region), extension)
  } catch (error) {
    return unusable(text, problemOf((error as Error).message))
  }
}

function fromParsed(raw: string, parsed: PhoneNumber, found: string | null): Phone {
  const extension = found ?? parsed.ext ?? null
  const valid = parsed.isValid()
  const phone = { raw, extension, label: null, region: parsed.country ?? null, kind: kindOf(parsed.getType()), valid }
  if (valid) return { ...phone, e164: parsed.number }
  const length = parsed.nationalNumber.length
  const isChinese = parsed.country === 'CN' || parsed.countryCallingCode === '86'
  if (isChinese && /^1[3-9]/.test(parsed.nationalNumber) && length !== 11) {
    return { ...phone, e164: null, problem: length < 11 ? 'too-short' : 'too-long' }
  }
  return { ...phone, e164: null, problem: parsed.isPossible() ? 'invalid' : length < 8 ? 'too-short' : 'invalid' }
}

const EXTENSION =
  /(?:[\s,;-]*(?:extension|extn?\.?|x\.?|#|\*|转接|转|轉|分机号?|分機|内线|內線|доб\.?)\s*[:.]?\s*|,+\s*|;ext=)(\d{1,7})\s*$/iu

function withoutExtension(text: string): { main: string; extension: string | null } {
  const open = text.replace(/\(\s*([^\d()]+\d{1,7})\s*\)$/, ' $1')
  const match = EXTENSION.exec(open)
  const main = match ? open.slice(0, match.index) : text
  return match && main.replace(/\D/g, '').length >= 3 ? { main, extension: match[1]! } : { main: text, extension: null }
}

function isShortCode(digits: string, text: string, region: string): boolean {
  if (digits.length > 8 || /[a-z+]/i.test(text)) return false
  if (region === 'CN') return /^(1[012]\d|1[02]\d{3}|118\d{2}|9[56]\d{3,6})$/.test(digits)
  return /^(112|911|999|000|110|119|118)$/.test(digits)
}

const KEYPAD = 'abc2def3ghi4jkl5mno6pqrs7tuv8wxyz9'

/** `1-800-FLOWERS`: three digits or more, then letters for the rest of a ten-digit number. */
function keypadDigits(text: string): string | undefined {
  const letters = /^[\s+()\d.-]*\d{3}[\s).-]*([a-z][a-z\s.-]*)$/i.exec(text)?.[1]?.replace(/[^a-z]/gi, '')
  if (!letters || letters.length < 3) return undefined
  return text.replace(/[a-z]/gi, (letter) => /\d/.exec(KEYPAD.slice(KEYPAD.indexOf(letter.toLowerCase())))![0])
}

function kindOf(type: NumberType): PhoneKind {
  switch (type) {
    case 'MOBILE':
      return 'mobile'
    case 'FIXED_LINE':
      return 'fixed'
    case 'FIXED_LINE_OR_MOBILE':
      return 'fixed-or-mobile'
    case 'TOLL_FREE':
      return 'toll-free'
    case 'SHARED_COST':
      return 'shared-cost'
    case 'PREMIUM_RATE':
      return 'premium'
    case 'VOIP':
      return 'voip'
    default:
      return 'other'
  }
}

function problemOf(code: string): PhoneProblem {
  if (code === 'TOO_SHORT') return 'too-short'
  if (code === 'TOO_LONG') return 'too-long'
  return code === 'INVALID_COUNTRY' || code === 'INVALID_LENGTH' ? 'invalid' : 'not-a-number'
}

const unusable = (raw: string, problem: PhoneProblem): Phone => ({
  raw,
  e164: null,
  extension: null,
  label: null,
  region: null,
  kind: 'other',
  valid: false,
  problem,
})

import { fullPinyin, initialsOf, readings, simplified } from './pinyin.ts'

export interface Searchable {
  /** Weight A. */
  readonly names: readonly string[]
  /** Weight B: phone numbers (E.164), mail addresses, card numbers and the like. */
  readonly contacts: readonly string[]
  /** Weight C: numbers under which other systems know the record. */
  readonly codes: readonly string[]
}

/** Tokens at most when a name, a contact point or a code is added: a long name leaves room for the numbers. */
const TOKENS_MAX: Readonly<Record<string, number>> = { '1A': 40, '2B': 54, '3C': 60 }
const TOKEN_CHARS_MAX = 64
const TEXT_CHARS_MAX = 200
/** Syllables in the tokens that begin inside a long name. */
const WINDOW = 4

/**
 * What finds a record by a few letters, as text of a `tsvector` (cast it with `::tsvector`). Latin words fold case and
 * accents; Chinese names give adjacent pairs, full pinyin and initials, with traditional characters folded into
 * simplified ones, here and in {@link searchQuery} alike; phone numbers give their digits with and without the country
 * code and their last four to eight. At most 60 tokens; names come first.
 */
export function searchTokens({ names, contacts, codes }: Searchable): string {
  const tokens: Tokens = new Map()
  for (const name of names) addName(tokens, name)
  for (const contact of contacts) addContact(tokens, contact)
  for (const code of codes) addCode(tokens, code, '3C')
  let text = ''
  for (const [token, places] of tokens) text += `${text === '' ? '' : ' '}${quoted(token)}:${places}`
  return text
}

/** Token → places with weights, such as `1A,2B`. */
type Tokens = Map<string, string>

function add(tokens: Tokens, token: string, place: string) {
  if (token === '') return
  const short = token.length > TOKEN_CHARS_MAX ? cut(token) : token
  const known = tokens.get(short)
  if (known === undefined) {
    if (tokens.size < TOKENS_MAX[place]!) tokens.set(short, place)
  } else if (!known.includes(place)) tokens.set(short, `${known},${place}`)
}

const cut = (token: string) => token.slice(0, TOKEN_CHARS_MAX).replace(/\p{Surrogate}$/u, '')

const quoted = (token: string) => (/['\\]/.test(token) ? `'${token.replace(/['\\]/g, '$&$&')}'` : `'${token}'`)

const FOLDS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
  ð: 'd',
}

/** Lower case, without accents, full-width forms, NUL or halves of surrogate pairs. */
function folded(text: string): string {
  const short = text.length > TEXT_CHARS_MAX ? text.slice(0, TEXT_CHARS_MAX) : text
  if (/^[\w @.+-]*$/.test(short)) return short.toLowerCase()
  return short
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cc}\p{Cf}\p{Surrogate}]+/gu, (found) =>
      found.includes('\n') || found.includes('\t') ? ' ' : '',
    )
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßøłđæœıþð]/g, (letter) => FOLDS[letter]!)
}

const EAST = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー々'
const EAST_ASIAN = new RegExp(`[${EAST}]`, 'u')
/** Runs of East Asian writing, and words of letters and digits between them. */
const RUNS = new RegExp(`[${EAST}]+|(?:(?![${EAST}])[\\p{L}\\p{N}])+`, 'gu')
const ASCII_ONLY = /^[\x20-\x7e]*$/

function addName(tokens: Tokens, name: string) {
  const text = folded(name)
  if (ASCII_ONLY.test(text)) return addLatinWords(tokens, text.match(/[a-z0-9]+/g) ?? [])
  const words: string[] = []
  for (const run of text.match(RUNS) ?? []) {
    if (EAST_ASIAN.test(run)) addEastAsian(tokens, run)
    else words.push(run)
  }
  addLatinWords(tokens, words)
}

/** Words, and for a name of several also all in one and their initials. */
function addLatinWords(tokens: Tokens, words: readonly string[]) {
  for (const word of words) add(tokens, word, '1A')
  if (words.length < 2 || words.length > 6) return
  add(tokens, words.join(''), '1A')
  add(tokens, words.map((word) => word[0]).join(''), '1A')
}

function addEastAsian(tokens: Tokens, run: string) {
  const characters = [...simplified(run)]
  for (let i = 0; i + 1 < characters.length; i++) add(tokens, characters[i]! + characters[i + 1]!, '1A')
  // A single character is found as the beginning of a pair; only the last begins none.
  add(tokens, characters.at(-1)!, '1A')
  for (const syllables of readings(characters)) {
    add(tokens, fullPinyin(syllables, 0), '1A')
    add(tokens, initialsOf(syllables, 0), '1A')
    for (let i = 1; i < syllables.length; i++) {
      add(tokens, fullPinyin(syllables, i, WINDOW), '1A')
      if (i + 1 < syllables.length) add(tokens, initialsOf(syllables, i, WINDOW + 2), '1A')
    }
  }
}

function addContact(tokens: Tokens, contact: string) {
  const text = folded(contact).trim()
  const at = text.indexOf('@')
  if (at >= 0) {
    add(tokens, text, '2B')
    add(tokens, text.slice(at + 1), '2B')
    const parts = text.slice(0, at).split(/[^\p{L}\p{N}]+/u)
    if (parts.length > 1) for (const part of parts) if (part.length > 1) add(tokens, part, '2B')
    return
  }
  if (/^\+?[\d\s().-]{5,}$/.test(text)) addPhone(tokens, text)
  else addCode(tokens, text, '2B')
}

function addPhone(tokens: Tokens, text: string) {
  const digits = /\D/.test(text) ? text.replace(/\D/g, '') : text
  add(tokens, digits, '2B')
  if (text.startsWith('+')) add(tokens, digits.slice(callingCodeLength(digits)), '2B')
  for (let last = 4; last <= 8 && last < digits.length; last++) add(tokens, digits.slice(-last), '2B')
}

const TWO_DIGIT_CODES = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
)

/** Country codes as ITU-T E.164 gives them out. */
function callingCodeLength(digits: string): number {
  if (digits[0] === '1' || digits[0] === '7') return 1
  return TWO_DIGIT_CODES.has(digits.slice(0, 2)) ? 2 : 3
}

function addCode(tokens: Tokens, code: string, place: string) {
  const text = folded(code).trim()
  add(tokens, text.replace(/\s+/g, ''), place)
  const parts = text.match(/[\p{L}\p{N}]+/gu) ?? []
  if (parts.length > 1) for (const part of parts.slice(0, 8)) add(tokens, simplified(part), place)
  const digits = text.replace(/\D/g, '')
  if (digits.length > 6) add(tokens, digits.slice(-4), place)
}

const TERMS_MAX = 12

/**
 * What a person types, as text of a `tsquery` (cast it with `::tsquery`); empty when nothing in it can be searched.
 * Each word is the beginning of a token and all must be found. Digits that stand apart may also be one number.
 *
 * ```ts
 * searchQuery('张三 138 0013')                  // `'张三':* & ('1380013':* | ('138':* & '0013':*))`
 * searchQuery('zs', { weights: 'A' })         // `'zs':*A`: for a person who may not see contact points
 * ```
 */
export function searchQuery(text: string, { weights = 'ABC' }: { weights?: string } = {}): string {
  const mark = `:*${weights === 'ABC' || weights === 'ABCD' ? '' : weights.replace(/[^ABCD]/g, '')}`
  const all: string[] = []
  let digits: string[] = []
  const endDigits = () => {
    if (digits.length > 0) all.push(digitsQuery(digits, mark))
    digits = []
  }
  for (const term of folded(text).split(/\s+/).filter(Boolean).slice(0, TERMS_MAX)) {
    if (/^[+(]?[\d().\-+]*\d[\d().-]*$/.test(term)) digits.push(term)
    else {
      endDigits()
      const query = termQuery(term, mark)
      if (query !== '') all.push(query)
    }
  }
  endDigits()
  return all.join(' & ')
}

const prefix = (token: string, mark: string) => `${quoted(token.length > TOKEN_CHARS_MAX ? cut(token) : token)}${mark}`

function termQuery(term: string, mark: string): string {
  const runs = term.match(RUNS) ?? []
  const parts = runs.flatMap((run) => (EAST_ASIAN.test(run) ? pairs(run) : [run])).slice(0, 20)
  const split = parts.map((part) => prefix(part, mark)).join(' & ')
  // Mail addresses and codes are stored whole as well.
  const isWhole = runs.length > 0 && !(runs.length === 1 && runs[0] === term) && /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(term)
  const whole = term.startsWith('@') ? term.slice(1) : term
  if (!isWhole || EAST_ASIAN.test(term)) return split
  return parts.length === 1 ? `(${prefix(whole, mark)} | ${split})` : `(${prefix(whole, mark)} | (${split}))`
}

function pairs(run: string): string[] {
  const characters = [...simplified(run)]
  if (characters.length === 1) return characters
  return characters.slice(1).map((character, i) => characters[i]! + character)
}

function digitsQuery(terms: readonly string[], mark: string): string {
  const each = terms.map((term) => term.replace(/\D/g, ''))
  const joined = each.join('')
  const either = new Set([joined])
  // `0086 138…` and `010 8888…` are stored without the prefix that is dialled.
  const undialled = joined.replace(/^0+/, '')
  if (undialled.length >= 4) either.add(undialled)
  if (terms.length === 1 && terms[0] !== joined) either.add(terms[0]!)
  const options = [...either].map((digits) => prefix(digits, mark))
  if (each.length > 1) options.push(`(${each.map((digits) => prefix(digits, mark)).join(' & ')})`)
  return options.length === 1 ? options[0]! : `(${options.join(' | ')})`
}

import { ConverterBuilder } from 'opencc-js/core'
import { from, to } from 'opencc-js/preset/t2cn'

/** Longer texts are no names. */
const CHARS_MAX = 160
const ASCII = /^[\x20-\x7e]*$/
const LETTERS: Readonly<Record<string, string>> = {
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

const convert = ConverterBuilder({ from, to })({ from: 't', to: 'cn' })
const simple = new Map<string, string>()

/**
 * What all spellings of a name have in common: lower case, no accents, half-width forms, simplified characters. Marks that
 * cannot be seen and halves of surrogate pairs are dropped.
 */
export function fold(text: string): string {
  const short = text.length > CHARS_MAX ? text.slice(0, CHARS_MAX) : text
  if (ASCII.test(short)) return short.toLowerCase()
  const plain = short
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cc}\p{Cf}\p{Surrogate}]+/gu, (found) => (/[\n\t]/.test(found) ? ' ' : ''))
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßøłđæœıþð]/g, (letter) => LETTERS[letter]!)
  return simplified(plain)
}

/** Each character by itself, so that a part of a name folds as the whole does. */
function simplified(text: string): string {
  let out = ''
  for (const character of text) out += character < '\u2e80' ? character : simplifiedCharacter(character)
  return out
}

function simplifiedCharacter(character: string): string {
  const known = simple.get(character)
  if (known !== undefined) return known
  const found = convert(character)
  simple.set(character, found)
  return found
}

/** FNV-1a over UTF-16 units, as a signed 32-bit number: one comparison instead of one per letter. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value | 0
}

/** Whether two short lists of hashes have one in common. */
export function meet(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const value = a[i]
    for (let j = 0; j < b.length; j++) if (value === b[j]) return true
  }
  return false
}

/** What people write where there is no name to write. */
export const isNothing = (folded: string): boolean =>
  /^\s*(?:n\/?a|null|none|nil|unknown|test|[-./]+|无|未知|暂无|不详|空)\s*$/u.test(folded)

import { hash } from './fold.ts'
import { nicknameGroups } from './nicknames.ts'

/** A word of a name in Latin (or another alphabetic) writing, read once. */
export interface Word {
  readonly text: string
  /** Bit per letter that occurs (a–z, digits folded among them): two words that are k edits apart differ in at most 2k bits. */
  readonly letters: number
  /** Hash of how it sounds. */
  readonly sound: number
  /** Groups of given names that stand for each other (Bob, Robert); mostly none. */
  readonly nicknames: readonly number[]
}

/** How two words agree, from least to most. */
export const DIFFERS = 0
export const ALIKE = 1
export const INITIAL = 2
export const CLOSE = 3
export const NICKNAME = 4
export const SAME = 5

const KNOWN_MAX = 100_000
const known = new Map<string, Word>()

/** The word for a folded text. The same object for the same text as long as it is remembered: names share their words. */
export function wordOf(text: string): Word {
  const before = known.get(text)
  if (before) return before
  const word: Word = {
    text,
    letters: lettersOf(text),
    sound: hash(soundOf(text)),
    nicknames: nicknameGroups(text),
  }
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(text, word)
  return word
}

function lettersOf(text: string): number {
  let bits = 0
  for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) & 31)
  return bits
}

/**
 * How an English or European name sounds, roughly: silent letters dropped, consonants that are mixed up made one, vowels kept
 * only at the start (after the ideas of Soundex and NYSIIS, but keeping the whole length of the name).
 */
export function soundOf(text: string): string {
  const plain = text
    .replace(/^(?:kn|gn|pn)/, 'n')
    .replace(/^wr/, 'r')
    .replace(/^mac/, 'mc')
    .replace(/ph|v/g, 'f')
    .replace(/sch|sh|tch|ch/g, 'x')
    .replace(/ck|q|c(?![eiy])/g, 'k')
    .replace(/[cz]/g, 's')
    .replace(/dg|j/g, 'g')
    .replace(/gh(?=t|$)|h/g, '')
    .replace(/d$/, 't')
    .replace(/mb$/, 'm')
  const first = plain[0] ?? ''
  const start = /[aeiouyw]/.test(first) ? 'a' : first
  const rest = plain.slice(1).replace(/[aeiouyw]+/g, '')
  return (start + rest).replace(/(.)\1+/g, '$1')
}

/**
 * Agreement of two words: `SAME`, `NICKNAME`, `CLOSE` (one slip; two in a long word), `INITIAL`, `ALIKE` (two slips, the same
 * sound, or cut off), `DIFFERS`. Some 50 ns.
 */
export function compareWords(a: Word, b: Word): number {
  if (a.text === b.text) return SAME
  const shorter = a.text.length < b.text.length ? a.text : b.text
  const longer = shorter === a.text ? b.text : a.text
  if (shorter.length === 1) return shorter.charCodeAt(0) === longer.charCodeAt(0) ? INITIAL : DIFFERS
  if (a.nicknames.length > 0 && b.nicknames.length > 0 && share(a.nicknames, b.nicknames)) return NICKNAME
  const long = longer.length
  const apart = popcount(a.letters ^ b.letters)
  if (apart <= 6 && long - shorter.length <= 3) {
    const edits = distance(shorter, longer)
    if ((edits === 1 && long >= 4) || (edits === 2 && long >= 9)) return CLOSE
    if (edits === 1 || (edits === 2 && long >= 5) || (edits === 3 && long >= 8)) return ALIKE
  }
  if (a.sound === b.sound && shorter.length >= 3) return ALIKE
  return shorter.length >= 3 && longer.startsWith(shorter) ? ALIKE : DIFFERS
}

function share(a: readonly number[], b: readonly number[]): boolean {
  for (const group of a) if (b.includes(group)) return true
  return false
}

function popcount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

const PATTERN_MAX = 31
const places = new Int32Array(128)

/**
 * Edits between two texts, where two neighbouring letters changing places count as one (optimal string alignment), by the
 * bit-parallel algorithm of Hyyrö 2003 (fig. 9). Texts are cut at 31 letters. Letters beyond ASCII are compared modulo 128, so that
 * two of them may pass for one.
 */
export function distance(pattern: string, text: string): number {
  const m = Math.min(pattern.length, PATTERN_MAX)
  const n = Math.min(text.length, PATTERN_MAX)
  if (m === 0) return n
  for (let i = 0; i < m; i++) places[pattern.charCodeAt(i) & 127]! |= 1 << i
  const last = 1 << (m - 1)
  let edits = m
  let vp = -1
  let vn = 0
  let d0 = 0
  let before = 0
  for (let j = 0; j < n; j++) {
    const at = places[text.charCodeAt(j) & 127]!
    const swap = ((~d0 & at) << 1) & before
    d0 = (((at & vp) + vp) ^ vp) | at | vn | swap
    const hp = vn | ~(d0 | vp)
    const hn = d0 & vp
    if ((hp & last) !== 0) edits++
    else if ((hn & last) !== 0) edits--
    const x = (hp << 1) | 1
    vp = (hn << 1) | ~(d0 | x)
    vn = x & d0
    before = at
  }
  for (let i = 0; i < m; i++) places[pattern.charCodeAt(i) & 127] = 0
  return edits
}

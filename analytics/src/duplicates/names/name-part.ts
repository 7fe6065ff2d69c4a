import type { Comparator } from '../comparator.ts'
import { fold, hash, isNothing, meet } from './fold.ts'
import { withoutTitles } from './honorifics.ts'
import { fullGivenName } from './nicknames.ts'
import { wordsOf } from './person.ts'
import { givenAlike } from './person-agreement.ts'
import { givenReadings, surnameSpellings, wadeGiles } from './romanization.ts'
import { surnamesSpelled } from './surnames.ts'
import { ALIKE, CLOSE, compareWords, DIFFERS, distance, INITIAL, NICKNAME, SAME, type Word, wordOf } from './word.ts'

/** A given or family name in a column of its own, read once. */
export interface NamePart {
  /** Chinese characters, simplified; empty for other writings. */
  readonly han: string
  /** Hashes of the spellings of `han`. */
  readonly spelled: readonly number[]
  readonly initials: string
  readonly usual: string
  /** The whole in one word: blanks and hyphens make no difference. */
  readonly whole: Word
  readonly wholeHash: number
  /** Its first word, when there are several. */
  readonly first: Word
  /** Hashes of Han surnames that a Latin family name may spell, or of the Han surname itself. */
  readonly clans: readonly number[]
}

const HAN_ONLY = /\p{Script=Han}+/u
const HAN_MAX = 12

function readPart(text: string, role: 'given-name' | 'family-name'): NamePart | null {
  const folded = fold(text)
  if (isNothing(folded)) return null
  const han = HAN_ONLY.exec(folded)?.[0].slice(0, HAN_MAX) ?? ''
  if (han !== '') return readHanPart(han, role)
  const words = withoutTitles(wordsOf(folded))
  if (words.length === 0) return null
  const whole = wordOf(words.join(''))
  const clans = role === 'family-name' ? surnamesSpelled(whole.text).map(hash) : []
  return {
    han,
    spelled: [],
    initials: '',
    usual: '',
    whole,
    wholeHash: hash(whole.text),
    first: wordOf(words[0]!),
    clans,
  }
}

function readHanPart(han: string, role: 'given-name' | 'family-name'): NamePart {
  const readings = role === 'given-name' ? givenReadings(han) : surnameSpellings(han).map((one) => [one])
  const spellings = readings.map((syllables) => syllables.join(''))
  if (role === 'given-name') spellings.push((readings[0] ?? []).map(wadeGiles).join(''))
  const whole = wordOf(han)
  return {
    han,
    spelled: [...new Set(spellings.flatMap((one) => [one, one.replaceAll('v', 'u')]))].map(hash),
    initials: (readings[0] ?? []).map((syllable) => syllable[0] ?? '').join(''),
    usual: spellings[0] ?? '',
    whole,
    wholeHash: hash(han),
    first: whole,
    clans: role === 'family-name' ? [hash(han)] : [],
  }
}

const GIVEN = { differs: 0, alike: 1, initial: 2, close: 3, nickname: 4, pinyin: 5, same: 6 } as const
const givenLevel: Readonly<Record<number, number>> = {
  [DIFFERS]: GIVEN.differs,
  [ALIKE]: GIVEN.alike,
  [INITIAL]: GIVEN.initial,
  [CLOSE]: GIVEN.close,
  [NICKNAME]: GIVEN.nickname,
  [SAME]: GIVEN.same,
}

function compareGiven(a: NamePart, b: NamePart): number {
  if (a === b || a.whole.text === b.whole.text) return GIVEN.same
  if (a.han !== '' && b.han !== '') {
    if (meet(a.spelled, b.spelled)) return GIVEN.close
    return givenAlike(a.han, b.han) ? GIVEN.alike : GIVEN.differs
  }
  if (a.han !== '') return givenAcross(a, b)
  if (b.han !== '') return givenAcross(b, a)
  const level = givenLevel[compareWords(a.whole, b.whole)]!
  if (a.first === a.whole && b.first === b.whole) return level
  // `John Michael` beside `John` or `Jon`: the further names may be missing.
  return Math.max(level, Math.min(givenLevel[compareWords(a.first, b.first)]!, GIVEN.close))
}

function givenAcross(han: NamePart, latin: NamePart): number {
  if (han.spelled.includes(latin.wholeHash)) return GIVEN.pinyin
  const { text } = latin.whole
  if (text === han.initials || text === han.initials[0]) return GIVEN.initial
  return text.length >= 4 && distance(text, han.usual) === 1 ? GIVEN.alike : GIVEN.differs
}

const FAMILY = { differs: 0, alike: 1, close: 2, pinyin: 3, same: 4 } as const

function compareFamily(a: NamePart, b: NamePart): number {
  if (a === b || a.whole.text === b.whole.text) return FAMILY.same
  if (a.han !== '' && b.han !== '') return meet(a.spelled, b.spelled) ? FAMILY.alike : FAMILY.differs
  if (a.han !== '') return a.spelled.includes(b.wholeHash) ? FAMILY.pinyin : FAMILY.differs
  if (b.han !== '') return b.spelled.includes(a.wholeHash) ? FAMILY.pinyin : FAMILY.differs
  const level = compareWords(a.whole, b.whole)
  if (level === CLOSE) return FAMILY.close
  if (level >= ALIKE) return FAMILY.alike
  if (a.first !== a.whole || b.first !== b.whole) {
    if (compareWords(a.first, b.first) >= CLOSE) return FAMILY.alike
  }
  return meet(a.clans, b.clans) ? FAMILY.alike : FAMILY.differs
}

function keysOf(part: NamePart): string[] {
  const keys = new Set([`x:${part.whole.text}`])
  if (part.han !== '') keys.add(`p:${part.usual}`)
  else {
    keys
      .add(`p:${part.whole.text}`)
      .add(`s:${part.whole.sound}`)
      .add(`c:${part.whole.text.slice(0, 3)}`)
    const full = fullGivenName(part.first.text)
    if (full !== part.first.text) keys.add(`p:${full}`)
  }
  return [...keys]
}

/**
 * Given names. Levels: `differs` · `alike` (two slips, the same sound, cut off; one character of a Chinese name changed) · `initial` ·
 * `close` (one slip, a character written by ear, a second name more) · `nickname` (Liz, Elizabeth) · `pinyin` (小明, Xiao-Ming,
 * Hsiao-ming) · `same`.
 */
export const givenName: Comparator<NamePart> = {
  role: 'given-name',
  levels: Object.keys(GIVEN),
  prepare: (text) => readPart(text, 'given-name'),
  compare: compareGiven,
  termKey: ({ whole }) => whole.text,
  blockingKeys: keysOf,
}

/**
 * Family names. Levels: `differs` · `alike` (two slips, the same sound, cut off, an initial; Chan and Chen) · `close` (one slip) ·
 * `pinyin` (曾 and Zeng, Tseng or Tsang) · `same`.
 */
export const familyName: Comparator<NamePart> = {
  role: 'family-name',
  levels: Object.keys(FAMILY),
  prepare: (text) => readPart(text, 'family-name'),
  compare: compareFamily,
  termKey: ({ whole }) => whole.text,
  blockingKeys: keysOf,
}

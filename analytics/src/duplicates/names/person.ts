import { fold, hash, isNothing } from './fold.ts'
import { withoutHonorific, withoutTitles } from './honorifics.ts'
import { givenReadings, isChineseSurname, isPinyin, surnameSpellings, wadeGiles } from './romanization.ts'
import { surnameLength, surnamesSpelled } from './surnames.ts'
import { type Word, wordOf } from './word.ts'

/** A name in Chinese characters, read once. */
export interface HanName {
  /** Simplified, without titles. */
  readonly text: string
  readonly family: string
  /** Empty when only the surname is known (王总, 小王). */
  readonly given: string
  /** Hashes of the surname's spellings. */
  readonly families: readonly number[]
  /** Hashes of whole names in Latin letters, joined, family name first. */
  readonly spelled: readonly number[]
  /** Hashes of the family name joined with the initials of the given name, in both orders. */
  readonly initialed: readonly number[]
  /** Hashes of the given name's readings. */
  readonly givenSpelled: readonly number[]
  /** The usual reading, family name first and given name first. */
  readonly usual: string
  readonly usualTurned: string
  /** `family` and `given` as they read, for keys. */
  readonly familyPinyin: readonly string[]
  readonly givenPinyin: string
}

/** A name in Latin (or another alphabetic) writing, read once. */
export interface LatinName {
  /** At most six, given names first when the order shows (`Zhang, San`, `ZHANG San`), otherwise as written. */
  readonly words: readonly Word[]
  /** Words joined: as they stand, and turned at each gap. */
  readonly wholes: readonly string[]
  readonly spelled: readonly number[]
  /** Words that may be the family name, and their hashes. */
  readonly families: readonly Word[]
  readonly familyHashes: readonly number[]
  /** Hashes of Han surnames that a family name may spell. */
  readonly clans: readonly number[]
}

export interface PersonName {
  readonly han: HanName | null
  readonly latin: LatinName | null
}

const HAN_RUN = /\p{Script=Han}[\p{Script=Han}·・\s]*/u
const WORDS = /[\p{L}\p{N}]+(?:['’`´-][\p{L}\p{N}]+)*/gu
const WORDS_MAX = 6
const HAN_MAX = 12

/** Reads a person's name in any of both writings, or both (`张伟 David`). Null when there is no letter in it. */
export function readPerson(text: string): PersonName | null {
  const folded = fold(text)
  if (isNothing(folded)) return null
  const run = HAN_RUN.exec(folded)?.[0]
  const han = run === undefined ? null : readHan(run.replace(/[·・\s]/gu, ''))
  const rest = run === undefined ? folded : folded.replace(run, ' ')
  const latin = readLatin(rest, text)
  if (!han) return latin ? { han, latin } : null
  if (!latin) return { han, latin }
  return { han, latin: withFamily(latin, han) }
}

/** `David 张`, `张伟 David`: the English name borrows the surname. */
function withFamily(latin: LatinName, han: HanName): LatinName {
  if (latin.words.length !== 1) return latin
  const only = latin.words[0]!
  if (isChineseSurname(only.text) || han.givenSpelled.includes(hash(only.text))) return latin
  return latinName([only, wordOf(han.familyPinyin[0] ?? '')], 1)
}

export function readHan(run: string): HanName {
  const { name, isSurname } = withoutHonorific(run.slice(0, HAN_MAX))
  const length = isSurname ? name.length : surnameLength(name)
  const family = name.slice(0, length)
  const given = name.slice(length)
  const familyPinyin = surnameSpellings(family)
  const readings = given === '' ? [] : givenReadings(given)
  const givens = readings.map((syllables) => syllables.join(''))
  const wade = readings[0]?.map(wadeGiles).join('')
  const usualGiven = givens[0] ?? ''
  const usualFamily = familyPinyin[0] ?? family
  const spelled = new Set<number>()
  const initialed = new Set<number>()
  for (const [i, one] of familyPinyin.entries()) {
    for (const other of i < 3 ? givens : givens.slice(0, 1))
      spelled.add(hash(one + other.replaceAll('v', 'u'))).add(hash(one + other))
    if (wade) spelled.add(hash(one + wade))
    const initials = readings[0]?.map((syllable) => syllable[0] ?? '').join('') ?? ''
    if (initials === '') continue
    for (const short of [initials, initials[0]!]) initialed.add(hash(one + short)).add(hash(short + one))
  }
  return {
    text: name,
    family,
    given,
    families: familyPinyin.map(hash),
    spelled: [...spelled],
    initialed: [...initialed],
    givenSpelled: [...new Set([...givens, ...(wade ? [wade] : [])])].map(hash),
    usual: usualFamily + usualGiven,
    usualTurned: usualGiven + usualFamily,
    familyPinyin,
    givenPinyin: usualGiven,
  }
}

/** Words of a folded text: apostrophes and hyphens inside a word join it (O'Brien, Xiao-Ming), other marks part words. */
export const wordsOf = (folded: string): string[] =>
  (folded.match(WORDS) ?? []).slice(0, WORDS_MAX).map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))

function readLatin(folded: string, original: string): LatinName | null {
  const outside = folded.replace(/["“(（][^"”)）]*["”)）]/gu, ' ')
  const text = /\p{L}/u.test(outside) ? outside : folded
  const comma = text.indexOf(',')
  const before = comma > 0 ? wordsOf(text.slice(0, comma)) : []
  const after = comma > 0 ? withoutTitles(wordsOf(text.slice(comma + 1))) : []
  if (before.length > 0 && after.length > 0 && after.some((word) => word.length > 1 || before.length === 1)) {
    const family = withoutTitles(before)
    return latinName([...after, ...family].slice(0, WORDS_MAX).map(wordOf), Math.min(after.length, WORDS_MAX - 1))
  }
  const words = withoutTitles(wordsOf(text)).map(wordOf)
  if (words.length === 0) return null
  const capital = words.length > 1 ? capitalFamily(original, words) : -1
  if (capital === 0) return latinName([...words.slice(1), words[0]!], words.length - 1)
  return latinName(words, capital > 0 ? capital : undefined)
}

/** Place of the one word in capitals among others (`ZHANG San`), as passports and French letters write the family name. */
function capitalFamily(original: string, words: readonly Word[]): number {
  const capitals = (original.match(WORDS) ?? []).filter((word) => word.length > 1 && /^\p{Lu}[\p{Lu}'’-]+$/u.test(word))
  if (capitals.length !== 1 || !/\p{Ll}/u.test(original)) return -1
  const family = fold(capitals[0]!).replace(/[^\p{L}\p{N}]/gu, '')
  return words.findIndex(({ text }) => text === family)
}

function latinName(words: readonly Word[], familyAt?: number): LatinName {
  const texts = words.map(({ text }) => text)
  const wholes = texts.slice(0, 4).map((_, turn) => [...texts.slice(turn), ...texts.slice(0, turn)].join(''))
  const families = familyAt === undefined ? familyWords(words) : words.slice(familyAt)
  return {
    words,
    wholes,
    spelled: wholes.map(hash),
    families,
    familyHashes: families.map(({ text }) => hash(text)),
    clans: families.flatMap(({ text }) => surnamesSpelled(text)).map(hash),
  }
}

/** The last word; the first when only it is a Chinese surname; both when both may be (Li Wang). */
function familyWords(words: readonly Word[]): Word[] {
  const [first, last] = [words[0]!, words.at(-1)!]
  if (words.length === 1) return [first]
  if (!isChineseSurname(first.text)) return [last]
  if (isChineseSurname(last.text)) return first.text === last.text ? [first] : [last, first]
  return words.slice(1).every(({ text }) => isPinyin(text) || text.length === 1) ? [first] : [last]
}

import { pinyin, polyphonic } from 'pinyin-pro'
import { commonSurnames, otherSpellings, surnamesSpelled } from './surnames.ts'

const READINGS_MAX = 4
const CHARACTERS_MAX = 20_000
const knownReadings = new Map<string, readonly string[]>()

/** Readings of one character without tones, the usual one first; ü as v. The character itself when it has none. */
export function readings(character: string): readonly string[] {
  const before = knownReadings.get(character)
  if (before) return before
  const usual = pinyin(character, { toneType: 'none', v: true })
  const others = polyphonic(character, { toneType: 'none', type: 'array', v: true })[0] ?? []
  const found = [...new Set([usual, ...others])].filter((one) => one !== '').slice(0, READINGS_MAX)
  if (knownReadings.size >= CHARACTERS_MAX) knownReadings.clear()
  knownReadings.set(character, found)
  return found
}

/** Readings of a surname as such: 单 shan, 仇 qiu, 曾 zeng, 区 ou; then its usual readings, for files that were converted blindly. */
export function surnameReadings(surname: string): string[] {
  const asName = pinyin(`${surname}明`, { toneType: 'none', type: 'array', v: true, surname: 'head' })
    .slice(0, -1)
    .join('')
  const plain =
    surname.length === 1 ? readings(surname) : [pinyin(surname, { toneType: 'none', v: true, separator: '' })]
  return [...new Set([asName, ...plain])].flatMap(withoutUmlaut).slice(0, READINGS_MAX)
}

/** All plausible readings of a given name, syllables joined: the usual one, and one character at a time read otherwise. */
export function givenReadings(given: string): string[][] {
  const characters = [...given]
  const usual = pinyin(given, { toneType: 'none', type: 'array', v: true })
  if (usual.length !== characters.length) return [characters.map((character) => readings(character)[0] ?? character)]
  const found: string[][] = [usual]
  for (const [i, character] of characters.entries()) {
    for (const other of readings(character))
      if (other !== usual[i]) found.push(usual.map((one, j) => (i === j ? other : one)))
  }
  return found.slice(0, READINGS_MAX + 1)
}

/** 吕: lv, lu, lyu: passports and forms know no ü. */
export function withoutUmlaut(spelling: string): string[] {
  if (!/[nl]v/.test(spelling)) return [spelling]
  return [spelling, spelling.replace(/([nl])v/g, '$1u'), spelling.replace(/([nl])v/g, '$1yu')]
}

const WHOLE: Readonly<Record<string, string>> = {
  zhi: 'chih',
  chi: 'chih',
  shi: 'shih',
  ri: 'jih',
  zi: 'tzu',
  ci: 'tzu',
  si: 'ssu',
  yan: 'yen',
  ye: 'yeh',
  yue: 'yueh',
  you: 'yu',
  er: 'erh',
  he: 'ho',
  ke: 'ko',
  ge: 'ko',
  e: 'o',
  yong: 'yung',
  gui: 'kuei',
  kui: 'kuei',
  guo: 'kuo',
  huo: 'huo',
  kuo: 'kuo',
  shuo: 'shuo',
}

const INITIALS: readonly (readonly [RegExp, string])[] = [
  [/^zh|^q|^j/, 'ch'],
  [/^x/, 'hs'],
  [/^[zc](?!h)/, 'ts'],
  [/^b/, 'p'],
  [/^d/, 't'],
  [/^g/, 'k'],
  [/^r/, 'j'],
]

/** A pinyin syllable in Wade–Giles without apostrophes and accents, as it stands in Taiwanese passports: hsiao, chih, tseng. */
export function wadeGiles(syllable: string): string {
  const whole = WHOLE[syllable]
  if (whole) return whole
  let text = syllable
  for (const [from, to] of INITIALS) {
    if (!from.test(text)) continue
    text = text.replace(from, to)
    break
  }
  return text
    .replace(/v/g, 'u')
    .replace(/ong$/, 'ung')
    .replace(/ian$/, 'ien')
    .replace(/ie$/, 'ieh')
    .replace(/ue$/, 'ueh')
    .replace(/uo$/, 'o')
}

/** Every spelling of a Han surname: pinyin first, then Wade–Giles, Cantonese and those of South-East Asia. */
export function surnameSpellings(surname: string): string[] {
  const pinyins = surnameReadings(surname)
  const wade = surname.length === 1 ? [wadeGiles(pinyins[0] ?? '')] : []
  return [...new Set([...pinyins, ...wade, ...otherSpellings(surname)])].filter((one) => one !== '')
}

let surnamePinyin: Set<string> | undefined

/** Whether a Latin word may be a Chinese surname. */
export function isChineseSurname(word: string): boolean {
  surnamePinyin ??= new Set(commonSurnames().flatMap((surname) => surnameSpellings(surname)))
  return surnamePinyin.has(word) || surnamesSpelled(word).length > 0
}

const SYLLABLE =
  '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ueng|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|van|ve|vn|a|e|i|o|u|v)'
const SYLLABLES = new RegExp(`^(?:${SYLLABLE}){1,3}$`)

/** Whether a Latin word can be read as one to three syllables of pinyin. */
export const isPinyin = (word: string): boolean => SYLLABLES.test(word)

import { createRequire } from 'node:module'

type Pinyin = typeof import('pinyin-pro')
type OpenCc = typeof import('opencc-js')

// The dictionaries take 30 MB: a process that never meets a Chinese name does without them.
const require = createRequire(import.meta.url)
let pinyinPro: Pinyin | undefined
let toSimplified: ((text: string) => string) | undefined

const CACHE_MAX = 20_000
/** Longer ones are no names of persons. */
const NAME_CHARS_MAX = 4
const knownReadings = new Map<string, readonly string[][]>()
const simple = new Map<string, string>()

/** Folds traditional characters into simplified ones, each by itself, so that a part of a name folds as the whole does. */
export function simplified(text: string): string {
  let folded = ''
  for (const character of text) folded += character < '\u2e80' ? character : simplifiedCharacter(character)
  return folded
}

function simplifiedCharacter(character: string): string {
  const known = simple.get(character)
  if (known !== undefined) return known
  toSimplified ??= (require('opencc-js') as OpenCc).Converter({ from: 't', to: 'cn' })
  const folded = toSimplified(character)
  simple.set(character, folded)
  return folded
}

const HAN = /^\p{Script=Han}+$/u

/**
 * The syllables of a Chinese name, without tones. Two readings when the first character sounds otherwise as a surname
 * (单 shan, dan). None for text that is not all Chinese.
 */
export function readings(characters: readonly string[]): readonly string[][] {
  const name = characters.join('')
  const known = knownReadings.get(name)
  if (known) return known
  if (!HAN.test(name)) return []
  pinyinPro ??= require('pinyin-pro') as Pinyin
  const { pinyin } = pinyinPro
  const plain = pinyin(name, { toneType: 'none', type: 'array', v: true })
  const found = [plain]
  if (characters.length > 1 && characters.length <= NAME_CHARS_MAX) {
    const asName = pinyin(name, { toneType: 'none', type: 'array', v: true, surname: 'head' })
    if (asName.some((syllable, i) => syllable !== plain[i])) found.unshift(asName)
  }
  if (knownReadings.size >= CACHE_MAX) knownReadings.clear()
  knownReadings.set(name, found)
  return found
}

/** Syllables joined, from the given one on: `zhangsan`. */
export const fullPinyin = (syllables: readonly string[], from: number, count = syllables.length): string =>
  syllables.slice(from, from + count).join('')

/** `zs` */
export function initialsOf(syllables: readonly string[], from: number, count = syllables.length): string {
  let initials = ''
  const end = Math.min(syllables.length, from + count)
  for (let i = from; i < end; i++) initials += syllables[i]![0] ?? ''
  return initials
}

import type { Comparator } from '../comparator.ts'
import { bagDistance, editDistance, fewestEdits, foldText, letterMask } from '../edit-distance.ts'
import { romanizedAddress } from '../names/place-name.ts'

interface Address {
  /** Tokens in their order without blanks. */
  readonly bare: string
  /** The same tokens sorted, by which an exchanged order is seen. */
  readonly sorted: string
  readonly words: readonly string[]
  /** Letters of the words without numbers. */
  readonly letters: string
  readonly mask: number
  /** House, flat and other numbers, sorted. */
  readonly numbers: string
}

const SHORT: Readonly<Record<string, string>> = {
  st: 'street',
  str: 'street',
  rd: 'road',
  ave: 'avenue',
  av: 'avenue',
  blvd: 'boulevard',
  dr: 'drive',
  ln: 'lane',
  ct: 'court',
  crt: 'court',
  cres: 'crescent',
  cr: 'crescent',
  cct: 'circuit',
  pl: 'place',
  pde: 'parade',
  tce: 'terrace',
  hwy: 'highway',
  sq: 'square',
  bldg: 'building',
  apt: 'apartment',
  ste: 'suite',
  fl: 'floor',
  rm: 'room',
  no: '',
  strasse: 'str',
}

/**
 * Postal addresses or parts of them, Western or Chinese. Levels: `differs`; `partial`, at least half of the words are common;
 * `other-number`, the same street with another house number; `similar`, equal but for typing errors; `reordered`, the same parts
 * in another order or spacing; `same`. Usual short forms (st, rd, ave …) are written out first.
 */
export const address: Comparator<Address> = {
  role: 'address',
  levels: ['differs', 'partial', 'other-number', 'similar', 'reordered', 'same'],
  termLevel: 4,
  prepare(text) {
    const tokens = tokensOf(foldText(romanizedAddress(text)))
    if (tokens.length === 0) return null
    const words = tokens.filter((token) => !/^\d/.test(token))
    return {
      bare: tokens.join(''),
      sorted: [...tokens].sort().join(''),
      words,
      letters: words.join(''),
      mask: letterMask(words.join('')),
      numbers: tokens
        .filter((token) => /^\d/.test(token))
        .sort()
        .join(' '),
    }
  },
  compare(a, b) {
    if (a.bare === b.bare) return 5
    if (a.sorted === b.sorted) return 4
    const sameNumbers = a.numbers === b.numbers
    if (a.letters === '' || b.letters === '') return 0
    if (a.letters === b.letters) return 2
    const length = Math.max(a.letters.length, b.letters.length)
    if (length >= 5 && fewestEdits(a.mask, b.mask) <= length / 5) {
      const edits = editDistance(a.letters, b.letters, Math.max(1, Math.floor(length / 5)))
      if (edits <= length / 5) return sameNumbers ? 3 : 2
      if (edits <= 1 || bagDistance(a.letters, b.letters) <= length / 12) return sameNumbers ? 3 : 1
    }
    return sharedWords(a.words, b.words) >= 0.5 ? 1 : 0
  },
  termKey: ({ sorted }) => sorted,
  blockingKeys({ bare, sorted, words, numbers }) {
    const long = [...words].sort((p, q) => q.length - p.length || (p < q ? -1 : 1))
    const keys = [`x:${bare}`, `o:${sorted}`]
    for (const word of long.slice(0, 2)) if (word.length >= 2) keys.push(`w:${word}`)
    if (numbers !== '' && long[0]) keys.push(`n:${numbers} ${long[0].slice(0, 2)}`)
    keys.push(`h:${bare.slice(0, 4)}`)
    return keys
  },
}

/** Words, numbers with their letter (12a), and of Chinese text the parts between 省 市 区 路 号 and the like. */
function tokensOf(folded: string): string[] {
  const parts = folded
    .replace(/['’]/g, '')
    .replace(/(?<=[省市区县镇乡路街道巷弄号幢栋座楼室层])/gu, ' ')
    .match(/\d+[a-z]?(?![a-z])|[\p{L}\d]+/gu)
  return (parts ?? []).flatMap((part) => {
    const pieces = /\p{Script=Han}/u.test(part) ? (part.match(/\d+|[^\d]+/g) ?? []) : [part]
    return pieces.map((piece) => SHORT[piece] ?? piece).filter((piece) => piece !== '')
  })
}

/** Share of the words, of the side that has more, which are found on the other side, one edit allowed from five letters on. */
function sharedWords(a: readonly string[], b: readonly string[]): number {
  const found = (from: readonly string[], to: readonly string[]) => {
    let count = 0
    for (const word of from) {
      for (const other of to) {
        if (word === other || (word.length >= 5 && editDistance(word, other, 1) <= 1)) {
          count++
          break
        }
      }
    }
    return count / from.length
  }
  return Math.min(found(a, b), found(b, a))
}

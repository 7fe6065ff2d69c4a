import type { Comparator, Role } from '../comparator.ts'
import {
  bagDistance,
  editDistance,
  fewestEdits,
  foldText,
  isAscii,
  letterMask,
  sortLetters,
  soundSkeleton,
} from '../edit-distance.ts'
import { romanizedPlace } from '../names/place-name.ts'

/** A short text: folded, and without blanks and marks. */
interface ShortText {
  readonly text: string
  readonly bare: string
  readonly mask: number
}

/**
 * Short texts of any kind. Levels: `differs`; `similar`, a quarter of the letters differ at most, or the same letters are out of
 * order; `typo`, one edit, two from eight letters on; `spacing`, equal but for blanks and marks; `same`.
 */
export function shortText(role: Role): Comparator<ShortText> {
  return {
    role,
    levels: ['differs', 'similar', 'typo', 'spacing', 'same'],
    termLevel: 3,
    prepare: prepareText,
    compare(a, b) {
      if (a.text === b.text) return 4
      if (a.bare === b.bare) return 3
      const length = Math.max(a.bare.length, b.bare.length)
      // Of numbers and short words one letter more or less is another value.
      if (length < 3) return 0
      const most = length < 4 ? 1 : Math.max(1, Math.floor(length / 4))
      // Cheaper than counting edits, and enough for most strangers.
      const fewest = fewestEdits(a.mask, b.mask)
      if (fewest > most) return 0
      const edits = editDistance(a.bare, b.bare, most)
      if (edits <= (length < 8 ? 1 : 2)) return length < 5 ? 1 : 2
      if (edits <= most) return 1
      return length >= 5 && bagDistance(a.bare, b.bare) <= length / 6 ? 1 : 0
    },
    termKey: (a) => a.bare,
    blockingKeys({ bare }) {
      const keys = [`x:${bare}`]
      if (bare.length >= 4 && isAscii(bare) && /[a-z]{3}/.test(bare)) {
        keys.push(`p:${soundSkeleton(bare)}`, `l:${sortLetters(bare)}`)
      }
      if (bare.length >= 4) keys.push(`h:${bare.slice(0, 3)}`)
      return keys
    },
  }
}

function prepareText(text: string): ShortText | null {
  const folded = foldText(text)
  const bare = /^[a-z0-9]+$/.test(folded) ? folded : folded.replace(/[\s\p{P}\p{S}]+/gu, '')
  return bare === '' || isNothing(folded) ? null : { text: folded, bare, mask: letterMask(bare) }
}

/** What people write where there is nothing to write. */
const isNothing = (folded: string): boolean => /^(n\/?a|null|none|nil|unknown|-+|\.+|无|未知|暂无|不详)$/.test(folded)

/** Cities and regions: as short texts, of which Chinese ones are compared by their names in Latin letters (上海市, Shanghai). */
export function placeText(role: Role): Comparator<ShortText> {
  const text = shortText(role)
  return { ...text, prepare: (place) => text.prepare(romanizedPlace(place)) }
}

interface Code {
  readonly text: string
}

/**
 * Postcodes. Levels: `differs`; `area`, the same first half; `slip`, one character or two neighbours exchanged; `same`, blanks
 * and a four-digit extension (ZIP+4) aside.
 */
export const postcode: Comparator<Code> = {
  role: 'postcode',
  levels: ['differs', 'area', 'slip', 'same'],
  prepare(text) {
    const bare = foldText(text).replace(/[^\p{L}\p{N}]+/gu, '')
    if (bare === '' || /^0+$/.test(bare)) return null
    const zip = /^(\d{5})\d{4}$/.exec(bare)
    return { text: zip ? zip[1]! : bare.replace(/^0+(?=\d{3,4}$)/, '') }
  },
  compare({ text: a }, { text: b }) {
    if (a === b) return 3
    if (editDistance(a, b, 1) <= 1) return 2
    const half = Math.ceil(Math.min(a.length, b.length) / 2)
    return a.length === b.length && a.slice(0, half) === b.slice(0, half) ? 1 : 0
  },
  termKey: ({ text }) => text,
  blockingKeys: ({ text }) => [`x:${text}`, `l:${sortLetters(text)}`],
}

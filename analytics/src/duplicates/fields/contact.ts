import type { Comparator } from '../comparator.ts'
import { bagDistance, editDistance, fewestEdits, foldText, letterMask, sortLetters } from '../edit-distance.ts'
import { placeOf } from '../names/organization-terms.ts'

interface Email {
  /** Lower case, without comment, tag and the dots that Gmail ignores. */
  readonly whole: string
  readonly local: string
  readonly domain: string
  readonly mask: number
  readonly localMask: number
  /** A post box of a firm such as info@: its local part says nothing of who. */
  readonly shared: boolean
  /** The post box of a branch (shanghai@). */
  readonly branch: boolean
}

const SHARED_BOX =
  /^(info|sales|contact|office|admin|mail|service|support|hello|kontakt|hr|webmaster|marketing|noreply|no-reply|postmaster)$/

/**
 * E-mail addresses. Levels: `differs`; `similar`, a quarter of the letters differ at most, or the same letters are out of order;
 * `same-box`, the same personal local part at another domain, or two post boxes of one firm (info@, sales@); `typo`, up to two edits; `same`, case, tag and Gmail's dots aside.
 */
export const email: Comparator<Email> = {
  role: 'email',
  levels: ['differs', 'similar', 'same-box', 'typo', 'same'],
  prepare(text) {
    const folded = foldText(text)
    const bare = /[<: ]/.test(folded)
      ? folded
          .replace(/^.*<([^>]+)>.*$/, '$1')
          .replace(/^mailto:/, '')
          .replaceAll(' ', '')
      : folded
    if (bare.length < 5 || !/[a-z0-9]/.test(bare)) return null
    const at = bare.lastIndexOf('@')
    const masks = (whole: string, local: string) => ({ mask: letterMask(whole), localMask: letterMask(local) })
    if (at <= 0) return { whole: bare, local: bare, domain: '', shared: false, branch: false, ...masks(bare, bare) }
    const domain = bare.slice(at + 1).replace(/^googlemail\.com$/, 'gmail.com')
    const untagged = bare.slice(0, at).replace(/\+.*$/, '')
    const local = domain === 'gmail.com' ? untagged.replaceAll('.', '') : untagged
    const whole = `${local}@${domain}`
    return {
      whole,
      local,
      domain,
      shared: SHARED_BOX.test(local),
      branch: placeOf(local) !== undefined,
      ...masks(whole, local),
    }
  },
  compare(a, b) {
    if (a.whole === b.whole) return 4
    const longest = Math.max(a.whole.length, b.whole.length)
    // Of colleagues the domain is the same by itself: what parts them is the local part.
    const sameDomain = a.domain === b.domain && a.domain !== ''
    const [x, y] = sameDomain ? [a.local, b.local] : [a.whole, b.whole]
    const length = Math.max(x.length, y.length)
    const most = Math.max(1, Math.floor(length / 4))
    const fewest = sameDomain ? fewestEdits(a.localMask, b.localMask) : fewestEdits(a.mask, b.mask)
    const edits = length < 4 || fewest > most ? most + 9 : editDistance(x, y, most)
    if (edits <= (length < 8 ? 1 : 2) && !differInDigits(x, y)) return 3
    if (a.shared && b.shared) return sameDomain ? 2 : 0
    if (a.local === b.local && a.local.length >= 5 && !a.shared && !a.branch) return 2
    if (edits <= most) return 1
    return length >= 6 && fewest <= longest / 7 && bagDistance(a.whole, b.whole) <= longest / 7 ? 1 : 0
  },
  termKey: ({ whole }) => whole,
  blockingKeys({ whole, local, shared }) {
    const keys = [`x:${whole}`]
    if (local.length >= 5 && !shared) keys.push(`b:${local}`)
    keys.push(`l:${sortLetters(whole)}`, `h:${whole.slice(0, 5)}`)
    return keys
  },
}

/** wang1@ and wang2@ are two people: the numbers in them differ, the letters don't. */
function differInDigits(a: string, b: string): boolean {
  const [p, q] = [a.replace(/\d+/g, ''), b.replace(/\d+/g, '')]
  return p === q && p.length < a.length && p.length < b.length && p.length < 8
}

interface Phone {
  /** Subscriber's digits of each number in the text, without country prefix and trunk zero. */
  readonly numbers: readonly string[]
  readonly extension: string
}

/**
 * Telephone numbers, with blanks, marks, country prefix and trunk zero taken away; a text may hold several. Levels: `differs`;
 * `slip`, one digit or two neighbours exchanged; `short`, one lacks the area code (the last seven or eight digits are equal);
 * `extension`, the same number with another extension; `same`.
 */
export const phone: Comparator<Phone> = {
  role: 'phone',
  levels: ['differs', 'slip', 'short', 'extension', 'same'],
  termLevel: 3,
  prepare(text) {
    const folded = foldText(text)
    // 1.38E+10 is what a spreadsheet leaves of a number: its last digits are lost.
    if (/\d\.?\d*e\+\d/.test(folded)) return null
    const extension = /(?:转|ext\.?|x|#|分机)\s*(\d{1,6})\b/.exec(folded)
    const rest = extension ? folded.slice(0, extension.index) : folded
    const numbers = rest
      .split(/[/;,、；，|]|\s或\s|\bor\b/)
      .map(subscriberDigits)
      .filter((digits) => digits.length >= 5 && !/^(\d)\1+$/.test(digits))
    return numbers.length === 0 ? null : { numbers, extension: extension?.[1] ?? '' }
  },
  compare(a, b) {
    let best = 0
    for (const x of a.numbers) {
      for (const y of b.numbers) {
        const level = comparePhones(x, y)
        if (level > best) best = level
      }
    }
    return best < 4 ? best : a.extension === b.extension || a.extension === '' || b.extension === '' ? 4 : 3
  },
  termKey: ({ numbers }) => numbers[0]!,
  blockingKeys: ({ numbers }) => [
    ...numbers.slice(0, 3).map((digits) => `x:${digits}`),
    ...numbers.slice(0, 2).map((digits) => `t:${digits.slice(-7)}`),
    ...numbers.slice(0, 2).map((digits) => `h:${digits.slice(0, 7)}`),
  ],
}

function subscriberDigits(text: string): string {
  const plus = /^\s*\(?\s*(\+|00)/.test(text)
  let digits = text.replace(/\D+/g, '')
  if (/^\s*\(?\s*00/.test(text)) digits = digits.slice(2)
  // Mainland mobiles are written with and without 86, with a trunk 0 before them too.
  const mobile = /^(?:86)?0?(1[3-9]\d{9})$/.exec(digits)
  if (mobile) return mobile[1]!
  if (plus) return digits.replace(/^(86|1|44|61|49|33|852|886|65|81|91|7|39|34|31|46|41|43)0?(?=\d{7})/, '')
  return digits
    .replace(/^86(?=0?\d{9,11}$)/, '')
    .replace(/^1(?=[2-9]\d{9}$)/, '')
    .replace(/^0+/, '')
}

function comparePhones(a: string, b: string): number {
  if (a === b) return 4
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  if (short.length >= 7 && long.length > short.length && long.endsWith(short)) return 2
  return short.length >= 7 && editDistance(a, b, 1) <= 1 ? 1 : 0
}

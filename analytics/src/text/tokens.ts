const HAN = /\p{Script=Han}/u
const WORDLIKE = /[\p{L}\p{N}]/u

/**
 * Words of a text in the order in which they stand, lower case, full-width forms folded. Chinese is cut by the platform's
 * dictionary segmenter (ICU), other scripts at their word boundaries.
 */
export function words(text: string): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  const out: string[] = []
  for (const { segment, isWordLike } of segmenter.segment(fold(text))) {
    if (isWordLike && WORDLIKE.test(segment)) out.push(segment)
  }
  return out
}

/**
 * Features for classifying a text: of Chinese the characters and pairs of neighbouring characters (which need no segmenter and
 * lose nothing to its errors), of other scripts words and pairs of words. Each once, in no meaningful order.
 */
export function features(text: string): Set<string> {
  const out = new Set<string>()
  const folded = fold(text)
  let before = ''
  for (const char of folded) {
    if (!HAN.test(char)) {
      before = ''
      continue
    }
    out.add(char)
    if (before !== '') out.add(before + char)
    before = char
  }
  let last = ''
  for (const [word] of folded.matchAll(/[\p{L}\p{N}']+/gu)) {
    if (HAN.test(word)) {
      last = ''
      continue
    }
    out.add(`w ${word}`)
    if (last !== '') out.add(`w ${last} ${word}`)
    last = word
  }
  for (const mark of ['!', '?', '...', '~']) if (folded.includes(mark)) out.add(`m ${mark}`)
  return out
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

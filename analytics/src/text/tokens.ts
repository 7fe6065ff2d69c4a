import { lexiconFeature } from './english.ts'
import { MOST_PIECES, TRADE_WORDS } from './trade-words.ts'

const HAN = /\p{Script=Han}/u
const WORDLIKE = /[\p{L}\p{N}]/u
/** ICU's dictionary segmentation: part of the platform, in worker threads and browsers as well. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * Words of a text in the order in which they stand, lower case, full-width forms folded. Chinese is cut by the platform's
 * dictionary segmenter (ICU) and what it cuts too finely in talk of trade is joined again; other scripts at their word boundaries.
 */
export const words = (text: string): string[] => segment(fold(text))

function segment(folded: string): string[] {
  const pieces: string[] = []
  for (const { segment: piece, isWordLike } of segmenter.segment(folded)) {
    pieces.push(isWordLike && WORDLIKE.test(piece) ? piece : '')
  }
  const out: string[] = []
  for (let i = 0; i < pieces.length; i++) {
    let word = pieces[i]!
    if (word === '') continue
    let joined = word
    let taken = 0
    for (let k = 1; k < MOST_PIECES && HAN.test(word) && pieces[i + k]; k++) {
      joined += pieces[i + k]!
      if (TRADE_WORDS.has(joined)) {
        word = joined
        taken = k
      }
    }
    out.push(word)
    i += taken
  }
  return out
}

/**
 * Features for classifying a text. Of Chinese: characters, pairs of neighbouring characters, words and pairs of words. Characters
 * lose nothing to the segmenter's errors, words carry what characters cannot; on Chinese reviews both together rank better
 * (AUC .959) than characters alone (.956) or words alone (.953). Of other scripts: words, pairs of words, and for English how
 * the opinion lexicon leans, as prior knowledge. Each once, in no meaningful order.
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
  if (out.size > 0) {
    for (const word of segment(folded)) {
      if (!HAN.test(word)) {
        last = ''
        continue
      }
      out.add(`z ${word}`)
      if (last !== '') out.add(`z ${last} ${word}`)
      last = word
    }
  }
  last = ''
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
  const leaning = lexiconFeature(folded)
  if (leaning !== null) out.add(leaning)
  return out
}

/** Full-width and compatibility forms as plain ones, lower case, curly apostrophes straight. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('’', "'")

import afinn from './afinn-165.json' with { type: 'json' }

/** How an English text leans by the words in it. */
export interface Leaning {
  /** Sum of valences −5…5 of its opinion words after negation and emphasis, divided by √words: longer is not stronger. */
  readonly score: number
  /** Opinion words found; with none the text says nothing about liking. */
  readonly hits: number
}

/** What people write to firms and a general word list does not know, or rates as in other talk. */
const TRADE: readonly (readonly [valence: number, phrases: string])[] = [
  [-4, `never again, rip off, ripoff, filthy, disgusting, scammed, rude`],
  [
    -3,
    `not work, not working, doesn't work, didn't work, don't work, stopped working, never arrived, never came, never replied, no response, no reply, nobody answers, nobody replied, no one replied, still waiting, waste of, overpriced, overcharged, unresponsive, unhelpful, damaged, faulty, defective, dirty, smelly, crashes, crashed, fell apart, falls apart, hung up, undrinkable, inedible, misleading, poorly made, not happy, charged twice, double charged, ignored, mould, mold, cockroach, cockroaches, too expensive, expected better, ruined, crushed, shouted`,
  ],
  [
    -2,
    `not arrived, no answer, broke, broken, noisy, cramped, stale, late, slow, delayed, missing, leaking, leaked, flimsy, expensive, too small, too big, too large, too tight, too hot, too loud, too late, too long, too short, too slow, on hold, wrong item, wrong size, no signal, no sleep, went up, smelled, smells, hair, stained, scratched, cracked, dented, outdated, confusing, complicated, unfriendly, without warning, without a word, same fault, same problem, how hard can, still no, still not, hidden fee, hidden fees, nowhere, nobody, cold food, freezes, froze`,
  ],
  [-1, `refund, returned, waited, weeks`],
  [0, `stay, support, free, charge, charged, questions, no questions asked, account, please, delivery, help`],
  [1, `quickly, early, within minutes`],
  [
    2,
    `easy, prompt, promptly, fast, faster, quick, clean, comfortable, comfy, sturdy, intuitive, on time, works fine, come back, come again, value for money, like new, as described, no problem, no problems, no issues, spacious, quiet, generous, nicely, tasty, fresh, walking distance, not once, not a single problem, day early, ahead of schedule, still works, still looks, solid, reliable, knowledgeable`,
  ],
  [
    3,
    `spotless, well made, works well, sorted, pleasantly surprised, not bad, a pleasure, second to none, always picks up, can't fault, cannot fault, buy again, buy it again`,
  ],
  [4, `works perfectly, five stars, exceeded expectations, highly recommend, lovely, delicious`],
]

const NEGATIONS = new Set(
  `not no never none nothing nobody neither nor cannot can't couldn't don't doesn't didn't won't wouldn't isn't aren't wasn't weren't
  haven't hasn't hadn't shouldn't ain't without hardly barely dont doesnt didnt isnt wasnt cant wont far lack lacks`.split(
    /\s+/,
  ),
)
const STRONGER = new Set(
  'very really extremely so too absolutely totally completely incredibly super highly utterly most truly'.split(' '),
)
const WEAKER = new Set('slightly somewhat bit little kinda fairly rather mildly'.split(' '))

/** As in VADER: a denied word turns round and loses a quarter; emphasis moves it by a third; after "but" counts more than before. */
const DENIED = -0.74
const EMPHASIS = 1.3
const UNDERSTATED = 0.7
const BEFORE_BUT = 0.5
const AFTER_BUT = 1.5
const REACH = 3

const LEXICON: ReadonlyMap<string, number> = new Map([
  ...Object.entries(afinn).flatMap(([valence, joined]) =>
    joined.split('|').map((word) => [word, Number(valence)] as const),
  ),
  ...TRADE.flatMap(([valence, joined]) => joined.split(',').map((phrase) => [phrase.trim(), valence] as const)),
])
const MOST_WORDS = 4

/**
 * Leaning of an English text by the AFINN-165 word list (Nielsen 2011) with phrases of trade added, and the rules for negation,
 * emphasis and contrast of VADER (Hutto & Gilbert 2014). A prior: it needs no labels and knows no trade.
 */
export function englishLeaning(text: string): Leaning {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('’', "'")
  let sum = 0
  let hits = 0
  let count = 0
  for (const sentence of folded.split(/[.!?;\n]+/)) {
    const tokens = sentence.match(/[a-z']+|,/g) ?? []
    count += tokens.length
    const but = tokens.findLastIndex((token) => token === 'but' || token === 'however')
    for (let i = 0; i < tokens.length; ) {
      const found = longestAt(tokens, i)
      if (!found) {
        i++
        continue
      }
      const contrast = but < 0 ? 1 : i < but ? BEFORE_BUT : AFTER_BUT
      sum += found.valence * (found.words > 1 ? 1 : modifier(tokens, i)) * contrast
      hits += found.valence === 0 ? 0 : 1
      i += found.words
    }
  }
  if (/!/.test(text)) sum *= 1.1
  return { score: count > 0 ? sum / Math.sqrt(count) : 0, hits }
}

function longestAt(tokens: readonly string[], i: number): { valence: number; words: number } | null {
  for (let words = Math.min(MOST_WORDS, tokens.length - i); words > 0; words--) {
    const valence = LEXICON.get(words === 1 ? tokens[i]! : tokens.slice(i, i + words).join(' '))
    // Negations are rules here, not opinions.
    if (valence !== undefined && !(words === 1 && NEGATIONS.has(tokens[i]!))) return { valence, words }
  }
  return null
}

function modifier(tokens: readonly string[], at: number): number {
  let factor = 1
  for (let i = at - 1; i >= Math.max(0, at - REACH) && tokens[i] !== ','; i--) {
    const token = tokens[i]!
    if (NEGATIONS.has(token)) factor *= DENIED
    else if (i === at - 1 && STRONGER.has(token)) factor *= EMPHASIS
    else if (i === at - 1 && WEAKER.has(token)) factor *= UNDERSTATED
  }
  return factor
}

/** Log-odds of being favourable per unit of score; a round number, because it was not learned from labelled texts. */
const SLOPE = 2

/** Probability that an English text is favourable, 0…1; exactly .5 where it holds no opinion words. Not calibrated: a prior. */
export const englishProbability = ({ score }: Leaning): number => 1 / (1 + Math.exp(-SLOPE * score))

/** The leaning as a feature for trained models, so that few labels suffice; null without opinion words. */
export function lexiconFeature(folded: string): string | null {
  if (!/[a-z]{2}/.test(folded)) return null
  const { score, hits } = englishLeaning(folded)
  if (hits === 0) return null
  const size = Math.abs(score) < 0.35 ? 0 : Math.abs(score) < 1 ? 1 : 2
  return `l ${size === 0 ? 0 : Math.sign(score) * size}`
}

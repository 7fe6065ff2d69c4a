import { AnalysisFailure } from '../numerics/failure.ts'
import { words } from './tokens.ts'

export interface GrowingKeyword {
  readonly word: string
  /** Texts that hold it, now and before. */
  readonly now: number
  readonly before: number
  /** Share of texts now / share before, half a text added to each. */
  readonly growth: number
  /** How many standard errors the growth lies above none. */
  readonly z: number
}

/**
 * "What is new this week": words that more texts hold now than before, most surprising first. Log-odds ratio with a Dirichlet
 * prior from both periods together (Monroe, Colaresi & Quinn 2008), which neither rare nor everyday words can dominate.
 * @param least texts now that must hold a word, default 3
 * @throws AnalysisFailure `too-few-rows` when either period holds no texts
 */
export function growingKeywords(
  now: readonly string[],
  before: readonly string[],
  most = 20,
  least = 3,
): GrowingKeyword[] {
  if (now.length === 0 || before.length === 0)
    throw new AnalysisFailure('too-few-rows', 'Growth needs texts from both periods.')
  const [present, past] = [tally(now), tally(before)]
  const prior = 0.01 * (now.length + before.length)
  return [...present]
    .filter(([word, count]) => count >= least && isTelling(word))
    .map(([word, count]): GrowingKeyword => {
      const earlier = past.get(word) ?? 0
      const share = (count + earlier) / (now.length + before.length)
      const belief = prior * share
      const odds = (held: number, texts: number) => Math.log((held + belief) / (texts + prior - held - belief))
      const difference = odds(count, now.length) - odds(earlier, before.length)
      const z = difference / Math.sqrt(1 / (count + belief) + 1 / (earlier + belief))
      return {
        word,
        now: count,
        before: earlier,
        growth: (count + 0.5) / now.length / ((earlier + 0.5) / before.length),
        z,
      }
    })
    .filter(({ z }) => z > 1)
    .sort((a, b) => b.z - a.z || (a.word < b.word ? -1 : 1))
    .slice(0, most)
}

function tally(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) for (const word of new Set(words(text))) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** A single letter or character, or a bare number, says nothing. */
const isTelling = (word: string): boolean => !/^(?:.|\p{N}+)$/u.test(word)

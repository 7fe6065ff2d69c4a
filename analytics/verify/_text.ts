import { chineseReviews, sentimentScorer, validateSentiment } from '../src/text/index.ts'
import { type Figure, figuresOf, readRows, timed } from './_figure.ts'

/** Chinese hotel reviews (ChnSentiCorp): five folds, and the model that ships. */
export function verifyText(): Figure[] {
  const { figures, atLeast, within } = figuresOf('text')
  const { texts, labels } = readReviews()
  const { result, timeMs } = timed(() => validateSentiment(texts, labels, { seed: 42 }))
  atLeast('ChnSentiCorp: AUC over five folds', 0.95, result.auc, timeMs)
  atLeast('ChnSentiCorp: accuracy over five folds', 0.89, result.accuracy)
  within('ChnSentiCorp: reliability error', 0.02, result.reliabilityError)
  within('size of the model that ships, MB', 2, JSON.stringify(chineseReviews).length / 1e6)
  const score = sentimentScorer(chineseReviews)
  const scored = timed(() => texts.map(score))
  within('seconds to score 10,000 reviews', 2, (scored.timeMs / texts.length) * 10, scored.timeMs)
  return figures
}

export function readReviews(): { texts: string[]; labels: number[] } {
  const rows = readRows('text/ChnSentiCorp_htl_all.csv')
    .slice(1)
    .filter(([, text]) => text)
  return { texts: rows.map(([, text]) => text!), labels: rows.map(([label]) => Number(label)) }
}

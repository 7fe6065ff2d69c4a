import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { chineseReviews, sentimentReader, sentimentScorer, topicReader, validateSentiment } from '../src/text/index.ts'
import { type Figure, figuresOf, readRows, repositoryFile, timed } from './_figure.ts'

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
  figures.push(...verifySentences())
  return figures
}

/** Sentences of our own, written after the word lists: no published set of English service texts has a licence to be measured on here. */
function verifySentences(): Figure[] {
  const { figures, atLeast } = figuresOf('text')
  const file = readFileSync(repositoryFile('analytics/src/text/golden/sentences.csv'))
  const own = (
    parse(file, { columns: true }) as Record<'set' | 'language' | 'favourable' | 'topics' | 'text', string>[]
  ).filter(({ set }) => set === 'later')
  const read = sentimentReader({ zh: chineseReviews })
  for (const [language, name] of [
    ['zh', 'Chinese'],
    ['en', 'English'],
  ] as const) {
    const texts = own.filter((one) => one.language === language)
    const said = texts.filter(({ text }) => read(text).favourable !== null)
    const right = said.filter(({ text, favourable }) => read(text).favourable === (favourable === '1'))
    atLeast(
      `${texts.length} ${name} sentences of our own: share with an opinion read`,
      0.65,
      said.length / texts.length,
    )
    atLeast(
      `${texts.length} ${name} sentences of our own: of these, share read rightly`,
      0.85,
      right.length / said.length,
    )
  }
  const topics = topicReader()
  const pairs = own.map(({ text, topics: wanted }) => ({
    wanted: wanted.split(' ').filter((topic) => topic !== ''),
    found: topics(text).map(({ topic }) => topic),
  }))
  const count = (pick: (pair: (typeof pairs)[number]) => number) => pairs.reduce((sum, pair) => sum + pick(pair), 0)
  const right = count(({ wanted, found }) => found.filter((topic) => wanted.includes(topic)).length)
  atLeast(
    `${own.length} sentences of our own: topics named that are right`,
    0.85,
    right / count(({ found }) => found.length),
  )
  atLeast(`${own.length} sentences of our own: topics found`, 0.75, right / count(({ wanted }) => wanted.length))
  return figures
}

export function readReviews(): { texts: string[]; labels: number[] } {
  const rows = readRows('text/ChnSentiCorp_htl_all.csv')
    .slice(1)
    .filter(([, text]) => text)
  return { texts: rows.map(([, text]) => text!), labels: rows.map(([label]) => Number(label)) }
}

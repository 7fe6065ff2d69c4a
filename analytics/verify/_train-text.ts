import { writeFileSync } from 'node:fs'
import { trainSentiment } from '../src/text/index.ts'
import { repositoryFile } from './_figure.ts'
import { readReviews } from './_text.ts'

/** Trains the model that ships anew; run by hand after a change of features: `npx tsx analytics/verify/_train-text.ts`. */
const { texts, labels } = readReviews()
writeFileSync(
  repositoryFile('analytics/src/text/model.zh.json'),
  `${JSON.stringify(trainSentiment(texts, labels, { seed: 42 }))}\n`,
)

import {
  chineseReviews,
  type SentimentValidation,
  sentimentScorer,
  trainSentiment,
  validateSentiment,
} from '@rapport/analytics/text'
import { type AnalyzeCommand, analyzing, hopeless, need } from './command.ts'
import { findColumn, readColumns, readHeader, readText } from './read-csv.ts'
import { formatProblems, formatSome } from './table.ts'

const SEED = 42

export const sentimentCommand: AnalyzeCommand = {
  name: 'sentiment',
  describe: 'How favourable each text of a file is; with labels, learned from them and held against them',
  options: [
    { flags: '--text <column>', describe: 'what was written', required: true },
    { flags: '--label <column>', describe: 'what people called it; without it the model for Chinese reviews is used' },
    { flags: '--positive <value>', describe: 'the label of a favourable text' },
  ],
  async run(args) {
    const { label } = args.options
    const positive = label ? need(args, 'positive').trim() : ''
    const source = await readText(args.file)
    const header = readHeader(source)
    const wanted = [need(args, 'text'), ...(label ? [label] : [])].map((name) => findColumn(header, name, source.file))
    const { columns, rows, lines, problems } = readColumns(source, wanted, header.length)
    const kept: { row: number; text: string; label: number }[] = []
    rows.forEach((row, i) => {
      const [text, own] = [columns[0]![i]!, columns[1]?.[i]]
      const why = text === '' ? 'has no text' : own === '' ? `has no ${label}` : null
      if (why) problems.push({ row, line: lines[i]!, why })
      else kept.push({ row, text, label: own === positive ? 1 : 0 })
    })
    problems.sort((a, b) => a.row - b.row)
    if (kept.length === 0) throw hopeless(`${source.file} holds no texts.`)
    return analyzing(() => {
      const texts = kept.map(({ text }) => text)
      const labels = kept.map((one) => one.label)
      const found = label ? validateSentiment(texts, labels, { seed: SEED }) : null
      const model = label ? trainSentiment(texts, labels, { seed: SEED }) : chineseReviews
      const score = sentimentScorer(model)
      // With labels each text keeps the score of a model that has not seen it.
      const scores = kept.map(({ row, text }, i) => {
        const probability = found ? found.probabilities[i]! : score(text)
        return { row, score: probability, positive: probability >= model.threshold }
      })
      const json = { rows: kept.length, ...measured(found), threshold: model.threshold, scores, problems }
      const worst = [...scores.keys()].sort((a, b) => scores[a]!.score - scores[b]!.score)
      const head = `${kept.length} texts, ${scores.filter((one) => one.positive).length} favourable${
        found ? `; AUC ${found.auc.toFixed(4)}, accuracy ${found.accuracy.toFixed(4)} on texts not seen` : ''
      }`
      const table = formatSome(
        ['row', 'favourable', 'text'],
        worst.map((i) => [scores[i]!.row, scores[i]!.score, texts[i]!.replace(/\s+/g, ' ').slice(0, 60)]),
      )
      return { json, table: `${head}\n\n${table}${formatProblems(problems)}` }
    })
  },
}

const measured = (found: SentimentValidation | null) =>
  found
    ? { auc: found.auc, accuracy: found.accuracy, brier: found.brier, reliabilityError: found.reliabilityError }
    : {}

import {
  chineseReviews,
  detectLanguage,
  type ReadSentiment,
  type SentimentValidation,
  sentimentReader,
  topicReader,
  validateSentiment,
} from '@rapport/analytics/text'
import { type AnalyzeCommand, analyzing, hopeless, need } from './command.ts'
import { findColumn, readColumns, readHeader, readText } from './read-csv.ts'
import { formatProblems, formatSome, formatTable } from './table.ts'

const SEED = 42

export const sentimentCommand: AnalyzeCommand = {
  name: 'sentiment',
  describe: 'How favourable each text of a file is; with labels, learned from them and held against them',
  options: [
    { flags: '--text <column>', describe: 'what was written', required: true },
    {
      flags: '--label <column>',
      describe: 'what people called it; without it Chinese is read by the model that ships, English by a word list',
    },
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
      const read = found ? unseenReader(texts, found) : sentimentReader({ zh: chineseReviews })
      const topicsOf = topicReader()
      const about = kept.map(({ row, text }, i) => {
        const { probability, favourable, ...how } = read(text, i)
        const topics = topicsOf(text).map(({ topic, score }) => ({ topic, score }))
        return { row, score: probability, positive: favourable, ...how, topics }
      })
      if (about.every(({ basis }) => basis === 'none'))
        throw hopeless(
          `No opinion can be read in ${source.file}: without --label texts must be Chinese, or English with words of praise or blame.`,
        )
      const json = {
        rows: kept.length,
        ...measured(found),
        threshold: found ? found.threshold : chineseReviews.threshold,
        scores: about.map(({ score }) => score),
        languages: tally(about.map(({ language }) => language)),
        topics: tally(about.flatMap(({ topics }) => topics.map(({ topic }) => topic))),
        texts: about,
        problems,
      }
      return { json, table: describe(about, texts, found) + formatProblems(problems) }
    })
  },
}

interface AboutText {
  readonly row: number
  readonly score: number
  readonly positive: boolean | null
  readonly language: string
  readonly topics: readonly { readonly topic: string }[]
}

/** With labels each text keeps the score of a model that has not seen it. */
function unseenReader(
  texts: readonly string[],
  found: SentimentValidation,
): (text: string, i: number) => ReadSentiment {
  return (_, i) => {
    const probability = found.probabilities[i]!
    return {
      language: detectLanguage(texts[i]!),
      probability,
      favourable: probability >= found.threshold,
      basis: 'model',
    }
  }
}

function describe(about: readonly AboutText[], texts: readonly string[], found: SentimentValidation | null): string {
  const silent = about.filter(({ positive }) => positive === null).length
  const head = [
    `${about.length} texts, ${about.filter(({ positive }) => positive).length} favourable`,
    ...(silent > 0 ? [`${silent} without an opinion that could be read`] : []),
    ...(found ? [`AUC ${found.auc.toFixed(4)}, accuracy ${found.accuracy.toFixed(4)} on texts not seen`] : []),
  ].join('; ')
  const topics = Object.entries(tally(about.flatMap((one) => one.topics.map(({ topic }) => topic))))
  const worst = [...about.keys()].sort((a, b) => about[a]!.score - about[b]!.score)
  const table = formatSome(
    ['row', 'favourable', 'language', 'topics', 'text'],
    worst.map((i) => [
      about[i]!.row,
      about[i]!.score,
      about[i]!.language,
      about[i]!.topics.map(({ topic }) => topic).join(', '),
      texts[i]!.replace(/\s+/g, ' ').slice(0, 60),
    ]),
  )
  const named = topics.length > 0 ? `\n\n${formatTable(['topic', 'texts'], topics)}` : ''
  return `${head}${named}\n\n${table}`
}

/** How often each comes up, most often first. */
function tally(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]))
}

const measured = (found: SentimentValidation | null) =>
  found
    ? { auc: found.auc, accuracy: found.accuracy, brier: found.brier, reliabilityError: found.reliabilityError }
    : {}

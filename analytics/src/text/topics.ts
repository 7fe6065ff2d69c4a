import { AnalysisFailure, checkpoint } from '../numerics/failure.ts'
import { measureScores } from '../scoring/measures.ts'
import {
  bestThreshold,
  crossScore,
  DEFAULT_BITS,
  documentScorer,
  hashFeatures,
  type TextClassifier,
  type TextTraining,
  trainClassifier,
} from './classifier.ts'
import { fold, features as textFeatures } from './tokens.ts'
import { TOPIC_SEEDS, TOPICS } from './topic-words.ts'

export interface TopicScore {
  readonly topic: string
  /** 0…1. Of seed words a strength of evidence; of a trained topic a calibrated probability. */
  readonly score: number
  readonly basis: 'seeds' | 'model'
  /** Seed words found, as written in the list. */
  readonly evidence: readonly string[]
}

/** A topic learned from labels, and how well: by texts it had not seen. */
export interface TrainedTopic {
  readonly classifier: TextClassifier
  readonly texts: number
  readonly auc: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export interface TopicModel {
  readonly trained: Readonly<Record<string, TrainedTopic>>
  /** Topics that keep their seed words, or that cannot be told at all, and why. */
  readonly untrained: readonly { readonly topic: string; readonly labelled: number; readonly keepsSeeds: boolean }[]
}

const SURE = 0.75
const HINT = 0.3
/** One sure word, or two hints. */
const SEED_THRESHOLD = 0.5
const FEWEST = 25
const SMALL_BITS = 16

interface Matcher {
  readonly word: string
  readonly matches: (text: string) => boolean
  readonly strength: number
}

const MATCHERS: ReadonlyMap<string, readonly Matcher[]> = new Map(
  TOPICS.map((topic) => [
    topic,
    [
      ...TOPIC_SEEDS[topic].sure.map((word) => matcher(word, SURE)),
      ...TOPIC_SEEDS[topic].hints.map((word) => matcher(word, HINT)),
    ],
  ]),
)

function matcher(word: string, strength: number): Matcher {
  if (!/^[a-z]/.test(word)) return { word, strength, matches: (text) => text.includes(word) }
  const open = word.endsWith('*')
  const pattern = new RegExp(`(?<![a-z])${open ? word.slice(0, -1) : word}${open ? '' : '(?![a-z])'}`)
  return { word: open ? word.slice(0, -1) : word, strength, matches: (text) => pattern.test(text) }
}

/** Evidence that a text speaks of a topic, added up as independent (noisy or); a word within a longer one found counts once. */
function seedScore(folded: string, topic: string): { score: number; evidence: string[] } {
  const found: Matcher[] = []
  for (const one of MATCHERS.get(topic) ?? []) {
    if (found.some(({ word }) => word.includes(one.word)) || !one.matches(folded)) continue
    found.push(one)
  }
  const score = 1 - found.reduce((left, { strength }) => left * (1 - strength), 1)
  return { score, evidence: found.map(({ word }) => word) }
}

/**
 * Topics of a text, strongest first: those that reach their threshold. Without a model by seed words in Chinese and English
 * ({@link TOPIC_SEEDS}); with one, trained topics by it and the others by their seeds.
 */
export function topicReader(model?: TopicModel): (text: string) => TopicScore[] {
  const trained = Object.entries(model?.trained ?? {}).map(([topic, { classifier }]) => ({
    topic,
    classifier,
    score: documentScorer(classifier),
  }))
  const byModel = new Set(trained.map(({ topic }) => topic))
  const bySeeds = TOPICS.filter((topic) => !byModel.has(topic))
  return (text) => {
    const folded = fold(text)
    const out: TopicScore[] = []
    const own = trained.length > 0 ? topicFeatures(text) : new Set<string>()
    for (const { topic, classifier, score } of trained) {
      const probability = score(hashFeatures(own, classifier.bits))
      if (probability < classifier.threshold) continue
      out.push({ topic, score: probability, basis: 'model', evidence: seedScore(folded, topic).evidence })
    }
    for (const topic of bySeeds) {
      const { score, evidence } = seedScore(folded, topic)
      if (score >= SEED_THRESHOLD) out.push({ topic, score, basis: 'seeds', evidence })
    }
    return out.sort((a, b) => b.score - a.score || (a.topic < b.topic ? -1 : 1))
  }
}

/**
 * Learns topics from the firm's own labels, one classifier each, with the seed words as prior knowledge among the features; each
 * gets the threshold at which precision and recall are best together (F1) on texts it had not seen. Topics may be any names.
 * A topic with fewer than 25 labelled texts is not learned: it keeps its seed words, or is named as one that cannot be told.
 * @param labels topics of each text; an empty list says that it is about none
 * @throws AnalysisFailure `too-few-rows` when no topic can be learned, `bad-input`, `cancelled`
 */
export function trainTopics(
  texts: readonly string[],
  labels: readonly (readonly string[])[],
  options: TextTraining,
): TopicModel {
  if (labels.length !== texts.length)
    throw new AnalysisFailure('bad-input', `There are ${texts.length} texts and labels for ${labels.length}.`)
  const counts = new Map<string, number>()
  for (const own of labels) for (const topic of new Set(own)) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  const canLearn = (count: number) => Math.min(count, texts.length - count) >= FEWEST
  const chosen = [...counts].filter(([, count]) => canLearn(count)).map(([topic]) => topic)
  if (chosen.length === 0)
    throw new AnalysisFailure(
      'too-few-rows',
      `No topic has ${FEWEST} labelled texts and ${FEWEST} about something else.`,
    )
  const bits = Math.min(options.bits ?? SMALL_BITS, DEFAULT_BITS)
  const documents = texts.map((text) => hashFeatures(topicFeatures(text), bits))
  const trained: Record<string, TrainedTopic> = {}
  chosen.sort().forEach((topic, done) => {
    checkpoint(options, done / chosen.length)
    const is = Uint8Array.from(labels, (own) => (own.includes(topic) ? 1 : 0))
    trained[topic] = trainTopic(documents, is, { ...options, bits, onProgress: undefined })
  })
  checkpoint(options, 1)
  return {
    trained,
    untrained: [...counts]
      .filter(([, count]) => !canLearn(count))
      .map(([topic, labelled]) => ({ topic, labelled, keepsSeeds: MATCHERS.has(topic) })),
  }
}

function trainTopic(documents: readonly Uint32Array[], is: Uint8Array, options: TextTraining): TrainedTopic {
  const { raw, probabilities } = crossScore(documents, is, options)
  const f1 = (right: number, called: number, positives: number) => (2 * right) / Math.max(1, called + positives)
  const threshold = bestThreshold(probabilities, is, f1)
  let [right, called, positives] = [0, 0, 0]
  is.forEach((label, i) => {
    positives += label
    if (probabilities[i]! < threshold) return
    called++
    right += label
  })
  const { auc } = measureScores(
    raw.map((x) => 1 / (1 + Math.exp(-x))),
    is,
  )
  return {
    classifier: trainClassifier(documents, is, { raw, threshold }, options),
    texts: positives,
    auc,
    precision: called > 0 ? right / called : 0,
    recall: right / positives,
    f1: f1(right, called, positives),
  }
}

function topicFeatures(text: string): Set<string> {
  const out = textFeatures(text)
  const folded = fold(text)
  for (const topic of TOPICS) {
    const { score } = seedScore(folded, topic)
    if (score > 0) out.add(`t ${topic} ${score >= SEED_THRESHOLD ? 'sure' : 'hint'}`)
  }
  return out
}

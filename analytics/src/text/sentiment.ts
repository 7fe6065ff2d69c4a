import { AnalysisFailure, checkpoint } from '../numerics/failure.ts'
import { measureScores, type ScoreMeasures } from '../scoring/measures.ts'
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
import { englishLeaning, englishProbability } from './english.ts'
import { detectLanguage, type TextLanguage } from './language.ts'
import { features } from './tokens.ts'

/** Tells favourable texts from others. */
export type SentimentModel = TextClassifier
export type SentimentOptions = TextTraining

export interface SentimentValidation extends ScoreMeasures {
  /** Share of texts called rightly at `threshold`, the border at which most are. */
  readonly accuracy: number
  readonly threshold: number
  /** Probability of being positive of each text, by a model that had not seen it. */
  readonly probabilities: Float64Array
}

const FEWEST = 50

/**
 * Learns what positive and negative texts say, in any language: the way to retrain on a firm's own labels. Calibrated on
 * out-of-fold scores, because thresholds do not carry over from one trade to another. English texts bring the opinion lexicon's
 * leaning as a feature, so that a few hundred labels suffice.
 * @param labels 1 positive, 0 negative
 * @throws AnalysisFailure `too-few-rows` with fewer than 50 texts of either kind, `bad-input`, `cancelled`
 */
export function trainSentiment(
  texts: readonly string[],
  labels: ArrayLike<number>,
  options: SentimentOptions,
): SentimentModel {
  const { raw, documents, threshold } = validate(texts, labels, options)
  const model = trainClassifier(documents, labels, { raw, threshold }, options)
  checkpoint(options, 1)
  return model
}

/** How well texts of this kind can be told apart, by cross-validation. */
export function validateSentiment(
  texts: readonly string[],
  labels: ArrayLike<number>,
  options: SentimentOptions,
): SentimentValidation {
  return validate(texts, labels, options).validation
}

/** Reads a model once; the function gives the probability, 0…1, that a text is positive. A text without features gets that of the bias. */
export function sentimentScorer(model: SentimentModel): (text: string) => number {
  const scoreDocument = documentScorer(model)
  return (text) => scoreDocument(hashFeatures(features(text), model.bits))
}

export interface ReadSentiment {
  readonly language: TextLanguage
  /** Probability of being favourable; .5 where nothing can be said. */
  readonly probability: number
  /** Null where nothing can be said: another language, or no word of opinion in it. */
  readonly favourable: boolean | null
  /** What said so: a trained model, the opinion lexicon (uncalibrated), or nothing. */
  readonly basis: 'model' | 'lexicon' | 'none'
}

/** Reads texts of mixed languages without labels: a model for those languages it was trained on, the lexicon for other English. */
export function sentimentReader(
  models: Readonly<Partial<Record<TextLanguage, SentimentModel>>>,
): (text: string) => ReadSentiment {
  const scorers = new Map(
    Object.entries(models).map(([language, model]) => [language, { model, score: sentimentScorer(model) }]),
  )
  return (text) => {
    const language = detectLanguage(text)
    const own = scorers.get(language)
    if (own) {
      const probability = own.score(text)
      return { language, probability, favourable: probability >= own.model.threshold, basis: 'model' }
    }
    const leaning = language === 'en' ? englishLeaning(text) : { score: 0, hits: 0 }
    if (leaning.hits === 0) return { language, probability: 0.5, favourable: null, basis: 'none' }
    const probability = englishProbability(leaning)
    return { language, probability, favourable: probability > 0.5, basis: 'lexicon' }
  }
}

function validate(texts: readonly string[], labels: ArrayLike<number>, options: SentimentOptions) {
  const n = texts.length
  let positive = 0
  for (let i = 0; i < n; i++) {
    if (labels[i] !== 0 && labels[i] !== 1) throw new AnalysisFailure('bad-input', `Label ${i} is neither 0 nor 1.`)
    positive += labels[i]!
  }
  if (Math.min(positive, n - positive) < FEWEST) {
    throw new AnalysisFailure(
      'too-few-rows',
      `Sentiment needs at least ${FEWEST} texts of either kind; there are ${Math.min(positive, n - positive)}.`,
    )
  }
  const documents = texts.map((text) => hashFeatures(features(text), options.bits ?? DEFAULT_BITS))
  const { raw, probabilities } = crossScore(documents, labels, options)
  // Where most calls are right: the rightly called and the rightly passed over.
  const threshold = bestThreshold(probabilities, labels, (right, called) => 2 * right - called)
  const right = probabilities.reduce((sum, p, i) => sum + ((p >= threshold ? 1 : 0) === labels[i] ? 1 : 0), 0)
  // Ranks are judged by the raw scores: calibration makes ties.
  const { auc } = measureScores(
    raw.map((x) => 1 / (1 + Math.exp(-x))),
    labels,
  )
  const validation: SentimentValidation = {
    ...measureScores(probabilities, labels),
    auc,
    accuracy: right / n,
    threshold,
    probabilities,
  }
  return { raw, documents, threshold, validation }
}

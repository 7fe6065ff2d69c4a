import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { createRandom, shuffle } from '../numerics/random.ts'
import {
  applyCalibration,
  type Calibration,
  calibrateIsotonic,
  measureScores,
  type ScoreMeasures,
} from '../scoring/measures.ts'
import { stratify } from '../scoring/stratify.ts'
import { features } from './tokens.ts'

/** A text classifier as plain data: small enough to ship, and scoring the same when read back. */
export interface SentimentModel {
  /** Weights are kept per hash of a feature, 2^bits of them, as signed bytes in base64. */
  readonly bits: number
  readonly weights: string
  /** One step of a byte, in log-odds. */
  readonly step: number
  readonly bias: number
  /** From raw scores to probabilities, learned on texts that the score had not seen. */
  readonly calibration: Calibration
  /** Probability from which a text is called positive: where most calls are right. */
  readonly threshold: number
  readonly texts: number
}

export interface SentimentOptions extends RunOptions {
  readonly seed: number
  readonly epochs?: number
  readonly bits?: number
  readonly folds?: number
}

export interface SentimentValidation extends ScoreMeasures {
  readonly accuracy: number
  /** Probability of being positive of each text, by a model that had not seen it. */
  readonly probabilities: Float64Array
}

const FEWEST = 50
const BITS = 18
const EPOCHS = 6
const RATE = 0.3
const PENALTY = 3e-4

/**
 * Learns what positive and negative texts say: logistic regression on hashed features of equal length (Weinberger et al. 2009),
 * by AdaGrad (Duchi, Hazan & Singer 2011); calibrated on out-of-fold scores, because thresholds do not carry over from one trade
 * to another. The way to retrain on a firm's own labels.
 * @param labels 1 positive, 0 negative
 * @throws AnalysisFailure `too-few-rows` with fewer than 50 texts of either kind, `bad-input`, `cancelled`
 */
export function trainSentiment(
  texts: readonly string[],
  labels: ArrayLike<number>,
  options: SentimentOptions,
): SentimentModel {
  const { raw, validation } = validate(texts, labels, options)
  const documents = hashAll(texts, options.bits ?? BITS)
  const { weights, bias } = learn(documents, labels, everyIndex(texts.length), options)
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-12)
  const step = largest / 127
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / step))
  checkpoint(options, 1)
  return {
    bits: options.bits ?? BITS,
    weights: toBase64(new Uint8Array(bytes.buffer)),
    step,
    bias,
    calibration: calibrateIsotonic(raw, labels),
    threshold: bestThreshold(validation.probabilities, labels),
    texts: texts.length,
  }
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
  const bytes = fromBase64(model.weights)
  const weights = Float64Array.from(
    new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    (byte) => byte * model.step,
  )
  return (text) => applyCalibration(model.calibration, score(hashOne(text, model.bits), weights, model.bias))
}

function validate(texts: readonly string[], labels: ArrayLike<number>, options: SentimentOptions) {
  const n = texts.length
  const folds = options.folds ?? 5
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
  const documents = hashAll(texts, options.bits ?? BITS)
  const fold = stratify(labels, folds, options.seed)
  const raw = new Float64Array(n)
  const probabilities = new Float64Array(n)
  for (let f = 0; f < folds; f++) {
    checkpoint(options, (0.8 * f) / folds)
    const { weights, bias } = learn(
      documents,
      labels,
      everyIndex(n).filter((i) => fold[i] !== f),
      options,
    )
    for (let i = 0; i < n; i++) if (fold[i] === f) raw[i] = score(documents[i]!, weights, bias)
  }
  // Each fold is calibrated by the others, so that no text has a say in its own probability.
  for (let f = 0; f < folds; f++) {
    const others = everyIndex(n).filter((i) => fold[i] !== f)
    const calibration = calibrateIsotonic(
      Float64Array.from(others, (i) => raw[i]!),
      Array.from(others, (i) => labels[i]!),
    )
    for (let i = 0; i < n; i++) if (fold[i] === f) probabilities[i] = applyCalibration(calibration, raw[i]!)
  }
  const threshold = bestThreshold(probabilities, labels)
  const right = probabilities.reduce((sum, p, i) => sum + ((p >= threshold ? 1 : 0) === labels[i] ? 1 : 0), 0)
  const measures = {
    ...measureScores(probabilities, labels),
    auc: measureScores(
      raw.map((x) => 1 / (1 + Math.exp(-x))),
      labels,
    ).auc,
  }
  return { raw, validation: { ...measures, accuracy: right / n, probabilities } satisfies SentimentValidation }
}

function learn(
  documents: readonly Uint32Array[],
  labels: ArrayLike<number>,
  rows: Uint32Array,
  options: SentimentOptions,
) {
  const size = 2 ** (options.bits ?? BITS)
  const weights = new Float64Array(size)
  const squares = new Float64Array(size).fill(1e-6)
  const random = createRandom(options.seed)
  let bias = 0
  let biasSquares = 1e-6
  for (let epoch = 0; epoch < (options.epochs ?? EPOCHS); epoch++) {
    if (options.signal?.aborted) checkpoint(options, 0)
    for (const i of shuffle(rows.slice(), random)) {
      const document = documents[i]!
      const value = 1 / Math.sqrt(document.length || 1)
      const error = 1 / (1 + Math.exp(-score(document, weights, bias))) - labels[i]!
      biasSquares += error * error
      bias -= (RATE * error) / Math.sqrt(biasSquares)
      for (const j of document) {
        const slope = error * value + PENALTY * weights[j]!
        squares[j]! += slope * slope
        weights[j]! -= (RATE * slope) / Math.sqrt(squares[j]!)
      }
    }
  }
  return { weights, bias }
}

function score(document: Uint32Array, weights: Float64Array, bias: number): number {
  let sum = 0
  for (const j of document) sum += weights[j]!
  return bias + sum / Math.sqrt(document.length || 1)
}

const everyIndex = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i)
const hashAll = (texts: readonly string[], bits: number): Uint32Array[] => texts.map((text) => hashOne(text, bits))
const hashOne = (text: string, bits: number): Uint32Array =>
  Uint32Array.from(features(text), (feature) => hash(feature) >>> (32 - bits))

/** FNV-1a over UTF-16 units, stirred so that the upper bits are as good as the lower. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  return (h ^ (h >>> 13)) >>> 0
}

/** Probability above which calling a text positive is right most often. */
function bestThreshold(probabilities: Float64Array, labels: ArrayLike<number>): number {
  const order = everyIndex(probabilities.length).sort((a, b) => probabilities[b]! - probabilities[a]!)
  let right = order.length - Array.from(labels).reduce((sum, y) => sum + y, 0)
  let most = right
  let threshold = 1
  for (const [position, i] of order.entries()) {
    right += labels[i] === 1 ? 1 : -1
    const next = order[position + 1]
    if (next !== undefined && probabilities[next] === probabilities[i]) continue
    if (right > most) {
      most = right
      threshold = (probabilities[i]! + (next === undefined ? 0 : probabilities[next]!)) / 2
    }
  }
  return threshold
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const left = bytes.length - i
    parts.push(
      ALPHABET[word >> 18]!,
      ALPHABET[(word >> 12) & 63]!,
      left > 1 ? ALPHABET[(word >> 6) & 63]! : '=',
      left > 2 ? ALPHABET[word & 63]! : '=',
    )
  }
  return parts.join('')
}

function fromBase64(text: string): Uint8Array {
  const clean = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (const char of clean) {
    const value = ALPHABET.indexOf(char)
    if (value < 0) throw new AnalysisFailure('bad-input', 'The model file is damaged.')
    held = ((held << 6) | value) & 0xffffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 255
    }
  }
  return bytes
}

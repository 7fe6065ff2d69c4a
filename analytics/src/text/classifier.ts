import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { createRandom, shuffle } from '../numerics/random.ts'
import { applyCalibration, type Calibration, calibrateIsotonic } from '../scoring/measures.ts'
import { stratify } from '../scoring/stratify.ts'
import { fromBase64, toBase64 } from './bytes.ts'

/** A text classifier as plain data: small enough to ship, and scoring the same when read back. */
export interface TextClassifier {
  /** Weights are kept per hash of a feature, 2^bits of them, as signed bytes in base64. */
  readonly bits: number
  readonly weights: string
  /** One step of a byte, in log-odds. */
  readonly step: number
  readonly bias: number
  /** From raw scores to probabilities, learned on texts that the score had not seen. */
  readonly calibration: Calibration
  /** Probability from which a text is called positive. */
  readonly threshold: number
  readonly texts: number
}

export interface TextTraining extends RunOptions {
  readonly seed: number
  readonly epochs?: number
  readonly bits?: number
  readonly folds?: number
}

export const DEFAULT_BITS = 19
const EPOCHS = 6
const RATE = 0.3
const PENALTY = 3e-4

/** A text as the places of its features among 2^bits (Weinberger et al. 2009). */
export type Document = Uint32Array

export const hashFeatures = (features: ReadonlySet<string>, bits: number): Document =>
  Uint32Array.from(features, (feature) => hash(feature) >>> (32 - bits))

/** Out-of-fold scores: raw, and as probabilities where each fold is calibrated by the others, so that no text has a say in its own. */
export function crossScore(
  documents: readonly Document[],
  labels: ArrayLike<number>,
  options: TextTraining,
): { raw: Float64Array; probabilities: Float64Array } {
  const n = documents.length
  const folds = options.folds ?? 5
  const fold = stratify(labels, folds, options.seed)
  const raw = new Float64Array(n)
  const probabilities = new Float64Array(n)
  for (let f = 0; f < folds; f++) {
    checkpoint(options, (0.8 * f) / folds)
    const others = everyIndex(n).filter((i) => fold[i] !== f)
    const { weights, bias } = learn(documents, labels, others, options)
    for (let i = 0; i < n; i++) if (fold[i] === f) raw[i] = score(documents[i]!, weights, bias)
  }
  for (let f = 0; f < folds; f++) {
    const others = everyIndex(n).filter((i) => fold[i] !== f)
    const calibration = calibrateIsotonic(
      Float64Array.from(others, (i) => raw[i]!),
      Array.from(others, (i) => labels[i]!),
    )
    for (let i = 0; i < n; i++) if (fold[i] === f) probabilities[i] = applyCalibration(calibration, raw[i]!)
  }
  return { raw, probabilities }
}

/** Learns from all texts and packs the weights into bytes. */
export function trainClassifier(
  documents: readonly Document[],
  labels: ArrayLike<number>,
  learned: { readonly raw: Float64Array; readonly threshold: number },
  options: TextTraining,
): TextClassifier {
  const { weights, bias } = learn(documents, labels, everyIndex(documents.length), options)
  const step = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-12) / 127
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / step))
  return {
    bits: options.bits ?? DEFAULT_BITS,
    weights: toBase64(new Uint8Array(bytes.buffer)),
    step,
    bias,
    calibration: calibrateIsotonic(learned.raw, labels),
    threshold: learned.threshold,
    texts: documents.length,
  }
}

/** Reads a model once; the function gives the calibrated probability of a document. @throws AnalysisFailure for a damaged model */
export function documentScorer(model: TextClassifier): (document: Document) => number {
  const bytes = fromBase64(model.weights)
  if (bytes.length !== 2 ** model.bits) throw new AnalysisFailure('bad-input', 'The model file is damaged.')
  const steps = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const weights = Float64Array.from(steps, (byte) => byte * model.step)
  return (document) => applyCalibration(model.calibration, score(document, weights, model.bias))
}

/** Logistic regression on features of equal length by AdaGrad (Duchi, Hazan & Singer 2011). */
function learn(documents: readonly Document[], labels: ArrayLike<number>, rows: Uint32Array, options: TextTraining) {
  const size = 2 ** (options.bits ?? DEFAULT_BITS)
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

function score(document: Document, weights: Float64Array, bias: number): number {
  let sum = 0
  for (const j of document) sum += weights[j]!
  return bias + sum / Math.sqrt(document.length || 1)
}

const everyIndex = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i)

/** FNV-1a over UTF-16 units, stirred so that the upper bits are as good as the lower. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  return (h ^ (h >>> 13)) >>> 0
}

/**
 * Probability from which calling a text positive pays most, by a running count of those called: `gain` is told how many of the
 * called are positive, how many are called, and how many positives there are.
 */
export function bestThreshold(
  probabilities: Float64Array,
  labels: ArrayLike<number>,
  gain: (rightlyCalled: number, called: number, positives: number) => number,
): number {
  const order = everyIndex(probabilities.length).sort((a, b) => probabilities[b]! - probabilities[a]!)
  const positives = Array.from(labels).reduce((sum, y) => sum + y, 0)
  let right = 0
  let most = gain(0, 0, positives)
  let threshold = 1
  for (const [position, i] of order.entries()) {
    right += labels[i] === 1 ? 1 : 0
    const next = order[position + 1]
    if (next !== undefined && probabilities[next] === probabilities[i]) continue
    const own = gain(right, position + 1, positives)
    if (own > most) {
      most = own
      threshold = (probabilities[i]! + (next === undefined ? 0 : probabilities[next]!)) / 2
    }
  }
  return threshold
}

import { AnalysisFailure } from '../numerics/failure.ts'

export interface ScoreMeasures {
  /** Probability that a positive row scores above a negative one, ties counting half: area under the ROC curve. */
  readonly auc: number
  /** Mean squared error of the probabilities. */
  readonly brier: number
  readonly logLoss: number
  /** Rate of positives among the tenth with the highest scores / rate over all; ties at the border counted in proportion. */
  readonly liftTopDecile: number
  /** Mean absolute gap of forecast and outcome over ten equal groups by score (expected calibration error). */
  readonly reliabilityError: number
}

/** @throws AnalysisFailure `no-variance` unless both outcomes occur */
export function measureScores(probabilities: ArrayLike<number>, outcome: ArrayLike<number>): ScoreMeasures {
  const n = outcome.length
  if (probabilities.length !== n) throw new AnalysisFailure('bad-input', 'Every outcome needs one probability.')
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => probabilities[i]! - probabilities[j]!)
  let positive = 0
  let brier = 0
  let logLoss = 0
  for (let i = 0; i < n; i++) {
    const p = probabilities[i]!
    const y = outcome[i]!
    positive += y
    brier += (p - y) ** 2
    logLoss -= Math.log(Math.max(1e-15, y === 1 ? p : 1 - p))
  }
  if (positive === 0 || positive === n)
    throw new AnalysisFailure('no-variance', 'Scores can only be judged when both outcomes occur.')
  let ranks = 0
  for (let first = 0; first < n; ) {
    let end = first
    let own = 0
    while (end < n && probabilities[order[end]!] === probabilities[order[first]!]) own += outcome[order[end++]!]!
    ranks += own * ((first + end + 1) / 2)
    first = end
  }
  return {
    auc: (ranks - (positive * (positive + 1)) / 2) / (positive * (n - positive)),
    brier: brier / n,
    logLoss: logLoss / n,
    liftTopDecile: topShare(probabilities, outcome, order) / (positive / n),
    reliabilityError: reliability(probabilities, outcome).reduce(
      (sum, { rows, forecast, actual }) => sum + (rows / n) * Math.abs(forecast - actual),
      0,
    ),
  }
}

function topShare(probabilities: ArrayLike<number>, outcome: ArrayLike<number>, order: Uint32Array): number {
  const n = order.length
  const size = Math.max(1, Math.round(n / 10))
  const border = probabilities[order[n - size]!]!
  let above = 0
  let hits = 0
  let tied = 0
  let tiedHits = 0
  for (let i = 0; i < n; i++) {
    if (probabilities[i]! > border) {
      above++
      hits += outcome[i]!
    } else if (probabilities[i] === border) {
      tied++
      tiedHits += outcome[i]!
    }
  }
  return (hits + (tiedHits * (size - above)) / tied) / size
}

export interface ReliabilityGroup {
  readonly rows: number
  /** Mean forecast and share of positives. */
  readonly forecast: number
  readonly actual: number
}

/** Ten groups of equal size by score, lowest first, for the reliability diagram. */
export function reliability(
  probabilities: ArrayLike<number>,
  outcome: ArrayLike<number>,
  groups = 10,
): ReliabilityGroup[] {
  const n = outcome.length
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => probabilities[i]! - probabilities[j]! || i - j,
  )
  return Array.from({ length: groups }, (_, g) => {
    const members = order.subarray(Math.round((g * n) / groups), Math.round(((g + 1) * n) / groups))
    let forecast = 0
    let actual = 0
    for (const i of members) {
      forecast += probabilities[i]!
      actual += outcome[i]!
    }
    const rows = members.length
    return { rows, forecast: rows ? forecast / rows : 0, actual: rows ? actual / rows : 0 }
  })
}

/** A rising step function from scores to probabilities. */
export interface Calibration {
  /** Ascending scores, and the probability at each; in between it is interpolated, outside it is constant. */
  readonly scores: readonly number[]
  readonly probabilities: readonly number[]
}

/**
 * Isotonic calibration by pooling adjacent violators (Barlow et al. 1972; Zadrozny & Elkan 2002): the rising function of the
 * score with the least squared error. Needs outcomes that the score was not trained on.
 */
export function calibrateIsotonic(scores: ArrayLike<number>, outcome: ArrayLike<number>): Calibration {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((i, j) => scores[i]! - scores[j]!)
  const blocks: { low: number; high: number; sum: number; weight: number }[] = []
  for (const i of order) {
    const score = scores[i]!
    const last = blocks.at(-1)
    if (last && last.high === score) {
      last.sum += outcome[i]!
      last.weight++
    } else blocks.push({ low: score, high: score, sum: outcome[i]!, weight: 1 })
  }
  const pooled: typeof blocks = []
  for (const block of blocks) {
    let own = { ...block }
    for (
      let before = pooled.at(-1);
      before && before.sum / before.weight >= own.sum / own.weight;
      before = pooled.at(-1)
    ) {
      own = { low: before.low, high: own.high, sum: before.sum + own.sum, weight: before.weight + own.weight }
      pooled.pop()
    }
    pooled.push(own)
  }
  const points = pooled.flatMap(({ low, high, sum, weight }) =>
    low === high ? [[low, sum / weight] as const] : [[low, sum / weight] as const, [high, sum / weight] as const],
  )
  return { scores: points.map(([score]) => score), probabilities: points.map(([, probability]) => probability) }
}

export function applyCalibration({ scores, probabilities }: Calibration, score: number): number {
  let low = 0
  let high = scores.length - 1
  if (high < 0) throw new AnalysisFailure('too-few-rows', 'The calibration is empty.')
  if (score <= scores[0]!) return probabilities[0]!
  if (score >= scores[high]!) return probabilities[high]!
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (scores[middle]! <= score) low = middle
    else high = middle
  }
  const share = (score - scores[low]!) / (scores[high]! - scores[low]!)
  return probabilities[low]! + share * (probabilities[high]! - probabilities[low]!)
}

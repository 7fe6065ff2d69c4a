import { mean, variance, wilsonInterval } from '../numerics/descriptive.ts'
import { AnalysisFailure } from '../numerics/failure.ts'
import { normalQuantile, studentTwoSided } from '../numerics/special.ts'

export interface SampleSizeOptions {
  /** Half width wanted, as a share: 0.05 for ± 5 points. */
  readonly margin: number
  /** Default 0.95. */
  readonly confidence?: number
  /** Expected share; 0.5, the default, is the safe choice. */
  readonly share?: number
  /** Number of customers to choose from; leave out for "very many". */
  readonly population?: number
  /** Share of those asked who answer, 0…1; default 1. */
  readonly responseRate?: number
}

export interface SampleSize {
  /** Answers needed. */
  readonly answers: number
  /** Invitations to send. */
  readonly invitations: number
}

/** Answers needed for a margin: n₀ = z² p(1−p) / e², with finite population n = n₀ / (1 + (n₀ − 1) / N) (Cochran 1977, §4.4). */
export function sampleSize({
  margin,
  confidence = 0.95,
  share = 0.5,
  population,
  responseRate = 1,
}: SampleSizeOptions): SampleSize {
  const open = (value: number) => value > 0 && value < 1
  if (!open(margin) || !open(confidence) || !open(share) || !(responseRate > 0 && responseRate <= 1)) {
    throw new AnalysisFailure('bad-input', 'Margin, confidence, share and response rate are shares between 0 and 1.')
  }
  if (population !== undefined && !(population >= 1))
    throw new AnalysisFailure('bad-input', 'A population has at least one member.')
  const z = normalQuantile((1 + confidence) / 2)
  const endless = (z * z * share * (1 - share)) / (margin * margin)
  const exact = population === undefined ? endless : endless / (1 + (endless - 1) / population)
  const answers = Math.min(population ?? Infinity, Math.max(1, Math.ceil(exact - 1e-9)))
  return { answers, invitations: Math.min(population ?? Infinity, Math.ceil(answers / responseRate - 1e-9)) }
}

export interface Stratum {
  readonly name: string
  readonly population: number
  /** Expected standard deviation of the answer in this stratum; given for all strata, the allocation is Neyman's. */
  readonly deviation?: number
}

/**
 * Spreads a sample over strata: in proportion to size, or to size × deviation where deviations are known (Neyman 1934).
 * Whole numbers by largest remainder, at least one per stratum where the sample allows, never more than a stratum holds.
 */
export function allocateSample(total: number, strata: readonly Stratum[]): { name: string; answers: number }[] {
  const capacity = strata.reduce((sum, { population }) => sum + population, 0)
  if (
    !(Number.isInteger(total) && total >= 0) ||
    total > capacity ||
    strata.some(({ population }) => !(population >= 0))
  ) {
    throw new AnalysisFailure('bad-input', 'The sample must be a whole number no larger than all strata together.')
  }
  const neyman = strata.every(({ deviation }) => deviation !== undefined)
  const weight = strata.map(({ population, deviation }) => population * (neyman ? deviation! : 1))
  const answers = strata.map(() => 0)
  let left = total
  // A stratum that fills up hands its share to the others.
  let open = strata.map((_, i) => i).filter((i) => strata[i]!.population > 0)
  while (left > 0 && open.length > 0) {
    const sum = open.reduce((all, i) => all + weight[i]!, 0)
    const exact = open.map((i) => (sum > 0 ? (left * weight[i]!) / sum : left / open.length))
    const full = open.filter((i, k) => answers[i]! + exact[k]! >= strata[i]!.population)
    if (full.length > 0) {
      for (const i of full) {
        left -= strata[i]!.population - answers[i]!
        answers[i] = strata[i]!.population
      }
      open = open.filter((i) => !full.includes(i))
      continue
    }
    const ranked = open
      .map((i, k) => ({ i, floor: Math.floor(exact[k]!), rest: exact[k]! % 1 }))
      .sort((a, b) => b.rest - a.rest)
    for (const { i, floor } of ranked) {
      answers[i]! += floor
      left -= floor
    }
    for (const { i } of ranked.slice(0, left)) answers[i]!++
    left = 0
  }
  const empty = strata.map((_, i) => i).filter((i) => answers[i] === 0 && strata[i]!.population > 0)
  for (const i of empty) {
    const richest = answers.indexOf(Math.max(...answers))
    if (answers[richest]! < 2) break
    answers[richest]!--
    answers[i] = 1
  }
  return strata.map(({ name }, i) => ({ name, answers: answers[i]! }))
}

export interface ScoreInterval {
  readonly score: number
  readonly low: number
  readonly high: number
  readonly answers: number
}

/**
 * Net promoter score, −100…100, from answers 0…10: share of 9–10 less share of 0–6. Interval by the adjusted Wald method with
 * three pseudo-answers (¾ promoter, 1½ passive, ¾ detractor), which keeps its coverage in small samples (Rocks 2016).
 */
export function netPromoterScore(answers: readonly number[], confidence = 0.95): ScoreInterval {
  checkAnswers(answers, 0, 10)
  const n = answers.length
  const promoters = answers.filter((answer) => answer >= 9).length
  const detractors = answers.filter((answer) => answer <= 6).length
  const [p, d] = [(promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)]
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt((p + d - (p - d) ** 2) / (n + 3))
  return {
    score: (100 * (promoters - detractors)) / n,
    low: Math.max(-100, 100 * (p - d - half)),
    high: Math.min(100, 100 * (p - d + half)),
    answers: n,
  }
}

/** Customer satisfaction, 0…100: share of answers in the upper two boxes of the scale, with Wilson's interval. */
export function customerSatisfaction(answers: readonly number[], scaleTop = 5, confidence = 0.95): ScoreInterval {
  checkAnswers(answers, 1, scaleTop)
  const satisfied = answers.filter((answer) => answer >= scaleTop - 1).length
  const [low, high] = wilsonInterval(satisfied, answers.length, normalQuantile((1 + confidence) / 2))
  return { score: (100 * satisfied) / answers.length, low: 100 * low, high: 100 * high, answers: answers.length }
}

/** Customer effort score: mean answer on 1…scaleTop, with Student's interval, held within the scale. */
export function customerEffort(answers: readonly number[], scaleTop = 7, confidence = 0.95): ScoreInterval {
  checkAnswers(answers, 1, scaleTop)
  if (answers.length < 2) throw new AnalysisFailure('too-few-rows', 'An interval needs at least two answers.')
  const centre = mean(answers)
  const half = studentQuantile(confidence, answers.length - 1) * Math.sqrt(variance(answers) / answers.length)
  return {
    score: centre,
    low: Math.max(1, centre - half),
    high: Math.min(scaleTop, centre + half),
    answers: answers.length,
  }
}

export interface ItemAnalysis {
  readonly item: string
  readonly answered: number
  readonly mean: number
  readonly deviation: number
  /** Share of answers at the lowest and at the highest value: above .15 the question no longer tells people apart. */
  readonly floor: number
  readonly ceiling: number
  /** Correlation with the sum of the other questions; below .3 it measures something else. 0 when either does not vary. */
  readonly itemRest: number
  /** Cronbach's alpha without this question; null with fewer than three questions. */
  readonly alphaWithout: number | null
}

/** Item analysis of questions meant to measure one thing; respondents with a gap are left out of correlations and alpha. */
export function analyzeItems(
  items: Readonly<Record<string, readonly (number | null)[]>>,
  scale: readonly [number, number],
): ItemAnalysis[] {
  const names = Object.keys(items)
  const rows = (items[names[0]!] ?? []).map((_, row) => names.map((name) => items[name]![row] ?? null))
  const complete = rows.filter((row): row is number[] => row.every((value) => value !== null))
  if (names.length < 2 || complete.length < 3) {
    throw new AnalysisFailure('too-few-rows', 'Item analysis needs two questions and three complete answers.')
  }
  return names.map((item, i) => {
    const given = items[item]!.filter((value) => value !== null)
    const rest = complete.map((row) => row.reduce((sum, value) => sum + value, 0) - row[i]!)
    const own = complete.map((row) => row[i]!)
    const spread = Math.sqrt(variance(own) * variance(rest))
    const [mo, mr] = [mean(own), mean(rest)]
    const shared = own.reduce((sum, value, k) => sum + (value - mo) * (rest[k]! - mr), 0) / (own.length - 1)
    return {
      item,
      answered: given.length,
      mean: mean(given),
      deviation: given.length > 1 ? Math.sqrt(variance(given)) : 0,
      floor: given.filter((value) => value <= scale[0]).length / given.length,
      ceiling: given.filter((value) => value >= scale[1]).length / given.length,
      itemRest: spread > 0 ? shared / spread : 0,
      alphaWithout: names.length < 3 ? null : rawAlpha(complete.map((row) => row.filter((_, k) => k !== i))),
    }
  })
}

/** Cronbach's alpha (1951) on raw answers; null when the sum does not vary. @param rows complete answers, respondent × question */
export function rawAlpha(rows: readonly (readonly number[])[]): number | null {
  const k = rows[0]?.length ?? 0
  if (rows.length < 2 || k < 2) return null
  const total = variance(rows.map((row) => row.reduce((sum, value) => sum + value, 0)))
  let own = 0
  for (let i = 0; i < k; i++) own += variance(rows.map((row) => row[i]!))
  return total > 0 ? (k / (k - 1)) * (1 - own / total) : null
}

/** Two-sided quantile of Student's t: P(|t| ≤ q) = confidence. */
function studentQuantile(confidence: number, degrees: number): number {
  let low = 0
  let high = 1e4
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2
    if (studentTwoSided(middle, degrees) > 1 - confidence) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function checkAnswers(answers: readonly number[], low: number, high: number): void {
  if (answers.length === 0) throw new AnalysisFailure('too-few-rows', 'There are no answers.')
  const wrong = answers.find((answer) => !(answer >= low && answer <= high))
  if (wrong !== undefined) throw new AnalysisFailure('bad-input', `The answer ${wrong} lies outside ${low}…${high}.`)
}

import { type Field, saysNothing } from './table.ts'

export type LeakReason =
  | 'changed-after-outcome'
  | 'decides-alone'
  | 'filled-in-afterwards'
  | 'one-outcome-values'
  | 'named-like-an-outcome'
  | 'named-like-a-judgement'

export interface Leak {
  readonly field: string
  readonly reason: LeakReason
  /** One sentence with the figures. */
  readonly why: string
}

export interface LeakOptions {
  /** Where the product knows it: share of a field's values that were last changed after the outcome was known, 0…1. */
  readonly changedAfterOutcome?: Readonly<Record<string, number>>
}

const DECIDES_ALONE = 0.35
const INFORMATIVE = 0.22
const LATE_GAP = 0.2
const LATE_GAP_ALONE = 0.5
const PURE_ROWS = 0.25
const FEWEST_ROWS = 100

const OUTCOME_WORDS =
  /\b(outcome|result|lost|won|win|closed?|closing|cancell?ed|cancell?ation|terminat\w*|churn\w*|reason|last|final|quality|disposition)\b|结果|原因|成交|丢单|关闭|流失|终止|取消|最后|最终/i

/** What staff or another model concluded about a customer: worth asking when it was concluded, and from what. */
const JUDGEMENT_WORDS =
  /\b(scores?|scoring|ratings?|index|grades?|profile|quality|potential|priority|rank|status|assessment|segment|likelihood)\b|评分|得分|打分|评级|等级|指数|画像|质量|潜力|优先级|状态|意向/i
const LEAST_OF_END = 0.1
const LEAST_OF_JUDGEMENT = 0.03

/**
 * Finds fields that know the answer because they were filled in after it. By rising doubt:
 * - values changed after the outcome was known, where the product has recorded that;
 * - a field that alone removes a third and more of the uncertainty about the outcome (mutual information over entropy, less
 *   the bias of Miller 1955): outside of textbooks nothing known beforehand does;
 * - many rows with values that go with one outcome only;
 * - a telling field whose gaps depend strongly on the outcome: it was filled in for those who came far enough;
 * - a moderately telling field whose name speaks of an end, or of a judgement about the customer. These two are questions, not
 *   verdicts: data alone cannot tell a score made before the outcome from one corrected after it.
 */
export function findLeaks(fields: readonly Field[], outcome: ArrayLike<number>, options: LeakOptions = {}): Leak[] {
  const n = outcome.length
  let positive = 0
  for (let i = 0; i < n; i++) positive += outcome[i]!
  if (n < FEWEST_ROWS || positive < 10 || n - positive < 10) return []
  return fields.flatMap((field): Leak[] => {
    const { explained, pure, gapIfPositive, gapIfNegative } = profile(field, outcome, positive)
    const gap = Math.abs(gapIfPositive - gapIfNegative)
    const leak = (reason: LeakReason, why: string): Leak[] => [{ field: field.name, reason, why }]
    const after = options.changedAfterOutcome?.[field.name] ?? 0
    if (after > 0.05)
      return leak('changed-after-outcome', `${percent(after)} of its values were changed after the outcome was known.`)
    if (explained >= DECIDES_ALONE)
      return leak('decides-alone', `Alone it removes ${percent(explained)} of the uncertainty about the outcome.`)
    if (pure >= PURE_ROWS)
      return leak('one-outcome-values', `${percent(pure)} of rows have a value that goes with one outcome only.`)
    if ((explained >= INFORMATIVE && gap >= LATE_GAP) || gap >= LATE_GAP_ALONE) {
      return leak(
        'filled-in-afterwards',
        `It is empty in ${percent(gapIfPositive)} of rows with the outcome and ${percent(gapIfNegative)} of rows without, and says much about it: it seems to be filled in along the way.`,
      )
    }
    const asks = `and it removes ${percent(explained)} of the uncertainty: check when it is filled in`
    if (explained >= LEAST_OF_END && OUTCOME_WORDS.test(field.name))
      return leak('named-like-an-outcome', `Its name speaks of an end ${asks}.`)
    if (explained >= LEAST_OF_JUDGEMENT && JUDGEMENT_WORDS.test(field.name))
      return leak('named-like-a-judgement', `Its name speaks of a judgement ${asks}, and from what.`)
    return []
  })
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

function profile(field: Field, outcome: ArrayLike<number>, positive: number) {
  const n = outcome.length
  const classes = classesOf(field)
  const counts = new Map<string, [number, number]>()
  const gaps: [number, number] = [0, 0]
  for (let i = 0; i < n; i++) {
    const name = classes(i)
    const own = counts.get(name) ?? [0, 0]
    own[outcome[i] as 0 | 1]++
    counts.set(name, own)
    const cell = field.values[i] ?? null
    if (cell === null || (typeof cell === 'string' && saysNothing(cell))) gaps[outcome[i] as 0 | 1]++
  }
  const rate = positive / n
  const whole = entropy(rate)
  let conditional = 0
  let pure = 0
  for (const [without, withIt] of counts.values()) {
    const size = without + withIt
    const share = withIt / size
    conditional += (size / n) * entropy(share)
    // Rare values are pure by accident; and where nearly all rows have one outcome, purity says nothing.
    const surprising = share > 0.95 ? rate < 0.7 : share < 0.02 && rate > 0.15
    if (size >= Math.max(20, 0.005 * n) && surprising) pure += size / n
  }
  const bias = (counts.size - 1) / (2 * n)
  return {
    explained: whole > 0 ? Math.max(0, (whole - conditional - bias) / whole) : 0,
    pure,
    gapIfPositive: gaps[1] / positive,
    gapIfNegative: gaps[0] / (n - positive),
  }
}

/** Levels of a category; for numbers twenty classes of equal size. */
function classesOf(field: Field): (row: number) => string {
  if (field.kind === 'category') return (row) => field.values[row] ?? ''
  const sorted = Float64Array.from(Array.from(field.values).filter((value) => value !== null)).sort()
  const cuts = Array.from({ length: 19 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / 20)] ?? 0)
  return (row) => {
    const value = field.values[row] ?? null
    return value === null ? '' : String(cuts.filter((cut) => cut < value).length)
  }
}

const entropy = (p: number): number => (p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p))

import { AnalysisFailure } from '../numerics/failure.ts'

export type Grade = 'A' | 'B' | 'C'

export interface GradeOptions {
  /** Share of the total that A customers make up together, default 0.8. */
  readonly a?: number
  /** Share that A and B make up together, default 0.95. */
  readonly ab?: number
}

export interface Grading {
  readonly grades: readonly Grade[]
  /** Share of all contribution earned by customers at least as good, 0…1; 1 for customers who contribute nothing. */
  readonly cumulativeShare: Float64Array
  readonly classes: readonly { grade: Grade; customers: number; contribution: number; share: number }[]
  /** Gini coefficient of contributions: 0 all alike, near 1 one customer carries the firm. */
  readonly concentration: number
}

/**
 * ABC analysis (Dickie 1951, on Pareto): customers in falling order of contribution; a customer is A while those before him
 * make up less than the A share of the total, then B, then C. Equal contributions get equal grades; customers who cost money
 * are C and do not lessen the total.
 * @param contributions margin or turnover per customer, any currency
 * @throws AnalysisFailure `bad-input` for cuts out of order, `no-variance` when nobody contributes anything
 */
export function gradeByContribution(contributions: ArrayLike<number>, options: GradeOptions = {}): Grading {
  const { a = 0.8, ab = 0.95 } = options
  if (!(a > 0 && a <= ab && ab <= 1)) throw new AnalysisFailure('bad-input', 'Cuts must rise: 0 < A ≤ A and B ≤ 1.')
  const n = contributions.length
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => contributions[j]! - contributions[i]!)
  let total = 0
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(contributions[i]!))
      throw new AnalysisFailure('bad-input', `Contribution ${i} is not a number.`)
    total += Math.max(0, contributions[i]!)
  }
  if (!(total > 0))
    throw new AnalysisFailure('no-variance', 'No customer contributes anything, so there is nothing to grade by.')
  const grades = new Array<Grade>(n).fill('C')
  const cumulativeShare = new Float64Array(n).fill(1)
  let before = 0
  let first = 0
  while (first < n && contributions[order[first]!]! > 0) {
    const value = contributions[order[first]!]!
    let end = first
    while (end < n && contributions[order[end]!] === value) end++
    const share = before / total
    const after = Math.min(1, (before + value * (end - first)) / total)
    for (let i = first; i < end; i++) {
      // A share within rounding of the cut has reached it.
      grades[order[i]!] = share < a - 1e-12 ? 'A' : share < ab - 1e-12 ? 'B' : 'C'
      cumulativeShare[order[i]!] = after
    }
    before += value * (end - first)
    first = end
  }
  const classes = (['A', 'B', 'C'] as const).map((grade) => {
    const members = grades.flatMap((own, i) => (own === grade ? [contributions[i]!] : []))
    const contribution = members.reduce((sum, value) => sum + value, 0)
    return { grade, customers: members.length, contribution, share: contribution / total }
  })
  return { grades, cumulativeShare, classes, concentration: gini(order, contributions, total) }
}

function gini(falling: Uint32Array, contributions: ArrayLike<number>, total: number): number {
  const n = falling.length
  let ranked = 0
  falling.forEach((i, position) => {
    ranked += (n - position) * Math.max(0, contributions[i]!)
  })
  return (2 * ranked) / (n * total) - (n + 1) / n
}

/** The standing kinds of customer: 关键 key, 合适 suitable, 一般 ordinary, 潜在 potential. */
export type CustomerKind = 'key' | 'suitable' | 'ordinary' | 'potential'

/**
 * Kind of a customer: key when graded A; of the others, potential when what he could still give is at least `potentialCut`
 * times what he gives now (or he gives nothing yet and could); suitable when graded B; else ordinary.
 * @param present contribution now, and @param possible contribution if all his demand in the firm's trade came to it
 */
export function customerKind(grade: Grade, present: number, possible: number, potentialCut = 3): CustomerKind {
  if (grade === 'A') return 'key'
  if (possible > 0 && possible >= potentialCut * Math.max(0, present)) return 'potential'
  return grade === 'B' ? 'suitable' : 'ordinary'
}

/**
 * Loyalty break-even: money worth spending to keep a customer. What keeping him brings is his lifetime value times the rise in
 * the probability that he stays.
 * @returns the highest sensible expense, never below 0, never above the lifetime value
 */
export function retentionBudget(lifetimeValue: number, staysWithout: number, staysWith: number): number {
  const share = (value: number) => value >= 0 && value <= 1
  if (!Number.isFinite(lifetimeValue) || !share(staysWithout) || !share(staysWith)) {
    throw new AnalysisFailure('bad-input', 'A lifetime value and two probabilities are needed.')
  }
  return Math.max(0, lifetimeValue) * Math.max(0, staysWith - staysWithout)
}

import { wilsonInterval } from '../numerics/descriptive.ts'
import { AnalysisFailure } from '../numerics/failure.ts'
import { logGamma } from '../numerics/special.ts'
import { type Baskets, frequentItemsets, type ItemsetOptions } from './itemsets.ts'

/** "Who has all of `left` has also `right`." */
export interface Rule {
  readonly left: readonly string[]
  readonly right: string
  /** Baskets that hold both sides. */
  readonly baskets: number
  /** Share of all baskets that hold both sides. */
  readonly support: number
  /** Share of baskets with `left` that hold `right`. */
  readonly confidence: number
  /** Confidence / share of `right` among all baskets: 1 means no connection. */
  readonly lift: number
  /** (1 − share of `right`) / (1 − confidence), Brin et al. 1997; null for a rule without exception. */
  readonly conviction: number | null
  /** Fisher's exact test that both sides meet no oftener than by chance, one-sided. */
  readonly p: number
  /** The same, corrected for all rules looked at (Benjamini & Hochberg 1995): expected share of false finds up to here. */
  readonly falseDiscoveryRate: number
}

export interface RuleOptions extends ItemsetOptions {
  /** Least confidence, 0…1. */
  readonly confidence: number
}

/**
 * Association rules with one item on the right and at least one on the left, strongest lift first.
 * @throws AnalysisFailure as `frequentItemsets`; `bad-input` for a confidence outside 0…1
 */
export function findRules(baskets: Baskets, options: RuleOptions): Rule[] {
  const { confidence: least } = options
  if (!(least >= 0 && least <= 1)) throw new AnalysisFailure('bad-input', 'Confidence lies between 0 and 1.')
  const sets = frequentItemsets(baskets, options)
  const n = baskets.size
  const logFactorial = factorials(n)
  const rules: (Rule & { order: readonly number[] })[] = []
  sets.forEach((items, together) => {
    if (items.length < 2) return
    items.forEach((item, position) => {
      const others = items.filter((_, i) => i !== position)
      const holders = sets.support(others)
      const confidence = together / holders
      if (confidence < least - 1e-12) return
      const share = baskets.counts[item]! / n
      rules.push({
        left: others.map((i) => baskets.items[i]!),
        right: baskets.items[item]!,
        baskets: together,
        support: together / n,
        confidence,
        lift: (together * n) / (holders * baskets.counts[item]!),
        conviction: confidence < 1 ? (1 - share) / (1 - confidence) : null,
        p: fisherTail(together, holders, baskets.counts[item]!, n, logFactorial),
        falseDiscoveryRate: 1,
        order: [...others, item],
      })
    })
  })
  return correct(rules)
    .sort(
      (a, b) => b.lift - a.lift || b.confidence - a.confidence || b.baskets - a.baskets || compare(a.order, b.order),
    )
    .map(({ order: _, ...rule }) => rule)
}

function factorials(n: number): Float64Array {
  const out = new Float64Array(n + 1)
  for (let i = 2; i <= n; i++) out[i] = out[i - 1]! + Math.log(i)
  // Long sums of logarithms drift; every thousandth is set right.
  for (let i = 1000; i <= n; i += 1000) {
    const drift = logGamma(i + 1) - out[i]!
    for (let j = i; j < Math.min(n + 1, i + 1000); j++) out[j]! += drift
  }
  return out
}

/** P(at least `both` of `n` baskets hold both sides), left side in `a` and right side in `b` of them (hypergeometric tail). */
function fisherTail(both: number, a: number, b: number, n: number, f: Float64Array): number {
  const constant = f[a]! + f[n - a]! + f[b]! + f[n - b]! - f[n]!
  const log = (k: number) => constant - f[k]! - f[a - k]! - f[b - k]! - f[n - a - b + k]!
  const most = Math.min(a, b)
  const first = log(both)
  let term = 1
  let sum = 1
  for (let k = both; k < most; k++) {
    term *= ((a - k) * (b - k)) / ((k + 1) * (n - a - b + k + 1))
    sum += term
    if (term < 1e-17 * sum) break
  }
  return Math.min(1, Math.exp(first) * sum)
}

function correct<T extends Rule>(rules: readonly T[]): T[] {
  const ranked = [...rules].sort((a, b) => a.p - b.p)
  let rate = 1
  const out: T[] = []
  for (let i = ranked.length - 1; i >= 0; i--) {
    rate = Math.min(rate, (ranked[i]!.p * ranked.length) / (i + 1))
    out.push({ ...ranked[i]!, falseDiscoveryRate: rate })
  }
  return out
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

export interface Offer {
  readonly item: string
  /** Lower end of the 95 % interval of the rule's confidence: a promise that few baskets support counts for less. */
  readonly chance: number
  readonly rule: Rule
}

/** What to offer next to someone who has these items: for each item he lacks the rule that promises most, best first. */
export function nextOffers(owned: readonly string[], rules: readonly Rule[], most = 5): Offer[] {
  const has = new Set(owned)
  const best = new Map<string, Offer>()
  for (const rule of rules) {
    if (rule.lift <= 1 || has.has(rule.right) || !rule.left.every((item) => has.has(item))) continue
    const [chance] = wilsonInterval(rule.baskets, Math.round(rule.baskets / rule.confidence))
    const known = best.get(rule.right)
    if (!known || chance > known.chance) best.set(rule.right, { item: rule.right, chance, rule })
  }
  return [...best.values()].sort((a, b) => b.chance - a.chance || (a.item < b.item ? -1 : 1)).slice(0, most)
}

import { AnalysisFailure } from '../numerics/failure.ts'

/** Dick & Basu 1994: relative attitude × repeat patronage. 真正忠诚, 潜在忠诚, 虚假忠诚, 不忠诚. */
export type LoyaltyType = 'true' | 'latent' | 'spurious' | 'none'

/** Jones & Sasser 1995: satisfaction × loyalty. 传道者/忠诚者, 雇佣兵, 囚徒, 背叛者. */
export type SatisfactionType = 'loyalist' | 'apostle' | 'mercenary' | 'hostage' | 'defector'

export interface LoyaltyOptions {
  /** Value from which attitude, behaviour, satisfaction count as high, 0…100; default 60. */
  readonly cut?: number
  /** Points past the cut that a known customer must move before his type changes; default 5. */
  readonly margin?: number
}

/**
 * Type of loyalty from attitude and behaviour, both 0…100 (attitude: recommendation or loyalty index; behaviour: share of
 * wallet or order rhythm kept).
 * @param previous last type: near the cut it is kept, so that nobody flickers
 */
export function loyaltyType(
  attitude: number,
  behaviour: number,
  previous?: LoyaltyType,
  options?: LoyaltyOptions,
): LoyaltyType {
  const likes = isHigh(attitude, previous && (previous === 'true' || previous === 'latent'), options)
  const buys = isHigh(behaviour, previous && (previous === 'true' || previous === 'spurious'), options)
  return likes ? (buys ? 'true' : 'latent') : buys ? 'spurious' : 'none'
}

/**
 * Type by satisfaction and loyalty, both 0…100. A loyalist whose satisfaction and willingness to recommend are at the top
 * (90 and more) is an apostle.
 */
export function satisfactionType(
  satisfaction: number,
  loyalty: number,
  previous?: SatisfactionType,
  options?: LoyaltyOptions,
): SatisfactionType {
  const wasSatisfied = previous && (previous === 'loyalist' || previous === 'apostle' || previous === 'mercenary')
  const wasLoyal = previous && (previous === 'loyalist' || previous === 'apostle' || previous === 'hostage')
  const satisfied = isHigh(satisfaction, wasSatisfied, options)
  const loyal = isHigh(loyalty, wasLoyal, options)
  if (!satisfied) return loyal ? 'hostage' : 'defector'
  if (!loyal) return 'mercenary'
  return satisfaction >= 90 && loyalty >= 90 ? 'apostle' : 'loyalist'
}

/** Where loyalty comes from, weakest bond first: 垄断, 惰性, 价格, 激励, 超值. */
export type LoyaltySource = 'monopoly' | 'inertia' | 'price' | 'incentive' | 'value'

export interface LoyaltyFacts {
  /** Real alternatives that the customer has. */
  readonly alternatives: number
  /** Share of his orders bought at a reduced price, 0…1. */
  readonly discountedShare: number
  /** Share of his orders in which points or rewards were earned on purpose or spent, 0…1. */
  readonly rewardedShare: number
  /** Satisfaction index 0…100; null when never asked. */
  readonly satisfaction: number | null
}

/**
 * Main source of a customer's loyalty: the first that applies of no alternative (monopoly), satisfied at full price (value),
 * discounts (price), rewards (incentive), and habit when nothing else explains it (inertia).
 */
export function loyaltySource(facts: LoyaltyFacts, cut = 60): LoyaltySource {
  if (!(facts.alternatives >= 0) || !isShare(facts.discountedShare) || !isShare(facts.rewardedShare)) {
    throw new AnalysisFailure('bad-input', 'Shares lie between 0 and 1 and alternatives are counted from 0.')
  }
  if (facts.alternatives === 0) return 'monopoly'
  const bought = Math.max(facts.discountedShare, facts.rewardedShare)
  if (facts.satisfaction !== null && facts.satisfaction >= cut && bought < 0.5) return 'value'
  if (bought >= 0.5) return facts.discountedShare >= facts.rewardedShare ? 'price' : 'incentive'
  return 'inertia'
}

const isShare = (value: number) => value >= 0 && value <= 1

function isHigh(value: number, before: boolean | undefined, { cut = 60, margin = 5 }: LoyaltyOptions = {}): boolean {
  if (!(value >= 0 && value <= 100))
    throw new AnalysisFailure('bad-input', 'Attitude and behaviour lie between 0 and 100.')
  if (before === undefined) return value >= cut
  return before ? value >= cut - margin : value >= cut + margin
}

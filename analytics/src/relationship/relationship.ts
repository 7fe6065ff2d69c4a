import { AnalysisFailure } from '../numerics/failure.ts'

export type Level = 'low' | 'medium' | 'high'

/** Kotler's levels of relationship marketing, rising effort: 基本型, 被动型, 负责型, 能动型, 伙伴型. */
export type RelationshipLevel = 'basic' | 'reactive' | 'accountable' | 'proactive' | 'partnership'

/** Kotler, *Marketing Management*: rows number of customers, columns margin. The more margin and the fewer customers, the closer. */
const LEVELS: Readonly<Record<Level, Readonly<Record<Level, RelationshipLevel>>>> = {
  high: { high: 'accountable', medium: 'reactive', low: 'basic' },
  medium: { high: 'proactive', medium: 'accountable', low: 'reactive' },
  low: { high: 'partnership', medium: 'proactive', low: 'accountable' },
}

/** The relationship that a segment's economics call for. */
export function relationshipLevel(margin: Level, numberOfCustomers: Level): RelationshipLevel {
  return LEVELS[numberOfCustomers][margin]
}

/** Places a figure between two cuts: below the first low, from the second on high. @throws AnalysisFailure `bad-input` */
export function levelOf(value: number, [mediumFrom, highFrom]: readonly [number, number]): Level {
  if (!Number.isFinite(value) || !(mediumFrom <= highFrom)) {
    throw new AnalysisFailure('bad-input', 'A level needs a number and two ascending cuts.')
  }
  return value >= highFrom ? 'high' : value >= mediumFrom ? 'medium' : 'low'
}

/** What the relationship is: 交易型, 优先供应商, 合作伙伴, 战略联盟. */
export type RelationshipKind = 'transactional' | 'preferred-supplier' | 'partner' | 'strategic-alliance'

export interface RelationshipFacts {
  /** Share of the customer's demand in the firm's trade that it serves, 0…1; null when unknown. */
  readonly shareOfWallet: number | null
  readonly tenureYears: number
  /** A frame agreement or standing order is in force. */
  readonly hasContract: boolean
  /** Plans, forecasts or product development are made together. */
  readonly plansTogether: boolean
  /** Both sides have put in what is lost if they part: joint venture, dedicated line, linked systems. */
  readonly investsTogether: boolean
  /** Leaders of both sides meet at least yearly. */
  readonly leadersMeet: boolean
}

export interface RelationshipAssessment {
  readonly kind: RelationshipKind
  readonly evidence: readonly (keyof RelationshipFacts)[]
  /** What the next closer kind would take. */
  readonly missing: readonly (keyof RelationshipFacts)[]
}

/**
 * Kind of relationship as a ladder (Lambe & Spekman 1997; Webster 1992): each rung needs the one below.
 * Preferred supplier: two of contract, a third of the wallet, two years. Partner: plans together, and two of half the wallet,
 * three years, leaders meet. Strategic alliance: invests together and leaders meet.
 */
export function relationshipKind(facts: RelationshipFacts): RelationshipAssessment {
  const { shareOfWallet, tenureYears } = facts
  if (!(tenureYears >= 0) || (shareOfWallet !== null && !(shareOfWallet >= 0 && shareOfWallet <= 1))) {
    throw new AnalysisFailure('bad-input', 'Tenure is 0 or more years and share of wallet lies between 0 and 1.')
  }
  type Fact = readonly [keyof RelationshipFacts, boolean]
  const share = (least: number): Fact => ['shareOfWallet', shareOfWallet !== null && shareOfWallet >= least]
  const tenure = (least: number): Fact => ['tenureYears', tenureYears >= least]
  const stated = (name: 'hasContract' | 'plansTogether' | 'investsTogether' | 'leadersMeet'): Fact => [
    name,
    facts[name],
  ]
  const rungs: readonly { kind: RelationshipKind; needs: readonly Fact[]; twoOf: readonly Fact[] }[] = [
    { kind: 'preferred-supplier', needs: [], twoOf: [stated('hasContract'), share(1 / 3), tenure(2)] },
    { kind: 'partner', needs: [stated('plansTogether')], twoOf: [share(0.5), tenure(3), stated('leadersMeet')] },
    { kind: 'strategic-alliance', needs: [stated('investsTogether'), stated('leadersMeet')], twoOf: [] },
  ]
  let kind: RelationshipKind = 'transactional'
  const evidence = new Set<keyof RelationshipFacts>()
  for (const { kind: next, needs, twoOf } of rungs) {
    const held = twoOf.filter(([, holds]) => holds)
    const lacking = needs.filter(([, holds]) => !holds)
    if (lacking.length > 0 || held.length < Math.min(2, twoOf.length)) {
      const short = held.length < Math.min(2, twoOf.length) ? twoOf.filter(([, holds]) => !holds) : []
      return { kind, evidence: [...evidence], missing: [...lacking, ...short].map(([name]) => name) }
    }
    kind = next
    for (const [name] of [...needs, ...held]) evidence.add(name)
  }
  return { kind, evidence: [...evidence], missing: [] }
}

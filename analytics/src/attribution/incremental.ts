import { wilsonInterval } from '../numerics/descriptive.ts'
import { AnalysisFailure } from '../numerics/failure.ts'
import { normalCdf, normalQuantile } from '../numerics/special.ts'

/** People of one group and what they did in the time measured. */
export interface HoldoutGroup {
  readonly people: number
  readonly conversions: number
}

export interface IncrementalEffect {
  /** Rate of the treated less rate of those held out. */
  readonly difference: number
  readonly low: number
  readonly high: number
  /** Conversions that would not have come without the campaign, with the same interval; may be below 0. */
  readonly incrementalConversions: number
  readonly incrementalLow: number
  readonly incrementalHigh: number
  /** Rise against the held-out rate; null when that rate is 0. */
  readonly lift: number | null
  /** Two-sided test that there is no effect. */
  readonly p: number
  /** People per group with which an effect of this size would be found with 80 % power at 5 %; null without any effect. */
  readonly neededPerGroup: number | null
}

/**
 * Effect of a campaign against a group that was held out at random. Interval by Newcombe's hybrid score method (1998, method
 * 10), which holds its coverage for rare conversions; test by pooled z.
 * @throws AnalysisFailure `bad-input` for impossible counts, `too-few-rows` for an empty group
 */
export function incrementalEffect(treated: HoldoutGroup, heldOut: HoldoutGroup, confidence = 0.95): IncrementalEffect {
  for (const { people, conversions } of [treated, heldOut]) {
    if (people === 0) throw new AnalysisFailure('too-few-rows', 'Both groups need people.')
    if (!(people > 0 && conversions >= 0 && conversions <= people)) {
      throw new AnalysisFailure('bad-input', 'Conversions are counted once per person.')
    }
  }
  const z = normalQuantile((1 + confidence) / 2)
  const p1 = treated.conversions / treated.people
  const p2 = heldOut.conversions / heldOut.people
  const [l1, u1] = wilsonInterval(treated.conversions, treated.people, z)
  const [l2, u2] = wilsonInterval(heldOut.conversions, heldOut.people, z)
  const difference = p1 - p2
  const low = difference - Math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
  const high = difference + Math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
  const pooled = (treated.conversions + heldOut.conversions) / (treated.people + heldOut.people)
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / treated.people + 1 / heldOut.people))
  const power = (normalQuantile(0.975) + normalQuantile(0.8)) ** 2
  return {
    difference,
    low,
    high,
    incrementalConversions: difference * treated.people,
    incrementalLow: low * treated.people,
    incrementalHigh: high * treated.people,
    lift: p2 > 0 ? difference / p2 : null,
    p: spread > 0 ? 2 * (1 - normalCdf(Math.abs(difference) / spread)) : 1,
    neededPerGroup: difference === 0 ? null : Math.ceil((power * (p1 * (1 - p1) + p2 * (1 - p2))) / difference ** 2),
  }
}

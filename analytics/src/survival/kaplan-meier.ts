import { AnalysisFailure } from '../numerics/failure.ts'
import { chiSquareTail, normalQuantile } from '../numerics/special.ts'

/** Times under observation, in any one unit: until the event, or until observation ended. */
export interface SurvivalTimes {
  /** ≥ 0 */
  readonly time: ArrayLike<number>
  /** 1 when the event (churn) ended the time, 0 when observation did. */
  readonly event: ArrayLike<number>
}

export interface SurvivalStep {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  /** Share still there after this time, with its interval. */
  readonly survival: number
  readonly low: number
  readonly high: number
}

/**
 * Kaplan–Meier estimate (1958) of the share still there by time, one step per time with an event; intervals by Greenwood's
 * variance on the log(−log) scale, which stay within 0…1.
 * @throws AnalysisFailure `too-few-rows` without rows, `bad-input` for impossible times
 */
export function kaplanMeier(data: SurvivalTimes, confidence = 0.95): SurvivalStep[] {
  const order = checkTimes(data)
  const z = normalQuantile((1 + confidence) / 2)
  const steps: SurvivalStep[] = []
  let survival = 1
  let greenwood = 0
  for (let first = 0; first < order.length; ) {
    const time = data.time[order[first]!]!
    const atRisk = order.length - first
    let events = 0
    while (first < order.length && data.time[order[first]!] === time) events += data.event[order[first++]!]!
    if (events === 0) continue
    survival *= 1 - events / atRisk
    greenwood += atRisk > events ? events / (atRisk * (atRisk - events)) : 0
    const spread = survival > 0 && survival < 1 ? (z * Math.sqrt(greenwood)) / Math.log(survival) : 0
    const bound = (sign: number) => (survival > 0 ? survival ** Math.exp(sign * spread) : 0)
    steps.push({ time, atRisk, events, survival, low: bound(-1), high: bound(1) })
  }
  return steps
}

/** First time at which half are gone, or null when it does not come to that. */
export const medianSurvival = (steps: readonly SurvivalStep[]): number | null =>
  steps.find(({ survival }) => survival <= 0.5)?.time ?? null

/** Log-rank test that all groups leave alike (Mantel 1966). @param group 0-based group of each row */
export function logRank(
  data: SurvivalTimes,
  group: ArrayLike<number>,
): { statistic: number; degrees: number; p: number } {
  const order = checkTimes(data)
  const groups = Math.max(...Array.from(group)) + 1
  if (groups !== 2)
    throw new AnalysisFailure('bad-input', 'The log-rank test compares exactly two groups, numbered 0 and 1.')
  const atRisk = [0, 0]
  for (const i of order) atRisk[group[i]!]!++
  if (atRisk[0] === 0 || atRisk[1] === 0)
    throw new AnalysisFailure('too-few-rows', 'Each group needs at least one row.')
  let difference = 0
  let variance = 0
  for (let first = 0; first < order.length; ) {
    const time = data.time[order[first]!]!
    const [n0, n1] = [atRisk[0]!, atRisk[1]!]
    const n = n0 + n1
    let events = 0
    let events1 = 0
    while (first < order.length && data.time[order[first]!] === time) {
      const i = order[first++]!
      events += data.event[i]!
      if (group[i] === 1) events1 += data.event[i]!
      atRisk[group[i]!]!--
    }
    difference += events1 - (events * n1) / n
    if (n > 1) variance += (events * (n1 / n) * (n0 / n) * (n - events)) / (n - 1)
  }
  if (!(variance > 0)) throw new AnalysisFailure('no-variance', 'No events happened while both groups were observed.')
  const statistic = (difference * difference) / variance
  return { statistic, degrees: 1, p: chiSquareTail(statistic, 1) }
}

/** Checks the rows and gives their sequence by time. */
export function checkTimes({ time, event }: SurvivalTimes): Uint32Array {
  if (time.length === 0) throw new AnalysisFailure('too-few-rows', 'There are no times.')
  if (event.length !== time.length) throw new AnalysisFailure('bad-input', 'Every time needs an event flag.')
  for (let i = 0; i < time.length; i++) {
    if (!(time[i]! >= 0 && time[i]! < Infinity) || (event[i] !== 0 && event[i] !== 1)) {
      throw new AnalysisFailure('bad-input', `Row ${i} has an impossible time or event flag.`)
    }
  }
  return Uint32Array.from({ length: time.length }, (_, i) => i).sort((a, b) => time[a]! - time[b]!)
}

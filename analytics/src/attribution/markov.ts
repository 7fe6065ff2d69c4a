import { AnalysisFailure } from '../numerics/failure.ts'
import { type Credit, checkJourneys, type Journey, rank } from './journeys.ts'

export interface MarkovCredit extends Credit {
  /** Share of conversions that would be lost without the channel, as the chain has it, 0…1. */
  readonly removalEffect: number
}

/**
 * Attribution by removal in a first-order Markov chain (Anderl et al. 2016): journeys are walks from start through channels to
 * conversion or nothing; a channel's worth is how much the chance of conversion falls when all steps into it end in nothing.
 * Credits are removal effects scaled to the conversions.
 * @throws AnalysisFailure `bad-input`, `too-few-rows` without any conversion
 */
export function attributeByMarkov(journeys: readonly Journey[]): MarkovCredit[] {
  checkJourneys(journeys)
  const channels = [...new Set(journeys.flatMap(({ touches }) => touches.map(({ channel }) => channel)))].sort()
  const index = new Map(channels.map((channel, i) => [channel, i + 1]))
  const k = channels.length
  // States: 0 start, 1…k channels; conversion is the last column, nothing is what is left.
  const steps = new Float64Array((k + 1) * (k + 2))
  const leaving = new Float64Array(k + 1)
  let conversions = 0
  let value = 0
  for (const { touches, conversions: won, value: worth } of journeys) {
    if (touches.length === 0) continue
    // A journey that won several orders is several walks; one that won none is one.
    const weight = Math.max(1, won)
    let from = 0
    for (const { channel } of touches) {
      const to = index.get(channel)!
      steps[from * (k + 2) + to]! += weight
      leaving[from]! += weight
      from = to
    }
    if (won > 0) steps[from * (k + 2) + k + 1]! += weight
    leaving[from]! += weight
    conversions += won
    value += won > 0 ? worth : 0
  }
  if (conversions === 0) throw new AnalysisFailure('too-few-rows', 'No journey with a touch has led to a conversion.')
  for (let from = 0; from <= k; from++)
    for (let to = 0; to <= k + 1; to++) steps[from * (k + 2) + to]! /= leaving[from] || 1
  const whole = chanceOfConversion(steps, k, 0)
  const effects = channels.map((_, i) => Math.max(0, 1 - chanceOfConversion(steps, k, i + 1) / whole))
  const total = effects.reduce((sum, effect) => sum + effect, 0)
  const credits = channels.map((channel, i): MarkovCredit => {
    const share = total > 0 ? effects[i]! / total : 1 / k
    return { channel, conversions: share * conversions, value: share * value, share, removalEffect: effects[i]! }
  })
  return rank(credits) as MarkovCredit[]
}

/** P(conversion | start) with one state removed (0 removes none): solves (I − Q) h = r by Gauss–Seidel. */
function chanceOfConversion(steps: Float64Array, k: number, removed: number): number {
  const chance = new Float64Array(k + 1)
  for (let sweep = 0; sweep < 100_000; sweep++) {
    let change = 0
    for (let from = k; from >= 0; from--) {
      if (from === removed && removed > 0) continue
      const own = steps[from * (k + 2) + from]!
      let sum = steps[from * (k + 2) + k + 1]!
      for (let to = 1; to <= k; to++) {
        if (to !== from && to !== removed) sum += steps[from * (k + 2) + to]! * chance[to]!
      }
      const next = own < 1 ? sum / (1 - own) : 0
      change = Math.max(change, Math.abs(next - chance[from]!))
      chance[from] = next
    }
    if (change < 1e-14) break
  }
  return chance[0]!
}

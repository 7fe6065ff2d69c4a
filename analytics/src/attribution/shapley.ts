import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { createRandom, shuffle } from '../numerics/random.ts'
import { type Credit, checkJourneys, type Journey, rank } from './journeys.ts'

export interface ShapleyCredit extends Credit {
  /** Standard error of `conversions` from sampling; 0 when exact. */
  readonly standardError: number
}

export interface ShapleyOptions extends RunOptions {
  /** Sampled sequences of channels where there are more than 12, default 2,000. */
  readonly samples?: number
  readonly seed: number
}

const MOST_EXACT = 12
const MOST_CHANNELS = 30

interface Reached {
  journeys: number
  conversions: number
  value: number
}

/**
 * Shapley value of each channel (Shapley 1953; for channels Zhao, Mahboobi & Bagheri 2018). The worth of a coalition S is what
 * all journeys would have won if only the channels of S existed: each journey keeps the touches it had in S and wins at the rate
 * of the journeys that had exactly those (at 0 when none of its touches is left, or nobody had exactly those).
 * Exact up to 12 channels; above by seeded sampling of sequences (Castro, Gómez & Tejada 2009), with its standard error.
 * Credits add up to all conversions.
 * @throws AnalysisFailure `bad-input`, `too-few-rows` without any conversion, `too-large` above 30 channels, `cancelled`
 */
export function attributeByShapley(journeys: readonly Journey[], options: ShapleyOptions): ShapleyCredit[] {
  checkJourneys(journeys)
  const channels = [...new Set(journeys.flatMap(({ touches }) => touches.map(({ channel }) => channel)))].sort()
  const k = channels.length
  if (k > MOST_CHANNELS)
    throw new AnalysisFailure(
      'too-large',
      `Join the small channels: at most ${MOST_CHANNELS} can be weighed against each other.`,
    )
  const bySet = new Map<number, Reached>()
  let conversions = 0
  for (const { touches, conversions: won, value } of journeys) {
    if (touches.length === 0) continue
    const set = touches.reduce((mask, { channel }) => mask | (1 << channels.indexOf(channel)), 0)
    const own = bySet.get(set) ?? { journeys: 0, conversions: 0, value: 0 }
    own.journeys++
    own.conversions += won
    own.value += won > 0 ? value : 0
    bySet.set(set, own)
    conversions += won
  }
  if (conversions === 0) throw new AnalysisFailure('too-few-rows', 'No journey with a touch has led to a conversion.')
  const worth = worthOf(bySet)
  const found = k <= MOST_EXACT ? shareExactly(worth, k, options) : shareBySampling(worth, k, options)
  const credits = channels.map((channel, i): ShapleyCredit => {
    const own = found.conversions[i]!
    return {
      channel,
      conversions: own,
      value: found.value[i]!,
      share: own / conversions,
      standardError: found.errors[i]!,
    }
  })
  return rank(credits) as ShapleyCredit[]
}

type Worth = (coalition: number) => { readonly conversions: number; readonly value: number }

function worthOf(bySet: ReadonlyMap<number, Reached>): Worth {
  const known = new Map<number, { conversions: number; value: number }>()
  return (coalition) => {
    const before = known.get(coalition)
    if (before) return before
    const sum = { conversions: 0, value: 0 }
    for (const [set, { journeys }] of bySet) {
      const left = bySet.get(set & coalition)
      if ((set & coalition) === 0 || !left) continue
      sum.conversions += (journeys * left.conversions) / left.journeys
      sum.value += (journeys * left.value) / left.journeys
    }
    known.set(coalition, sum)
    return sum
  }
}

function shareExactly(worth: Worth, k: number, options: RunOptions) {
  const conversions = new Float64Array(k)
  const value = new Float64Array(k)
  // |S|! (k − |S| − 1)! / k!, by size of S.
  const weight = new Float64Array(k)
  weight[0] = 1 / k
  for (let size = 1; size < k; size++) weight[size] = (weight[size - 1]! * size) / (k - size)
  for (let coalition = 0; coalition < 1 << k; coalition++) {
    if ((coalition & 255) === 0) checkpoint(options, coalition / (1 << k))
    const without = worth(coalition)
    let size = 0
    for (let i = 0; i < k; i++) size += (coalition >> i) & 1
    for (let i = 0; i < k; i++) {
      if (coalition & (1 << i)) continue
      const joined = worth(coalition | (1 << i))
      conversions[i]! += weight[size]! * (joined.conversions - without.conversions)
      value[i]! += weight[size]! * (joined.value - without.value)
    }
  }
  checkpoint(options, 1)
  return { conversions, value, errors: new Float64Array(k) }
}

function shareBySampling(worth: Worth, k: number, options: ShapleyOptions) {
  const samples = options.samples ?? 2000
  const random = createRandom(options.seed)
  const conversions = new Float64Array(k)
  const value = new Float64Array(k)
  const squares = new Float64Array(k)
  const order = Int32Array.from({ length: k }, (_, i) => i)
  for (let s = 0; s < samples; s++) {
    if ((s & 15) === 0) checkpoint(options, s / samples)
    let coalition = 0
    let before = worth(0)
    for (const i of shuffle(order, random)) {
      coalition |= 1 << i
      const after = worth(coalition)
      const gain = after.conversions - before.conversions
      conversions[i]! += gain / samples
      squares[i]! += gain ** 2 / samples
      value[i]! += (after.value - before.value) / samples
      before = after
    }
  }
  checkpoint(options, 1)
  return {
    conversions,
    value,
    errors: squares.map((square, i) => Math.sqrt(Math.max(0, square - conversions[i]! ** 2) / samples)),
  }
}

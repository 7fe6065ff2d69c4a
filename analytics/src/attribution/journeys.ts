import { AnalysisFailure } from '../numerics/failure.ts'

/** What happened between a person and the firm before he bought, or did not. */
export interface Journey {
  /** Touches in their sequence. */
  readonly touches: readonly Touch[]
  /** Orders won; 0 when nothing came of it. */
  readonly conversions: number
  /** Their value, any currency. */
  readonly value: number
}

export interface Touch {
  readonly channel: string
  /** Days before the conversion (or before the end of observation), ≥ 0. */
  readonly daysBefore: number
}

export type Rule = 'first' | 'last' | 'linear' | 'time-decay' | 'position'

export interface Credit {
  readonly channel: string
  readonly conversions: number
  readonly value: number
  /** Share of all conversions that had a touch, 0…1. */
  readonly share: number
}

export interface RuleOptions {
  /** Days in which a touch loses half its weight under time decay; default 7. */
  readonly halfLifeDays?: number
  /** Share of first and of last touch under position; the rest is shared by those between. Default 0.4 each. */
  readonly ends?: number
}

/**
 * Shares out conversions by a fixed rule: all to the first or last touch, evenly, halving every `halfLifeDays`, or 40–20–40 by
 * position. Credits of all channels add up to the conversions that had a touch.
 * @throws AnalysisFailure `bad-input` for impossible touches or options, `too-few-rows` without any conversion
 */
export function attributeByRule(journeys: readonly Journey[], rule: Rule, options: RuleOptions = {}): Credit[] {
  const { halfLifeDays = 7, ends = 0.4 } = options
  if (!(halfLifeDays > 0) || !(ends >= 0 && ends <= 0.5)) {
    throw new AnalysisFailure(
      'bad-input',
      'The half-life is above 0 days and an end takes between 0 and half of the credit.',
    )
  }
  checkJourneys(journeys)
  return gather(journeys, ({ touches }) => {
    const n = touches.length
    const raw = touches.map(({ daysBefore }, i) => {
      if (rule === 'first') return i === 0 ? 1 : 0
      if (rule === 'last') return i === n - 1 ? 1 : 0
      if (rule === 'linear') return 1
      // Measured from the latest touch, so that journeys long past do not all weigh nothing.
      if (rule === 'time-decay') return 0.5 ** ((daysBefore - touches[n - 1]!.daysBefore) / halfLifeDays)
      if (n <= 2) return 1
      return i === 0 || i === n - 1 ? ends : (1 - 2 * ends) / (n - 2)
    })
    const total = raw.reduce((sum, weight) => sum + weight, 0)
    return raw.map((weight) => weight / total)
  })
}

/** Sums weights of touches into credits, most credited first. */
export function gather(journeys: readonly Journey[], weigh: (journey: Journey) => readonly number[]): Credit[] {
  const credits = new Map<string, { conversions: number; value: number }>()
  let all = 0
  for (const journey of journeys) {
    for (const { channel } of journey.touches)
      if (!credits.has(channel)) credits.set(channel, { conversions: 0, value: 0 })
    if (journey.conversions === 0 || journey.touches.length === 0) continue
    all += journey.conversions
    weigh(journey).forEach((weight, i) => {
      const credit = credits.get(journey.touches[i]!.channel)!
      credit.conversions += weight * journey.conversions
      credit.value += weight * journey.value
    })
  }
  if (all === 0) throw new AnalysisFailure('too-few-rows', 'No journey with a touch has led to a conversion.')
  return rank([...credits].map(([channel, credit]) => ({ channel, ...credit, share: credit.conversions / all })))
}

export const rank = (credits: Credit[]): Credit[] =>
  credits.sort((a, b) => b.conversions - a.conversions || (a.channel < b.channel ? -1 : 1))

export function checkJourneys(journeys: readonly Journey[]): void {
  for (const { touches, conversions, value } of journeys) {
    if (!(conversions >= 0 && conversions < Infinity) || !Number.isFinite(value)) {
      throw new AnalysisFailure('bad-input', 'A journey has a number of conversions and a value.')
    }
    touches.forEach(({ daysBefore }, i) => {
      if (!(daysBefore >= 0) || daysBefore > (touches[i - 1]?.daysBefore ?? Infinity)) {
        throw new AnalysisFailure('bad-input', 'Touches follow each other in time and none lies after the conversion.')
      }
    })
  }
}

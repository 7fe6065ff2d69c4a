import { AnalysisFailure } from '../numerics/failure.ts'
import type { Answers } from './answers.ts'
import { estimateSatisfaction, type SatisfactionEstimate, type SatisfactionOptions } from './estimate.ts'
import type { Mode, PathModel } from './model.ts'

/** A construct that is made of constructs. */
export interface HigherOrderConstruct {
  /** Names of the constructs it is made of; they may not stand in `paths` themselves. */
  readonly of: readonly string[]
  readonly mode?: Mode
}

export interface HigherOrderModel extends PathModel {
  readonly higherOrder: Readonly<Record<string, HigherOrderConstruct>>
}

export interface TwoStageEstimate {
  /** The model with each higher-order construct replaced by its parts. */
  readonly first: SatisfactionEstimate
  /** The model as asked for; parts appear as indicators of the higher-order construct. */
  readonly second: SatisfactionEstimate
}

/**
 * Higher-order constructs by the two-stage approach (Ringle, Sarstedt & Straub 2012): first the parts take the place of the
 * whole and are scored, then their scores become its indicators. In the second stage the index of a higher-order construct
 * rests on the parts' own 0–100 indices.
 * @throws AnalysisFailure as `estimateSatisfaction`
 */
export function estimateTwoStage(
  model: HigherOrderModel,
  answers: Answers,
  options: SatisfactionOptions = {},
): TwoStageEstimate {
  const partsOf = (name: string): readonly string[] => model.higherOrder[name]?.of ?? [name]
  for (const [name, { of }] of Object.entries(model.higherOrder)) {
    const unknown = of.find((part) => !model.constructs[part])
    if (unknown !== undefined)
      throw new AnalysisFailure('bad-input', `${name} is made of ${unknown}, which is no construct.`)
    const loose = of.find((part) => model.paths.some((path) => path.includes(part)))
    if (loose !== undefined)
      throw new AnalysisFailure('bad-input', `${loose} is a part of ${name} and can have no paths of its own.`)
  }
  const first = estimateSatisfaction(
    {
      constructs: model.constructs,
      paths: model.paths.flatMap(([from, to]) => partsOf(from).flatMap((a) => partsOf(to).map((b) => [a, b] as const))),
    },
    answers,
    options,
  )
  const [low, high] = options.scale ?? [1, 10]
  const rows = Array.from(first.respondentRows)
  const kept: Record<string, ArrayLike<number | null>> = Object.fromEntries(
    Object.entries(answers).map(([name, column]) => [name, rows.map((row) => column[row] ?? null)]),
  )
  const parts = Object.values(model.higherOrder).flatMap(({ of }) => of)
  for (const part of parts) {
    // On the scale of the questions, so that the second stage's index means what the first one's does.
    const [mean, deviation] = [first.index[part]!, first.indexDeviation[part]!]
    kept[part] = first.scores[part]!.map((score) => low + ((mean + deviation * score) / 100) * (high - low))
  }
  const whole = Object.entries(model.higherOrder).map(
    ([name, { of, mode }]) => [name, { indicators: of, mode: mode ?? 'A' }] as const,
  )
  const second = estimateSatisfaction(
    {
      constructs: {
        ...Object.fromEntries(Object.entries(model.constructs).filter(([name]) => !parts.includes(name))),
        ...Object.fromEntries(whole),
      },
      paths: model.paths,
    },
    kept,
    options,
  )
  return { first, second }
}

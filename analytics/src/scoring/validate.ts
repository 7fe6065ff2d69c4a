import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { type LogisticModel, type LogisticOptions, logisticLogOdds, trainLogistic } from './logistic.ts'
import { measureScores, type ScoreMeasures } from './measures.ts'
import { stratify } from './stratify.ts'
import { checkTraining, type Field, takeRows } from './table.ts'
import { type TreesModel, type TreesOptions, trainTrees, treesLogOdds } from './trees.ts'

export type ScoreModel = LogisticModel | TreesModel

export type TrainOptions =
  | ({ readonly model: 'logistic' } & LogisticOptions)
  | ({ readonly model: 'trees' } & TreesOptions)

/** Learns to score. @param outcome 1 where it happened, 0 where not @throws AnalysisFailure see `trainLogistic`, `trainTrees` */
export function trainScore(fields: readonly Field[], outcome: ArrayLike<number>, options: TrainOptions): ScoreModel {
  return options.model === 'logistic' ? trainLogistic(fields, outcome, options) : trainTrees(fields, outcome, options)
}

/** Probability of the outcome per row, 0…1. */
export function scoreRows(model: ScoreModel, fields: readonly Field[]): Float64Array {
  const logOdds = model.kind === 'logistic' ? logisticLogOdds(model, fields) : treesLogOdds(model, fields)
  return logOdds.map((value) => 1 / (1 + Math.exp(-value)))
}

export interface CrossValidation {
  readonly rows: number
  readonly positives: number
  /** Mean and standard deviation over folds. */
  readonly auc: { readonly mean: number; readonly sd: number }
  /** Over all rows, each scored by a model that has not seen it. */
  readonly pooled: ScoreMeasures
  readonly probabilities: Float64Array
}

/**
 * Stratified k-fold cross-validation: each row is scored by a model trained on the other folds. Nothing is resampled or learned
 * from the held-out rows, so the figures are those to expect of new rows from the same source.
 * @throws AnalysisFailure as training; `bad-input` unless 2 ≤ folds ≤ 50
 */
export function crossValidate(
  fields: readonly Field[],
  outcome: ArrayLike<number>,
  options: TrainOptions & { readonly folds?: number; readonly seed?: number } & RunOptions,
): CrossValidation {
  const folds = options.folds ?? 5
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= 50))
    throw new AnalysisFailure('bad-input', 'Between 2 and 50 folds can be made.')
  checkTraining(fields, outcome, Math.max(20, folds))
  const n = outcome.length
  const fold = stratify(outcome, folds, options.seed ?? 42)
  const probabilities = new Float64Array(n)
  const aucs: number[] = []
  const { onProgress: _, signal, ...own } = options
  for (let f = 0; f < folds; f++) {
    checkpoint(options, f / folds)
    const inside = Uint32Array.from({ length: n }, (_v, i) => i).filter((i) => fold[i] !== f)
    const outside = Uint32Array.from({ length: n }, (_v, i) => i).filter((i) => fold[i] === f)
    const model = trainScore(
      takeRows(fields, inside),
      Array.from(inside, (i) => outcome[i]!),
      { ...own, signal } as TrainOptions,
    )
    const scores = scoreRows(model, takeRows(fields, outside))
    outside.forEach((i, position) => {
      probabilities[i] = scores[position]!
    })
    aucs.push(
      measureScores(
        scores,
        Array.from(outside, (i) => outcome[i]!),
      ).auc,
    )
  }
  checkpoint(options, 1)
  const mean = aucs.reduce((sum, auc) => sum + auc, 0) / folds
  return {
    rows: n,
    positives: Array.from(outcome).reduce((sum, y) => sum + y, 0),
    auc: { mean, sd: Math.sqrt(aucs.reduce((sum, auc) => sum + (auc - mean) ** 2, 0) / folds) },
    pooled: measureScores(probabilities, outcome),
    probabilities,
  }
}

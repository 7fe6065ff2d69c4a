export { type Explanation, explainScore, type Reason } from './explain.ts'
export { findLeaks, type Leak, type LeakOptions, type LeakReason } from './leaks.ts'
export type { LogisticModel, LogisticOptions } from './logistic.ts'
export {
  applyCalibration,
  type Calibration,
  calibrateIsotonic,
  measureScores,
  type ReliabilityGroup,
  reliability,
  type ScoreMeasures,
} from './measures.ts'
export { type CategoryField, type Field, type InferredFields, inferFields, type NumberField } from './table.ts'
export type { TreesModel, TreesOptions } from './trees.ts'
export {
  type CrossValidation,
  crossValidate,
  type ScoreModel,
  scoreRows,
  type TrainOptions,
  trainScore,
} from './validate.ts'
export { compareGroups, type Drift, findDrift, type GroupFairness } from './watch.ts'

export type { Answers, MissingAnswers } from './answers.ts'
export { type BlindfoldOptions, predictiveRelevance } from './blindfold.ts'
export { type BootstrapOptions, type BootstrapResult, bootstrapSatisfaction, type Interval } from './bootstrap.ts'
export { estimateSatisfaction, type SatisfactionEstimate, type SatisfactionOptions } from './estimate.ts'
export { type DriverImpact, importancePerformance, type WhatIf, whatIf } from './impact.ts'
export { type Construct, type EcsiIndicators, ecsiModel, type Mode, type PathModel } from './model.ts'
export type { Scheme } from './pls.ts'
export { type AhpResult, ahp, type Comparison, weightsByRating } from './priorities.ts'
export type { Reliability } from './reliability.ts'
export {
  allocateSample,
  analyzeItems,
  customerEffort,
  customerSatisfaction,
  type ItemAnalysis,
  netPromoterScore,
  rawAlpha,
  type SampleSize,
  type SampleSizeOptions,
  type ScoreInterval,
  type Stratum,
  sampleSize,
} from './survey.ts'
export {
  estimateTwoStage,
  type HigherOrderConstruct,
  type HigherOrderModel,
  type TwoStageEstimate,
} from './two-stage.ts'

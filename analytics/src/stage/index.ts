export {
  assessStage,
  type LifeStage,
  learnRhythm,
  type RhythmPrior,
  type StageAssessment,
  type StageEvidence,
  type StageOptions,
} from './stage.ts'

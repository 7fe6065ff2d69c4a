export { AnalysisFailure, type CancelSignal, type FailureReason, type RunOptions } from './failure.ts'

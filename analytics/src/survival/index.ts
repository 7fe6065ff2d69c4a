export { type CoxCoefficient, type CoxModel, coxSurvival, fitCox } from './cox.ts'
export { kaplanMeier, logRank, medianSurvival, type SurvivalStep, type SurvivalTimes } from './kaplan-meier.ts'

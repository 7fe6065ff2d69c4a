export type { BgNbdParameters } from './bg-nbd.ts'
export {
  type BgNbdFit,
  fitBgNbd,
  fitParetoNbd,
  fitPurchases,
  type ParetoNbdFit,
  type PurchaseFit,
  type PurchaseModel,
  type PurchaseParameters,
} from './fit.ts'
export { expectedSpend, fitGammaGamma, type GammaGammaFit, type GammaGammaParameters } from './gamma-gamma.ts'
export {
  calibrationByFrequency,
  type FrequencyCalibration,
  type HoldoutError,
  holdoutError,
  trackCumulative,
} from './goodness.ts'
export { type IntervalOptions, lifetimeValueInterval, type ValueInterval } from './interval.ts'
export {
  type NextPurchase,
  nextPurchase,
  type Replenishment,
  type ReplenishmentSeries,
  replenishment,
} from './next-purchase.ts'
export {
  type CustomerHistories,
  createOrderLog,
  DAYS_PER_UNIT,
  dayNumber,
  type OrderLog,
  type OrderLogOptions,
  type OrderSummary,
  type PeriodUnit,
  parseDay,
} from './order-log.ts'
export { type ParetoNbdParameters, paretoNbdDert } from './pareto-nbd.ts'
export {
  type DiscountOptions,
  discountedPurchases,
  expectedPurchases,
  type FittedPurchases,
  lifetimeValue,
  type Predictions,
  predictPurchases,
  probabilityAlive,
} from './predict.ts'

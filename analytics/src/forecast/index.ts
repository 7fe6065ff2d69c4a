export { type Backtest, backtestSeries } from './backtest.ts'
export type { Deal } from './deal.ts'
export { type HierarchyNode, reconcile } from './hierarchy.ts'
export { forecastPipeline, type PipelineForecast, type PipelineOptions } from './pipeline.ts'
export {
  type ForecastPoint,
  forecastSeries,
  type SeriesForecast,
  type SeriesOptions,
  type SmoothingForm,
  type Trend,
} from './smoothing.ts'

import { AnalysisFailure } from '../numerics/failure.ts'
import { forecastSeries, type SeriesOptions } from './smoothing.ts'

export interface Backtest {
  /** Mean absolute error / that of the seasonal naive forecast within the history (Hyndman & Koehler 2006): under 1 beats it. */
  readonly mase: number
  /** The same for the seasonal naive forecast over the same test periods. */
  readonly naiveMase: number
  readonly meanAbsoluteError: number
  /** Share of actual values inside the interval; near the level asked for, the interval is honest. */
  readonly coverage: number
  readonly forecasts: number
}

/**
 * Forecasts the past: from each of the last `origins` moments, only with what was known then.
 * @throws AnalysisFailure `too-few-rows` when no origin leaves enough history, `no-variance` when the history never changes
 */
export function backtestSeries(
  values: ArrayLike<number>,
  options: SeriesOptions & { readonly origins?: number },
): Backtest {
  const { horizon, season = 1, origins = 8 } = options
  const y = Float64Array.from(values)
  const fewest = Math.max(6, 2 * season)
  const last = y.length - horizon
  const first = Math.max(fewest, last - origins + 1)
  if (first > last)
    throw new AnalysisFailure(
      'too-few-rows',
      `A backtest needs at least ${fewest + horizon} periods; there are ${y.length}.`,
    )
  let scale = 0
  for (let t = season; t < first; t++) scale += Math.abs(y[t]! - y[t - season]!) / (first - season)
  if (!(scale > 0))
    throw new AnalysisFailure(
      'no-variance',
      'The history never changes, so there is nothing to measure errors against.',
    )
  let error = 0
  let naive = 0
  let inside = 0
  let count = 0
  for (let origin = first; origin <= last; origin++) {
    const { points } = forecastSeries(y.subarray(0, origin), options)
    points.forEach(({ mean, low, high }, h) => {
      const actual = y[origin + h]!
      error += Math.abs(actual - mean)
      naive += Math.abs(actual - y[origin - season + (h % season)]!)
      inside += actual >= low && actual <= high ? 1 : 0
      count++
    })
  }
  return {
    mase: error / count / scale,
    naiveMase: naive / count / scale,
    meanAbsoluteError: error / count,
    coverage: inside / count,
    forecasts: count,
  }
}

import { AnalysisFailure } from '../numerics/failure.ts'
import { minimize, type Objective } from '../numerics/optimize.ts'
import { normalQuantile } from '../numerics/special.ts'

export type Trend = 'none' | 'additive' | 'damped'

/** One member of the family: trend and season, on the values or on their logarithms. */
export interface SmoothingForm {
  readonly trend: Trend
  readonly seasonal: boolean
  /** On logarithms effects multiply: a season is a percentage. */
  readonly logarithmic: boolean
}

export interface ForecastPoint {
  readonly mean: number
  readonly low: number
  readonly high: number
}

export interface SeriesForecast {
  readonly form: SmoothingForm
  /** Smoothing weights of level, trend and season, and damping of the trend; null where the form has none. */
  readonly weights: { level: number; trend: number | null; season: number | null; damping: number | null }
  /** Corrected information criterion by which the form was chosen; lower is better. */
  readonly aicc: number
  readonly points: readonly ForecastPoint[]
  /** One step ahead within the data, on the scale of the values. */
  readonly fitted: Float64Array
  /** Rise on a holiday, in units of the series; null without holidays in the history. */
  readonly holidayEffect: number | null
}

export interface SeriesOptions {
  readonly horizon: number
  /** Periods of a season: 12 for months, 4 for quarters, 7 for days; 1, the default, for none. */
  readonly season?: number
  /** Coverage of the interval, default 0.8. */
  readonly level?: number
  /** 1 where a period holds a holiday (or the share of it that does), over history and horizon. */
  readonly holidays?: ArrayLike<number>
}

const FEWEST = 4

/**
 * Exponential smoothing with additive errors in state space form (Hyndman, Koehler, Ord & Snyder 2008, ch. 2–6): level, with
 * trend none, additive or damped, with or without season, on values and where all are positive on logarithms; the form with the
 * lowest AICc wins. Holidays are a regression effect taken out before and put back after.
 * @param values equally spaced, oldest first
 * @throws AnalysisFailure `too-few-rows` under 4 values, `bad-input`
 */
export function forecastSeries(values: ArrayLike<number>, options: SeriesOptions): SeriesForecast {
  const n = values.length
  const { horizon, season = 1, level = 0.8 } = options
  if (n < FEWEST)
    throw new AnalysisFailure('too-few-rows', `A forecast needs at least ${FEWEST} periods; there are ${n}.`)
  if (
    !(Number.isInteger(horizon) && horizon >= 1 && Number.isInteger(season) && season >= 1 && level > 0 && level < 1)
  ) {
    throw new AnalysisFailure(
      'bad-input',
      'Horizon and season are whole numbers from 1, the level lies between 0 and 1.',
    )
  }
  const y = Float64Array.from(values)
  if (y.some((value) => !Number.isFinite(value))) throw new AnalysisFailure('bad-input', 'A value is not a number.')
  const effect = options.holidays ? holidayEffect(y, options.holidays, season) : null
  const clean = effect === null ? y : y.map((value, t) => value - effect * options.holidays![t]!)
  let best: Fitted | null = null
  for (const form of formsFor(clean, season)) {
    const fitted = fitForm(clean, form, season)
    if (!best || fitted.aicc < best.aicc) best = fitted
  }
  const chosen = best!
  const z = normalQuantile((1 + level) / 2)
  const points = Array.from({ length: horizon }, (_, h): ForecastPoint => {
    const { centre, variance } = ahead(chosen, season, h + 1)
    const spread = z * Math.sqrt(variance)
    const back = (value: number) => (chosen.form.logarithmic ? Math.exp(value) : value)
    const holiday = effect === null ? 0 : effect * (options.holidays![n + h] ?? 0)
    // The mean of a log-normal lies above its median by half the variance.
    const mean = chosen.form.logarithmic ? Math.exp(centre + Math.min(variance, 4) / 2) : centre
    return { mean: mean + holiday, low: back(centre - spread) + holiday, high: back(centre + spread) + holiday }
  })
  const [alpha, beta, gamma, phi] = chosen.weights
  return {
    form: chosen.form,
    weights: {
      level: alpha,
      trend: chosen.form.trend === 'none' ? null : beta,
      season: chosen.form.seasonal ? gamma : null,
      damping: chosen.form.trend === 'damped' ? phi : null,
    },
    aicc: chosen.aicc,
    points,
    fitted: chosen.fitted.map(
      (value, t) =>
        (chosen.form.logarithmic ? Math.exp(value) : value) + (effect === null ? 0 : effect * options.holidays![t]!),
    ),
    holidayEffect: effect,
  }
}

function formsFor(y: Float64Array, season: number): SmoothingForm[] {
  const n = y.length
  const trends: Trend[] = n >= 10 ? ['none', 'additive', 'damped'] : n >= 6 ? ['none', 'additive'] : ['none']
  const seasons = season > 1 && n >= 2 * season + 3 ? [false, true] : [false]
  const scales = y.every((value) => value > 0) ? [false, true] : [false]
  return trends.flatMap((trend) =>
    seasons.flatMap((seasonal) => scales.map((logarithmic) => ({ trend, seasonal, logarithmic }))),
  )
}

type Weights = readonly [alpha: number, beta: number, gamma: number, phi: number]

interface Fitted {
  readonly form: SmoothingForm
  readonly weights: Weights
  readonly aicc: number
  readonly variance: number
  readonly fitted: Float64Array
  readonly level: number
  readonly slope: number
  /** Seasonal states, the next period's first. */
  readonly seasons: Float64Array
}

function fitForm(values: Float64Array, form: SmoothingForm, season: number): Fitted {
  const y = form.logarithmic ? values.map(Math.log) : values
  const n = y.length
  const start = initialState(y, form, season)
  const scale = Math.max(
    1e-12,
    y.reduce((sum, value) => sum + (value - start.level) ** 2, 0),
  )
  const unpack = (theta: ArrayLike<number>): Weights => {
    const share = (x: number) => 1 / (1 + Math.exp(-x))
    const alpha = 0.001 + 0.998 * share(theta[0]!)
    return [
      alpha,
      alpha * share(theta[1] ?? 0),
      (1 - alpha) * share(theta[2] ?? 0),
      form.trend === 'damped' ? 0.8 + 0.18 * share(theta[3] ?? 0) : 1,
    ]
  }
  const loss = (theta: Float64Array) => Math.log(smooth(y, form, season, unpack(theta), start).sse / scale + 1e-12) * n
  const objective: Objective = (theta, gradient) => {
    for (let j = 0; j < theta.length; j++) {
      const moved = Float64Array.from(theta)
      moved[j] = theta[j]! + 1e-4
      const up = loss(moved)
      moved[j] = theta[j]! - 1e-4
      gradient[j] = (up - loss(moved)) / 2e-4
    }
    // A faint pull to the middle keeps weights that do not matter from wandering off.
    let pull = 0
    for (let j = 0; j < theta.length; j++) {
      pull += 0.001 * theta[j]! ** 2
      gradient[j]! += 0.002 * theta[j]!
    }
    return loss(theta) + pull
  }
  const { x } = minimize(objective, [-1, -2, -2, 1], { tolerance: 1e-6, maxEvaluations: 80 })
  const weights = unpack(x)
  const run = smooth(y, form, season, weights, start)
  const states = 1 + (form.trend === 'none' ? 0 : 1) + (form.seasonal ? season - 1 : 0)
  const k =
    states + 1 + (form.trend === 'none' ? 0 : 1) + (form.trend === 'damped' ? 1 : 0) + (form.seasonal ? 1 : 0) + 1
  const jacobian = form.logarithmic ? 2 * y.reduce((sum, value) => sum + value, 0) : 0
  const correction = n - k - 1 > 0 ? (2 * k * (k + 1)) / (n - k - 1) : 1e6
  return {
    form,
    weights,
    aicc: n * Math.log(run.sse / n + 1e-300) + jacobian + 2 * k + correction,
    variance: run.sse / Math.max(1, n - states),
    fitted: run.fitted,
    level: run.level,
    slope: run.slope,
    seasons: run.seasons,
  }
}

interface State {
  readonly level: number
  readonly slope: number
  readonly seasons: Float64Array
}

/** Classical start: seasonal means of the first cycles about their average, a line through what is left. */
function initialState(y: Float64Array, form: SmoothingForm, season: number): State {
  const seasons = new Float64Array(form.seasonal ? season : 1)
  const cycles = form.seasonal ? Math.min(3, Math.floor(y.length / season)) : 0
  for (let c = 0; c < cycles; c++) {
    const cycle = y.subarray(c * season, (c + 1) * season)
    const mean = cycle.reduce((sum, value) => sum + value, 0) / season
    cycle.forEach((value, s) => {
      seasons[s]! += (value - mean) / cycles
    })
  }
  const size = Math.min(y.length, Math.max(4, form.seasonal ? 2 * season : 8))
  const head = Array.from(y.subarray(0, size), (value, t) => value - (form.seasonal ? seasons[t % season]! : 0))
  const mean = head.reduce((sum, value) => sum + value, 0) / size
  if (form.trend === 'none') return { level: mean, slope: 0, seasons }
  const middle = (size - 1) / 2
  const slope =
    head.reduce((sum, value, t) => sum + (t - middle) * (value - mean), 0) / ((size * (size * size - 1)) / 12)
  return { level: mean - slope * (middle + 1), slope, seasons }
}

function smooth(
  y: Float64Array,
  form: SmoothingForm,
  season: number,
  [alpha, beta, gamma, phi]: Weights,
  start: State,
) {
  let { level, slope } = start
  const seasons = start.seasons.slice()
  const fitted = new Float64Array(y.length)
  let sse = 0
  for (let t = 0; t < y.length; t++) {
    const s = form.seasonal ? t % season : 0
    const before = level + phi * slope
    fitted[t] = before + seasons[s]!
    const error = y[t]! - fitted[t]!
    sse += error * error
    level = before + alpha * error
    if (form.trend !== 'none') slope = phi * slope + beta * error
    if (form.seasonal) seasons[s]! += gamma * error
  }
  const next = seasons.map((_, i) => (form.seasonal ? seasons[(y.length + i) % season]! : 0))
  return { sse, fitted, level, slope, seasons: next }
}

/** Centre and variance h steps ahead: σ² (1 + Σ c_j²), c_j = α + β(φ+…+φ^j) + γ at full seasons (ibid., table 6.1). */
function ahead({ form, weights, variance, level, slope, seasons }: Fitted, season: number, h: number) {
  const [alpha, beta, gamma, phi] = weights
  let reach = 0
  let sum = 1
  for (let j = 1; j <= h; j++) {
    reach += phi ** j
    if (j === h) break
    const c = alpha + (form.trend === 'none' ? 0 : beta * reach) + (form.seasonal && j % season === 0 ? gamma : 0)
    sum += c * c
  }
  const centre = level + (form.trend === 'none' ? 0 : slope * reach) + (form.seasonal ? seasons[(h - 1) % season]! : 0)
  return { centre, variance: variance * sum }
}

/** Mean rise on holidays against the same place in the season without one; null when history has none or nothing else. */
function holidayEffect(y: Float64Array, holidays: ArrayLike<number>, season: number): number | null {
  if (holidays.length < y.length) throw new AnalysisFailure('bad-input', 'Holidays must cover the whole history.')
  let rise = 0
  let weight = 0
  for (let t = 0; t < y.length; t++) {
    if (!(holidays[t]! > 0)) continue
    // Neighbours a season away, or next to it where there is no season.
    const others = [-2, -1, 1, 2]
      .map((k) => t + k * season)
      .filter((u) => u >= 0 && u < y.length && !(holidays[u]! > 0))
    if (others.length === 0) continue
    const usual = others.reduce((sum, u) => sum + y[u]!, 0) / others.length
    rise += holidays[t]! * (y[t]! - usual)
    weight += holidays[t]! ** 2
  }
  return weight > 0 ? rise / weight : null
}

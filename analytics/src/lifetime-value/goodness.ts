import { AnalysisFailure } from '../numerics/failure.ts'
import { bgNbdCountProbabilities, bgNbdExpectedForNew } from './bg-nbd.ts'
import type { CustomerHistories } from './order-log.ts'
import { paretoNbdCountProbabilities, paretoNbdExpectedForNew } from './pareto-nbd.ts'
import { type FittedPurchases, predictPurchases } from './predict.ts'

export interface FrequencyCalibration {
  /** Repeat purchases 0, 1, … ; the last class holds that many or more. */
  readonly frequency: number
  readonly actual: number
  readonly expected: number
}

/** Customers by number of repeat purchases, as observed and as the model expects (Fader, Hardie & Lee 2005, fig. 2). */
export function calibrationByFrequency(
  fit: FittedPurchases,
  histories: CustomerHistories,
  classes = 8,
): FrequencyCalibration[] {
  if (!(classes >= 2)) throw new AnalysisFailure('bad-input', 'A calibration needs at least two classes.')
  const actual = new Float64Array(classes)
  const expected = new Float64Array(classes)
  const byAge = new Map<number, number>()
  for (let i = 0; i < histories.frequency.length; i++) {
    actual[Math.min(classes - 1, histories.frequency[i]!)]!++
    byAge.set(histories.age[i]!, (byAge.get(histories.age[i]!) ?? 0) + 1)
  }
  for (const [age, customers] of byAge) {
    const shares =
      fit.model === 'bg-nbd'
        ? bgNbdCountProbabilities(fit.parameters, age, classes - 2)
        : paretoNbdCountProbabilities(fit.parameters, age, classes - 2)
    let sum = 0
    for (let x = 0; x <= classes - 2; x++) {
      expected[x]! += customers * shares[x]!
      sum += shares[x]!
    }
    expected[classes - 1]! += customers * Math.max(0, 1 - sum)
  }
  return Array.from(actual, (count, frequency) => ({ frequency, actual: count, expected: expected[frequency]! }))
}

/**
 * Cumulative repeat purchases that the model expects of a cohort by each time (fig. 3 of the same paper).
 * @param births time of each customer's first purchase, in units
 * @param times moments, same origin
 */
export function trackCumulative(
  fit: FittedPurchases,
  births: ArrayLike<number>,
  times: ArrayLike<number>,
): Float64Array {
  const byBirth = new Map<number, number>()
  for (let i = 0; i < births.length; i++) byBirth.set(births[i]!, (byBirth.get(births[i]!) ?? 0) + 1)
  return Float64Array.from(times, (time) => {
    let sum = 0
    for (const [birth, customers] of byBirth) {
      if (time <= birth) continue
      const t = time - birth
      sum +=
        customers *
        (fit.model === 'bg-nbd' ? bgNbdExpectedForNew(fit.parameters, t) : paretoNbdExpectedForNew(fit.parameters, t))
    }
    return sum
  })
}

export interface HoldoutError {
  readonly actual: number
  readonly expected: number
  /** Mean absolute error per customer, in purchases. */
  readonly meanAbsoluteError: number
  readonly rootMeanSquareError: number
  /** Pearson correlation of expected and actual per customer; 0 when either does not vary. */
  readonly correlation: number
}

/** Holds the model against purchases it has not seen. @param actual purchases in the next `horizon` units, per customer */
export function holdoutError(
  fit: FittedPurchases,
  histories: CustomerHistories,
  actual: ArrayLike<number>,
  horizon: number,
): HoldoutError {
  const n = histories.frequency.length
  if (actual.length !== n || n === 0)
    throw new AnalysisFailure('bad-input', 'Hold-out counts must match the customers.')
  const { expectedPurchases } = predictPurchases(fit, histories, horizon)
  const sums = { a: 0, e: 0, aa: 0, ee: 0, ae: 0, absolute: 0, square: 0 }
  for (let i = 0; i < n; i++) {
    const a = actual[i]!
    const e = expectedPurchases[i]!
    sums.a += a
    sums.e += e
    sums.aa += a * a
    sums.ee += e * e
    sums.ae += a * e
    sums.absolute += Math.abs(a - e)
    sums.square += (a - e) ** 2
  }
  const spread = (sums.aa - sums.a ** 2 / n) * (sums.ee - sums.e ** 2 / n)
  return {
    actual: sums.a,
    expected: sums.e,
    meanAbsoluteError: sums.absolute / n,
    rootMeanSquareError: Math.sqrt(sums.square / n),
    correlation: spread > 0 ? (sums.ae - (sums.a * sums.e) / n) / Math.sqrt(spread) : 0,
  }
}

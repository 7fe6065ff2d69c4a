/** Special functions in double precision. Each states its domain and its error against mpmath. */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
const HALF_LOG_TWO_PI = 0.9189385332046727

/** log Γ(x) for x > 0. Lanczos (g = 7) below 12, Stirling's series above; relative error ≤ 1e-14. */
export function logGamma(x: number): number {
  if (x >= 12) {
    const i = 1 / x
    const i2 = i * i
    const series =
      i * (1 / 12 - i2 * (1 / 360 - i2 * (1 / 1260 - i2 * (1 / 1680 - i2 * (1 / 1188 - i2 * (691 / 360360))))))
    return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series
  }
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x)
  const y = x - 1
  let sum = LANCZOS[0]!
  for (let i = 1; i < 9; i++) sum += LANCZOS[i]! / (y + i)
  const t = y + 7.5
  return HALF_LOG_TWO_PI + (y + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** log B(a, b) for a, b > 0. */
export const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)

/** ψ(x) = d log Γ(x) / dx for x > 0: recurrence up to 10, then the asymptotic series; absolute error ≤ 1e-13. */
export function digamma(x: number): number {
  let shift = 0
  let y = x
  while (y < 10) {
    shift -= 1 / y
    y += 1
  }
  const i2 = 1 / (y * y)
  const series = i2 * (1 / 12 - i2 * (1 / 120 - i2 * (1 / 252 - i2 * (1 / 240 - i2 * (1 / 132 - (i2 * 691) / 32760)))))
  return shift + Math.log(y) - 0.5 / y - series
}

/**
 * Gauss's 2F1(a, b; c; z) by its power series, 0 ≤ z < 1. Pick the form (Euler or Pfaff transformation) whose terms fall
 * fastest before calling. Stops when a term no longer counts in double precision.
 */
export function hypergeometric2F1(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < 100_000; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (
      Math.abs(term) <= 1e-16 * Math.abs(sum) &&
      Math.abs((a + n + 1) * (b + n + 1) * z) < Math.abs((c + n + 1) * (n + 2))
    )
      break
  }
  return sum
}

/** Standard normal distribution function; Hart's rational form as given by West 2005, absolute error ≤ 1e-15. */
export function normalCdf(x: number): number {
  const z = Math.abs(x)
  if (z > 37) return x > 0 ? 1 : 0
  const e = Math.exp((-z * z) / 2)
  let tail: number
  if (z < 7.07106781186547) {
    const p =
      (((((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z +
        112.079291497871) *
        z +
        221.213596169931) *
        z +
      220.206867912376
    const q =
      ((((((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z +
        296.564248779674) *
        z +
        637.333633378831) *
        z +
        793.826512519948) *
        z +
      440.413735824752
    tail = (e * p) / q
  } else {
    tail = e / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / 2.506628274631
  }
  return x > 0 ? 1 - tail : tail
}

/** Inverse of the standard normal distribution, 0 < p < 1: Acklam's start, one Halley step; error ≤ 1e-14. */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity
  if (p >= 1) return Infinity
  const a = [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
    2.506628277459239,
  ]
  const b = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1]
  const c = [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ]
  const d = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416]
  const poly = (k: number[], t: number) => k.reduce((sum, value) => sum * t + value, 0)
  let x: number
  if (p < 0.02425) {
    const t = Math.sqrt(-2 * Math.log(p))
    x = poly(c, t) / (poly(d, t) * t + 1)
  } else if (p > 0.97575) {
    const t = Math.sqrt(-2 * Math.log(1 - p))
    x = -poly(c, t) / (poly(d, t) * t + 1)
  } else {
    const t = p - 0.5
    x = (poly(a, t * t) * t) / (poly(b, t * t) * t * t + 1)
  }
  const error = (normalCdf(x) - p) * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2)
  return x - error / (1 + (x * error) / 2)
}

/** Regularized lower incomplete gamma P(a, x), a > 0, x ≥ 0 (Numerical Recipes §6.2: series or continued fraction). */
export function gammaP(a: number, x: number): number {
  if (x <= 0) return 0
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < 10_000 && term > sum * 1e-16; n++) {
      term *= x / (a + n)
      sum += term
    }
    return Math.min(1, sum * front)
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return Math.max(0, 1 - front * h)
}

/** P(χ² with `degrees` degrees of freedom > value). */
export const chiSquareTail = (value: number, degrees: number): number => 1 - gammaP(degrees / 2, Math.max(0, value) / 2)

/** Regularized incomplete beta I_x(a, b) by Lentz's continued fraction (Numerical Recipes §6.4). */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a
  let c = 1
  let d = 1 / Math.max(1e-300, 1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < 2000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d || 1e-300)
    c = 1 + even / c || 1e-300
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d || 1e-300)
    c = 1 + odd / c || 1e-300
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return front * h
}

/** Two-sided tail probability of Student's t. */
export const studentTwoSided = (t: number, degrees: number): number =>
  betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5)

/** Quantile of Student's t for .5 ≤ p < 1, by bisection of its distribution: used once per interval, so speed is no matter. */
export function studentQuantile(p: number, degrees: number): number {
  let low = 0
  let high = 1
  while (1 - studentTwoSided(high, degrees) / 2 < p && high < 1e6) high *= 2
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (1 - studentTwoSided(middle, degrees) / 2 < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

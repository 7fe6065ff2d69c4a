import { cholesky, invertPositive } from './matrix.ts'

/** Value of the objective at `x`; writes its gradient into `gradient`. A value of +Infinity marks a forbidden point. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number

export interface Minimum {
  x: Float64Array
  value: number
  gradient: Float64Array
  /** Approximate inverse Hessian at the minimum, n × n. */
  inverseHessian: Float64Array
  converged: boolean
  evaluations: number
}

export interface MinimizeOptions {
  /**
   * Stop when the predicted decrease, ½ gᵀ H⁻¹ g, falls below this, in units of the objective (log-likelihoods have a unit of
   * their own: an error of 1e-6 moves no parameter by a thousandth of its standard error). Default 1e-10.
   */
  tolerance?: number
  maxEvaluations?: number
  /** Inverse Hessian to begin with, for example from a fit on a sample. */
  inverseHessian?: Float64Array
}

/**
 * BFGS with a backtracking line search that keeps the curvature condition (Nocedal & Wright 2006, algorithms 3.5 and 6.1,
 * curvature kept by skipping updates with sᵀy ≤ 0).
 */
export function minimize(objective: Objective, start: ArrayLike<number>, options: MinimizeOptions = {}): Minimum {
  const n = start.length
  const tolerance = options.tolerance ?? 1e-10
  const maxEvaluations = options.maxEvaluations ?? 500
  let x = Float64Array.from(start)
  let gradient = new Float64Array(n)
  let value = objective(x, gradient)
  let evaluations = 1
  let h = options.inverseHessian ? Float64Array.from(options.inverseHessian) : identity(n)
  let fresh = !options.inverseHessian
  let converged = false
  while (evaluations < maxEvaluations) {
    const direction = descent(h, gradient)
    let slope = dot(direction, gradient)
    if (!(slope < 0)) {
      if (dot(gradient, gradient) === 0) {
        converged = true
        break
      }
      h = identity(n)
      fresh = true
      for (let i = 0; i < n; i++) direction[i] = -gradient[i]!
      slope = dot(direction, gradient)
    }
    if (-slope / 2 <= tolerance && !fresh) {
      converged = true
      break
    }
    // Within `tolerance` of equal counts as no worse: sums over a million rows carry rounding of that size.
    let step = fresh ? Math.min(1, 1 / Math.sqrt(-slope)) : 1
    const nextX = new Float64Array(n)
    const nextGradient = new Float64Array(n)
    let nextValue = Infinity
    let accepted = false
    for (let tries = 0; tries < 40 && evaluations < maxEvaluations; tries++) {
      for (let i = 0; i < n; i++) nextX[i] = x[i]! + step * direction[i]!
      nextValue = objective(nextX, nextGradient)
      evaluations++
      if (nextValue <= value + 1e-4 * step * slope + tolerance) {
        accepted = true
        break
      }
      const quadratic = (-slope * step * step) / (2 * (nextValue - value - slope * step))
      step = Number.isFinite(quadratic) ? Math.min(step * 0.5, Math.max(step * 0.1, quadratic)) : step * 0.1
    }
    if (!accepted) {
      // No decrease left along a descent direction: at the precision of the objective itself.
      converged = -slope / 2 <= 1e-8 * (Math.abs(value) + 1)
      break
    }
    h = updateInverse(h, x, nextX, gradient, nextGradient, fresh)
    fresh = false
    x = nextX
    gradient = nextGradient
    value = nextValue
  }
  return { x, value, gradient, inverseHessian: h, converged, evaluations }
}

/** Hessian by central differences of the analytic gradient, symmetrized; n × n. */
export function numericHessian(objective: Objective, x: Float64Array, relativeStep = 1e-4): Float64Array {
  const n = x.length
  const hessian = new Float64Array(n * n)
  const up = new Float64Array(n)
  const down = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    const step = relativeStep * Math.max(1, Math.abs(x[j]!))
    const moved = Float64Array.from(x)
    moved[j] = x[j]! + step
    objective(moved, up)
    moved[j] = x[j]! - step
    objective(moved, down)
    for (let i = 0; i < n; i++) hessian[i * n + j] = (up[i]! - down[i]!) / (2 * step)
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (hessian[i * n + j]! + hessian[j * n + i]!) / 2
      hessian[i * n + j] = mean
      hessian[j * n + i] = mean
    }
  }
  return hessian
}

/** Covariance of maximum-likelihood estimates: inverse Hessian of −log L, or null where the surface is not a bowl. */
export function covarianceAt(objective: Objective, x: Float64Array): Float64Array | null {
  const hessian = numericHessian(objective, x)
  return cholesky(hessian, x.length) ? invertPositive(hessian, x.length) : null
}

function identity(n: number): Float64Array<ArrayBuffer> {
  const h = new Float64Array(n * n)
  for (let i = 0; i < n; i++) h[i * n + i] = 1
  return h
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function descent(h: Float64Array, gradient: Float64Array): Float64Array {
  const n = gradient.length
  const direction = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += h[i * n + j]! * gradient[j]!
    direction[i] = -sum
  }
  return direction
}

function updateInverse(
  h: Float64Array<ArrayBuffer>,
  x: Float64Array,
  nextX: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
  fresh: boolean,
): Float64Array<ArrayBuffer> {
  const n = x.length
  const s = new Float64Array(n)
  const y = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    s[i] = nextX[i]! - x[i]!
    y[i] = nextGradient[i]! - gradient[i]!
  }
  const sy = dot(s, y)
  if (!(sy > 1e-300)) return h
  if (fresh) {
    const scale = sy / dot(y, y)
    for (let i = 0; i < n; i++) h[i * n + i] = scale
  }
  const hy = new Float64Array(n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) hy[i] = hy[i]! + h[i * n + j]! * y[j]!
  const factor = (1 + dot(y, hy) / sy) / sy
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      h[i * n + j] = h[i * n + j]! + factor * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy
    }
  }
  return h
}

/** Lower factor L with A = L Lᵀ, or null when A is not positive definite to working precision. */
export function cholesky(a: ArrayLike<number>, n: number): Float64Array | null {
  const lower = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!
      if (i === j) {
        if (!(sum > 1e-13 * Math.abs(a[i * n + i]!)) || !Number.isFinite(sum)) return null
        lower[i * n + i] = Math.sqrt(sum)
      } else {
        lower[i * n + j] = sum / lower[j * n + j]!
      }
    }
  }
  return lower
}

export function solveWithCholesky(lower: Float64Array, b: ArrayLike<number>): Float64Array {
  const n = b.length
  const x = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = b[i]!
    for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * x[k]!
    x[i] = sum / lower[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * x[k]!
    x[i] = sum / lower[i * n + i]!
  }
  return x
}

/** Inverse of a symmetric positive definite matrix, or null. */
export function invertPositive(a: ArrayLike<number>, n: number): Float64Array | null {
  const lower = cholesky(a, n)
  if (!lower) return null
  const inverse = new Float64Array(n * n)
  const unit = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    unit.fill(0)
    unit[j] = 1
    const column = solveWithCholesky(lower, unit)
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i]!
  }
  return inverse
}

/**
 * Eigenvalues, largest first, and eigenvectors (as rows) of a symmetric matrix by cyclic Jacobi rotations.
 * Meant for small matrices (tens of rows), where it is the most accurate method.
 */
export function symmetricEigen(a: ArrayLike<number>, n: number): { values: Float64Array; vectors: Float64Array[] } {
  const m = Float64Array.from(a)
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    let diagonal = 0
    for (let i = 0; i < n; i++) {
      diagonal += m[i * n + i]! ** 2
      for (let j = 0; j < i; j++) off += m[i * n + j]! ** 2
    }
    if (off <= 1e-30 * diagonal) break
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(m, v, n, p, q)
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => m[j * n + j]! - m[i * n + i]!)
  return {
    values: Float64Array.from(order, (i) => m[i * n + i]!),
    vectors: order.map((i) => Float64Array.from({ length: n }, (_, k) => v[k * n + i]!)),
  }
}

function rotate(m: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = m[p * n + q]!
  if (apq === 0) return
  const theta = (m[q * n + q]! - m[p * n + p]!) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const kp = m[k * n + p]!
    const kq = m[k * n + q]!
    m[k * n + p] = c * kp - s * kq
    m[k * n + q] = s * kp + c * kq
  }
  for (let k = 0; k < n; k++) {
    const pk = m[p * n + k]!
    const qk = m[q * n + k]!
    m[p * n + k] = c * pk - s * qk
    m[q * n + k] = s * pk + c * qk
    const vp = v[k * n + p]!
    const vq = v[k * n + q]!
    v[k * n + p] = c * vp - s * vq
    v[k * n + q] = s * vp + c * vq
  }
}

/** A seeded source of randomness: the same seed gives the same analysis on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer in [0, n). */
  below(n: number): number
  /** Standard normal. */
  normal(): number
  /** Gamma with shape k > 0 and rate 1. */
  gamma(shape: number): number
  /** Beta(a, b). */
  beta(a: number, b: number): number
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded by splitmix32 so that neighbouring seeds give unrelated streams. */
function uniforms(seed: number): () => number {
  let mix = seed | 0
  const split = () => {
    mix = (mix + 0x9e3779b9) | 0
    let t = mix ^ (mix >>> 16)
    t = Math.imul(t, 0x21f0aaad)
    t ^= t >>> 15
    t = Math.imul(t, 0x735a2d97)
    return (t ^ (t >>> 15)) | 0
  }
  let a = split()
  let b = split()
  let c = split()
  let d = 1
  const bits = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) bits()
  return () => bits() / 4294967296
}

export function createRandom(seed: number): Random {
  const next = uniforms(seed)
  let spare: number | undefined
  const normal = () => {
    if (spare !== undefined) {
      const value = spare
      spare = undefined
      return value
    }
    for (;;) {
      const u = 2 * next() - 1
      const v = 2 * next() - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s)
        spare = v * factor
        return u * factor
      }
    }
  }
  /** Marsaglia & Tsang 2000; shapes below one by the power of a uniform. */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - next()) ** (1 / shape)
    const e = shape - 1 / 3
    const f = 1 / Math.sqrt(9 * e)
    for (;;) {
      const x = normal()
      const v = (1 + f * x) ** 3
      if (v <= 0) continue
      const u = 1 - next()
      if (Math.log(u) < 0.5 * x * x + e * (1 - v + Math.log(v))) return e * v
    }
  }
  return {
    next,
    below: (n) => Math.floor(next() * n),
    normal,
    gamma,
    beta: (p, q) => {
      const x = gamma(p)
      const y = gamma(q)
      return x + y > 0 ? x / (x + y) : next() < p / (p + q) ? 1 : 0
    },
  }
}

/** Fisher–Yates in place. */
export function shuffle<T extends { length: number; [index: number]: number }>(values: T, random: Random): T {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = values[i]!
    values[i] = values[j]!
    values[j] = held
  }
  return values
}

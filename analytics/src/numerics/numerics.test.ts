import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { invertPositive, symmetricEigen } from './matrix.ts'
import { minimize } from './optimize.ts'
import { createRandom, shuffle } from './random.ts'
import {
  betaCdf,
  chiSquareTail,
  digamma,
  gammaP,
  hypergeometric2F1,
  logGamma,
  normalCdf,
  normalQuantile,
  studentQuantile,
  studentTwoSided,
} from './special.ts'

describe('special functions', () => {
  it.each([
    [logGamma(0.1), 2.252712651734206],
    [studentQuantile(0.9, 3), 1.6377443536962093],
    [studentQuantile(0.975, 10), 2.2281388519649385],
    [logGamma(0.5), 0.5723649429247001],
    [logGamma(10.5), 13.940625219403763],
    [logGamma(123.4), 469.3360974421906],
    [digamma(0.3), -3.502524222200133],
    [digamma(7.7), 1.974882094913702],
    [hypergeometric2F1(1, 1, 2, 0.5), 2 * Math.LN2],
    [normalCdf(1.96), 0.9750021048517795],
    [normalCdf(-6), 9.865876450376981e-10],
    [normalQuantile(0.975), 1.959963984540054],
    [gammaP(2.5, 3), 0.6937810815867216],
    [chiSquareTail(3.841458820694124, 1), 0.05],
    [betaCdf(0.3, 2, 5), 0.579825],
    [studentTwoSided(2.228138851964939, 10), 0.05],
  ])('%f equals the tabulated %f', (actual, expected) => {
    expect(Math.abs(actual - expected)).toBeLessThan(1e-10 * Math.max(1, Math.abs(expected)))
  })

  it('keeps the identities Γ(x+1) = xΓ(x), ψ(x+1) = ψ(x) + 1/x, Φ⁻¹(Φ(x)) = x', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 200, noNaN: true }), (x) => {
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(1e-11 * Math.max(1, logGamma(x + 1)))
        expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-10 * Math.max(1, 1 / x))
        const z = (x % 8) - 4
        expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-9)
      }),
    )
  })
})

describe('linear algebra and search', () => {
  it('inverts and diagonalizes what it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer(), (n, seed) => {
        const random = createRandom(seed)
        const half = Float64Array.from({ length: n * n }, () => random.normal())
        const a = new Float64Array(n * n)
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            for (let k = 0; k < n; k++) a[i * n + j]! += half[i * n + k]! * half[j * n + k]!
          }
          a[i * n + i]! += 0.5
        }
        const inverse = invertPositive(a, n)!
        const { values, vectors } = symmetricEigen(a, n)
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let product = 0
            let rebuilt = 0
            for (let k = 0; k < n; k++) {
              product += a[i * n + k]! * inverse[k * n + j]!
              rebuilt += values[k]! * vectors[k]![i]! * vectors[k]![j]!
            }
            expect(product).toBeCloseTo(i === j ? 1 : 0, 7)
            expect(rebuilt).toBeCloseTo(a[i * n + j]!, 7)
          }
        }
      }),
    )
    expect(invertPositive([1, 2, 2, 1], 2)).toBeNull()
  })

  it("finds the bottom of Rosenbrock's valley", () => {
    const found = minimize(
      (x, gradient) => {
        const [a, b] = [x[0]!, x[1]!]
        gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a)
        gradient[1] = 200 * (b - a * a)
        return (1 - a) ** 2 + 100 * (b - a * a) ** 2
      },
      [-1.2, 1],
    )
    expect(found.converged).toBe(true)
    expect(found.x[0]).toBeCloseTo(1, 4)
    expect(found.x[1]).toBeCloseTo(1, 4)
  })
})

describe('seeded randomness', () => {
  it('repeats itself, and its draws have the moments of their laws', () => {
    const draws = (seed: number) => Array.from({ length: 5 }, createRandom(seed).next)
    expect(draws(3)).toEqual(draws(3))
    expect(draws(3)).not.toEqual(draws(4))
    const random = createRandom(11)
    const average = (draw: () => number) =>
      Array.from({ length: 40_000 }, draw).reduce((sum, value) => sum + value, 0) / 40_000
    expect(average(random.next)).toBeCloseTo(0.5, 1)
    expect(average(random.normal)).toBeCloseTo(0, 1)
    expect(average(() => random.gamma(2.5))).toBeCloseTo(2.5, 1)
    expect(average(() => random.gamma(0.3))).toBeCloseTo(0.3, 1)
    expect(average(() => random.beta(2, 6))).toBeCloseTo(0.25, 1)
    expect(Array.from(shuffle(Int32Array.of(1, 2, 3, 4), random)).sort()).toEqual([1, 2, 3, 4])
  })
})

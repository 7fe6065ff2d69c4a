import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import {
  type Answers,
  bootstrapSatisfaction,
  ecsiModel,
  estimateSatisfaction,
  estimateTwoStage,
  importancePerformance,
  type PathModel,
  predictiveRelevance,
  type Scheme,
  whatIf,
} from './index.ts'

const names = (stem: string, count: number) => Array.from({ length: count }, (_, i) => `${stem}${i + 1}`)
const model = ecsiModel({
  image: names('IMAG', 3),
  expectations: names('EXPE', 2),
  quality: names('QUAL', 4),
  value: names('VALU', 2),
  satisfaction: names('SATI', 3),
  complaints: ['COMP1'],
  loyalty: names('LOYA', 2),
})

/** Respondents who answer as the ECSI story tells it, in whole numbers 1…10. */
function survey(respondents: number, seed: number): Record<string, number[]> {
  const random = createRandom(seed)
  const answers: Record<string, number[]> = {}
  for (let row = 0; row < respondents; row++) {
    const noise = (scale: number) => scale * random.normal()
    const image = noise(1)
    const expectation = 0.5 * image + noise(0.8)
    const quality = 0.6 * expectation + noise(0.8)
    const value = 0.1 * expectation + 0.6 * quality + noise(0.7)
    const satisfaction = 0.2 * image + 0.05 * expectation + 0.5 * quality + 0.2 * value + noise(0.5)
    const complaints = 0.5 * satisfaction + noise(0.8)
    const loyalty = 0.2 * image + 0.5 * satisfaction + 0.1 * complaints + noise(0.7)
    const scores = [image, expectation, quality, value, satisfaction, complaints, loyalty]
    Object.values(model.constructs).forEach(({ indicators }, j) => {
      for (const indicator of indicators) {
        const answer = Math.min(10, Math.max(1, Math.round(7 + 1.6 * scores[j]! + noise(0.9))))
        answers[indicator] = [...(answers[indicator] ?? []), answer]
      }
    })
  }
  return answers
}

const small = survey(120, 1)

/** The textbook algorithm on scores of persons, nothing shared with the product's: iterate scores, regress by elimination. */
function naivePls(of: PathModel, answers: Record<string, number[]>, scheme: Scheme): Map<string, number> {
  const standard = (v: number[]) => {
    const m = v.reduce((a, b) => a + b, 0) / v.length
    const s = Math.sqrt(v.reduce((a, b) => a + (b - m) ** 2, 0) / (v.length - 1))
    return v.map((x) => (x - m) / s)
  }
  const cor = (a: number[], b: number[]) =>
    standard(a).reduce((sum, x, i) => sum + x * standard(b)[i]!, 0) / (a.length - 1)
  const least = (y: number[], xs: number[][]): number[] => {
    const m = xs.map((a) => [...xs.map((b) => cor(a, b)), cor(a, y)])
    for (let i = 0; i < m.length; i++) {
      for (let k = 0; k < m.length; k++) {
        if (k === i) continue
        const factor = m[k]![i]! / m[i]![i]!
        m[k] = m[k]!.map((value, c) => value - factor * m[i]![c]!)
      }
    }
    return m.map((row, i) => row.at(-1)! / row[i]!)
  }
  const constructs = Object.keys(of.constructs)
  const data = new Map(Object.entries(answers).map(([name, column]) => [name, standard(column)]))
  const add = (parts: [number, number[]][]) =>
    parts[0]![1].map((_, i) => parts.reduce((sum, [w, v]) => sum + w * v[i]!, 0))
  let scores = constructs.map((c) => standard(add(of.constructs[c]!.indicators.map((x) => [1, data.get(x)!]))))
  const at = (name: string) => scores[constructs.indexOf(name)]!
  const causes = (name: string) => of.paths.filter(([, to]) => to === name).map(([from]) => from)
  for (let round = 0; round < 60; round++) {
    scores = constructs.map((c) => {
      const effects = of.paths.filter(([from]) => from === c).map(([, to]) => to)
      const weigh = (other: string) =>
        scheme === 'centroid' ? Math.sign(cor(at(c), at(other))) : cor(at(c), at(other))
      const beta = scheme === 'path' && causes(c).length > 0 ? least(at(c), causes(c).map(at)) : causes(c).map(weigh)
      const inner = add([
        ...causes(c).map((o, i): [number, number[]] => [beta[i]!, at(o)]),
        ...effects.map((o): [number, number[]] => [weigh(o), at(o)]),
      ])
      return standard(add(of.constructs[c]!.indicators.map((x) => [cor(data.get(x)!, inner), data.get(x)!])))
    })
  }
  return new Map(
    constructs.flatMap((c) =>
      causes(c).length > 0
        ? least(at(c), causes(c).map(at)).map((b, i): [string, number] => [`${causes(c)[i]}>${c}`, b])
        : [],
    ),
  )
}

describe('G2 satisfaction index', () => {
  it.each(['centroid', 'factorial', 'path'] as const)(
    '%s scheme agrees with the textbook algorithm on persons',
    (scheme) => {
      const naive = naivePls(model, small, scheme)
      const estimate = estimateSatisfaction(model, small, { scheme })
      expect(estimate.converged).toBe(true)
      for (const { from, to, coefficient } of estimate.paths) {
        expect(Math.abs(coefficient - naive.get(`${from}>${to}`)!)).toBeLessThan(1e-8)
      }
    },
  )

  it('does not depend on the order of respondents or on the scale of a question', () => {
    const base = estimateSatisfaction(model, small)
    const turned = Object.fromEntries(Object.entries(small).map(([name, column]) => [name, [...column].reverse()]))
    const scaled = Object.fromEntries(
      Object.entries(small).map(([name, column]) => [name, column.map((x) => 3 * x + 11)]),
    )
    for (const other of [
      estimateSatisfaction(model, turned),
      estimateSatisfaction(model, scaled, { scale: [14, 41] }),
    ]) {
      for (const [i, path] of base.paths.entries()) expect(other.paths[i]!.coefficient).toBeCloseTo(path.coefficient, 9)
      for (const [name, index] of Object.entries(base.index)) expect(other.index[name]).toBeCloseTo(index, 8)
    }
  })

  it('keeps correlations, R² and indices within bounds, and scores at mean 0 and variance 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom('centroid', 'factorial', 'path' as const),
        (seed, scheme) => {
          const estimate = estimateSatisfaction(model, survey(60, seed), { scheme })
          for (const { loading } of estimate.indicators) expect(Math.abs(loading)).toBeLessThanOrEqual(1 + 1e-12)
          for (const value of Object.values(estimate.r2)) expect(value >= 0 && value <= 1).toBe(true)
          for (const [name, value] of Object.entries(estimate.index)) {
            if (!estimate.indexCaveats.includes(name)) expect(value >= 0 && value <= 100).toBe(true)
          }
          for (const scores of Object.values(estimate.scores)) {
            expect(scores.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 8)
            expect(scores.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(59, 6)
          }
          expect(estimate.gof).toBeGreaterThan(0)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('measures reliability: one question has no alpha, several agree with their definitions', () => {
    const { reliability } = estimateSatisfaction(model, small)
    expect(reliability.Complaints).toMatchObject({ alpha: null, rho: null, rhoA: null })
    expect(reliability.Complaints!.ave).toBeCloseTo(1, 12)
    const { ave, alpha, rho, rhoA, driverVif, htmt } = reliability.Satisfaction!
    for (const value of [ave, alpha!, rho!, rhoA!]) expect(value > 0 && value < 1).toBe(true)
    expect(rho!).toBeGreaterThan(alpha!)
    for (const value of Object.values(driverVif)) expect(value).toBeGreaterThanOrEqual(1)
    expect(Object.keys(driverVif)).toEqual(['Image', 'Expectation', 'Quality', 'Value'])
    expect(htmt.Quality!).toBeGreaterThan(htmt.Image! * 0.5)
  })

  it('mode B never explains less of its neighbours than mode A does', () => {
    const pair = (mode: 'A' | 'B'): PathModel => ({
      constructs: { Quality: { indicators: names('QUAL', 4), mode }, Loyalty: { indicators: names('LOYA', 2) } },
      paths: [['Quality', 'Loyalty']],
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const answers = survey(50, seed)
        const [a, b] = [estimateSatisfaction(pair('A'), answers), estimateSatisfaction(pair('B'), answers)]
        expect(b.r2.Loyalty!).toBeGreaterThanOrEqual(a.r2.Loyalty! - 0.01)
      }),
      { numRuns: 20 },
    )
  })

  it('fills gaps by the mean or leaves respondents out, and counts them', () => {
    const gappy: Answers = { ...small, QUAL1: small.QUAL1!.map((x, i) => (i % 10 === 0 ? null : x)) }
    const filled = estimateSatisfaction(model, gappy)
    const left = estimateSatisfaction(model, gappy, { missing: 'casewise' })
    expect(filled).toMatchObject({ respondents: 120, missingAnswers: 12 })
    expect(left.respondents).toBe(108)
    expect(left.respondentRows.includes(10)).toBe(false)
    expect(filled.index.Satisfaction).toBeCloseTo(left.index.Satisfaction!, -1)
  })

  it('builds higher-order constructs in two stages, whose index lies between those of its parts', () => {
    const { first, second } = estimateTwoStage(
      {
        constructs: {
          Image: { indicators: names('IMAG', 3) },
          Value: { indicators: names('VALU', 2) },
          Quality: { indicators: names('QUAL', 4) },
          Loyalty: { indicators: names('LOYA', 2) },
        },
        higherOrder: { Appeal: { of: ['Image', 'Value'] } },
        paths: [
          ['Quality', 'Appeal'],
          ['Appeal', 'Loyalty'],
        ],
      },
      small,
    )
    const parts = [first.index.Image!, first.index.Value!].sort((a, b) => a - b)
    expect(second.index.Appeal).toBeGreaterThanOrEqual(parts[0]!)
    expect(second.index.Appeal).toBeLessThanOrEqual(parts[1]!)
    expect(
      second.indicators.filter(({ construct }) => construct === 'Appeal').map(({ indicator }) => indicator),
    ).toEqual(['Image', 'Value'])
  })

  it('bootstraps with a seed: same seed same intervals, and the estimate lies inside', () => {
    const run = (seed: number) => bootstrapSatisfaction(model, small, { resamples: 300, seed })
    const result = run(7)
    expect(run(7)).toEqual(result)
    expect(run(8)).not.toEqual(result)
    const estimate = estimateSatisfaction(model, small)
    result.paths.forEach((path, i) => {
      expect(path.estimate).toBeCloseTo(estimate.paths[i]!.coefficient, 6)
      for (const [low, high] of [path.percentile, path.bca]) {
        expect(low).toBeLessThan(path.estimate)
        expect(high).toBeGreaterThan(path.estimate)
      }
    })
    expect(result.index.Satisfaction!.estimate).toBeCloseTo(estimate.index.Satisfaction!, 5)
    // The index is close to a mean of answers: its standard error is near s / √n.
    expect(result.index.Satisfaction!.standardError).toBeCloseTo(
      estimate.indexDeviation.Satisfaction! / Math.sqrt(120),
      0,
    )
    expect(result.totalEffects).toHaveLength(estimate.totalEffects.length)
  })

  it('predicts hidden answers better than the mean does where there is a path, and not where there is none', () => {
    const relevance = predictiveRelevance(model, small)
    expect(relevance.Satisfaction).toBeGreaterThan(0.2)
    const random = createRandom(5)
    const shuffled = {
      ...small,
      LOYA1: small.LOYA1!.map(() => random.below(10) + 1),
      LOYA2: small.LOYA2!.map(() => random.below(10) + 1),
    }
    expect(predictiveRelevance(model, shuffled).Loyalty).toBeLessThan(0.05)
    expect(() => predictiveRelevance(model, small, { distance: 8 })).toThrow(AnalysisFailure)
  })

  it('maps importance against performance, and "+5 points" moves exactly what the model says', () => {
    const estimate = estimateSatisfaction(model, small)
    const map = importancePerformance(estimate, 'Satisfaction')
    expect(map.map(({ driver }) => driver).sort()).toEqual(['Expectation', 'Image', 'Quality', 'Value'])
    const quality = map.find(({ driver }) => driver === 'Quality')!
    const moved = whatIf(estimate, 'Quality', 5).find(({ construct }) => construct === 'Satisfaction')!
    expect(moved.after - moved.before).toBeCloseTo(5 * quality.importance, 9)
    expect(whatIf(estimate, 'Quality', 500)[0]!.after).toBe(100)
    // Raising every answer of the driver by x raises its index: the unit of the map is the unit of the survey.
    const raised = { ...small }
    for (const name of names('QUAL', 4)) raised[name] = small[name]!.map((x) => x + 0.45)
    expect(estimateSatisfaction(model, raised).index.Quality! - estimate.index.Quality!).toBeCloseTo(5, 8)
  })

  it('says why answers cannot carry a model', () => {
    const reason = (run: () => unknown) => {
      try {
        run()
      } catch (failure) {
        return failure instanceof AnalysisFailure ? failure.reason : failure
      }
      return 'none'
    }
    const changed = (change: Record<string, unknown[]>) => ({ ...small, ...change }) as Answers
    expect(reason(() => estimateSatisfaction(model, survey(12, 3)))).toBe('too-few-rows')
    expect(reason(() => estimateSatisfaction(model, changed({ QUAL2: small.QUAL2!.map(() => 5) })))).toBe('no-variance')
    expect(reason(() => estimateSatisfaction(model, changed({ QUAL2: small.QUAL2!.map(() => Number.NaN) })))).toBe(
      'bad-input',
    )
    const doubled = changed({ EXPE1: small.IMAG1!, EXPE2: small.IMAG1!, IMAG2: small.IMAG1!, IMAG3: small.IMAG1! })
    expect(reason(() => estimateSatisfaction(model, doubled))).toBe('not-identified')
    expect(
      reason(() => bootstrapSatisfaction(model, small, { resamples: 100, seed: 1, signal: { aborted: true } })),
    ).toBe('cancelled')
    const circle: PathModel = { ...model, paths: [...model.paths, ['Loyalty', 'Image']] }
    expect(reason(() => estimateSatisfaction(circle, small))).toBe('bad-input')
    expect(reason(() => importancePerformance(estimateSatisfaction(model, small), 'Image'))).toBe('bad-input')
  })
})

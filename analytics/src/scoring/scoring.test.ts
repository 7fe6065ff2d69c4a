import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import { binFields } from './bins.ts'
import {
  applyCalibration,
  calibrateIsotonic,
  compareGroups,
  crossValidate,
  explainScore,
  type Field,
  findDrift,
  findLeaks,
  inferFields,
  measureScores,
  scoreRows,
  trainScore,
} from './index.ts'
import { goesLeft, type Tree, trainTrees, treesLogOdds } from './trees.ts'

/** Leads whose chance rises with visits, levels off with minutes, and hangs on the source; some minutes are unknown. */
function leads(n: number, seed: number) {
  const random = createRandom(seed)
  const visits: number[] = []
  const minutes: (number | null)[] = []
  const source: (string | null)[] = []
  const outcome: number[] = []
  for (let i = 0; i < n; i++) {
    visits.push(random.below(10))
    const spent = 30 * random.gamma(1.5)
    minutes.push(random.next() < 0.1 ? null : spent)
    source.push(random.next() < 0.05 ? null : ['web', 'fair', 'call', '推荐'][random.below(4)]!)
    const effect = { web: -0.5, fair: 0.6, call: -1, 推荐: 1.2 }[source[i] ?? 'web']!
    const odds = -1.5 + 0.2 * visits[i]! + 0.8 * Math.min(2, spent / 30) + effect
    outcome.push(random.next() < 1 / (1 + Math.exp(-odds)) ? 1 : 0)
  }
  const fields: Field[] = [
    { kind: 'number', name: 'visits', values: visits },
    { kind: 'number', name: 'minutes', values: minutes },
    { kind: 'category', name: 'source', values: source },
  ]
  return { fields, outcome }
}

const { fields, outcome } = leads(1200, 1)
const models = [
  trainScore(fields, outcome, { model: 'logistic' }),
  trainScore(fields, outcome, { model: 'trees', trees: 60, seed: 3 }),
]

describe('D5/H3 scores', () => {
  it.each(['logistic', 'trees'] as const)(
    '%s: finds what there is to find and forecasts honest probabilities',
    (model) => {
      const found = crossValidate(fields, outcome, { model, seed: 42 })
      // The true odds themselves reach about .78 on such data.
      expect(found.auc.mean).toBeGreaterThan(0.73)
      expect(found.auc.mean).toBeLessThan(0.82)
      expect(found.pooled.reliabilityError).toBeLessThan(0.05)
      expect(crossValidate(fields, outcome, { model, seed: 42 })).toEqual(found)
    },
  )

  it.each(['logistic', 'trees'] as const)('%s: claims nothing where outcomes are chance', (model) => {
    const random = createRandom(9)
    const chance = outcome.map(() => random.below(2))
    expect(Math.abs(crossValidate(fields, chance, { model }).auc.mean - 0.5)).toBeLessThan(0.06)
  })

  it('scores the same after a trip through JSON, and rows in any sequence alike', () => {
    for (const model of models) {
      const scores = scoreRows(model, fields)
      expect(scoreRows(JSON.parse(JSON.stringify(model)), fields)).toEqual(scores)
      const turned = fields.map((field) => ({
        ...field,
        values: Array.from<string | number | null>(field.values).reverse(),
      })) as Field[]
      expect([...scoreRows(model, turned)].reverse()).toEqual([...scores])
      expect(scores.every((p) => p > 0 && p < 1)).toBe(true)
    }
  })

  it('takes a level never seen and a gap without falling over', () => {
    const odd: Field[] = [
      { kind: 'number', name: 'visits', values: [null, 1e9] },
      { kind: 'number', name: 'minutes', values: [-1e9, null] },
      { kind: 'category', name: 'source', values: ['carrier pigeon', null] },
    ]
    for (const model of models) expect(scoreRows(model, odd).every((p) => p > 0 && p < 1)).toBe(true)
    expect(() => scoreRows(models[0]!, odd.slice(1))).toThrow(AnalysisFailure)
  })

  it('reasons add up exactly to the score', () => {
    for (const model of models) {
      const scores = scoreRows(model, fields)
      for (const row of [0, 17, 333]) {
        const { probability, base, reasons } = explainScore(model, fields, row)
        expect(probability).toBeCloseTo(scores[row]!, 10)
        const total = reasons.reduce((sum, { logOdds }) => sum + logOdds, base)
        expect(1 / (1 + Math.exp(-total))).toBeCloseTo(scores[row]!, 10)
      }
    }
  })

  it('tree reasons are Shapley values: equal to the sum over all coalitions', () => {
    const model = trainTrees(fields, outcome, { trees: 5, seed: 2, fieldShare: 1 })
    const bins = binFields(fields).bins.map((own) => own[7]!)
    const expected = (tree: Tree, known: Set<number>, node = 0): number => {
      const field = tree.field[node]!
      if (field === -1) return tree.value[node]!
      const [left, right] = [tree.left[node]!, tree.right[node]!]
      if (known.has(field)) return expected(tree, known, goesLeft(tree, node, bins[field]!) ? left : right)
      return (
        (tree.cover[left]! * expected(tree, known, left) + tree.cover[right]! * expected(tree, known, right)) /
        tree.cover[node]!
      )
    }
    const value = (members: number[]) => model.trees.reduce((sum, tree) => sum + expected(tree, new Set(members)), 0)
    const { reasons } = explainScore(model, fields, 7)
    const others = [
      [1, 2],
      [0, 2],
      [0, 1],
    ]
    fields.forEach(({ name }, i) => {
      const [a, b] = others[i]!
      const shapley =
        (value([i]) - value([])) / 3 +
        (value([i, a!]) - value([a!])) / 6 +
        (value([i, b!]) - value([b!])) / 6 +
        (value([0, 1, 2]) - value([a!, b!])) / 3
      expect(reasons.find(({ field }) => field === name)!.logOdds).toBeCloseTo(shapley, 10)
    })
  })

  it('obeys monotone constraints everywhere', () => {
    const model = trainTrees(fields, outcome, { trees: 80, seed: 4, monotone: { visits: 1, minutes: -1 } })
    const at = (visits: number, minutes: number) =>
      treesLogOdds(model, [
        { kind: 'number', name: 'visits', values: [visits] },
        { kind: 'number', name: 'minutes', values: [minutes] },
        { kind: 'category', name: 'source', values: ['web'] },
      ])[0]!
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 200 }), (visits, minutes) => {
        expect(at(visits + 1, minutes)).toBeGreaterThanOrEqual(at(visits, minutes) - 1e-12)
        expect(at(visits, minutes + 5)).toBeLessThanOrEqual(at(visits, minutes) + 1e-12)
      }),
    )
    expect(() => trainTrees(fields, outcome, { monotone: { source: 1 } })).toThrow(AnalysisFailure)
  })

  it('names fields that know the answer, and no others', () => {
    const random = createRandom(6)
    const late: Field[] = [
      {
        kind: 'category',
        name: 'tag',
        values: outcome.map((y) => (random.next() < 0.93 ? (y === 1 ? 'won it' : 'no answer') : 'open')),
      },
      {
        kind: 'number',
        name: 'rating',
        values: outcome.map((y) => (random.next() < (y === 1 ? 0.1 : 0.75) ? null : random.below(5))),
      },
    ]
    const leaks = findLeaks([...fields, ...late], outcome, { changedAfterOutcome: { minutes: 0.4, visits: 0.001 } })
    expect(leaks.map(({ field, reason }) => [field, reason])).toEqual([
      ['minutes', 'changed-after-outcome'],
      ['tag', 'decides-alone'],
      ['rating', 'filled-in-afterwards'],
    ])
    expect(findLeaks(fields, outcome)).toEqual([])
  })

  it('asks about judgements of others, but not about the same facts under a plain name', () => {
    const random = createRandom(12)
    const values = outcome.map((y) => (random.next() < 0.4 ? ['low', 'high'][y]! : ['low', 'high'][random.below(2)]!))
    const named = (name: string) => findLeaks([{ kind: 'category', name, values }], outcome).map(({ reason }) => reason)
    expect(named('Lead Profile')).toEqual(['named-like-a-judgement'])
    expect(named('意向评分')).toEqual(['named-like-a-judgement'])
    expect(named('Region')).toEqual([])
  })

  it('says why rows cannot carry a score', () => {
    const reason = (run: () => unknown) => {
      try {
        run()
      } catch (failure) {
        return failure instanceof AnalysisFailure ? failure.reason : failure
      }
      return 'none'
    }
    expect(
      reason(() =>
        trainScore(
          fields,
          outcome.map(() => 1),
          { model: 'logistic' },
        ),
      ),
    ).toBe('no-variance')
    expect(
      reason(() =>
        trainScore(
          fields,
          outcome.map((_, i) => (i < 5 ? 1 : 0)),
          { model: 'trees' },
        ),
      ),
    ).toBe('too-few-rows')
    expect(reason(() => trainScore([], outcome, { model: 'trees' }))).toBe('bad-input')
    expect(reason(() => crossValidate(fields, outcome, { model: 'trees', signal: { aborted: true } }))).toBe(
      'cancelled',
    )
  })
})

describe('measures of a score', () => {
  const rows = fc.array(fc.tuple(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.integer({ min: 0, max: 1 })), {
    minLength: 4,
    maxLength: 60,
  })

  it('AUC is the share of pairs in the right order, and does not see the scale', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const p = pairs.map(([own]) => Math.round(own * 10) / 10)
        const y = pairs.map(([, own]) => own)
        fc.pre(y.includes(0) && y.includes(1))
        let right = 0
        let count = 0
        for (let i = 0; i < p.length; i++) {
          for (let j = 0; j < p.length; j++) {
            if (y[i] !== 1 || y[j] !== 0) continue
            count++
            right += p[i]! > p[j]! ? 1 : p[i] === p[j] ? 0.5 : 0
          }
        }
        const { auc, brier, liftTopDecile } = measureScores(p, y)
        expect(auc).toBeCloseTo(right / count, 10)
        expect(
          measureScores(
            p.map((own) => own ** 3),
            y,
          ).auc,
        ).toBeCloseTo(auc, 10)
        expect(brier >= 0 && brier <= 1 && liftTopDecile >= 0).toBe(true)
      }),
    )
    expect(() => measureScores([0.5], [1])).toThrow(AnalysisFailure)
  })

  it('isotonic calibration rises, keeps the mean, and never worsens the Brier score', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const scores = pairs.map(([own]) => own)
        const y = pairs.map(([, own]) => own)
        const calibration = calibrateIsotonic(scores, y)
        const calibrated = scores.map((score) => applyCalibration(calibration, score))
        const order = scores.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
        order.slice(1).forEach((i, k) => {
          expect(calibrated[i]!).toBeGreaterThanOrEqual(calibrated[order[k]!]! - 1e-12)
        })
        const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)
        expect(sum(calibrated)).toBeCloseTo(sum(y), 8)
        const brier = (p: number[]) => sum(p.map((own, i) => (own - y[i]!) ** 2))
        expect(brier(calibrated)).toBeLessThanOrEqual(brier(scores) + 1e-9)
      }),
    )
  })

  it('reads columns as what they are', () => {
    const names = ['id', 'serial', 'amount', 'flag', 'same', 'city']
    const rowsOf = Array.from({ length: 80 }, (_, i) => [
      `L-${i}x`,
      String(10_000 + i),
      `¥1,${100 + (i % 40)}.50`,
      String(i % 2),
      'x',
      i % 9 === 0 ? '' : ['北京', 'Paris'][i % 2]!,
    ])
    const { fields: found, unusable } = inferFields(
      names,
      names.map((_, c) => rowsOf.map((row) => row[c]!)),
    )
    expect(unusable).toEqual([
      { field: 'id', why: 'identifier' },
      { field: 'serial', why: 'identifier' },
      { field: 'same', why: 'constant' },
    ])
    expect(found.map(({ kind, name }) => [kind, name])).toEqual([
      ['number', 'amount'],
      ['category', 'flag'],
      ['category', 'city'],
    ])
    expect(found[0]!.values[0]).toBe(1100.5)
    expect(found[2]!.values[0]).toBeNull()
  })

  it('sees drift where there is some', () => {
    const later = leads(1200, 2).fields
    expect(findDrift(fields, later).every(({ verdict }) => verdict === 'steady')).toBe(true)
    const moved: Field[] = later.map((field) =>
      field.kind === 'number'
        ? { ...field, values: Array.from(field.values, (v) => (v === null ? null : v * 3 + 5)) }
        : field,
    )
    expect(findDrift(fields, moved).map(({ verdict }) => verdict)).toEqual(['drifted', 'drifted', 'steady'])
  })

  it('shows how groups fare', () => {
    const report = compareGroups([0.9, 0.8, 0.2, 0.7, 0.1, 0.1], [1, 0, 0, 1, 1, 0], ['a', 'a', 'a', 'b', 'b', 'b'])
    expect(report[0]).toMatchObject({
      group: 'a',
      rows: 3,
      selected: 2 / 3,
      truePositiveRate: 1,
      falsePositiveRate: 0.5,
      auc: 1,
      impactRatio: 1,
    })
    expect(report[1]!.impactRatio).toBeCloseTo(0.5, 12)
    expect(report[1]!.truePositiveRate).toBe(0.5)
  })
})

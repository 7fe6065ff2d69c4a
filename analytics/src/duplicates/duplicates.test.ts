import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import { collectPairs } from './blocking.ts'
import { groupLinks, pairsOfGroups } from './cluster.ts'
import { comparatorFor } from './comparators.ts'
import { bagDistance, editDistance, fewestEdits, letterMask } from './edit-distance.ts'
import {
  blockingKeys,
  type DuplicateColumn,
  findDuplicates,
  prepareRecord,
  ROLES,
  type Role,
  scorePair,
  statedModel,
} from './index.ts'
import { layFields } from './layout.ts'
import { riseWithLikeness, statedShares } from './model.ts'
import { readTable } from './table.ts'

const levelOf = (role: Role, a: string, b: string): string => {
  const comparator = comparatorFor(role)
  const [p, q] = [comparator.prepare(a), comparator.prepare(b)]
  return p === null || q === null ? 'missing' : comparator.levels[comparator.compare(p, q)]!
}

/** A small customer base: every third person is entered twice, the second time with an error. */
function customers(rows: number, seed: number): { columns: DuplicateColumn[]; truth: number[] } {
  const random = createRandom(seed)
  const word = (length: number) => Array.from({ length }, () => 'abcdefghiklmnoprstuvw'[random.below(21)]).join('')
  const [givens, families] = [60, 200].map((count) => Array.from({ length: count }, () => word(6)))
  const list: string[][] = []
  const truth: number[] = []
  while (list.length < rows) {
    const given = givens![random.below(60)]!
    const family = families![random.below(200)]!
    const one = [given, family, `+49 30 ${random.below(9_000_000) + 1_000_000}`, `${word(7)}@${word(5)}.com`, word(8)]
    list.push(one)
    truth.push(truth.length)
    if (list.length < rows && list.length % 3 === 0) {
      const again = [...one]
      const field = random.below(5)
      again[field] = random.next() < 0.3 ? '' : again[field]!.slice(0, 3) + again[field]!.slice(4)
      list.push(random.next() < 0.2 ? [again[1]!, again[0]!, ...again.slice(2)] : again)
      truth.push(truth.at(-1)!)
    }
  }
  const roles: Role[] = ['given-name', 'family-name', 'phone', 'email', 'city']
  return { columns: roles.map((role, f) => ({ name: role, role, values: list.map((one) => one[f]! || null) })), truth }
}

describe('comparators', () => {
  it.each<[Role, string, string, string]>([
    ['email', 'Ann.Lee+news@GMail.com', 'annlee@gmail.com', 'same'],
    ['email', 'hannah88@powers.com', 'hannah88opowersc@m', 'similar'],
    ['email', 'info@a-firm.com', 'info@another.de', 'differs'],
    ['email', 'ann.lee@web.de', 'ann.leee@web.de', 'typo'],
    ['email', 'wang1@firm.cn', 'wang2@firm.cn', 'similar'],
    ['email', 'annlee77@web.de', 'annlee77@company.com', 'same-box'],
    ['phone', '+86 138-0013-8000', '013800138000', 'same'],
    ['phone', '010-6552 9988 转 801', '(010) 65529988 ext 802', 'extension'],
    ['phone', '65529988', '010 65529988', 'short'],
    ['phone', '13800138000/13900139000', '139 0013 9000', 'same'],
    ['phone', '13800138000', '13800138001', 'slip'],
    ['phone', '1.38E+10', '13800138000', 'missing'],
    ['date', '1980-03-07', '07.03.1980', 'same'],
    ['date', '1980-03-07', '1980-07-03', 'swapped'],
    ['date', '1980年3月7日', '1980-03-17', 'slip'],
    ['date', '1980-03-07', '1980-11-21', 'near'],
    ['date', '1900-01-01', '1980-11-21', 'missing'],
    ['address', '12 High St', '12 high street', 'same'],
    ['address', '12 High St', '14 High Street', 'other-number'],
    ['address', 'High Street 12', '12 High Street', 'reordered'],
    ['address', '77 sternberg crescent', '77 sternberg rcescent', 'similar'],
    ['address', '北京市朝阳区建国路88号', '北京市 朝阳区 建国路 88 号', 'same'],
    ['postcode', 'SW1A 1AA', 'sw1a1aa', 'same'],
    ['postcode', '2171', '2117', 'slip'],
    ['city', 'München', 'Munchen', 'same'],
    ['city', 'Saint-Denis', 'Saint Denis', 'spacing'],
    ['other', 'n/a', '7', 'missing'],
  ])('%s: %s and %s are %s', (role, a, b, level) => {
    expect(levelOf(role, a, b)).toBe(level)
  })

  it.each(ROLES)('%s is symmetric, knows its equals, and gives keys of a kind', (role) => {
    const comparator = comparatorFor(role)
    const piece = fc.constantFrom(
      '12',
      'li',
      'anna',
      'li wei',
      'li wie',
      '王',
      '北京路',
      'a@b.cn',
      'st',
      '1980-02-03',
      ' ',
      '.',
    )
    const text = fc.oneof(
      fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(' ')),
      fc.string({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(text, text, (x, y) => {
        const [a, b] = [comparator.prepare(x), comparator.prepare(y)]
        if (a === null || b === null) return
        const level = comparator.compare(a, b)
        expect(comparator.compare(b, a)).toBe(level)
        expect(level).toBeGreaterThanOrEqual(0)
        expect(level).toBeLessThan(comparator.levels.length)
        expect(comparator.compare(a, comparator.prepare(x)!)).toBe(comparator.levels.length - 1)
        for (const key of comparator.blockingKeys(a)) expect(key).toMatch(/^[a-z]+:/)
      }),
      { numRuns: 150 },
    )
  })

  it('distances agree with their definition and their bounds', () => {
    const naive = (a: string, b: string): number => {
      const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => i + j))
      for (let i = 1; i <= a.length; i++)
        for (let j = 1; j <= b.length; j++) {
          const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? d[i - 2]![j - 2]! + 1 : 99
          const same = a[i - 1] === b[j - 1] ? 0 : 1
          d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + same, swap)
        }
      return d[a.length]![b.length]!
    }
    const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(word, word, fc.nat(6), (a, b, most) => {
        const true_ = naive(a, b)
        expect(editDistance(a, b, most)).toBe(Math.min(true_, most + 1))
        expect(bagDistance(a, b)).toBeLessThanOrEqual(true_)
        expect(fewestEdits(letterMask(a), letterMask(b))).toBeLessThanOrEqual(true_)
      }),
    )
  })
})

describe('groups', () => {
  it('joins what misses something, keeps apart what contradicts itself', () => {
    const links = [
      { a: 0, b: 1, probability: 0.99 },
      { a: 1, b: 2, probability: 0.95 },
    ]
    const options = { threshold: 0.5, veto: -6 }
    expect(groupLinks(links, (a, b) => (b - a === 2 ? 0.5 : 12), options)).toEqual([[0, 1, 2]])
    expect(groupLinks(links, (a, b) => (b - a === 2 ? -7 : 30), options)).toEqual([[0, 1]])
    expect(groupLinks(links, () => 5, { ...options, threshold: 0.97 })).toEqual([[0, 1]])
    expect(pairsOfGroups([[0, 1, 2]], links)).toEqual([
      { a: 0, b: 1, probability: 0.99 },
      { a: 0, b: 2, probability: 0.95 },
      { a: 1, b: 2, probability: 0.95 },
    ])
  })

  it('is a partition without strongly contradicting pairs, whatever the sequence of the links', () => {
    const link = fc.record({ a: fc.nat(11), b: fc.nat(11), probability: fc.integer({ min: 1, max: 99 }) })
    fc.assert(
      fc.property(fc.array(link, { maxLength: 40 }), fc.nat(1000), (drawn, seed) => {
        const known = new Map(
          drawn.map(({ a, b, probability }) => [`${Math.min(a, b)}-${Math.max(a, b)}`, probability / 100]),
        )
        const links = [...known].map(([key, probability]) => {
          const [a, b] = key.split('-').map(Number)
          return { a: a!, b: b!, probability }
        })
        const real = links.filter(({ a, b }) => a !== b)
        const bits = (a: number, b: number) => ((Math.imul((a + 1) * (b + 1), 7919) + (a + b) * seed) % 30) - 10
        const groups = groupLinks(real, bits, { threshold: 0.5, veto: -6 })
        const all = groups.flat()
        expect(new Set(all).size).toBe(all.length)
        for (const group of groups)
          for (const a of group) for (const b of group) if (a !== b) expect(bits(a, b)).toBeGreaterThan(-6)
        expect(groupLinks([...real].reverse(), bits, { threshold: 0.5, veto: -6 })).toEqual(groups)
        for (const { a, b, probability } of pairsOfGroups(groups, real)) {
          expect(a).toBeLessThan(b)
          expect(probability).toBeGreaterThanOrEqual(0.5)
        }
      }),
    )
  })
})

describe('the model', () => {
  it('has weights that rise with likeness and shares that sum to one', () => {
    for (const role of ROLES) {
      const comparator = comparatorFor(role)
      const shares = statedShares(role, comparator.levels.length, comparator.termLevel ?? comparator.levels.length - 1)
      const { m, u } = riseWithLikeness(shares)
      for (const side of [m, u]) expect(side.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
      for (let k = 1; k < m.length; k++)
        expect(m[k]! / u[k]!).toBeGreaterThanOrEqual((m[k - 1]! / u[k - 1]!) * (1 - 1e-9))
      expect(m[0]!).toBeLessThan(u[0]!)
      expect(m.at(-1)!).toBeGreaterThan(u.at(-1)!)
    }
  })

  it('scores a pair as the whole table does, the same both ways round, and adds up its reasons', () => {
    const { columns } = customers(400, 3)
    const { model, pairs } = findDuplicates(columns)
    const copy = JSON.parse(JSON.stringify(model)) as typeof model
    const records = columns[0]!.values.map((_, row) =>
      prepareRecord(copy, Object.fromEntries(columns.map(({ name, values }) => [name, values[row]!]))),
    )
    expect(pairs.length).toBeGreaterThan(80)
    const singles = new Map(pairs.map((pair) => [pair.a, pair]))
    for (const { a, b, probability } of singles.values()) {
      const score = scorePair(copy, records[a]!, records[b]!)
      expect(score.probability).toBeCloseTo(probability, 9)
      expect(scorePair(copy, records[b]!, records[a]!)).toEqual(score)
      expect(score.evidence.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(score.bits, 1)
    }
    for (let k = 0; k < 300; k++) {
      const { probability } = scorePair(copy, records[k]!, records[(k * 7 + 1) % 400]!)
      expect(probability).toBeGreaterThanOrEqual(0)
      expect(probability).toBeLessThanOrEqual(1)
    }
  })

  it('takes the best of several telephones, exchanged names, and tells a household from one person', () => {
    const model = statedModel([
      { name: 'given', role: 'given-name' },
      { name: 'family', role: 'family-name' },
      { name: 'phone', role: 'phone' },
      { name: 'email', role: 'email' },
      { name: 'address', role: 'address' },
    ])
    const noah = { given: 'Noah', family: 'Watson', phone: ['020 7946 0000', '07911 123456'], address: '1 High St' }
    const a = prepareRecord(model, noah)
    const turned = prepareRecord(model, { given: 'Watson', family: 'Noah', phone: '+44 7911 123456' })
    const found = scorePair(model, a, turned)
    expect(found.probability).toBeGreaterThan(0.7)
    expect(found.evidence.map(({ field, level }) => `${field} ${level}`)).toEqual(
      expect.arrayContaining(['phone same', 'given ↔ family exchanged']),
    )
    const wife = prepareRecord(model, { ...noah, given: 'Charlotte' })
    expect(scorePair(model, a, wife).probability).toBeLessThan(0.5)
    const shared = blockingKeys(model, a).filter((key) => blockingKeys(model, turned).includes(key))
    expect(shared.length).toBeGreaterThan(0)
    expect(blockingKeys(model, prepareRecord(model, {}))).toEqual([])
  })
})

describe('finding duplicates', () => {
  it('finds what was planted, whatever the order of rows, and finds nothing where there is nothing', () => {
    const { columns, truth } = customers(600, 5)
    const { clusters } = findDuplicates(columns)
    const planted = new Set(truth.filter((one, i) => truth.indexOf(one) !== i))
    expect(clusters.length).toBeGreaterThan(planted.size * 0.97)
    for (const [first, ...others] of clusters) for (const row of others) expect(truth[row]).toBe(truth[first!])
    const back = columns.map((column) => ({ ...column, values: [...column.values].reverse() }))
    const turned = findDuplicates(back).clusters.map((rows) => rows.map((row) => 599 - row).sort((a, b) => a - b))
    expect(turned.sort((a, b) => a[0]! - b[0]!)).toEqual(clusters)
    const unique = columns.map((column) => ({
      ...column,
      values: column.values.filter((_, i) => truth.indexOf(truth[i]!) === i),
    }))
    expect(findDuplicates(unique).clusters).toEqual([])
  })

  it('meets under keys whom comparing all would find, within the bound', () => {
    const { columns, truth } = customers(2_500, 9)
    const layout = layFields(columns)
    const table = readTable(layout, new Map(columns.map(({ name, values }) => [name, values])), {})
    const { a, b, rules } = collectPairs(table, 60_000, 1, {})
    expect(a.length).toBeLessThanOrEqual(60_000)
    expect(rules.length).toBeGreaterThan(3)
    const met = new Set(Array.from(a, (row, p) => row * 2_500 + b[p]!))
    const planted = truth.flatMap((one, i) => (i > 0 && truth[i - 1] === one ? [(i - 1) * 2_500 + i] : []))
    expect(planted.filter((pair) => met.has(pair)).length / planted.length).toBeGreaterThan(0.995)
  })

  it('says why it cannot, and stops when asked', () => {
    const reason = (run: () => unknown) => {
      try {
        run()
      } catch (error) {
        return error instanceof AnalysisFailure ? error.reason : error
      }
      return 'none'
    }
    const name = (values: (string | null)[], own = 'name'): DuplicateColumn => ({
      name: own,
      role: 'full-name',
      values,
    })
    expect(reason(() => findDuplicates([]))).toBe('bad-input')
    expect(reason(() => findDuplicates([name(['a'])]))).toBe('too-few-rows')
    expect(reason(() => findDuplicates([name(['a', 'b']), name(['a'], 'x')]))).toBe('bad-input')
    expect(reason(() => findDuplicates([name([null, ''])]))).toBe('no-variance')
    expect(reason(() => findDuplicates([name(['a', 'b'])], { threshold: 2 }))).toBe('bad-input')
    expect(reason(() => findDuplicates(customers(50, 1).columns, { signal: { aborted: true } }))).toBe('cancelled')
    const done: number[] = []
    const few = findDuplicates([name(['Ann Lee', 'Bob Ray', 'Ann Lee'])], { onProgress: (share) => done.push(share) })
    expect(done.every((share, i) => i === 0 || share >= done[i - 1]!)).toBe(true)
    expect(JSON.stringify(few)).not.toMatch(/null,null|NaN/)
    expect(Number.isFinite(few.model.prior)).toBe(true)
  })
})

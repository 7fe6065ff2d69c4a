import { describe, expect, it } from 'vitest'
import { findDuplicates } from '../index.ts'
import { bilingualSet } from './bilingual-set.ts'

describe('the bilingual set', () => {
  it('is the same for the same seed, and has duplicates of a third of its customers', () => {
    const { columns, truth } = bilingualSet(42, 1_000)
    expect(bilingualSet(42, 1_000)).toEqual({ columns, truth })
    expect(bilingualSet(43, 1_000)).not.toEqual({ columns, truth })
    expect(columns.map(({ values }) => values.length)).toEqual(columns.map(() => 1_000))
    const copies = new Map<number, number>()
    for (const entity of truth) copies.set(entity, (copies.get(entity) ?? 0) + 1)
    const repeated = [...copies.values()].filter((count) => count > 1).length / copies.size
    expect(repeated).toBeGreaterThan(0.3)
    expect(repeated).toBeLessThan(0.4)
  })

  it.each([3, 42])('is cleared without labels at F1 .95 (seed %i)', (seed) => {
    const { columns, truth } = bilingualSet(seed, 5_000)
    const { pairs } = findDuplicates(columns)
    const copies = new Map<number, number>()
    for (const entity of truth) copies.set(entity, (copies.get(entity) ?? 0) + 1)
    const all = [...copies.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
    const right = pairs.filter(({ a, b }) => truth[a] === truth[b]).length
    expect((2 * right) / (pairs.length + all)).toBeGreaterThanOrEqual(0.95)
  })
})

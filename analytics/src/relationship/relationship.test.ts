import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Level, levelOf, type RelationshipFacts, relationshipKind, relationshipLevel } from './index.ts'

const LEVELS: Level[] = ['low', 'medium', 'high']
const CLOSENESS = ['basic', 'reactive', 'accountable', 'proactive', 'partnership']
const KINDS = ['transactional', 'preferred-supplier', 'partner', 'strategic-alliance']

describe('B5 relationship', () => {
  it("follows Kotler's table: closer with more margin, looser with more customers", () => {
    expect(relationshipLevel('high', 'low')).toBe('partnership')
    expect(relationshipLevel('low', 'high')).toBe('basic')
    for (const count of LEVELS) {
      for (const margin of LEVELS) {
        const closeness = CLOSENESS.indexOf(relationshipLevel(margin, count))
        const richer = LEVELS[LEVELS.indexOf(margin) + 1]
        const rarer = LEVELS[LEVELS.indexOf(count) - 1]
        if (richer) expect(CLOSENESS.indexOf(relationshipLevel(richer, count))).toBeGreaterThan(closeness)
        if (rarer) expect(CLOSENESS.indexOf(relationshipLevel(margin, rarer))).toBeGreaterThan(closeness)
      }
    }
    expect(levelOf(0.3, [0.1, 0.3])).toBe('high')
  })

  it('climbs the ladder rung by rung and says what the next one takes', () => {
    const facts: RelationshipFacts = {
      shareOfWallet: 0.4,
      tenureYears: 4,
      hasContract: true,
      plansTogether: false,
      investsTogether: true,
      leadersMeet: true,
    }
    expect(relationshipKind(facts)).toEqual({
      kind: 'preferred-supplier',
      evidence: ['hasContract', 'shareOfWallet', 'tenureYears'],
      missing: ['plansTogether'],
    })
    expect(relationshipKind({ ...facts, plansTogether: true }).kind).toBe('strategic-alliance')
    expect(relationshipKind({ ...facts, shareOfWallet: null, hasContract: false }).kind).toBe('transactional')
  })

  it('a fact more never loosens a relationship', () => {
    const bool = fc.boolean()
    const facts = fc.record({
      shareOfWallet: fc.double({ min: 0, max: 1, noNaN: true }),
      tenureYears: fc.integer({ min: 0, max: 9 }),
      hasContract: bool,
      plansTogether: bool,
      investsTogether: bool,
      leadersMeet: bool,
    })
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom('hasContract', 'plansTogether', 'investsTogether', 'leadersMeet' as const),
        (own, name) => {
          const more = relationshipKind({ ...own, [name]: true })
          expect(KINDS.indexOf(more.kind)).toBeGreaterThanOrEqual(KINDS.indexOf(relationshipKind(own).kind))
        },
      ),
    )
  })
})

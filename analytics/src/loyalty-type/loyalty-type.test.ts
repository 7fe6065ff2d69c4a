import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { type LoyaltyType, loyaltySource, loyaltyType, satisfactionType } from './index.ts'

describe('B6 loyalty type', () => {
  it.each([
    [80, 80, 'true'],
    [80, 20, 'latent'],
    [20, 80, 'spurious'],
    [20, 20, 'none'],
  ] as const)('attitude %d and behaviour %d: %s (Dick–Basu)', (attitude, behaviour, type) => {
    expect(loyaltyType(attitude, behaviour)).toBe(type)
  })

  it.each([
    [95, 95, 'apostle'],
    [80, 80, 'loyalist'],
    [80, 20, 'mercenary'],
    [20, 80, 'hostage'],
    [20, 20, 'defector'],
  ] as const)('satisfaction %d and loyalty %d: %s (Jones–Sasser)', (satisfaction, loyalty, type) => {
    expect(satisfactionType(satisfaction, loyalty)).toBe(type)
  })

  it('keeps a known type near the border', () => {
    let type: LoyaltyType | undefined
    const seen = [58, 61, 58, 63, 66, 61, 56, 54].map((attitude) => {
      type = loyaltyType(attitude, 80, type)
      return type
    })
    expect(seen).toEqual(['spurious', 'spurious', 'spurious', 'spurious', 'true', 'true', 'true', 'spurious'])
    expect(() => loyaltyType(120, 5)).toThrow(AnalysisFailure)
  })

  it('names what loyalty rests on', () => {
    const facts = { alternatives: 3, discountedShare: 0.1, rewardedShare: 0.1, satisfaction: 80 }
    expect(loyaltySource(facts)).toBe('value')
    expect(loyaltySource({ ...facts, alternatives: 0 })).toBe('monopoly')
    expect(loyaltySource({ ...facts, discountedShare: 0.7 })).toBe('price')
    expect(loyaltySource({ ...facts, rewardedShare: 0.7 })).toBe('incentive')
    expect(loyaltySource({ ...facts, satisfaction: null })).toBe('inertia')
  })
})

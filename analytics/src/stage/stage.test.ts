import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import { assessStage, type LifeStage, learnRhythm, type RhythmPrior } from './index.ts'

const random = createRandom(8)
const buyer = (gap: number, count: number, scatter = 0.2) => {
  const days = [0]
  while (days.length < count)
    days.push(days.at(-1)! + Math.max(1, Math.round(gap * Math.exp(scatter * random.normal()))))
  return days
}
const base = Array.from({ length: 200 }, () => buyer(30 * Math.exp(0.5 * random.normal()), 8))
const prior: RhythmPrior = learnRhythm(base)

describe('B4 life stage', () => {
  it('learns the rhythm of the customer base', () => {
    expect(Math.exp(prior.logGap)).toBeCloseTo(30, -1)
    expect(Math.sqrt(prior.within)).toBeCloseTo(0.2, 1)
    expect(Math.sqrt(prior.between)).toBeCloseTo(0.5, 1)
    expect(() => learnRhythm([[1], [2]])).toThrow(AnalysisFailure)
  })

  it('walks from exploration through formation to stable, and declines after silence', () => {
    const days = buyer(30, 8, 0.05)
    const at = (count: number) => assessStage(days.slice(0, count), days[count - 1]! + 5, prior).stage
    expect([at(1), at(2), at(3), at(5), at(6), at(8)]).toEqual([
      'exploration',
      'exploration',
      'formation',
      'formation',
      'stable',
      'stable',
    ])
    const silent = assessStage(days, days.at(-1)! + 120, prior, 'stable')
    expect(silent).toMatchObject({ stage: 'decline', evidence: { waited: 120, orders: 8, reason: 'overdue' } })
    expect(silent.evidence.usualGap).toBeCloseTo(30, -1)
  })

  it("measures silence by the customer's own gap: 60 days alarm a weekly buyer, not a quarterly one", () => {
    expect(assessStage(buyer(7, 12), buyer(7, 12).at(-1)! + 60, prior).stage).toBe('decline')
    const quarterly = buyer(90, 12)
    expect(assessStage(quarterly, quarterly.at(-1)! + 60, prior).stage).toBe('stable')
  })

  it('sees a customer slow down before he is overdue', () => {
    const slowing = [0, 10, 20, 30, 40, 50, 60, 70, 110, 150, 190]
    expect(assessStage(slowing, 200, prior)).toMatchObject({ stage: 'decline', evidence: { reason: 'slowing' } })
  })

  it('does not flicker: near the border the previous stage stays', () => {
    const steady = Array.from({ length: 10 }, (_, i) => i * 30)
    const stages = new Set<LifeStage>()
    let changes = 0
    let previous: LifeStage | undefined
    for (let now = 270; now < 420; now++) {
      const { stage } = assessStage(steady, now, prior, previous)
      if (previous && stage !== previous) changes++
      previous = stage
      stages.add(stage)
    }
    expect(changes).toBe(1)
    expect([...stages]).toEqual(['stable', 'decline'])
    // One late order does not end a decline; three in rhythm do.
    const back = [...steady, 400]
    expect(assessStage(back, 401, prior, 'decline').stage).toBe('decline')
    expect(assessStage([...back, 430, 460, 490], 495, prior, 'decline').stage).toBe('stable')
    const border = [330, 325, 320, 315, 310, 305].find(
      (now) =>
        assessStage(steady, now, prior).stage === 'stable' &&
        assessStage(steady, now, prior, 'decline').stage === 'decline',
    )
    expect(border).toBeDefined()
  })

  it('waiting longer is never less surprising, and shifting the calendar changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 300 }),
        (days, wait) => {
          const now = Math.max(...days) + wait
          const today = assessStage(days, now, prior)
          expect(assessStage(days, now + 1, prior).evidence.surprise).toBeLessThanOrEqual(today.evidence.surprise)
          const shifted = assessStage(
            [...days].reverse().map((day) => day + 5000),
            now + 5000,
            prior,
          )
          expect(shifted).toEqual(today)
          expect(Number.isFinite(today.evidence.usualGap)).toBe(true)
        },
      ),
    )
    expect(() => assessStage([10], 5, prior)).toThrow(AnalysisFailure)
  })
})

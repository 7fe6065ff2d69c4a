import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import {
  chineseReviews,
  growingKeywords,
  type SentimentModel,
  sentimentScorer,
  trainSentiment,
  validateSentiment,
  words,
} from './index.ts'

const GOOD = ['热情', '干净', '满意', 'great', 'friendly', '很好']
const BAD = ['失望', '太差', '吵', 'dirty', 'rude', '再也不来']
const FILL = ['房间', '前台', '早餐', 'hotel', 'room', '位置', '服务', 'street']

/** Reviews with one or two telling words among others; one in twenty is labelled wrong. */
function reviews(count: number, seed: number) {
  const random = createRandom(seed)
  const pick = (list: readonly string[]) => list[random.below(list.length)]!
  const labels = Array.from({ length: count }, (_, i) => i % 2)
  const texts = labels.map((label) => {
    const telling = (random.next() < 0.05 ? 1 - label : label) === 1 ? GOOD : BAD
    return [pick(FILL), pick(telling), pick(FILL), pick(FILL)].join(random.next() < 0.5 ? ' ' : '，')
  })
  return { texts, labels }
}

describe('G4 sentiment', () => {
  const { texts, labels } = reviews(600, 3)

  it('learns from labels in both languages and knows how well', () => {
    const found = validateSentiment(texts, labels, { seed: 1 })
    expect(found.auc).toBeGreaterThan(0.9)
    expect(found.accuracy).toBeGreaterThan(0.92)
    expect(found.accuracy).toBeLessThan(0.98)
    expect(found.reliabilityError).toBeLessThan(0.06)
    expect(validateSentiment(texts, labels, { seed: 1 })).toEqual(found)
  })

  it('claims nothing where labels are chance', () => {
    const random = createRandom(8)
    const chance = texts.map(() => random.below(2))
    expect(Math.abs(validateSentiment(texts, chance, { seed: 1 }).auc - 0.5)).toBeLessThan(0.09)
  })

  it('scores the same after a trip through JSON, any text, always a probability', () => {
    const model = trainSentiment(texts, labels, { seed: 1 })
    const score = sentimentScorer(model)
    const again = sentimentScorer(JSON.parse(JSON.stringify(model)) as SentimentModel)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const p = score(text)
        expect(p >= 0 && p <= 1).toBe(true)
        expect(again(text)).toBe(p)
        // Full-width and upper-case forms say the same.
        expect(score('ＨＯＴＥＬ ｇｒｅａｔ')).toBe(score('hotel great'))
      }),
    )
    expect(score('前台 热情')).toBeGreaterThan(model.threshold)
    expect(score('room dirty')).toBeLessThan(model.threshold)
  })

  it('ships a model that understands Chinese reviews, under 2 MB', () => {
    const score = sentimentScorer(chineseReviews)
    expect(JSON.stringify(chineseReviews).length).toBeLessThan(2e6)
    for (const text of ['房间很干净，服务员热情，下次还会来', '性价比高，位置好，非常满意', '早餐丰富，环境舒适'])
      expect(score(text)).toBeGreaterThan(chineseReviews.threshold)
    for (const text of [
      '房间又小又脏，服务态度太差，再也不来了',
      '隔音很差，晚上吵得睡不着，非常失望',
      '空调是坏的，前台没人理',
    ])
      expect(score(text)).toBeLessThan(chineseReviews.threshold)
  })

  it('says why texts cannot be learned from', () => {
    expect(() => trainSentiment(texts.slice(0, 60), labels.slice(0, 60), { seed: 1 })).toThrow(AnalysisFailure)
    expect(() =>
      trainSentiment(
        texts,
        texts.map(() => 2),
        { seed: 1 },
      ),
    ).toThrow('neither 0 nor 1')
    expect(() => trainSentiment(texts, labels, { seed: 1, signal: { aborted: true } })).toThrow('cancelled')
  })
})

describe('G4 topics', () => {
  it('cuts words by language', () => {
    expect(words('我们的服务器 was DOWN，客户投诉')).toEqual(
      expect.arrayContaining(['我们', 'was', 'down', '客户', '投诉']),
    )
  })

  it('finds what is new this week, and nothing where nothing changed', () => {
    const before = Array.from(
      { length: 200 },
      (_, i) => ['物流 太慢', '包装 破损', 'invoice late', '客服 热情'][i % 4]!,
    )
    const now = [...before.slice(0, 80), ...Array.from({ length: 12 }, () => '充电器 发热 charger hot')]
    const found = growingKeywords(now, before).map(({ word }) => word)
    expect(found).toEqual(expect.arrayContaining(['充电', '发热', 'charger', 'hot']))
    expect(found).not.toContain('物流')
    expect(growingKeywords(before, before)).toEqual([])
    expect(() => growingKeywords([], before)).toThrow(AnalysisFailure)
  })
})

import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import {
  chineseReviews,
  detectLanguage,
  englishLeaning,
  growingKeywords,
  type SentimentModel,
  sentimentReader,
  sentimentScorer,
  TOPICS,
  topicReader,
  trainSentiment,
  trainTopics,
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

interface Sentence {
  readonly set: 'first' | 'later'
  readonly language: 'zh' | 'en'
  readonly favourable: '0' | '1'
  readonly topics: string
  readonly text: string
}
const sentences = parse(readFileSync(new URL('golden/sentences.csv', import.meta.url)), { columns: true }) as Sentence[]

describe('G4 languages side by side', () => {
  it('tells the language of a text', () => {
    for (const { language, text } of sentences) expect(detectLanguage(text)).toBe(language)
    for (const text of [
      '部屋がとても綺麗でした',
      '배송이 너무 늦어요',
      'Das Zimmer war sehr sauber',
      'Très bon accueil',
      '12345 !!!',
      '',
    ])
      expect(detectLanguage(text)).toBe('other')
    expect(detectLanguage('iPhone 15 Pro Max 屏幕碎了，能保修吗')).toBe('zh')
  })

  it('reads opinions in both, and says nothing where there is nothing to say', () => {
    const read = sentimentReader({ zh: chineseReviews })
    const tally = (language: string) => {
      const own = sentences.filter((one) => one.set === 'later' && one.language === language)
      const said = own
        .map((one) => ({ one, read: read(one.text) }))
        .filter(({ read: { favourable } }) => favourable !== null)
      const right = said.filter(({ one, read: { favourable } }) => favourable === (one.favourable === '1'))
      return { said: said.length / own.length, right: right.length / said.length }
    }
    expect(tally('zh').right).toBeGreaterThanOrEqual(0.85)
    expect(tally('en').right).toBeGreaterThanOrEqual(0.9)
    expect(tally('en').said).toBeGreaterThanOrEqual(0.65)
    expect(read('The invoice is attached.')).toEqual({
      language: 'en',
      probability: 0.5,
      favourable: null,
      basis: 'none',
    })
    expect(read('Das Zimmer war sehr sauber').basis).toBe('none')
  })

  it('turns denied opinions round, and hears what follows a "but"', () => {
    const score = (text: string) => englishLeaning(text).score
    expect(score('good')).toBeGreaterThan(0)
    expect(score('not good')).toBeLessThan(0)
    expect(score('very good')).toBeGreaterThan(score('good stuff'))
    expect(score('nice room but terrible staff')).toBeLessThan(score('terrible staff, nice room'))
    fc.assert(fc.property(fc.string(), (text) => Number.isFinite(score(text))))
  })
})

/** Made-up tickets about three things, in words that no seed list holds. */
function tickets(count: number) {
  const random = createRandom(4)
  const pick = (list: readonly string[]) => list[random.below(list.length)]!
  const about = {
    pump: ['seal worn', '泵头 磨损', 'gasket'],
    sensor: ['drift', '读数 漂移', 'zero point'],
    price: ['太贵', 'quote', 'list'],
  }
  const labels = Array.from({ length: count }, (_, i) => [Object.keys(about)[i % 3]!])
  return {
    texts: labels.map(
      ([topic]) => `${pick(['hello', '你好'])} ${pick(about[topic as 'pump'])} ${pick(['thanks', '谢谢'])}`,
    ),
    labels,
  }
}

describe('G4 topics', () => {
  it('names what complaints are about by seed words, in both languages', () => {
    const read = topicReader()
    let [right, named, wanted] = [0, 0, 0]
    for (const { set, topics, text } of sentences) {
      if (set !== 'later') continue
      const want = topics.split(' ').filter((topic) => topic !== '')
      const found = read(text)
      wanted += want.length
      named += found.length
      right += found.filter(({ topic }) => want.includes(topic)).length
      for (const { topic, score, evidence } of found) {
        expect(TOPICS).toContain(topic)
        expect(score > 0 && score <= 1 && evidence.length > 0).toBe(true)
      }
    }
    expect(right / named).toBeGreaterThanOrEqual(0.88)
    expect(right / wanted).toBeGreaterThanOrEqual(0.75)
    expect(read('The box was crushed.')[0]).toMatchObject({ topic: 'packaging', basis: 'seeds' })
    expect(read('Hello there')).toEqual([])
  })

  it("learns topics from the firm's labels, and says which have too few", () => {
    const { texts, labels } = tickets(150)
    const model = trainTopics([...texts, 'flood'], [...labels, ['water', 'food']], { seed: 1 })
    expect(Object.keys(model.trained)).toEqual(['price', 'pump', 'sensor'])
    for (const { f1, auc } of Object.values(model.trained)) expect(Math.min(f1, auc)).toBeGreaterThan(0.97)
    expect(model.untrained).toEqual([
      { topic: 'water', labelled: 1, keepsSeeds: false },
      { topic: 'food', labelled: 1, keepsSeeds: true },
    ])
    const read = topicReader(JSON.parse(JSON.stringify(model)) as typeof model)
    expect(read('读数 漂移')[0]).toMatchObject({ topic: 'sensor', basis: 'model' })
    expect(read('breakfast was cold')[0]).toMatchObject({ topic: 'food', basis: 'seeds' })
    expect(() => trainTopics(texts.slice(0, 30), labels.slice(0, 30), { seed: 1 })).toThrow('No topic has 25')
    expect(() => trainTopics(texts, labels, { seed: 1, signal: { aborted: true } })).toThrow('cancelled')
  })

  it('cuts words by language', () => {
    expect(words('我们的服务器 was DOWN，客户投诉')).toEqual(
      expect.arrayContaining(['我们', 'was', 'down', '客户', '投诉']),
    )
    expect(words('客服说充电器要退货')).toEqual(['客服', '说', '充电器', '要', '退货'])
  })

  it('finds what is new this week, and nothing where nothing changed', () => {
    const before = Array.from(
      { length: 200 },
      (_, i) => ['物流 太慢', '包装 破损', 'invoice late', '客服 热情'][i % 4]!,
    )
    const now = [...before.slice(0, 80), ...Array.from({ length: 12 }, () => '充电器 发热 charger hot')]
    const found = growingKeywords(now, before).map(({ word }) => word)
    expect(found).toEqual(expect.arrayContaining(['充电器', '发热', 'charger', 'hot']))
    expect(found).not.toContain('物流')
    expect(growingKeywords(before, before)).toEqual([])
    expect(() => growingKeywords([], before)).toThrow(AnalysisFailure)
  })
})

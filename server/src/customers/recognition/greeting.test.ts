import { describe, expect, it } from 'vitest'
import type { Actor, Language } from '../../kernel/actor.ts'
import { createTranslate } from '../../kernel/words.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh-CN.json' with { type: 'json' }
import { addressInChinese, addressInEnglish } from './address.ts'
import { type GreetingFacts, greet } from './greeting.ts'

const translate = createTranslate([{ en, 'zh-CN': zh }])
const today = '2026-11-23'
const say = (language: Language, facts: Partial<GreetingFacts>) =>
  greet(
    { t: (key, params) => translate(language, key, params), actor: { language } as Actor },
    { kind: 'person', name: '沈若兰', jobTitle: '主任', gender: 'female', ...facts },
    today,
  )

describe('A3 greeting', () => {
  it.each([
    [{ name: '沈若兰', jobTitle: '质检部副主任' }, '沈主任'],
    [{ name: '欧阳明', jobTitle: '总经理' }, '欧阳总'],
    [{ name: '李国栋', jobTitle: '高级工程师' }, '李工'],
    [{ name: '王磊', jobTitle: '采购', gender: 'male' }, '王先生'],
    [{ name: '王磊', jobTitle: '采购' }, '王磊'],
    [{ name: 'Maria Rossi', familyName: 'Rossi', gender: 'female' }, 'Rossi 女士'],
  ])('addresses %o in Chinese', (person, said) => {
    expect(addressInChinese({ kind: 'person', ...person })).toBe(said)
  })

  it.each([
    [{ name: '欧阳明', gender: 'male' }, 'Mr Ouyang'],
    [{ name: '王磊', latinName: 'Lei Wang' }, 'Lei Wang'],
    [{ name: 'Dr. Anna Keller' }, 'Dr Keller'],
    [{ name: 'Maria Rossi', jobTitle: 'Associate professor' }, 'Professor Rossi'],
    [{ name: 'Ben Novak', gender: 'male' }, 'Mr Novak'],
  ])('addresses %o in English', (person, said) => {
    expect(addressInEnglish({ kind: 'person', ...person })).toBe(said)
  })

  it('speaks of the most personal thing it knows', () => {
    const purchase = { product: 'pH 探头', quantity: '12', placedOn: '2026-11-12' }
    expect(say('zh-CN', { lastPurchase: purchase })).toBe('沈主任您好，上周买的pH 探头用得还顺手吗？')
    expect(say('en', { lastPurchase: { ...purchase, product: 'pH probe' } })).toBe(
      'Hello Ms Shen. How are you getting on with the pH probe you bought last week?',
    )
    expect(say('zh-CN', { lastPurchase: purchase, nextBirthday: today })).toBe('沈主任您好，祝您生日快乐！')
    expect(say('zh-CN', { nextBirthday: '2026-11-25' })).toBe('沈主任您好，提前祝您生日快乐！')
    expect(say('zh-CN', { lastOrderOn: '2026-10-15' })).toBe('沈主任您好，上个月的订单都还满意吗？')
    expect(say('en', { lastOrderOn: '2026-11-22' })).toBe(
      'Hello Ms Shen. I hope the order you placed yesterday was all right?',
    )
    expect(say('zh-CN', { lastOrderOn: '2025-01-15', lastContactOn: '2026-08-01' })).toBe(
      '沈主任您好，好久没联系了，最近一切都好吗？',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { findIn } from './fixture.ts'
import { findTranslationProblems } from './translations.ts'

const words = (area: string, english: object, chinese: object | undefined, code = '') =>
  findIn(findTranslationProblems, {
    [`${area}/en.json`]: JSON.stringify(english),
    ...(chinese && { [`${area}/zh-CN.json`]: JSON.stringify(chinese) }),
    [area.startsWith('web') ? 'web/src/sales/page.tsx' : 'server/src/sales/x.ts']: code,
  }).join('\n')

describe('translations', () => {
  it.each([
    ['a missing Chinese key', { save: 'Save', undo: 'Undo' }, { save: '保存' }, /zh-CN\.json: undo is missing/],
    ['a missing English key', { save: 'Save' }, { save: '保存', undo: '撤销' }, /en\.json: undo is missing/],
    ['a missing dictionary', { save: 'Save' }, undefined, /must both be there/],
    ['other placeholders', { hi: 'Hi {{name}}' }, { hi: '{{nom}}你好' }, /hi has other placeholders/],
    ['an empty text', { save: 'Save' }, { save: ' ' }, /save is empty/],
  ])('fails on %s', (_name, english, chinese, message) => {
    expect(words('web/src/sales', english, chinese)).toMatch(message)
    expect(words('server/src/sales/words', english, chinese)).toMatch(message)
  })

  it('fails on a key without words, on the server, in the web and in markup', () => {
    expect(words('server/src/sales/words', {}, {}, "ctx.t('order.gone')")).toMatch(/x\.ts:1: no words for order\.gone/)
    expect(words('server/src/sales/words', {}, {}, "throw conflict('gone')")).toMatch(/no words for problem\.gone/)
    expect(words('server/src/sales/words', {}, {}, "throw new Problem(400, 'odd')")).toMatch(
      /no words for problem\.odd/,
    )
    expect(words('web/src/sales', {}, {}, "export const x = t(isNew ? 'a' : 'b')")).toMatch(
      /words for a\n.*words for b/,
    )
    expect(words('web/src/sales', {}, {}, 'export const x = <Trans i18nKey="c" />')).toMatch(/no words for c/)
  })

  it('knows plural forms, nested keys and namespaces', () => {
    const english = { rows_one: 'one row', rows_other: '{{count}} rows', list: { title: 'List' } }
    const chinese = { rows_other: '{{count}} 行', list: { title: '列表' } }
    expect(words('web/src/sales', english, chinese, "t('rows', { count: 1 }); t('sales:list.title')")).toBe('')
  })
})

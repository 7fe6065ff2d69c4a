import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparator } from '../comparator.ts'
import { fullName } from './full-name.ts'
import { familyName, givenName } from './name-part.ts'
import { organizationName } from './organization-name.ts'
import { romanizedAddress, romanizedPlace } from './place-name.ts'
import { distance } from './word.ts'

function levelOf<P>(comparator: Comparator<P>, a: string, b: string): string | undefined {
  const [x, y] = [comparator.prepare(a), comparator.prepare(b)]
  if (x === null || y === null) return undefined
  return comparator.levels[comparator.compare(x, y)]
}

describe('full names', () => {
  it.each([
    ['张伟', '張偉', 'same'],
    ['司马相如', '司馬相如 先生', 'same'],
    ['Mr. John Smith', 'Smith, John', 'same'],
    ['José García', 'JOSE GARCIA', 'same'],
    ['ZHANG San', 'San Zhang', 'same'],
    ['John Smith', 'Smith John', 'swapped'],
    ['Zhang Xiaoming', 'Xiao-Ming Zhang', 'swapped'],
    ['Zhang Xiaoming', 'Xiao Ming Zhang', 'swapped'],
    ['张伟', 'Zhang Wei', 'pinyin'],
    ['张伟', 'Wei ZHANG', 'pinyin'],
    ['单雄信', 'Shan Xiongxin', 'pinyin'],
    ['仇英', 'Qiu Ying', 'pinyin'],
    ['解晓东', 'Xie Xiaodong', 'pinyin'],
    ['查良镛', 'Zha Liangyong', 'pinyin'],
    ['区伟', 'Ou Wei', 'pinyin'],
    ['曾小明', 'Zeng Xiaoming', 'pinyin'],
    ['曾小明', 'Tseng Hsiao-ming', 'pinyin'],
    ['蔡文', 'Tsai Wen', 'pinyin'],
    ['陈伟', 'Chan Wei', 'pinyin'],
    ['欧阳娜娜', 'Nana Ou-Yang', 'pinyin'],
    ['吕布', 'Lyu Bu', 'pinyin'],
    ['张伟 (David)', 'David Zhang', 'pinyin'],
    ['张乐', 'Zhang Yue', 'pinyin'],
    ['Bob Smith', 'Robert Smith', 'nickname'],
    ['Liz Taylor', 'Taylor, Elizabeth', 'nickname'],
    ['Jhon Smith', 'John Smith', 'close'],
    ['张伟', '张玮', 'close'],
    ['章伟', '张伟', 'close'],
    ['Zhnag Wei', '张伟', 'close'],
    ['John Adam Smith', 'John Smith', 'close'],
    ['Katarzyna Smith', 'Katarina Smith', 'close'],
    ['张小明', '张小红', 'alike'],
    ['J. Smith', 'John Smith', 'initials'],
    ['X. Zhang', '张小明', 'initials'],
    ['Zhang XM', '张小明', 'initials'],
    ['王总', '王伟', 'surname'],
    ['小王', '王伟', 'surname'],
    ['张伟', 'David Zhang', 'surname'],
    ['陈大文', 'Chan Tai Man', 'surname'],
    ['Chan Ka Ming', 'Chen Jiaming', 'surname'],
    ['Mary Smith', 'John Smith', 'surname'],
    ['张伟', '李伟', 'differs'],
    ['David Zhang', 'David Liu', 'differs'],
    ['欧阳伟', '欧伟', 'differs'],
    ['Mary Smith', 'Mary Jones', 'differs'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelOf(fullName, a, b)).toBe(level)
    expect(levelOf(fullName, b, a)).toBe(level)
  })

  it.each(['', '  ', '-', 'N/A', '无', '…'])('reads nothing in %j', (text) => {
    expect(fullName.prepare(text)).toBeNull()
  })

  it.each([
    ['曾小明', 'Tsang Xiaoming'],
    ['张伟', 'Wei Zhang'],
    ['张伟', '張瑋'],
    ['John Smith', 'Smith, Jon'],
    ['Robert Smith', 'Bob Smith'],
    ['Xiao Ming Zhang', 'Zhang Xiaoming'],
  ])('%s and %s meet under a key', (a, b) => {
    expect(common(fullName, a, b)).not.toEqual([])
  })
})

describe('given and family names in columns of their own', () => {
  it.each([
    ['小明', 'Xiao-Ming', 'pinyin'],
    ['小明', 'Hsiao Ming', 'pinyin'],
    ['伟', '玮', 'close'],
    ['Liz', 'Elizabeth', 'nickname'],
    ['J.', 'John', 'initial'],
    ['John Michael', 'John', 'close'],
    ['Stephn', 'Stephen', 'close'],
    ['Catherin', 'Kathryn', 'alike'],
    ['Marko', 'Susan', 'differs'],
  ])('given %s and %s: %s', (a, b, level) => {
    expect(levelOf(givenName, a, b)).toBe(level)
  })

  it.each([
    ['曾', 'Tsang', 'pinyin'],
    ['單', 'Shan', 'pinyin'],
    ['王', 'Wong', 'pinyin'],
    ['黄', 'Wong', 'pinyin'],
    ['李', 'Lee', 'pinyin'],
    ['smith', 'smyth', 'close'],
    ['Hsieh', 'Tse', 'differs'],
    ['張', '张', 'same'],
    ['Philips', 'Filips', 'alike'],
    ['王', '李', 'differs'],
  ])('family %s and %s: %s', (a, b, level) => {
    expect(levelOf(familyName, a, b)).toBe(level)
  })
})

describe('organizations', () => {
  it.each([
    ['华为技术有限公司', '華為技術股份有限公司', 'same'],
    ['中国工商银行', '工商银行', 'same'],
    ['上海宏达贸易有限公司', '宏达贸易（上海）有限公司', 'same'],
    ['Müller GmbH & Co. KG', 'Muller GmbH', 'same'],
    ['Acme Ltd.', 'ACME Limited', 'same'],
    ['S.A. Dupont', 'Dupont', 'same'],
    ['华为技术有限公司', 'Huawei Technologies Co., Ltd.', 'translated'],
    ['上海宏达贸易有限公司', 'Shanghai Hongda Trading Co., Ltd', 'translated'],
    ['西门子（中国）有限公司', 'Siemens Ltd., China', 'translated'],
    ['北京大学', 'Peking University', 'translated'],
    ['中国银行', 'Bank of China', 'translated'],
    ['华为技术有限公司', '华为', 'short'],
    ['Acme', 'Acme Holdings', 'short'],
    ['Microsft Corp', 'Microsoft Corporation', 'close'],
    ['宏达鑫贸易', '宏大鑫贸易', 'close'],
    ['IBM', 'International Business Machines Corp.', 'acronym'],
    ['中国工商银行股份有限公司', '工行', 'acronym'],
    ['北京大学', '北大', 'acronym'],
    ['华为技术有限公司', '华为技术有限公司北京分公司', 'branch'],
    ['招商银行上海分行', '招商银行北京分行', 'branch'],
    ['海底捞(国贸店)', '海底捞(望京店)', 'branch'],
    ['上海宏达贸易有限公司', '北京宏达贸易有限公司', 'alike'],
    ['宏达贸易', '宏达科技', 'alike'],
    ['Acme Ltd', 'Zenith Ltd', 'differs'],
    ['上海贸易有限公司', '腾讯', 'differs'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelOf(organizationName, a, b)).toBe(level)
    expect(levelOf(organizationName, b, a)).toBe(level)
  })

  it.each([
    ['华为技术有限公司', 'Huawei Technologies'],
    ['西门子', 'Siemens AG'],
    ['工行', '工商银行'],
    ['IBM', 'International Business Machines'],
    ['北京恒信电子', '恒信電子有限公司'],
  ])('%s and %s meet under a key', (a, b) => {
    expect(common(organizationName, a, b)).not.toEqual([])
  })
})

describe('places', () => {
  it('have one name in both writings', () => {
    expect(romanizedPlace('上海市')).toBe('shanghai')
    expect(romanizedPlace('廣州')).toBe('guangzhou')
    expect(romanizedPlace('Paris')).toBe('Paris')
    const words = (text: string) =>
      romanizedAddress(text)
        .toLowerCase()
        .match(/[a-z]+|\d+/g)
        ?.sort()
    expect(words('和平路12号304室')).toEqual(words('Room 304, 12 Heping Road'))
  })
})

const comparators: readonly (readonly [string, Comparator])[] = [
  ['full-name', fullName as Comparator],
  ['given-name', givenName as Comparator],
  ['family-name', familyName as Comparator],
  ['organization', organizationName as Comparator],
]
const pieces = fc.constantFrom(
  ...'张 伟 王总 小明 欧阳 单 公司 北京 分公司 银行 有限公司 ( ） , . - Zhang Wei david O’Brien Ltd Bank of J. 無 ü ß 12 店 '.split(
    ' ',
  ),
)
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(' ')),
)

describe.each(comparators)('%s for any text', (_, comparator) => {
  it('compares symmetrically, a text with itself at the highest level, and gives up to eight keys', () => {
    fc.assert(
      fc.property(texts, texts, (s, t) => {
        const [a, again, b] = [comparator.prepare(s), comparator.prepare(s), comparator.prepare(t)]
        if (a === null) return
        const top = comparator.levels.length - 1
        expect(comparator.compare(a, again)).toBe(top)
        expect(structuredClone(a)).toEqual(a)
        const keys = comparator.blockingKeys(a)
        expect(keys.length).toBeLessThanOrEqual(8)
        expect(keys[0]).toMatch(/^x:/)
        if (b === null) return
        const level = comparator.compare(a, b)
        expect(comparator.compare(b, a)).toBe(level)
        expect(level).toBeGreaterThanOrEqual(0)
        if (comparator.termKey!(a) === comparator.termKey!(b))
          expect(level).toBeGreaterThanOrEqual(comparator.termLevel ?? top)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('bit-parallel distance', () => {
  it('equals the table of optimal string alignment', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 12 })
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(distance(a, b)).toBe(alignment(a, b))
      }),
    )
  })
})

function alignment(a: string, b: string): number {
  const cost = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i ? i : j)),
  )
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = cost[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      cost[i]![j] = Math.min(replaced, cost[i - 1]![j]! + 1, cost[i]![j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost[i]![j] = Math.min(cost[i]![j]!, cost[i - 2]![j - 2]! + 1)
    }
  }
  return cost[a.length]![b.length]!
}

function common<P>(comparator: Comparator<P>, a: string, b: string): string[] {
  const keys = new Set(comparator.blockingKeys(comparator.prepare(a)!))
  return comparator.blockingKeys(comparator.prepare(b)!).filter((key) => keys.has(key))
}

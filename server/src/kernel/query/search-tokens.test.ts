import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { searchQuery, searchTokens } from './search-tokens.ts'

let database: TestDatabase
let client: pg.Client

beforeAll(async () => {
  database = await testDatabase()
  client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

const ZHANG = searchTokens({
  names: ['张三'],
  contacts: ['+8613800138000', 'zhang.san@example.com', 'wx_zhang3'],
  codes: ['INV-2024-001'],
})

async function finds(tokens: string, text: string, weights?: string): Promise<boolean> {
  const query = searchQuery(text, weights === undefined ? {} : { weights })
  if (query === '') return false
  const { rows } = await client.query('select $1::tsvector @@ $2::tsquery as found', [tokens, query])
  return rows[0].found
}

describe('search by a few letters', () => {
  it.each([
    'zs',
    'zhangsan',
    'zhang san',
    'ZhangSan',
    'san',
    '张三',
    '張三',
    '张',
    '三',
    '138 0013',
    '13800138000',
    '138-0013-8000',
    '8000',
    '138000',
    '+86 138',
    '0086 138 0013',
    '张三 8000',
    'zs 138',
    'zhang.san@ex',
    '@example.com',
    'example.com',
    'wx_zhang3',
    'inv-2024',
    '2024',
    'ＺＳ',
  ])('%s finds 张三', async (text) => {
    expect(await finds(ZHANG, text)).toBe(true)
  })

  it.each(['zss', '李', '张四', '139', '138 8001', 'lisi', '三张', 'zs 139'])('%s does not', async (text) => {
    expect(await finds(ZHANG, text)).toBe(false)
  })

  it('keeps contact points from those who may not see them', async () => {
    expect(await finds(ZHANG, 'zs', 'A')).toBe(true)
    for (const text of ['138 0013', '8000', 'example.com', 'zhang.san@example.com', 'inv-2024']) {
      expect(await finds(ZHANG, text, 'A')).toBe(false)
    }
  })

  it('folds accents, traditional characters and both readings of a surname', async () => {
    const tokens = searchTokens({
      names: ['單田芳', "Zoë O'Brien-Møller", '重慶銀行股份有限公司'],
      contacts: [],
      codes: [],
    })
    for (const text of [
      'shantianfang',
      'dantianfang',
      'stf',
      'dtf',
      '单田芳',
      '田芳',
      'zoe',
      'ZOË',
      "o'brien",
      'moller',
    ]) {
      expect(await finds(tokens, text), text).toBe(true)
    }
    for (const text of ['chongqingyinhang', 'cqyh', '重庆银行', '銀行', 'yinhang']) {
      expect(await finds(tokens, text), text).toBe(true)
    }
  })

  it('finds a landline as it is dialled', async () => {
    const tokens = searchTokens({ names: [], contacts: ['+861088886666', '+16502530000'], codes: [] })
    for (const text of ['010 8888 6666', '(010) 8888', '88886666', '6666', '650 253', '+1 650']) {
      expect(await finds(tokens, text), text).toBe(true)
    }
  })

  it('stays small and leaves room for the numbers of a long name', async () => {
    const long = '上海浦东发展银行股份有限公司信用卡中心华东大区客户服务与投诉受理部'
    const tokens = searchTokens({ names: [long.repeat(3)], contacts: ['+8613800138000'], codes: ['C1'] })
    expect(tokens.split(' ').length).toBeLessThanOrEqual(60)
    expect(Buffer.byteLength(tokens)).toBeLessThan(2500)
    expect(await finds(tokens, '138 0013')).toBe(true)
    expect(await finds(tokens, '浦东发展')).toBe(true)
  })

  it('makes a literal that PostgreSQL takes from any text', async () => {
    const odd = fc.constantFrom(
      "'",
      '\\',
      ':',
      '*',
      '&',
      '|',
      '!',
      '(',
      ')',
      '<->',
      ' ',
      '\0',
      '\ud800',
      '\udc00',
      '张',
      'é',
      'a',
      '1',
      '@',
      '.',
      '+',
      '\n',
      '😀',
    )
    const text = fc.oneof(
      fc.array(odd, { maxLength: 60 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    )
    await fc.assert(
      fc.asyncProperty(text, text, async (a, b) => {
        const tokens = searchTokens({ names: [a, b], contacts: [b, `${a}@${b}`], codes: [a] })
        for (const weights of ['A', 'AB', 'ABC', "A'); drop"]) {
          await client.query('select $1::tsvector @@ $2::tsquery', [tokens, searchQuery(a, { weights })])
        }
      }),
      { numRuns: 200 },
    )
    const huge = `${'张三 a1 '.repeat(1_500_000)}`
    expect(searchQuery(huge).length).toBeLessThan(2000)
    await client.query('select $1::tsvector', [searchTokens({ names: [huge], contacts: [huge], codes: [huge] })])
  })
})

import { searchTokens } from '../src/kernel/query/search-tokens.ts'
import { sortName } from '../src/customers/names.ts'
import { uuidv7 } from 'uuidv7'

/** Numbers from a seed, so that every run makes the same people (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈']
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕鹏飞宇浩然子涵雨欣怡梓轩']
const FIRST = ['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Grace', 'Henry', 'Ida', 'Jack', 'Karin', 'Leo', 'Maria', 'Noah']
const LAST = ['Keller', 'Smith', 'Novak', 'Rossi', 'Larsen', 'Dubois', 'Garcia', 'Brown', 'Weber', 'Silva', 'Moreau', 'Olsen']
const CITIES = ['杭州', '上海', '北京', '深圳', '成都', '广州', 'Basel', 'Jena', 'Lyon', 'Leeds']
const TRADES = ['科技', '制药', '检测', '生物', '食品', '环境', '光学', '半导体']

export interface Person {
  readonly customer: Record<string, unknown>
  readonly contacts: readonly Record<string, unknown>[]
}

/** One customer of the benchmark's firm with a phone and a mail address; every sixth is an organization. */
export function makePerson(random: () => number, index: number, at: string, owners: readonly string[]): Person {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const isOrganization = index % 6 === 5
  const isChinese = random() < 0.7
  const city = pick(CITIES)
  const name = isOrganization
    ? isChinese
      ? `${city}${pick(GIVEN)}${pick(GIVEN)}${pick(TRADES)}有限公司`
      : `${pick(LAST)} ${pick(['Labs', 'Optik', 'Foods', 'Systems'])} ${index}`
    : isChinese
      ? pick(SURNAMES) + pick(GIVEN) + (random() < 0.8 ? pick(GIVEN) : '')
      : `${pick(FIRST)} ${pick(LAST)}`
  const phone = `+861${String(3_000_000_000 + index)}`
  const email = `c${index}@${isOrganization ? 'firm' : 'mail'}${index % 997}.example`
  const id = uuidv7()
  const stamps = { created_at: at, updated_at: new Date(Date.parse(at) + index * 37).toISOString() }
  const point = (kind: string, value: string, position: number) => ({
    id: uuidv7(), version: 1, customer_id: id, kind, value, display: value, is_primary: true, is_valid: true, position, ...stamps,
  })
  return {
    customer: {
      id, version: 1, kind: isOrganization ? 'organization' : 'person', name, sort_name: sortName(name),
      external_id: `X${index}`, owner_id: pick(owners), city, country: isChinese ? 'CN' : 'EU', industry: pick(TRADES),
      source: pick(['fair', 'web', 'referral', 'phone']), primary_phone: phone, primary_email: email, completeness: 60,
      is_birth_month_leap: false, tags: [], order_count: 0, order_total: 0, custom: {},
      search: searchTokens({ names: [name], contacts: [phone, email], codes: [`X${index}`] }), ...stamps,
    },
    contacts: [point('phone', phone, 0), point('email', email, 1)],
  }
}

import { sortName } from '../src/customers/names.ts'
import { searchTokens } from '../src/kernel/query/search-tokens.ts'

/** Numbers from a seed, so that every run makes the same people (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈',
]
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕鹏飞宇浩然子涵雨欣怡梓轩']
const FIRST = 'Anna Ben Clara David Emma Felix Grace Henry Ida Jack Karin Leo Maria Noah Olga Paul Rosa Simon'.split(
  ' ',
)
const LAST = 'Keller Smith Novak Rossi Larsen Dubois Garcia Brown Weber Silva Moreau Olsen Kowalski Haas'.split(' ')
const CITIES = ['杭州', '上海', '北京', '深圳', '成都', '广州', 'Basel', 'Jena', 'Lyon', 'Leeds']
const TRADES = ['科技', '制药', '检测', '生物', '食品', '环境', '光学', '半导体']
const SOURCES = ['fair', 'web', 'referral', 'phone']

const BEGAN = Date.parse('2023-01-01T00:00:00Z')
const SPAN = Date.parse('2025-11-01T00:00:00Z') - BEGAN

/** Every sixth customer is an organization; the five before it work there. */
export const isOrganization = (index: number) => index % 6 === 5
export const employerOf = (index: number) => index - (index % 6) + 5

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
const idOf = (kind: number, index: number) => `0190${hex(kind, 4)}-0000-7000-8000-${hex(index, 12)}`
/** Ids in the order of the numbers, so that any caller knows them. */
export const customerId = (index: number) => idOf(1, index)
const contactId = (index: number) => idOf(2, index)
export const relationId = (index: number) => idOf(3, index)
export const orderId = (index: number) => idOf(4, index)

export const phoneOf = (index: number) => `+861${3_000_000_000 + index}`
export const emailOf = (index: number) => `c${index}@${isOrganization(index) ? 'firm' : 'mail'}${index % 997}.example`
export const externalIdOf = (index: number) => `X${index}`
/** Orders of a customer: none to six, three on average. */
const ordersOf = (index: number) => index % 7

export interface Person {
  readonly customer: Record<string, unknown>
  readonly contacts: readonly Record<string, unknown>[]
  readonly orders: readonly Record<string, unknown>[]
}

export interface Owners {
  readonly of: (index: number) => string
}

/** One customer of the benchmark's firm with a phone, a mail address and its orders. The same for the same number. */
export function makePerson(index: number, owners: Owners): Person {
  const random = createRandom(index * 7919 + 1)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const isChinese = random() < 0.7
  const city = pick(CITIES)
  const name = isOrganization(index)
    ? isChinese
      ? `${city}${pick(GIVEN)}${pick(GIVEN)}${pick(TRADES)}有限公司`
      : `${pick(LAST)} ${pick(['Labs', 'Optik', 'Foods', 'Systems'])} ${index}`
    : isChinese
      ? pick(SURNAMES) + pick(GIVEN) + (random() < 0.8 ? pick(GIVEN) : '')
      : `${pick(FIRST)} ${pick(LAST)}`
  const id = customerId(index)
  const created = BEGAN + Math.floor(random() * SPAN)
  const stamps = {
    created_at: new Date(created).toISOString(),
    updated_at: new Date(created + Math.floor(random() * (BEGAN + SPAN - created))).toISOString(),
  }
  const point = (kind: string, value: string, position: number) =>
    contactPoint(id, contactId(index * 2 + position), { kind, value, position }, stamps)
  const owner = owners.of(index)
  const orders = Array.from({ length: ordersOf(index) }, (_, nth) => makeOrder(random, { index, nth, owner, stamps }))
  return {
    customer: {
      id,
      version: 1,
      kind: isOrganization(index) ? 'organization' : 'person',
      name,
      sort_name: sortName(name),
      external_id: externalIdOf(index),
      owner_id: owner,
      city,
      country: isChinese ? 'CN' : 'EU',
      industry: pick(TRADES),
      source: pick(SOURCES),
      primary_phone: phoneOf(index),
      primary_email: emailOf(index),
      organization_id: isOrganization(index) ? null : customerId(employerOf(index)),
      completeness: 60,
      is_birth_month_leap: false,
      tags: [],
      ...totalsOf(orders),
      custom: {},
      search: tokensOf(name, index),
      ...stamps,
    },
    contacts: [point('phone', phoneOf(index), 0), point('email', emailOf(index), 1)],
    orders,
  }
}

type Stamps = Readonly<Record<'created_at' | 'updated_at', string>>

function makeOrder(
  random: () => number,
  { index, nth, owner, stamps }: { index: number; nth: number; owner: string; stamps: Stamps },
) {
  const day = new Date(BEGAN + Math.floor(random() * SPAN)).toISOString().slice(0, 10)
  const statuses = ['paid', 'paid', 'paid', 'delivered', 'open']
  const status = statuses[Math.floor(random() * statuses.length)]!
  const number = Math.floor(index / 7) * 21 + (ordersOf(index) * (ordersOf(index) - 1)) / 2 + nth
  return {
    id: orderId(number),
    version: 1,
    number: `S${number}`,
    customer_id: customerId(index),
    placed_on: day,
    status,
    currency: 'CNY',
    total: 1000 + Math.floor(random() * 500_000),
    owner_id: owner,
    search: `'s${number}':3C`,
    ...stamps,
  }
}

function totalsOf(orders: readonly { readonly placed_on: string; readonly total: number }[]) {
  const days = orders.map((order) => order.placed_on).sort()
  return {
    order_count: orders.length,
    order_total: orders.reduce((sum, order) => sum + order.total, 0),
    order_currency: orders.length > 0 ? 'CNY' : null,
    first_order_on: days[0] ?? null,
    last_order_on: days.at(-1) ?? null,
  }
}

function contactPoint(
  customer: string,
  id: string,
  { kind, value, position }: { kind: string; value: string; position: number },
  stamps: Stamps,
) {
  return {
    id,
    version: 1,
    customer_id: customer,
    kind,
    value,
    display: value,
    is_primary: true,
    is_valid: true,
    position,
    ...stamps,
  }
}

const tokensOf = (name: string, index: number) =>
  searchTokens({ names: [name], contacts: [phoneOf(index), emailOf(index)], codes: [externalIdOf(index)] })

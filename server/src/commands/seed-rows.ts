import { createHash } from 'node:crypto'
import type { CustomerLoad } from '../customers/index.ts'
import type { Ctx } from '../kernel/context.ts'
import type { OrderValues } from '../sales/index.ts'

export interface SeedPlan {
  /** Number of the first customer. */
  readonly from: number
  readonly customers: number
  readonly owners: readonly string[]
  readonly until: Date
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
const STATUSES = ['paid', 'paid', 'paid', 'delivered', 'open'] as const
const DAY_MS = 86_400_000
const YEARS_MS = 3 * 365 * DAY_MS

/** A number that is always the same for the same question; between 0 and 1. */
const draw = (number: number, what: string): number =>
  createHash('md5').update(`${what} ${number}`).digest().readUInt32BE(0) / 2 ** 32

const choose = <T>(list: readonly T[], number: number, what: string): T =>
  list[Math.floor(draw(number, what) * list.length)]!

/** Every sixth is an organization, where those after it work. */
const isOrganization = (number: number) => number % 6 === 5

/** The id of a customer: a UUID of version 8, in the order of the numbers. */
export function seedId({ owners }: SeedPlan, number: number): string {
  const firm = createHash('md5').update(owners.join()).digest('hex')
  return `01900000-${firm.slice(0, 4)}-8000-8000-${number.toString(16).padStart(12, '0')}`
}

export function seedCustomer(plan: SeedPlan, number: number): CustomerLoad {
  const pick = <T>(list: readonly T[], what: string) => choose(list, number, what)
  const isChinese = draw(number, 'language') < 0.7
  const city = pick(CITIES, 'city')
  const employer = number - (number % 6) - 1
  const created = plan.until.getTime() - Math.floor(draw(number, 'created') * YEARS_MS) - DAY_MS
  return {
    id: seedId(plan, number),
    kind: isOrganization(number) ? 'organization' : 'person',
    name: nameOf(number, isChinese, city),
    externalId: `SEED-${number}`,
    industry: pick(TRADES, 'trade'),
    source: pick(['fair', 'web', 'referral', 'phone'], 'source'),
    language: isChinese ? 'zh-CN' : 'en',
    owner: plan.owners.length > 0 ? pick(plan.owners, 'owner') : null,
    organization: !isOrganization(number) && employer >= plan.from ? seedId(plan, employer) : null,
    contactPoints: [
      { kind: 'phone', value: `+861${3_000_000_000 + number}`, isPrimary: true },
      { kind: 'email', value: `seed${number}@${isOrganization(number) ? 'firm' : 'mail'}${number % 997}.example` },
      { kind: 'address', address: { city, country: isChinese ? 'CN' : 'EU' } },
    ],
    createdAt: new Date(created),
    updatedAt: new Date(created + Math.floor(draw(number, 'updated') * (plan.until.getTime() - created))),
  }
}

function nameOf(number: number, isChinese: boolean, city: string): string {
  const pick = (list: readonly string[], what: string) => choose(list, number, what)
  if (isOrganization(number)) {
    return isChinese
      ? `${city}${pick(GIVEN, 'first')}${pick(GIVEN, 'second')}${pick(TRADES, 'trade')}有限公司`
      : `${pick(LAST, 'family')} ${pick(['Labs', 'Optik', 'Foods', 'Systems'], 'house')} ${number}`
  }
  if (!isChinese) return `${pick(FIRST, 'given')} ${pick(LAST, 'family')}`
  return pick(SURNAMES, 'family') + pick(GIVEN, 'first') + (draw(number, 'length') < 0.8 ? pick(GIVEN, 'second') : '')
}

/** An order of one line, placed by one of the plan's customers. */
export function seedOrder(ctx: Ctx, plan: SeedPlan, number: number): OrderValues {
  const key = plan.from * 31 + number
  const customer = plan.from + Math.floor(draw(key, 'customer') * plan.customers)
  const quantity = 1 + Math.floor(draw(key, 'quantity') * 9)
  const price = 1_000 + Math.floor(draw(key, 'price') * 50_000)
  const day = new Date(plan.until.getTime() - Math.floor(draw(key, 'day') * YEARS_MS)).toISOString().slice(0, 10)
  return {
    row: { number: number + 1, line: number + 1, values: {} },
    number: `SEED-${plan.from}-${number}`,
    customerText: String(customer),
    placedOn: day,
    placedAt: null,
    productCode: null,
    productName: null,
    quantity: String(quantity) as OrderValues['quantity'],
    unitPrice: String(price) as OrderValues['unitPrice'],
    discount: 0,
    amount: quantity * price,
    currency: ctx.actor.currency,
    hasCurrency: true,
    status: choose(STATUSES, key, 'status'),
    note: null,
    problems: [],
    isRejected: false,
  }
}

import { type ExampleProduct, PRODUCTS } from '../content/products.ts'
import type { Random } from '../random.ts'
import { type Buyer, DAY_MS, dayOf, type Setting } from './firm.ts'
import { orderDays } from './rhythm.ts'

export type Status = 'open' | 'delivered' | 'paid' | 'cancelled' | 'returned'

export interface ExampleLine {
  readonly product: ExampleProduct
  readonly quantity: number
  /** Yuan, without discount. */
  readonly price: number
  /** Share taken off the line. */
  readonly discount: number
}

export interface ExampleOrder {
  readonly number: string
  readonly buyer: Buyer
  readonly placedOn: string
  readonly status: Status
  readonly lines: readonly ExampleLine[]
}

/** What a customer keeps buying, and the instruments it buys now and then. */
export interface Basket {
  readonly usual: readonly { readonly product: ExampleProduct; readonly quantity: number }[]
  readonly instruments: readonly ExampleProduct[]
}

const fits =
  ({ trade }: Buyer) =>
  ({ trades }: ExampleProduct) =>
    trades === null || trades.includes(trade)
const isRefill = ({ group }: ExampleProduct) => group === 'probe' || group === 'reagent' || group === 'consumable'

export function drawBasket(random: Random, buyer: Buyer): Basket {
  const mine = PRODUCTS.filter(fits(buyer))
  const refills = random
    .shuffled(mine.filter(isRefill))
    .slice(0, buyer.isOrganization ? random.int(3, 6) : random.int(1, 2))
  return {
    usual: refills.map((product) => ({ product, quantity: usualQuantity(random, product, buyer.weight) })),
    instruments: random.shuffled(mine.filter(({ group }) => group === 'instrument')).slice(0, random.int(1, 4)),
  }
}

const usualQuantity = (random: Random, { price }: ExampleProduct, weight: number): number =>
  Math.max(1, Math.round(((random.int(5, 14) * 1000 * weight) / (price + 250)) * 1.1))

/** Three years of orders in each customer's rhythm, with returns, numbered by month. */
export function buildOrders(
  setting: Setting,
  buyers: readonly Buyer[],
  baskets: ReadonlyMap<string, Basket>,
): ExampleOrder[] {
  const random = setting.random.fork('orders')
  const drafts = buyers.flatMap((buyer) =>
    ordersOf(random.fork(`${buyer.name}${buyer.city}`), buyer, baskets.get(buyer.id)!, setting.now),
  )
  drafts.sort((a, b) => (a.placedOn < b.placedOn ? -1 : a.placedOn > b.placedOn ? 1 : 0))
  const counts = new Map<string, number>()
  return drafts.map((draft) => {
    const month = draft.placedOn.slice(2, 7).replace('-', '')
    const count = (counts.get(month) ?? 0) + 1
    counts.set(month, count)
    return { ...draft, number: `QH${month}-${String(count).padStart(4, '0')}` }
  })
}

type Draft = Omit<ExampleOrder, 'number'>

function ordersOf(random: Random, buyer: Buyer, basket: Basket, now: Date): Draft[] {
  const days = orderDays(random, buyer, now)
  const instrumentAt = new Set(basket.instruments.map(() => random.int(0, Math.max(0, days.length - 2))))
  const left = [...basket.instruments]
  return days.flatMap((placedOn, index) => {
    const instrument = buyer.isOrganization && instrumentAt.has(index) ? left.shift() : undefined
    const growth = buyer.course === 'growing' ? 0.6 + (0.9 * index) / days.length : 1
    const lines = [
      ...(instrument ? instrumentLines(random, instrument, buyer) : []),
      ...refillLines(random, basket, buyer, growth),
    ]
    const order: Draft = { buyer, placedOn, status: statusOf(random, placedOn, now), lines }
    const back = order.status === 'paid' && random.chance(0.022) ? returnOf(random, order, now) : null
    return back ? [order, back] : [order]
  })
}

function instrumentLines(random: Random, product: ExampleProduct, { course }: Buyer): ExampleLine[] {
  const services = PRODUCTS.filter(({ group }) => group === 'service')
  const lines = [
    {
      product,
      quantity: product.price < 30_000 ? random.int(1, 4) : 1,
      price: product.price,
      discount: discountOf(random, course),
    },
  ]
  if (!random.chance(0.6)) return lines
  const service = random.pick(services)
  return [...lines, { product: service, quantity: 1, price: service.price, discount: 0 }]
}

function refillLines(random: Random, { usual }: Basket, { course }: Buyer, growth: number): ExampleLine[] {
  const chosen = usual.filter(() => random.chance(0.58))
  const lines = (chosen.length > 0 ? chosen : usual.slice(0, 1)).map(({ product, quantity }) => ({
    product,
    quantity: Math.max(1, Math.round(quantity * growth * Math.max(0.5, random.normal(1, 0.25)))),
    price: product.price,
    discount: discountOf(random, course),
  }))
  if (!random.chance(0.06)) return lines
  const extra = random.pick(PRODUCTS.filter(({ group, trades }) => group === 'accessory' && trades === null))
  return [...lines, { product: extra, quantity: 1, price: extra.price, discount: 0 }]
}

const discountOf = (random: Random, course: Buyer['course']): number =>
  course === 'key' ? random.pick([0.05, 0.08, 0.1]) : random.chance(0.15) ? 0.03 : 0

function statusOf(random: Random, placedOn: string, now: Date): Status {
  const ageDays = (now.getTime() - Date.parse(placedOn)) / DAY_MS
  if (ageDays > 10 && random.chance(0.018)) return 'cancelled'
  if (ageDays < 6) return 'open'
  if (ageDays < 14) return random.chance(0.5) ? 'open' : 'delivered'
  if (ageDays < 50) return random.chance(0.55) ? 'delivered' : 'paid'
  return random.chance(0.985) ? 'paid' : 'delivered'
}

/** Part of one line comes back some days later, as a line of negative quantity. */
function returnOf(random: Random, { buyer, placedOn, lines }: Draft, now: Date): Draft | null {
  const line = random.pick(lines.filter(({ product }) => product.group !== 'service'))
  const at = Date.parse(placedOn) + random.int(5, 25) * DAY_MS
  if (!line || at > now.getTime()) return null
  const quantity = -Math.max(1, Math.round(line.quantity * random.next() * 0.6))
  return { buyer, placedOn: dayOf(at), status: 'returned', lines: [{ ...line, quantity }] }
}

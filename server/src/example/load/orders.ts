import type { Ctx } from '../../kernel/context.ts'
import { createProduct, importOrders, lineAmount, type OrderValues } from '../../sales/index.ts'
import { inWords } from '../build/firm.ts'
import type { ExampleLine, ExampleOrder } from '../build/orders.ts'
import { GROUP_NAMES, PRODUCTS } from '../content/products.ts'

/** What a yuan is worth in the workspace's currency; in any other the firm keeps its yuan. */
const RATES: Readonly<Record<string, number>> = {
  CNY: 1,
  EUR: 0.128,
  USD: 0.139,
  GBP: 0.109,
  CHF: 0.121,
  HKD: 1.09,
  SGD: 0.187,
}

const minorOf = (yuan: number, rate: number) => Math.round(yuan * rate) * 100

function moneyOf(ctx: Ctx) {
  const rate = RATES[ctx.actor.currency]
  return rate === undefined ? { currency: 'CNY', rate: 1 } : { currency: ctx.actor.currency, rate }
}

export async function loadProducts(ctx: Ctx): Promise<void> {
  const isChinese = ctx.actor.language === 'zh-CN'
  const { currency, rate } = moneyOf(ctx)
  for (const { code, name, nameEn, group, unit, price } of PRODUCTS) {
    await createProduct(ctx, {
      code,
      name,
      nameEn,
      category: inWords(GROUP_NAMES[group], isChinese),
      unit: inWords(unit, isChinese),
      listPrice: minorOf(price, rate),
      currency,
    })
  }
}

/** Orders come in through the set-based entrance that imports use, each line as a row. */
export async function loadOrders(ctx: Ctx, orders: readonly ExampleOrder[]): Promise<void> {
  const money = moneyOf(ctx)
  const customers = new Map<OrderValues, string>()
  const rows = orders.flatMap((order) =>
    order.lines.map((line, index) => {
      const values = valuesOf(order, line, index, money)
      customers.set(values, order.buyer.id)
      return values
    }),
  )
  await importOrders(ctx, rows, (values) => customers.get(values) ?? null)
}

function valuesOf(
  { number, buyer, placedOn, status }: ExampleOrder,
  { product, quantity, price, discount }: ExampleLine,
  index: number,
  { currency, rate }: { currency: string; rate: number },
): OrderValues {
  const unitPrice = minorOf(price, rate)
  const off = Math.round((unitPrice * quantity * discount) / 100) * 100
  return {
    row: { number: index + 1, line: index + 1, values: {} },
    number,
    customerText: null,
    placedOn,
    placedAt: null,
    productCode: product.code,
    productName: buyer.isChinese ? product.name : product.nameEn,
    quantity: String(quantity),
    unitPrice: String(unitPrice),
    discount: off,
    amount: lineAmount(String(quantity), String(unitPrice), off),
    currency,
    hasCurrency: true,
    status,
    note: null,
    problems: [],
    isRejected: false,
  }
}

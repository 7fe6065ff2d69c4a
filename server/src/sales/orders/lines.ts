import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import type { Row } from '../../kernel/record/event.ts'
import { binRow, findRowForUpdate, insertRow, type StoredRow, updateRow } from '../../kernel/record/write.ts'
import { decimalOf, lineAmount, sumAmounts } from '../amounts.ts'
import type { OrderLineInput } from './contract.ts'
import { orderLineTable } from './orders.fields.ts'

/** What a line says, its amount computed. */
export interface LineContent extends Row {
  readonly product_id: string | null
  readonly description: string
  readonly quantity: string
  readonly unit_price: string
  readonly discount: number
  readonly amount: number
}

export interface LineColumns extends LineContent {
  readonly position: number
}

interface KnownProduct {
  readonly id: string
  readonly name: string
  readonly list_price: number | null
  readonly currency: string
}

/**
 * Reads lines as given: product names and list prices fill what is left out.
 * @throws bad-input for products that are not there, lines without a price, amounts beyond what money can hold
 */
export async function readLines(
  ctx: Ctx,
  inputs: readonly OrderLineInput[],
  currency: string,
): Promise<readonly LineColumns[]> {
  const products = await findProducts(
    ctx,
    inputs.flatMap(({ productId }) => productId ?? []),
  )
  return inputs.map((input, index) => {
    const product = input.productId ? products.get(input.productId) : undefined
    const refuse = (field: string, message = 'problem.field.value') =>
      badInput([{ path: `/lines/${index}/${field}`, message, params: { field } }])
    if (input.productId && !product) throw refuse('productId', 'problem.order.no-product')
    const listPrice = product?.currency === currency ? product.list_price : null
    const quantity = decimalOf(input.quantity)
    if (quantity === null) throw refuse('quantity')
    if (input.unitPrice === undefined && listPrice === null) throw refuse('unitPrice', 'problem.order.no-price')
    const unitPrice = decimalOf(input.unitPrice ?? listPrice!)
    if (unitPrice === null) throw refuse('unitPrice')
    const discount = input.discount ?? 0
    return {
      position: index + 1,
      product_id: product?.id ?? null,
      description: input.description?.trim() || product?.name || '',
      quantity,
      unit_price: unitPrice,
      discount,
      amount: checked(() => lineAmount(quantity, unitPrice, discount), `/lines/${index}/quantity`),
    }
  })
}

export const totalOf = (lines: readonly { readonly amount: number }[]) =>
  checked(() => sumAmounts(lines.map(({ amount }) => amount)), '/lines')

function checked(compute: () => number, path: string): number {
  try {
    return compute()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw badInput([{ path, message: 'problem.field.value', params: { field: 'amount' } }])
  }
}

async function findProducts(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, KnownProduct>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<KnownProduct>`
    select id, name, list_price, currency from sales.v_product where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function insertLines(ctx: Ctx, orderId: string, lines: readonly LineColumns[]): Promise<void> {
  for (const line of lines) await insertRow(ctx, orderLineTable, { id: uuidv7(), order_id: orderId, ...line })
}

/** Makes an order's lines be these: named ones change, new ones come, the rest go. @returns whether anything changed */
export async function replaceLines(
  ctx: Ctx,
  orderId: string,
  inputs: readonly OrderLineInput[],
  lines: readonly LineColumns[],
): Promise<boolean> {
  const stored = new Map((await lockLines(ctx, orderId)).map((row) => [row.id, row]))
  let isChanged = false
  for (const [index, line] of lines.entries()) {
    const id = inputs[index]?.id
    const row = id === undefined ? undefined : stored.get(id)
    if (id !== undefined && !row) {
      throw badInput([{ path: `/lines/${index}/id`, message: 'problem.order.no-line' }])
    }
    if (row) {
      stored.delete(row.id)
      if ((await updateRow(ctx, orderLineTable, row, { changes: line })) !== row) isChanged = true
    } else {
      await insertLines(ctx, orderId, [line])
      isChanged = true
    }
  }
  for (const row of stored.values()) {
    await binRow(ctx, orderLineTable, await findRowForUpdate(ctx, orderLineTable, row.id))
    isChanged = true
  }
  return isChanged
}

async function lockLines(ctx: Ctx, orderId: string): Promise<readonly StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select * from sales.order_line
    where workspace_id = ${ctx.actor.workspaceId} and order_id = ${orderId} and deleted_at is null
    order by position for update`.execute(ctx.db)
  return rows
}

/** Lines as the API shows them; `quantity` and `unitPrice` are decimals, the price in minor units. */
export async function listLines(ctx: Ctx, orderId: string) {
  const { rows } = await sql<Row>`
    select l.id, l.version, l.position, l.description, l.quantity::text as quantity, l.unit_price::text as "unitPrice",
      l.discount, l.amount,
      case when p.id is null then null
        else jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'nameEn', p.name_en, 'unit', p.unit) end as product
    from sales.v_order_line l left join sales.v_product p on p.id = l.product_id
    where l.order_id = ${orderId} and l.deleted_at is null order by l.position, l.id`.execute(ctx.db)
  return rows
}

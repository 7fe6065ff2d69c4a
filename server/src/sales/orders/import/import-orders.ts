import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../kernel/context.ts'
import { scopePredicate } from '../../../kernel/query/fields.ts'
import { insertBatch, updateBatch } from '../../../kernel/record/batch.ts'
import type { Row } from '../../../kernel/record/event.ts'
import { sumAmounts } from '../../amounts.ts'
import type { LineContent } from '../lines.ts'
import { orderLineTable, orderRecord, orderTable } from '../orders.fields.ts'
import { searchOf } from '../orders.ts'
import { refreshTotals } from '../totals.ts'
import { candidateNumbers, type Draft, draftOrders, type IsTaken, statusOf } from './drafts.ts'
import { bringProducts } from './import-products.ts'
import { matchLines, type StoredLine } from './match-lines.ts'
import type { OrderValues } from './order-values.ts'

export interface OrderCounts {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
}

interface StoredOrder extends Row {
  readonly id: string
  readonly number: string
  readonly customer_id: string | null
  readonly total: number
  readonly line_count: number
  readonly lines_version: number
  /** Made by an earlier batch of this very import, so that its rows go on here. */
  readonly is_own: boolean
  /** Within the actor's scope; others' orders are left as they are. */
  readonly is_visible: boolean
}

/**
 * Writes a batch of order rows set-based: products that nobody knew, new orders with their lines, changes of orders
 * that exist, and the customers' totals. Every created or changed order leaves one event, with the whole row before,
 * so that the import can be taken back exactly.
 */
export async function importOrders(
  ctx: Ctx,
  rows: readonly OrderValues[],
  customerOf: (values: OrderValues) => string | null,
): Promise<OrderCounts> {
  if (rows.length === 0) return { created: 0, updated: 0, unchanged: 0 }
  const stored = await findStored(ctx, candidateNumbers(rows))
  const drafts = draftOrders(rows, takenBy(stored))
  const productOf = await bringProducts(ctx, rows)
  const linesOf = ({ lines }: Draft) => lines.map((values) => lineColumns(values, productOf(values)))
  const news: Draft[] = []
  const known: { draft: Draft; order: StoredOrder }[] = []
  for (const draft of drafts.values()) {
    const order = stored.get(draft.number)
    if (order) known.push({ draft, order })
    else news.push(draft)
  }
  const customers = await insertOrders(ctx, news, customerOf, linesOf)
  const mine = known.filter(({ order }) => order.is_own || order.is_visible)
  const changed = await changeOrders(ctx, mine, customerOf, linesOf)
  await refreshTotals(ctx, [...customers, ...changed.customers])
  return {
    created: news.length,
    updated: changed.updated,
    unchanged: known.filter(({ order }) => !order.is_own).length - changed.updated,
  }
}

/** What would happen to a batch, without writing. `isSeen` and `see` remember the orders of earlier batches. */
export async function planOrders(
  ctx: Ctx,
  rows: readonly OrderValues[],
  isSeen: IsTaken,
  see: (number: string) => void,
): Promise<OrderCounts> {
  const stored = await findStored(ctx, candidateNumbers(rows))
  const drafts = draftOrders(rows, isSeen)
  let created = 0
  let updated = 0
  for (const number of drafts.keys()) {
    if (!isSeen(number)) {
      if (stored.has(number)) updated++
      else created++
    }
    see(number)
  }
  return { created, updated, unchanged: 0 }
}

const takenBy =
  (stored: ReadonlyMap<string, StoredOrder>): IsTaken =>
  (number) =>
    stored.get(number)?.is_own ?? false

async function findStored(ctx: Ctx, numbers: readonly string[]): Promise<ReadonlyMap<string, StoredOrder>> {
  const { rows } = await sql<StoredOrder>`
    select r.id, r.number, r.customer_id, r.placed_on, r.placed_at, r.status, r.currency, r.note, r.total, r.line_count,
      r.lines_version, r.owner_id, r.backup_owner_id, r.team_id, r.territory_id,
      coalesce(${scopePredicate(orderRecord, ctx.actor)}, false) as is_visible, exists (
        select 1 from kernel.v_event e
        where e.subject_id = r.id and e.batch_id = ${ctx.batchId}::uuid and e.type = 'sales.order.created') as is_own
    from sales.v_order r where r.number = any(${numbers}::text[]) and r.deleted_at is null`.execute(ctx.db)
  return new Map(rows.map((row) => [row.number, row]))
}

const lineColumns = (values: OrderValues, productId: string | null): LineContent => ({
  product_id: productId,
  description: (values.productName ?? values.productCode ?? '').slice(0, 1000),
  quantity: values.quantity,
  unit_price: values.unitPrice,
  discount: values.discount,
  amount: values.amount,
})

type LinesOf = (draft: Draft) => readonly LineContent[]
type CustomerOf = (values: OrderValues) => string | null

async function insertOrders(ctx: Ctx, drafts: readonly Draft[], customerOf: CustomerOf, linesOf: LinesOf) {
  const customers = drafts.map(({ lines }) => lines.map(customerOf).find((id) => id !== null) ?? null)
  const scopes = await findScopes(ctx, customers)
  const lines: Row[] = []
  const orders = drafts.map((draft, index) => {
    const id = uuidv7()
    const ofOrder = linesOf(draft)
    ofOrder.forEach((line, at) => {
      lines.push({ id: uuidv7(), order_id: id, position: at + 1, ...line })
    })
    const customerId = customers[index] ?? null
    const row = {
      id,
      number: draft.number,
      customer_id: customerId,
      placed_on: draft.first.placedOn,
      placed_at: draft.first.placedAt,
      status: statusOf(draft),
      currency: draft.first.currency,
      total: sumAmounts(ofOrder.map(({ amount }) => amount)),
      line_count: ofOrder.length,
      lines_version: 1,
      note: draft.first.note,
      ...(scopes.get(customerId ?? '') ?? NO_SCOPE),
    }
    return { ...row, search: searchOf(row) }
  })
  await insertBatch(ctx, orderTable, orders)
  await insertLineRows(ctx, lines)
  return customers
}

const NO_SCOPE = { owner_id: null, backup_owner_id: null, team_id: null, territory_id: null }

async function findScopes(ctx: Ctx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, Row>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<Row & { id: string }>`
    select id, owner_id, backup_owner_id, team_id, territory_id from customers.v_customer
    where id = any(${wanted}::uuid[])`.execute(ctx.db)
  return new Map(rows.map(({ id, ...scope }) => [id, scope]))
}

/** Lines of orders that this import creates: the order's event stands for them, and they vanish with it. */
async function insertLineRows(ctx: Ctx, lines: readonly Row[]): Promise<void> {
  if (lines.length === 0) return
  await sql`
    insert into sales.order_line (workspace_id, id, order_id, position, product_id, description, quantity, unit_price,
      discount, amount, created_at, updated_at)
    select ${ctx.actor.workspaceId}::uuid, id, order_id, position, product_id, description, quantity, unit_price,
      discount, amount, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz
    from json_to_recordset(${JSON.stringify(lines)}::json) as l(id uuid, order_id uuid, position integer,
      product_id uuid, description text, quantity numeric, unit_price numeric, discount bigint, amount bigint)`.execute(
    ctx.db,
  )
}

interface Change {
  readonly order: StoredOrder
  readonly columns: Row
  readonly updated: readonly Row[]
  readonly added: readonly Row[]
}

async function changeOrders(
  ctx: Ctx,
  known: readonly { draft: Draft; order: StoredOrder }[],
  customerOf: CustomerOf,
  linesOf: LinesOf,
) {
  if (known.length === 0) return { updated: 0, customers: [] }
  const stored = await findLines(
    ctx,
    known.filter(({ order }) => !order.is_own).map(({ order }) => order.id),
  )
  const wanted = known.map(({ draft }) => draft.lines.map(customerOf).find((id) => id !== null) ?? null)
  const scopes = await findScopes(ctx, wanted)
  const changes = known.flatMap(({ draft, order }, index) => {
    const customerId = wanted[index] ?? order.customer_id
    const scope = customerId === order.customer_id ? {} : { customer_id: customerId, ...scopes.get(customerId ?? '') }
    return changeOf(order, draft, linesOf(draft), stored.get(order.id) ?? [], scope) ?? []
  })
  const own = changes.filter(({ order }) => order.is_own)
  const others = changes.filter(({ order }) => !order.is_own)
  await updateBatch(
    ctx,
    orderTable,
    changes.map(({ order, columns }) => ({ id: order.id, ...columns })),
  )
  await insertLineRows(
    ctx,
    own.flatMap(({ added }) => added),
  )
  await insertBatch(
    ctx,
    orderLineTable,
    others.flatMap(({ added }) => added),
  )
  await updateBatch(
    ctx,
    orderLineTable,
    others.flatMap(({ updated }) => updated),
  )
  return {
    updated: others.length,
    customers: changes.flatMap(({ order, columns }) => [order.customer_id, columns.customer_id as string | null]),
  }
}

/** What the file changes on an order that exists; null when it says the same. */
function changeOf(
  order: StoredOrder,
  draft: Draft,
  wanted: readonly LineContent[],
  stored: readonly StoredLine[],
  scope: Row,
): Change | null {
  const lines = matchLines(stored, wanted)
  const given = order.is_own
    ? {}
    : {
        placed_on: draft.first.placedOn,
        ...(draft.first.placedAt && { placed_at: draft.first.placedAt }),
        ...(draft.first.status && { status: draft.first.status }),
        ...(draft.first.note && { note: draft.first.note }),
      }
  const hasLines = lines.updated.length + lines.added.length > 0
  const kept = Object.fromEntries(CHANGEABLE.map((name) => [name, order[name] ?? null]))
  const columns: Row = {
    ...kept,
    ...given,
    ...scope,
    total: order.total + lines.difference,
    line_count: order.line_count + lines.added.length,
    lines_version: order.lines_version + (hasLines ? 1 : 0),
  }
  const isChanged = hasLines || CHANGEABLE.some((name) => comparable(columns[name]) !== comparable(order[name]))
  if (!isChanged) return null
  return {
    order,
    columns,
    updated: lines.updated.map(({ line, columns: content }) => ({ id: line.id, ...content })),
    added: lines.added.map((content, index) => ({
      id: uuidv7(),
      order_id: order.id,
      position: order.line_count + index + 1,
      ...content,
    })),
  }
}

const CHANGEABLE = [
  'customer_id',
  'placed_on',
  'placed_at',
  'status',
  'note',
  'owner_id',
  'backup_owner_id',
  'team_id',
  'territory_id',
  'total',
  'line_count',
  'lines_version',
]

const comparable = (value: unknown) => (value instanceof Date ? value.toISOString() : (value ?? null))

async function findLines(ctx: Ctx, orderIds: readonly string[]): Promise<ReadonlyMap<string, StoredLine[]>> {
  if (orderIds.length === 0) return new Map()
  const { rows } = await sql<StoredLine>`
    select id, order_id, position, product_id, description, quantity, unit_price, discount, amount
    from sales.v_order_line where order_id = any(${orderIds}::uuid[]) and deleted_at is null
    order by order_id, position`.execute(ctx.db)
  const byOrder = new Map<string, StoredLine[]>()
  for (const row of rows) byOrder.set(row.order_id, [...(byOrder.get(row.order_id) ?? []), row])
  return byOrder
}

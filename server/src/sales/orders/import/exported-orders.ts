import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/context.ts'
import { scopePredicate } from '../../../kernel/query/fields.ts'
import { updateBatch } from '../../../kernel/record/batch.ts'
import { orderRecord, orderTable } from '../orders.fields.ts'
import { refreshTotals } from '../totals.ts'
import type { OrderValues } from './order-values.ts'

export interface ExportedOrder {
  readonly id: string
  readonly customer_id: string | null
  readonly placed_on: string
  readonly status: string
  readonly note: string | null
}

/** Orders that rows name by Rapport's own id: an export that was edited and comes back. */
export async function findExported(
  ctx: Ctx,
  rows: readonly OrderValues[],
): Promise<ReadonlyMap<string, ExportedOrder>> {
  const ids = rows.flatMap(({ id }) => id ?? [])
  if (ids.length === 0) return new Map()
  const { rows: found } = await sql<ExportedOrder>`
    select r.id, r.customer_id, r.placed_on, r.status, r.note from sales.v_order r
    where r.id = any(${ids}::uuid[]) and r.deleted_at is null and ${scopePredicate(orderRecord, ctx.actor)}`.execute(
    ctx.db,
  )
  return new Map(found.map((row) => [row.id, row]))
}

const columnsOf = (order: ExportedOrder, { placedOn, status, note }: OrderValues) => ({
  id: order.id,
  placed_on: placedOn,
  status: status ?? order.status,
  note: note ?? order.note,
})

/** Whether the row says anything else than what is stored; an export has one row for an order, so its lines stay. */
export function isEdited(order: ExportedOrder, values: OrderValues): boolean {
  const wanted = columnsOf(order, values)
  return (
    wanted.placed_on !== order.placed_on ||
    wanted.status !== order.status ||
    wanted.note !== (order.note?.trim() ?? null)
  )
}

/** Takes over day, state and note of orders that were exported and edited. @returns how many changed */
export async function changeExported(
  ctx: Ctx,
  rows: readonly OrderValues[],
  known: ReadonlyMap<string, ExportedOrder>,
): Promise<number> {
  const edited = new Map(
    rows.flatMap((values) => {
      const order = known.get(values.id ?? '')
      return order && isEdited(order, values) ? [[order.id, { order, values }] as const] : []
    }),
  )
  await updateBatch(
    ctx,
    orderTable,
    [...edited.values()].map(({ order, values }) => columnsOf(order, values)),
  )
  await refreshTotals(
    ctx,
    [...edited.values()].map(({ order }) => order.customer_id),
  )
  return edited.size
}

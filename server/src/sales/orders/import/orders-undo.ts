import { sql } from 'kysely'
import type { ImportUndo, UndoRefusal } from '../../../customers/index.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { batchRefusals, undoBatch } from '../../../kernel/record/batch.ts'
import type { RecordTable } from '../../../kernel/record/write.ts'
import { productTable } from '../../products/products.fields.ts'
import { orderLineTable, orderTable } from '../orders.fields.ts'
import { refreshTotals } from '../totals.ts'

const undoTable = (table: RecordTable, order: number, nameColumn: string): ImportUndo => ({
  order,
  refusals: async (ctx, batchId, limit) => {
    const changed = await batchRefusals(ctx, table, batchId, limit)
    if (changed.length === 0) return []
    const ids = changed.map(({ id }) => id)
    const { rows } = await sql<{ id: string; name: string }>`
      select id, ${sql.ref(nameColumn)} as name from ${sql.table(table.table)}
      where workspace_id = ${ctx.actor.workspaceId} and id = any(${ids}::uuid[])`.execute(ctx.db)
    const names = new Map(rows.map(({ id, name }) => [id, name]))
    return changed.map(({ id, isGone }) => ({
      type: table.type,
      id,
      name: names.get(id) ?? '',
      reason: isGone ? 'import.undo.gone' : 'import.undo.changed',
    }))
  },
  undo: (ctx, batchId, limit) => undoBatch(ctx, table, batchId, limit),
})

const orders = undoTable(orderTable, 20, 'number')
const products = undoTable(productTable, 30, 'name')

/** Lines before orders before products. Lines of orders that the import created vanish with their order. */
export const orderUndos: readonly ImportUndo[] = [
  undoTable(orderLineTable, 10, 'description'),
  {
    ...orders,
    undo: async (ctx, batchId, limit) => {
      const count = await orders.undo(ctx, batchId, limit)
      if (count > 0) await refreshTotals(ctx, await customersOfUndone(ctx, batchId))
      return count
    },
  },
  {
    ...products,
    refusals: async (ctx, batchId, limit) => {
      const changed = await products.refusals(ctx, batchId, limit)
      return changed.length > 0 ? changed : findHeld(ctx, batchId, limit)
    },
  },
]

/** Customers of the orders that this very transaction took back: theirs before the import, and those it gave them to. */
async function customersOfUndone(ctx: Ctx, batchId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct e.customer_id from kernel.v_event u
    join kernel.v_event e on e.subject_id = u.subject_id and (e.batch_id = ${batchId} or e.id = u.id)
    where u.at = ${ctx.now} and u.type = 'sales.order.undone' and e.customer_id is not null`.execute(ctx.db)
  return rows.map((row) => row.customer_id)
}

/** Products that the import brought along and that orders from elsewhere are for by now. */
async function findHeld(ctx: Ctx, batchId: string, limit: number): Promise<UndoRefusal[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct p.id, p.name from kernel.v_event e
    join sales.v_product p on p.id = e.subject_id
    join sales.v_order_line l on l.product_id = p.id
    where e.batch_id = ${batchId} and e.type = 'sales.product.created'
      and not exists (
        select 1 from kernel.v_event own
        where own.batch_id = ${batchId} and own.subject_id in (l.order_id, l.id))
    limit ${limit}`.execute(ctx.db)
  return rows.map(({ id, name }) => ({ type: 'product', id, name, reason: 'import.undo.held' }))
}

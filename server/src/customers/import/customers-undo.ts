import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { batchRefusals, readWholeBatch, undoBatch } from '../../kernel/record/batch.ts'
import type { RecordTable } from '../../kernel/record/write.ts'
import { contactPointTable } from '../contact-points/contact-points.ts'
import { customerTable } from '../customers/customers.fields.ts'
import { customerHolders } from '../registries.ts'
import { relationTable } from '../relations/relations.ts'
import { followCustomers } from './customers-target.ts'
import type { ImportUndo, UndoRefusal } from './targets.ts'

/** Undo of one table's rows; `nameOf` says what a refused row is called. */
const undoTable = (table: RecordTable, order: number, nameSql: string): ImportUndo => ({
  order,
  refusals: async (ctx, batchId, limit) => {
    const changed = await batchRefusals(ctx, table, batchId, limit)
    if (changed.length === 0) return []
    const names = await namesOf(
      ctx,
      table,
      nameSql,
      changed.map(({ id }) => id),
    )
    return changed.map(({ id, isGone }) => ({
      type: table.type,
      id,
      name: names.get(id) ?? '',
      reason: isGone ? 'import.undo.gone' : 'import.undo.changed',
    }))
  },
  undo: (ctx, batchId, limit) => undoBatch(ctx, table, batchId, limit),
})

async function namesOf(ctx: Ctx, table: RecordTable, nameSql: string, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; name: string }>`
    select t.id, ${sql.raw(nameSql)} as name from ${sql.table(table.table)} t
    where t.workspace_id = ${ctx.actor.workspaceId} and t.id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row.name]))
}

const customersUndo = undoTable(customerTable, 90, 't.name')

/** Relations before contact points before customers; a customer that others rest on by now stays, and says so. */
export const customerUndos: readonly ImportUndo[] = [
  undoTable(relationTable, 70, 't.role'),
  undoTable(contactPointTable, 80, 't.display'),
  {
    ...customersUndo,
    refusals: async (ctx, batchId, limit) => {
      const changed = await customersUndo.refusals(ctx, batchId, limit)
      return changed.length > 0 ? changed : findHeld(ctx, batchId, limit)
    },
    undo: async (ctx, batchId, limit) => {
      const count = await undoBatch(ctx, customerTable, batchId, limit)
      if (count > 0) await followCustomers(ctx, await findUndone(ctx))
      return count
    },
  },
]

/** Customers that this very transaction took back. */
async function findUndone(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select subject_id as id from kernel.v_event
    where at = ${ctx.now} and type = 'customers.customer.undone'`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

/** Customers that the batch created and that rows from elsewhere rest on by now. */
async function findHeld(ctx: Ctx, batchId: string, limit: number): Promise<UndoRefusal[]> {
  const held: UndoRefusal[] = []
  for (const holder of ctx.entries(customerHolders)) {
    if (held.length >= limit) break
    const rows = await readWholeBatch(
      ctx,
      sql<{ id: string; name: string }>`
      select distinct c.id, c.name from kernel.v_event e
      join customers.v_customer c on c.id = e.subject_id
      join ${sql.table(holder.view)} h on h.${sql.ref(holder.column)} = c.id
      left join (select subject_id from kernel.v_event where batch_id = ${batchId}) own on own.subject_id = h.id
      where e.batch_id = ${batchId} and e.type = 'customers.customer.created' and own.subject_id is null
      limit ${limit - held.length}`,
    )
    for (const { id, name } of rows) held.push({ type: 'customer', id, name, reason: 'import.undo.held' })
  }
  return held
}

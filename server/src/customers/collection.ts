import { sql } from 'kysely'
import { type TObject, type TProperties, Type } from 'typebox'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../kernel/context.ts'
import { declareRoute } from '../kernel/http/declare.ts'
import { type Binding, on } from '../kernel/http/route.ts'
import { notFound } from '../kernel/problem.ts'
import { mustSee } from '../kernel/query/record-routes.ts'
import type { Row } from '../kernel/record/event.ts'
import {
  binRow,
  findRowForUpdate,
  insertRow,
  type RecordTable,
  type StoredRow,
  updateRow,
} from '../kernel/record/write.ts'
import { customerRecord } from './customers/customers.fields.ts'

/** Things that belong to one customer and are edited there: preferences, expectations, journal entries. */
export interface Collection {
  /** Last part of `/customers/:id/<path>`. */
  readonly path: string
  readonly table: RecordTable
  readonly view: string
  readonly body: TObject
  readonly toColumns: (ctx: Ctx, input: Readonly<Record<string, unknown>>) => Row
  /** What is set at creation and never changed. */
  readonly creation?: (ctx: Ctx) => Row
  /** Columns as the API shows them, over alias `r`. */
  readonly output: string
  readonly order: string
}

const ItemParams = Type.Object({ id: Type.String({ format: 'uuid' }), itemId: Type.String({ format: 'uuid' }) })
const ParentParams = Type.Object({ id: Type.String({ format: 'uuid' }) })

export async function listCollection(ctx: Ctx, collection: Collection, customerId: string, limit = 200) {
  const { rows } = await sql<Row>`
    select r.id, r.version, ${sql.raw(collection.output)} from ${sql.table(collection.view)} r
    where r.customer_id = ${customerId} and r.deleted_at is null
    order by ${sql.raw(collection.order)} limit ${limit}`.execute(ctx.db)
  return rows
}

/** List, add, change and delete under `/customers/:id/<path>`; each answers the whole list. */
export function collectionRoutes(collection: Collection): Binding[] {
  const { path, body } = collection
  const base = `/customers/:id/${path}` as const
  const changes = Type.Object(
    { version: Type.Integer({ minimum: 1 }), ...(Type.Partial(body).properties as TProperties) },
    { additionalProperties: false },
  )
  const list = declareRoute({
    method: 'GET',
    path: base,
    permission: 'customer.read',
    summary: `Lists a customer's ${path}.`,
    params: ParentParams,
  })
  const add = declareRoute({
    method: 'POST',
    path: base,
    permission: 'customer.update',
    summary: `Adds to a customer's ${path}.`,
    params: ParentParams,
    body,
    status: 201,
  })
  const change = declareRoute({
    method: 'PATCH',
    path: `${base}/:itemId`,
    permission: 'customer.update',
    summary: `Changes one of a customer's ${path}.`,
    params: ItemParams,
    body: changes,
  })
  const remove = declareRoute({
    method: 'DELETE',
    path: `${base}/:itemId`,
    permission: 'customer.update',
    summary: `Deletes one of a customer's ${path}.`,
    params: ItemParams,
  })
  return [
    on(list, async (ctx, { params }) => {
      await mustSee(ctx, customerRecord, params.id)
      return { items: await listCollection(ctx, collection, params.id) }
    }),
    on(add, async (ctx, { params, body: input }) => addItem(ctx, collection, params.id, input as Row)),
    on(change, async (ctx, { params, body: input }) => changeItem(ctx, collection, params, input as Row)),
    on(remove, async (ctx, { params }) => {
      const row = await findItem(ctx, collection, params.id, params.itemId)
      await binRow(ctx, collection.table, row)
      return { items: await listCollection(ctx, collection, params.id) }
    }),
  ]
}

export async function addItem(ctx: Ctx, collection: Collection, customerId: string, input: Row) {
  await mustSee(ctx, customerRecord, customerId)
  const columns = { ...collection.creation?.(ctx), ...collection.toColumns(ctx, input) }
  await insertRow(ctx, collection.table, { id: uuidv7(), customer_id: customerId, ...columns })
  return { items: await listCollection(ctx, collection, customerId) }
}

async function changeItem(ctx: Ctx, collection: Collection, params: { id: string; itemId: string }, input: Row) {
  const { version, ...changes } = input
  const row = await findItem(ctx, collection, params.id, params.itemId)
  await updateRow(ctx, collection.table, row, {
    changes: collection.toColumns(ctx, changes),
    version: version as number,
  })
  return { items: await listCollection(ctx, collection, params.id) }
}

async function findItem(ctx: Ctx, { table }: Collection, customerId: string, id: string): Promise<StoredRow> {
  await mustSee(ctx, customerRecord, customerId)
  const row = await findRowForUpdate(ctx, table, id)
  if (row.customer_id !== customerId) throw notFound({ id })
  return row
}

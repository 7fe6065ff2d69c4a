import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { customerRecord } from '../../customers/index.ts'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict, type Problem } from '../../kernel/problem.ts'
import { listRecords } from '../../kernel/query/list.ts'
import { mustSee, readRecord } from '../../kernel/query/record-routes.ts'
import { searchTokens } from '../../kernel/query/search-tokens.ts'
import type { Row } from '../../kernel/record/event.ts'
import { binRow, findRowForUpdate, insertRow, type StoredRow, updateRow } from '../../kernel/record/write.ts'
import type { NewOrder, OrderChanges } from './contract.ts'
import { insertLines, listLines, readLines, replaceLines, totalOf } from './lines.ts'
import { nextNumber } from './numbers.ts'
import { orderRecord, orderTable } from './orders.fields.ts'

/** Creates an order with its lines. Without a number it gets the next one of its year. */
export async function createOrder(ctx: Ctx, input: NewOrder) {
  checkEditable(ctx, input)
  const currency = input.currency ?? ctx.actor.currency
  const lines = await readLines(ctx, input.lines ?? [], currency)
  const placedOn = input.placedOn ?? ctx.now.toISOString().slice(0, 10)
  const id = uuidv7()
  const row: Row = {
    id,
    number: input.number?.trim() ?? (await nextNumber(ctx, placedOn)),
    external_id: input.externalId?.trim() || null,
    customer_id: input.customerId ?? null,
    placed_on: placedOn,
    status: input.status ?? 'open',
    currency,
    note: input.note?.trim() || null,
    total: totalOf(lines),
    line_count: lines.length,
    ...(await scopeColumns(ctx, input.customerId ?? null)),
  }
  await insertRow(ctx, orderTable, { ...row, search: searchOf(row) })
  await insertLines(ctx, id, lines)
  return readOwn(ctx, id)
}

/** Changes an order. @throws version-conflict with the current record when it was changed meanwhile */
export async function changeOrder(ctx: Ctx, id: string, { version, lines, ...input }: OrderChanges) {
  await mustSee(ctx, orderRecord, id)
  checkEditable(ctx, lines === undefined ? input : { ...input, lines })
  const row = await findRowForUpdate(ctx, orderTable, id)
  if (row.version !== version) throw await staleVersion(ctx, row)
  const changes: Record<string, unknown> = {
    ...given('number', input.number?.trim()),
    ...given('external_id', input.externalId === null ? null : input.externalId?.trim()),
    ...given('placed_on', input.placedOn),
    ...given('status', input.status),
    ...given('note', input.note === null ? null : input.note?.trim()),
  }
  if (input.placedOn !== undefined && input.placedOn !== row.placed_on) changes.placed_at = null
  if (input.customerId !== undefined) {
    Object.assign(changes, { customer_id: input.customerId }, await scopeColumns(ctx, input.customerId))
  }
  if (lines) {
    const read = await readLines(ctx, lines, row.currency as string)
    if (await replaceLines(ctx, id, lines, read)) {
      Object.assign(changes, {
        total: totalOf(read),
        line_count: read.length,
        lines_version: (row.lines_version as number) + 1,
      })
    }
  }
  if ('number' in changes || 'external_id' in changes) changes.search = searchOf({ ...row, ...changes })
  await updateRow(ctx, orderTable, row, { changes })
  return readOwn(ctx, id)
}

const given = (column: string, value: unknown) => (value === undefined ? {} : { [column]: value === '' ? null : value })

async function staleVersion(ctx: Ctx, row: StoredRow): Promise<Problem> {
  return conflict(
    'version-conflict',
    { id: row.id },
    { currentVersion: row.version, current: await readOwn(ctx, row.id) },
  )
}

export async function deleteOrder(ctx: Ctx, id: string, version?: number): Promise<void> {
  await mustSee(ctx, orderRecord, id)
  await binRow(ctx, orderTable, await findRowForUpdate(ctx, orderTable, id), version)
}

/** @throws not-found also when it lies outside the actor's scope */
export async function readOrder(ctx: Ctx, id: string) {
  const [order, lines] = await Promise.all([readRecord(ctx, orderRecord, id), listLines(ctx, id)])
  return { ...order, lines: seesTotal(ctx) ? lines : withoutPrices(lines) }
}

/** Whether the actor may see what orders come to. */
export function seesTotal(ctx: Ctx): boolean {
  const rule = fieldRule(ctx.actor, 'order', 'total')
  return rule !== 'hidden' && rule !== 'masked'
}

/** Who may not see what an order comes to may not add it up from its lines either. */
const withoutPrices = (lines: readonly Row[]) =>
  lines.map(({ unitPrice: _price, discount: _discount, amount: _amount, ...line }) => line)

export async function listCustomerOrders(
  ctx: Ctx,
  customerId: string,
  page: { limit?: number | undefined; cursor?: string | undefined },
) {
  await mustSee(ctx, customerRecord, customerId)
  const filter = { field: 'customer', op: 'eq', value: customerId }
  return listRecords(ctx, orderRecord, { ...page, filter, sort: '-placedOn' })
}

/** Owner, backup owner, team and territory follow the customer; an order without one is its maker's. One that was merged counts for its survivor. */
async function scopeColumns(ctx: Ctx, customerId: string | null): Promise<Row> {
  if (customerId === null) {
    return { owner_id: ctx.actor.userId, backup_owner_id: null, team_id: null, territory_id: null }
  }
  const { rows } = await sql<Row>`
    select s.id as customer_id, s.owner_id, s.backup_owner_id, s.team_id, s.territory_id from customers.v_customer c
    join customers.v_customer s on s.id = coalesce(c.survivor_id, c.id)
    where c.id = ${customerId} and s.deleted_at is null`.execute(ctx.db)
  if (!rows[0]) throw badInput([{ path: '/customerId', message: 'problem.order.no-customer' }])
  await mustSee(ctx, customerRecord, rows[0].customer_id as string)
  return rows[0]
}

export const searchOf = (row: Row): string =>
  searchTokens({
    names: [],
    contacts: [],
    codes: [row.number, row.external_id].filter((code): code is string => typeof code === 'string' && code !== ''),
  })

function checkEditable(ctx: Ctx, input: object): void {
  const fieldOf = (key: string) => (key === 'customerId' ? 'customer' : key === 'lines' ? 'total' : key)
  const errors = Object.keys(input)
    .filter((key) => fieldRule(ctx.actor, 'order', fieldOf(key)) !== undefined)
    .map((key) => ({ path: `/${key}`, message: 'problem.field.read-only', params: { field: key } }))
  if (errors.length > 0) throw badInput(errors)
}

/** What one just wrote is shown even when it now lies outside one's scope (given to somebody else). */
async function readOwn(ctx: Ctx, id: string) {
  return readOrder({ ...ctx, actor: { ...ctx.actor, scopes: { ...ctx.actor.scopes, order: 'all' } } }, id)
}

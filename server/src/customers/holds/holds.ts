import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, on } from '../../kernel/http/route.ts'
import { badInput, conflict, notFound } from '../../kernel/problem.ts'
import { type Sql, scopePredicate } from '../../kernel/query/fields.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { findRowForUpdate, insertRow, type RecordTable, updateRow } from '../../kernel/record/write.ts'
import { dayIn } from '../calendar.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import type { CustomerPanel } from '../registries.ts'
import { liftHoldRoute, listHoldsRoute, placeHoldRoute, standingHoldsRoute } from './contract.ts'

export const holdTable: RecordTable = {
  table: 'customers.legal_hold',
  type: 'legal-hold',
  events: 'customers.legal_hold',
  customerColumn: 'customer_id',
}

/** Whether no hold stands on the customer that a column names; for what selects rows to delete. */
export const isNotHeld = (customerColumn: Sql): Sql =>
  sql`not exists (select from customers.v_legal_hold h where h.customer_id = ${customerColumn} and h.lifted_at is null
    and (h.until is null or h.until >= current_date))`

const stands = sql`(r.lifted_at is null and (r.until is null or r.until >= current_date))`

const columns = sql`r.id, r.reason, r.since, r.until, r.lifted_at as "liftedAt", r.created_at as "placedAt",
  ${stands} as "isStanding",
  (select jsonb_build_object('id', m.id, 'name', m.name) from platform.v_member m where m.id = r.placed_by) as "placedBy",
  (select jsonb_build_object('id', m.id, 'name', m.name) from platform.v_member m where m.id = r.lifted_by) as "liftedBy"`

async function listHolds(ctx: Ctx, customerId: string) {
  const { rows } = await sql`
    select ${columns} from customers.v_legal_hold r where r.customer_id = ${customerId}
    order by ${stands} desc, r.created_at desc limit 100`.execute(ctx.db)
  return { items: rows, can: { manage: can(ctx.actor, 'legal-hold.manage') } }
}

/** @throws customer.on-hold naming the first customer on whom a hold stands */
export async function mustNotBeHeld(ctx: Ctx, customerIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; name: string }>`
    select r.id, r.name from customers.v_customer r
    where r.id = any(${customerIds}::uuid[]) and not (${isNotHeld(sql`r.id`)}) limit 1`.execute(ctx.db)
  if (rows[0]) throw conflict('customer.on-hold', { name: rows[0].name }, { id: rows[0].id })
}

/** Places a hold; also on a customer in the recycle bin, which is not purged then. */
async function placeHold(ctx: Ctx, customerId: string, { reason, since, until }: Static<typeof placeHoldRoute.body>) {
  await mustSee(ctx, customerRecord, customerId)
  const today = dayIn(ctx.actor.timeZone, ctx.now)
  const from = since ?? today
  if (from > today) throw wrong('since')
  if (until != null && until < today) throw wrong('until')
  await insertRow(ctx, holdTable, {
    id: uuidv7(),
    customer_id: customerId,
    reason: reason.trim(),
    since: from,
    until: until ?? null,
    placed_by: ctx.actor.userId,
  })
  return listHolds(ctx, customerId)
}

const wrong = (field: string) => badInput([{ path: `/${field}`, message: 'problem.field.value', params: { field } }])

async function liftHold(ctx: Ctx, customerId: string, id: string) {
  await mustSee(ctx, customerRecord, customerId)
  const row = await findRowForUpdate(ctx, holdTable, id)
  if (row.customer_id !== customerId || row.lifted_at !== null) throw notFound({ id })
  await updateRow(ctx, holdTable, row, {
    event: 'lifted',
    changes: { lifted_at: ctx.now, lifted_by: ctx.actor.userId },
  })
  return listHolds(ctx, customerId)
}

async function listStanding(ctx: Ctx) {
  const { rows } = await sql`
    select h.*, jsonb_build_object('id', r.id, 'name', r.name) as customer
    from (select ${columns}, r.customer_id from customers.v_legal_hold r where ${stands}) h
    join customers.v_customer r on r.id = h.customer_id
    where ${scopePredicate(customerRecord, ctx.actor)} order by h."placedAt" limit 500`.execute(ctx.db)
  return { items: rows }
}

/** For the head of the customer's page. */
export const holdsPanel: CustomerPanel = {
  key: 'holds',
  permission: 'customer.read',
  load: async (ctx, customerId) => listHolds(ctx, customerId),
}

export const holdRoutes: readonly Binding[] = [
  on(listHoldsRoute, async (ctx, { params }) => {
    await mustSee(ctx, customerRecord, params.id)
    return listHolds(ctx, params.id)
  }),
  on(placeHoldRoute, (ctx, { params, body }) => placeHold(ctx, params.id, body)),
  on(liftHoldRoute, (ctx, { params }) => liftHold(ctx, params.id, params.itemId)),
  on(standingHoldsRoute, (ctx) => listStanding(ctx)),
]

import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { rowPredicate } from '../../kernel/query/list.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { insertBatch, updateBatch } from '../../kernel/record/batch.ts'
import type { Row } from '../../kernel/record/event.ts'
import { findRowForUpdate, type RecordTable, updateRow } from '../../kernel/record/write.ts'
import { withCustomFields } from '../../platform/index.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import { type EnrichableField, enrichableFor, isMissing, isNamedMissing } from './missing.ts'

export const enrichmentTaskTable: RecordTable = {
  table: 'customers.enrichment_task',
  type: 'enrichment-task',
  events: 'customers.enrichment-task',
  customerColumn: 'customer_id',
}

const TASKS_AT_ONCE = 200
const PAGE = 50
const CLOSE_STEP = 500

export interface NewTasks {
  readonly field: EnrichableField
  readonly filter?: unknown
  readonly assignee?: string | undefined
  readonly dueOn?: string | undefined
  readonly limit?: number | undefined
  readonly preview?: boolean | undefined
}

/**
 * Makes tasks for the customers within the actor's scope that lack a field and have no open task for it, those with
 * the highest turnover first. @returns how many there are, and how many became tasks
 */
export async function createTasks(ctx: Ctx, input: NewTasks) {
  if (!enrichableFor(ctx).includes(input.field)) {
    throw badInput([{ path: '/field', message: 'problem.field.value', params: { field: 'field' } }])
  }
  if (input.assignee !== undefined) await mustBeColleague(ctx, input.assignee)
  const record = await withCustomFields(customerRecord)(ctx)
  const narrowed = input.filter === undefined ? sql`true` : rowPredicate(ctx, record, { filter: input.filter })
  const lacking = sql`r.deleted_at is null and ${isMissing(input.field)} and ${scopePredicate(record, ctx.actor)}
    and ${narrowed} and not exists (select 1 from customers.v_enrichment_task t
      where t.customer_id = r.id and t.field = ${input.field} and t.state = 'open' and t.deleted_at is null)`
  if (input.preview) {
    const { rows } = await sql<{ count: number }>`
      select count(*) from customers.v_customer r where ${lacking}`.execute(ctx.db)
    return { lacking: rows[0]!.count, created: 0 }
  }
  const { rows } = await sql<{ id: string; owner_id: string | null }>`
    select r.id, r.owner_id from customers.v_customer r where ${lacking}
    order by r.order_total desc, r.id limit ${input.limit ?? TASKS_AT_ONCE}`.execute(ctx.db)
  const tasks = rows.map(({ id, owner_id }) => ({
    id: uuidv7(),
    customer_id: id,
    field: input.field,
    assignee_id: input.assignee ?? owner_id,
    due_on: input.dueOn ?? null,
    state: 'open',
  }))
  await insertBatch(ctx, enrichmentTaskTable, tasks)
  return { lacking: rows.length, created: tasks.length }
}

/** Open tasks about customers that the actor sees. A task whose field is filled in is done and not listed. */
export async function listTasks(ctx: Ctx, { mine, after }: { mine?: boolean | undefined; after?: string | undefined }) {
  const [dueOn, id] = after?.split('_') ?? []
  const cursor =
    id === undefined || !/^[0-9a-f-]{36}$/.test(id) || !/^\d{4}-\d\d-\d\d$/.test(dueOn ?? '')
      ? sql`true`
      : sql`(coalesce(t.due_on, '9999-12-31'::date), t.id) > (${dueOn}::date, ${id}::uuid)`
  const { rows } = await sql<Row & { id: string; dueOn: string | null; field: string }>`
    select t.id, t.version, t.field, t.due_on as "dueOn", t.note,
      jsonb_build_object('id', r.id, 'name', r.name, 'kind', r.kind) as customer,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as assignee
    from customers.v_enrichment_task t join customers.v_customer r on r.id = t.customer_id
    left join platform.v_member m on m.id = t.assignee_id
    where t.state = 'open' and t.deleted_at is null and r.deleted_at is null and ${isNamedMissing(sql`t.field`)}
      and t.field = any(${enrichableFor(ctx)}::text[])
      and ${mine ? sql`t.assignee_id = ${ctx.actor.userId}` : sql`true`} and ${cursor}
      and ${scopePredicate(customerRecord, ctx.actor)}
    order by coalesce(t.due_on, '9999-12-31'::date), t.id limit ${PAGE + 1}`.execute(ctx.db)
  const items = rows.slice(0, PAGE).map((row) => ({ ...row, label: ctx.t(`customer.field.${row.field}`) }))
  const last = items.at(-1)
  return { items, nextAfter: rows.length > PAGE && last ? `${last.dueOn ?? '9999-12-31'}_${last.id}` : null }
}

export interface TaskChanges {
  readonly version: number
  readonly state?: 'open' | 'dismissed' | undefined
  readonly assignee?: string | undefined
  readonly dueOn?: string | null | undefined
  readonly note?: string | undefined
}

export async function changeTask(ctx: Ctx, id: string, { version, state, assignee, dueOn, note }: TaskChanges) {
  const row = await findRowForUpdate(ctx, enrichmentTaskTable, id)
  await mustSee(ctx, customerRecord, row.customer_id as string)
  if (assignee !== undefined) await mustBeColleague(ctx, assignee)
  const given = { state, assignee_id: assignee, due_on: dueOn, note }
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const stored = await updateRow(ctx, enrichmentTaskTable, row, { changes, version })
  return { id, version: stored.version, state: stored.state }
}

/** Closes tasks whose field has been filled in. @returns how many */
export async function closeFilledTasks(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select t.id from customers.v_enrichment_task t join customers.v_customer r on r.id = t.customer_id
    where t.state = 'open' and t.deleted_at is null and not ${isNamedMissing(sql`t.field`)}
    limit ${CLOSE_STEP}`.execute(ctx.db)
  const closed = rows.map(({ id }) => ({ id, state: 'done' }))
  await updateBatch(ctx, enrichmentTaskTable, closed)
  return closed.length
}

async function mustBeColleague(ctx: Ctx, id: string): Promise<void> {
  const { rows } = await sql`select 1 from platform.v_member where id = ${id} and not is_disabled`.execute(ctx.db)
  if (rows.length === 0) {
    throw badInput([{ path: '/assignee', message: 'problem.field.value', params: { field: 'assignee' } }])
  }
}

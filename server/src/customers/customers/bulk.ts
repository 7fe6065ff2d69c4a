import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { defineJob, type JobContext } from '../../kernel/jobs/job.ts'
import { badInput, conflict, forbidden, Problem } from '../../kernel/problem.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { rowPredicate } from '../../kernel/query/list.ts'
import { refuseSealedFilter, withCustomFields } from '../../platform/index.ts'
import type { BulkCustomers } from './contract.ts'
import { checkEditable } from './customer-row.ts'
import { customerRecord } from './customers.fields.ts'
import { deleteCustomer, overwriteCustomer, tagCustomer } from './customers.ts'
import { refuseSensitive } from './sensitive.ts'

interface Refusal {
  readonly id: string
  readonly reason: string
}

const AT_ONCE_MAX = 200
const STEP = 100

/**
 * Changes many customers. A selection of up to 200 is done at once, more as a job. All events carry one request id,
 * so that the whole can be undone as one.
 */
export async function changeManyCustomers(ctx: Ctx, input: BulkCustomers) {
  if (input.action === 'delete' && !ctx.actor.permissions.has('customer.delete')) throw forbidden('customer.delete')
  if (input.changes) {
    checkEditable(ctx, input.changes)
    await refuseSensitive(ctx, input.changes)
  }
  refuseSealedFilter(await withCustomFields(customerRecord)(ctx), input.filter)
  if (!input.ids && input.filter === undefined && !input.q) {
    throw badInput([{ path: '/ids', message: 'problem.field.value', params: { field: 'ids' } }])
  }
  if (input.ids && input.ids.length <= AT_ONCE_MAX) {
    const ids = await visibleIds(ctx, input, null, AT_ONCE_MAX)
    return changeStep(ctx, input, ids)
  }
  return { job: await ctx.enqueue('change-customers', input) }
}

/** Works through the selection in the order of ids, so that a restart goes on behind the last one done. */
export const changeCustomersJob = defineJob<BulkCustomers & { after?: string }>(
  'change-customers',
  async (job, input) => {
    const total = await job.read((ctx) => countVisible(ctx, input))
    let done = 0
    let updated = 0
    const refused: Refusal[] = []
    for (let after: string | null = null; !job.signal.aborted; ) {
      const outcome: { ids: string[]; updated: number; refused: Refusal[] } = await step(job, input, after)
      if (outcome.ids.length === 0) break
      after = outcome.ids.at(-1)!
      done += outcome.ids.length
      updated += outcome.updated
      refused.push(...outcome.refused.slice(0, Math.max(0, 100 - refused.length)))
      await job.progress(done, total)
    }
    return { updated, refused }
  },
)

const step = (job: JobContext, input: BulkCustomers, after: string | null) =>
  job.transact(async (ctx) => {
    const ids = await visibleIds(ctx, input, after, STEP)
    return { ids, ...(await changeStep(ctx, input, ids)) }
  })

async function changeStep(ctx: Ctx, input: BulkCustomers, ids: readonly string[]) {
  const refused: Refusal[] = []
  for (const id of ids) {
    try {
      if (input.action !== 'delete') await mustNotBeRestricted(ctx, id)
      await changeOne(ctx, input, id)
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      refused.push({ id, reason: ctx.t(`problem.${error.type}`, error.params) })
    }
  }
  return { updated: ids.length - refused.length, refused }
}

/** Who asked for restriction is left out of what is done to many at once. */
async function mustNotBeRestricted(ctx: Ctx, id: string): Promise<void> {
  const { rows } = await sql`select 1 from customers.v_restricted_customer where id = ${id}`.execute(ctx.db)
  if (rows.length > 0) throw conflict('customer.restricted')
}

function changeOne(ctx: Ctx, input: BulkCustomers, id: string): Promise<unknown> {
  switch (input.action) {
    case 'delete':
      return deleteCustomer(ctx, id)
    case 'tag':
    case 'untag':
      return tagCustomer(ctx, id, input.tags ?? [], input.action)
    default:
      return overwriteCustomer(ctx, id, input.changes ?? {})
  }
}

async function selection(ctx: Ctx, input: BulkCustomers) {
  const record = await withCustomFields(customerRecord)(ctx)
  const narrowed = { ...(input.filter !== undefined && { filter: input.filter }), ...(input.q && { q: input.q }) }
  const chosen = input.ids ? sql`r.id = any(${input.ids}::uuid[])` : sql`true`
  return sql`${rowPredicate(ctx, record, narrowed)} and ${chosen} and ${scopePredicate(record, ctx.actor)}`
}

async function visibleIds(ctx: Ctx, input: BulkCustomers, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from customers.v_customer r
    where ${await selection(ctx, input)} and ${after === null ? sql`true` : sql`r.id > ${after}`}
    order by r.id limit ${limit}`.execute(ctx.db)
  return rows.map((row) => row.id)
}

async function countVisible(ctx: Ctx, input: BulkCustomers): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from customers.v_customer r where ${await selection(ctx, input)}`.execute(ctx.db)
  return rows[0]!.count
}

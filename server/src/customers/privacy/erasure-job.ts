import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { defineJob, type JobContext } from '../../kernel/jobs/job.ts'
import { conflict } from '../../kernel/problem.ts'
import { updateRow } from '../../kernel/record/write.ts'
import { exportsInLog, recordParts } from '../../platform/index.ts'
import { closeSubject, type ErasureRow, findErasure, keptBecause } from './erasure.ts'
import { eventsOfFormerMerges } from './former-merges.ts'
import { allPersonalTables, countRowsOf, eraseRows } from './personal-tables.ts'
import { findRequestForUpdate, requestTable } from './requests.sql.ts'
import { findSubject, type Subject, widePatternsOf } from './subject.ts'
import { suppress } from './suppression.ts'
import { recordIdsOf, traces } from './traces.ts'

const ROWS_STEP = 2_000
const EVENTS_STEP = 5_000

type Counts = Readonly<Record<string, number>>

interface Step {
  readonly key: string
  /** @returns what it took, by words key */
  readonly run: (job: JobContext, erasure: ErasureRow) => Promise<Counts>
}

/**
 * Erases a customer step by step. A step that is done is noted with what it took; one that was broken off begins again
 * and takes what is left. Names and contacts, by which traces are found, go after the traces did.
 */
export const eraseCustomerJob = defineJob<{ requestId: string }>('erase-customer', async (job, { requestId }) => {
  const steps = stepsOf(job)
  for (const [index, step] of steps.entries()) {
    const erasure = await job.read((ctx) => findErasure(ctx, requestId))
    if (!erasure) throw conflict('privacy.no-customer')
    if (erasure.done.includes(step.key)) continue
    const taken = await step.run(job, erasure)
    await job.transact((ctx) => noteStep(ctx, erasure.id, step.key, taken))
    await job.progress(index + 1, steps.length)
  }
  return { requestId }
})

function stepsOf(job: JobContext): readonly Step[] {
  const tables = allPersonalTables(job)
  return [
    { key: 'close', run: closeCustomer },
    { key: 'suppress', run: (inner, erasure) => withSubject(inner, erasure, suppressAll) },
    ...traces.map(({ key, erase }) => ({
      key: `trace:${key}`,
      run: (inner: JobContext, erasure: ErasureRow) =>
        withSubject(inner, erasure, async (subject) => {
          const recordIds = await inner.read((ctx) => recordIdsOf(ctx, subject))
          return { [`privacy.trace.${key}`]: await erase(inner, subject, recordIds) }
        }),
    })),
    { key: 'log', run: (inner, erasure) => withSubject(inner, erasure, recordErasure) },
    ...tables.map((table, index) => ({
      key: `table:${index}:${table.table}`,
      run: async (inner: JobContext, { id, subject_ids }: ErasureRow) => {
        const isCounted = keptBecause(table) === null
        for (let taken = 1; taken > 0; ) {
          taken = await inner.transact(async (ctx) => {
            const rows = await eraseRows(ctx, table, subject_ids, ROWS_STEP)
            if (isCounted) await addCounts(ctx, id, { [table.label]: rows })
            return rows
          })
        }
        return {}
      },
    })),
    { key: 'customer', run: emptyCustomers },
    { key: 'events', run: redactEvents },
    { key: 'certify', run: certify },
  ]
}

async function withSubject(
  job: JobContext,
  erasure: ErasureRow,
  run: (subject: Subject, job: JobContext, erasure: ErasureRow) => Promise<Counts>,
): Promise<Counts> {
  const subject = await job.read((ctx) => findSubject(ctx, erasure.customer_id))
  if (!subject) throw conflict('privacy.no-customer')
  return run({ ...subject, ids: erasure.subject_ids }, job, erasure)
}

async function noteStep(ctx: Ctx, id: string, step: string, taken: Counts): Promise<void> {
  await addCounts(ctx, id, taken)
  await sql`
    update customers.privacy_erasure set done = array_append(done, ${step})
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id}`.execute(ctx.db)
}

/** In the transaction that took the rows: of a step that is broken off, what it took so far stays counted. */
async function addCounts(ctx: Ctx, id: string, taken: Counts): Promise<void> {
  await sql`
    update customers.privacy_erasure e set erased = erased || (
        select coalesce(jsonb_object_agg(t.key, t.value::bigint + coalesce((e.erased ->> t.key)::bigint, 0)), '{}')
        from jsonb_each_text(${JSON.stringify(taken)}::jsonb) t where t.value <> '0')
    where workspace_id = ${ctx.actor.workspaceId} and id = ${id}`.execute(ctx.db)
}

/** Once more: an erasure may have begun before a customer was closed with it, or somebody restored it since. */
async function closeCustomer(job: JobContext, { subject_ids }: ErasureRow): Promise<Counts> {
  await job.transact((ctx) => closeSubject(ctx, subject_ids))
  return {}
}

async function suppressAll(subject: Subject, job: JobContext): Promise<Counts> {
  return { 'privacy.suppressions': await job.transact((ctx) => suppress(ctx, subject.contacts)) }
}

/**
 * The entry that stays in the log for good. It names the subjects whose events lose their content: the customer's
 * records and parts of them, and requests for exports and views that quoted a name.
 */
async function recordErasure(subject: Subject, job: JobContext, { id, code }: ErasureRow): Promise<Counts> {
  await job.transact(async (ctx) => {
    const recordIds = await recordIdsOf(ctx, subject)
    const parts = await partsInLog(ctx, subject.ids, recordIds)
    const quoting = await exportsInLog(ctx, widePatternsOf(subject))
    const subjects = [...new Set([...recordIds, ...parts, ...quoting])]
    const events = await eventsOfFormerMerges(ctx, subject.ids)
    for (const customerId of subject.ids) {
      await ctx.record({
        type: 'customers.customer.erased',
        subjectType: 'customer',
        subjectId: customerId,
        customerId,
        after: { erasure: id, code, subjects, ...(events.length > 0 && { events }) },
      })
    }
  })
  return {}
}

/** Relations and parts that were ever theirs, also those that are gone: their events may name another customer or none. */
async function partsInLog(ctx: Ctx, ids: readonly string[], recordIds: readonly string[]): Promise<readonly string[]> {
  const parts = ctx.entries(recordParts).map(
    ({ table, column }) => sql`(e.subject_type = ${table.type} and (
      e.after ->> ${column} = any(${recordIds}::text[]) or e.before ->> ${column} = any(${recordIds}::text[])))`,
  )
  const { rows } = await sql<{ id: string }>`
    select distinct e.subject_id as id from kernel.v_event e
    where ${sql.join(parts, sql` or `)} or (e.subject_type in ('relation', 'relation-dismissal')
      and concat(e.before, e.after) like any(${ids.map((id) => `%${id}%`)}::text[]))`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

/** Takes everything out of the customers' own rows. One that orders rest on stays in sight under its code. */
async function emptyCustomers(job: JobContext, { subject_ids, customer_id, code }: ErasureRow): Promise<Counts> {
  await job.transact(async (ctx) => {
    const kept = await keptCounts(ctx, subject_ids)
    const isNeeded = Object.keys(kept).some((key) => !key.startsWith('privacy') && !key.startsWith('consent'))
    const name = ctx.t('privacy.erased-name', { code })
    await sql`
      update customers.customer set name = ${name}, sort_name = lower(${name}), family_name = null, given_name = null,
        latin_name = null, external_id = null, gender = null, job_title = null, birth_calendar = null,
        birth_year = null, birth_month = null, birth_day = null, is_birth_month_leap = false, next_birthday = null,
        language = null, industry = null, employees = null, annual_revenue = null, currency = null,
        founded_year = null, website = null, source = null, note = null, tags = '{}', since = null,
        primary_email = null, primary_phone = null, city = null, region = null, country = null,
        organization_id = null, completeness = 0, last_contact_on = null, custom = '{}', search = '',
        erased_at = ${ctx.now}, updated_at = ${ctx.now}, version = version + 1,
        deleted_at = case when ${isNeeded} and id = ${customer_id} then null else coalesce(deleted_at, ${ctx.now}) end
      where workspace_id = ${ctx.actor.workspaceId} and id = any(${subject_ids}::uuid[]) and erased_at is null`.execute(
      ctx.db,
    )
    await sql`
      update customers.customer set organization_id = null
      where workspace_id = ${ctx.actor.workspaceId} and organization_id = any(${subject_ids}::uuid[])`.execute(ctx.db)
    ctx.announce('customer')
  })
  return { 'customer.labels': subject_ids.length }
}

async function keptCounts(ctx: Ctx, ids: readonly string[]): Promise<ErasureRow['kept']> {
  const kept: Record<string, { count: number; because: string }> = {}
  for (const table of allPersonalTables(ctx)) {
    const because = keptBecause(table)
    if (because === null) continue
    const count = await countRowsOf(ctx, table, ids)
    if (count > 0) kept[table.label] = { because, count: Math.max(count, kept[table.label]?.count ?? 0) }
  }
  return kept
}

const REDACTIONS = [sql`kernel.redact_events`, sql`kernel.redact_mentions`, sql`kernel.redact_named_events`]

async function redactEvents(job: JobContext, { id: erasureId, subject_ids }: ErasureRow): Promise<Counts> {
  for (const id of subject_ids) {
    for (const call of REDACTIONS) {
      for (;;) {
        const step = await job.transact(async (ctx) => {
          const { rows } = await sql<{ count: number }>`select ${call}(${id}::uuid, ${EVENTS_STEP}) as count`.execute(
            ctx.db,
          )
          await addCounts(ctx, erasureId, { 'privacy.trace.events': rows[0]!.count })
          return rows[0]!.count
        })
        if (step < EVENTS_STEP) break
      }
    }
  }
  return {}
}

/** Ends the erasure: its row is the certificate, and the request is done. */
async function certify(job: JobContext, erasure: ErasureRow): Promise<Counts> {
  await job.transact(async (ctx) => {
    const kept = await keptCounts(ctx, erasure.subject_ids)
    await sql`
      update customers.privacy_erasure set state = 'done', ended_at = ${ctx.now}, kept = ${JSON.stringify(kept)}
      where workspace_id = ${ctx.actor.workspaceId} and id = ${erasure.id}`.execute(ctx.db)
    const request = await findRequestForUpdate(ctx, erasure.request_id)
    await updateRow(ctx, requestTable, request, {
      event: 'completed',
      changes: { state: 'done', closed_at: ctx.now, outcome: { code: erasure.code } },
    })
  })
  return {}
}

import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, notFound } from '../../kernel/problem.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { findRowForUpdate, insertRow, type RecordTable, updateRow } from '../../kernel/record/write.ts'
import type { changeRetentionRoute } from './contract.ts'
import { type RetentionAction, type RetentionSubject, retentionSubjects } from './registry.ts'

export const DAY_MS = 24 * 60 * 60 * 1000
const PREVIEW_ROWS = 20
const COUNTED_MAX = 100_000

const ruleTable: RecordTable = {
  table: 'platform.retention_rule',
  type: 'retention-rule',
  events: 'platform.retention_rule',
  customerColumn: null,
}

interface RuleRow {
  readonly id: string
  readonly version: number
  readonly subject: string
  readonly keep_days: number
  readonly action: RetentionAction
  readonly is_active: boolean
}

export interface Rule {
  readonly subject: RetentionSubject
  readonly keepDays: number
  readonly action: RetentionAction
  readonly isActive: boolean
  readonly version: number
}

/** Every subject with its rule; one that nobody set counts from its default and takes nothing. */
export async function retentionRules(ctx: Ctx): Promise<readonly Rule[]> {
  const { rows } = await sql<RuleRow>`select * from platform.v_retention_rule`.execute(ctx.db)
  return ctx.entries(retentionSubjects).map((subject) => {
    const row = rows.find((candidate) => candidate.subject === subject.key)
    return {
      subject,
      keepDays: row?.keep_days ?? subject.daysDefault,
      action: row?.action ?? subject.actions[0]!,
      isActive: subject.apply === undefined || (row?.is_active ?? false),
      version: row?.version ?? 0,
    }
  })
}

/** Days that something is kept which the product clears by itself: recycle bin, files, exports. */
export async function keptDays(ctx: Ctx, key: string, daysDefault: number): Promise<number> {
  const { rows } = await sql<{ keep_days: number }>`
    select keep_days from platform.v_retention_rule where subject = ${key}`.execute(ctx.db)
  return rows[0]?.keep_days ?? daysDefault
}

async function ruleOf(ctx: Ctx, key: string): Promise<Rule> {
  const rule = (await retentionRules(ctx)).find(({ subject }) => subject.key === key)
  if (!rule) throw notFound({ id: key })
  return rule
}

interface LastRun {
  readonly subject: string
  readonly at: Date
  readonly due: number
  readonly done: number
  readonly isDry: boolean
}

export async function listRetention(ctx: Ctx) {
  const { rows: runs } = await sql<LastRun>`
    select distinct on (subject) subject, started_at as at, due, done, is_dry as "isDry"
    from platform.v_retention_run order by subject, started_at desc`.execute(ctx.db)
  const rules = await retentionRules(ctx)
  return { items: rules.map((rule) => present(ctx, rule, runs)) }
}

const present = (ctx: Ctx, { subject, ...rule }: Rule, runs: readonly LastRun[]) => ({
  subject: subject.key,
  label: ctx.t(`retention.${subject.key}`),
  why: ctx.t(`retention.${subject.key}.why`),
  actions: subject.actions,
  isAlwaysOn: subject.apply === undefined,
  ...rule,
  lastRun: runs.find((run) => run.subject === subject.key) ?? null,
})

/** @throws not-found for an unknown subject; bad-input for an action that the subject does not know */
export async function changeRetention(ctx: Ctx, key: string, input: Static<typeof changeRetentionRoute.body>) {
  const rule = await ruleOf(ctx, key)
  const action = input.action ?? rule.action
  if (!rule.subject.actions.includes(action)) {
    throw badInput([{ path: '/action', message: 'problem.field.value', params: { field: 'action' } }])
  }
  const columns = {
    keep_days: input.keepDays ?? rule.keepDays,
    action,
    is_active: rule.subject.apply === undefined || (input.isActive ?? rule.isActive),
  }
  const { rows } = await sql<{ id: string }>`
    select id from platform.v_retention_rule where subject = ${key}`.execute(ctx.db)
  if (rows[0]) {
    const row = await findRowForUpdate(ctx, ruleTable, rows[0].id)
    await updateRow(ctx, ruleTable, row, { changes: columns, version: input.version })
  } else {
    await insertRow(ctx, ruleTable, { id: uuidv7(), subject: key, ...columns })
  }
  const { items } = await listRetention(ctx)
  return items.find(({ subject }) => subject === key)
}

export const dueBefore = (ctx: Ctx, keepDays: number): Date => new Date(ctx.now.getTime() - keepDays * DAY_MS)

/** How many rows are due, counted to 100,000. */
export async function countDue(ctx: Ctx, subject: RetentionSubject, keepDays: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from ${sql.table(subject.view)} r where ${subject.isDue(dueBefore(ctx, keepDays))} limit ${COUNTED_MAX}) due`.execute(
    ctx.db,
  )
  return rows[0]!.count
}

/** What a rule would take: how many, and the oldest, as far as the actor may see them. */
export async function previewRetention(ctx: Ctx, key: string, days: number | undefined) {
  const { subject, keepDays } = await ruleOf(ctx, key)
  const wanted = days ?? keepDays
  const { record } = subject
  const mayName = record === undefined || can(ctx.actor, `${record.type}.read`)
  const visible = record ? scopePredicate(record, ctx.actor) : sql`true`
  const { rows } = await sql<{ id: string; name: string | null; since: string }>`
    select r.id, (${subject.name})::text as name, ${subject.since} as since from ${sql.table(subject.view)} r
    where ${mayName} and ${subject.isDue(dueBefore(ctx, wanted))} and ${visible}
    order by since, r.id limit ${PREVIEW_ROWS}`.execute(ctx.db)
  const due = await countDue(ctx, subject, wanted)
  return { subject: key, keepDays: wanted, due, isExact: due < COUNTED_MAX, items: rows }
}

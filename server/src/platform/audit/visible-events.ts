import { sql } from 'kysely'
import { type Actor, can, scopeOf } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { columnSql, type RecordType, type Sql, scopePredicate } from '../../kernel/query/fields.ts'
import type { Row } from '../../kernel/record/event.ts'
import { CUSTOM_PREFIX } from '../custom-fields/custom-fields.ts'
import { findRecord, knownRecords } from '../records/registry.ts'

/**
 * The events (alias `r`) that an actor may read of: those of record types they may read, within their record scope;
 * of parts of a customer, as far as they see the customer; and those of settings.
 */
export function eventPredicate(ctx: Ctx): Sql {
  const known = knownRecords(ctx)
  const types = known.map(({ record }) => record.type)
  const ofRecords = known
    .filter(({ record }) => can(ctx.actor, `${record.type}.read`))
    .map(({ record }) => sql`(r.subject_type = ${record.type} and ${isVisible(ctx, record, 'subject_id')})`)
  const customer = findRecord(ctx, 'customer')?.record
  const seesCustomers = customer && can(ctx.actor, 'customer.read')
  const ofParts = seesCustomers ? isVisible(ctx, customer, 'customer_id') : sql`false`
  const others = sql`(r.subject_type <> all(${types}::text[]) and (r.customer_id is null or ${ofParts}))`
  return sql`(${sql.join([...ofRecords, others], sql` or `)})`
}

function isVisible(ctx: Ctx, record: RecordType, column: 'subject_id' | 'customer_id'): Sql {
  if (!record.scope || scopeOf(ctx.actor, record.type) === 'all') return sql`true`
  return sql`r.${sql.ref(column)} in (select r.id from ${sql.table(record.view)} r where ${scopePredicate(record, ctx.actor)})`
}

type Shown = Record<string, unknown> | null

/**
 * A row of an event as the actor's role may see it: hidden columns are left out, masked ones show that there is
 * something. Where a role has such rules, only columns that are plainly a visible field's own are shown.
 */
export function shownColumns(ctx: Ctx, subjectType: string, row: Row | null): Shown {
  if (!row) return null
  const record = findRecord(ctx, subjectType)?.record
  const plain = Object.fromEntries(Object.entries(row).filter(([name]) => !UNSHOWN.has(name)))
  if (!record) return hasStrictRules(ctx.actor, 'customer') ? {} : plain
  if (!hasStrictRules(ctx.actor, record.type)) return plain
  const rules = rulesByColumn(ctx.actor, record)
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(plain)) {
    const rule = rules.get(name)
    if (name === 'custom') shown.custom = shownCustom(ctx.actor, record.type, value)
    else if (rule === 'masked') shown[name] = value === null ? null : '***'
    else if (rule === 'visible') shown[name] = value
  }
  return shown
}

const UNSHOWN = new Set(['workspace_id', 'search'])

const isStrict = (rule: string | undefined) => rule === 'hidden' || rule === 'masked'

const hasStrictRules = (actor: Actor, type: string) =>
  Object.entries(actor.fieldRules).some(([path, rule]) => path.startsWith(`${type}.`) && isStrict(rule))

function rulesByColumn(actor: Actor, record: RecordType): ReadonlyMap<string, 'visible' | 'masked' | 'hidden'> {
  const rules = new Map<string, 'visible' | 'masked' | 'hidden'>([
    ['deleted_at', 'visible'],
    ['version', 'visible'],
  ])
  for (const { key, column } of record.fields) {
    if (typeof column !== 'string') continue
    const rule = actor.fieldRules[`${record.type}.${key}`]
    // Two fields may show one column; the stricter rule counts.
    if (rule === 'hidden' || (rule === 'masked' && rules.get(column) !== 'hidden')) rules.set(column, rule)
    else if (!rules.has(column)) rules.set(column, 'visible')
  }
  return rules
}

function shownCustom(actor: Actor, type: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isStrict(actor.fieldRules[`${type}.custom`])) return {}
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const rule = actor.fieldRules[`${type}.${CUSTOM_PREFIX}${key}`]
    if (rule === 'hidden') return []
    return [[key, rule === 'masked' && item !== null ? '***' : item]]
  })
  return Object.fromEntries(entries)
}

/** Names of records by id, as the role sees them. */
export async function namesOf(ctx: Ctx, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = findRecord(ctx, type)
  const field = known?.record.fields.find(({ key }) => key === known.title)
  if (!known || !field || isStrict(ctx.actor.fieldRules[`${type}.${known.title}`])) return new Map()
  const { rows } = await sql<{ id: string; name: string | null }>`
    select r.id, ${columnSql(field)}::text as name from ${sql.table(known.record.view)} r
    where r.id = any(${ids}::uuid[]) and ${scopePredicate(known.record, ctx.actor)}`.execute(ctx.db)
  return new Map(rows.map(({ id, name }) => [id, name ?? '']))
}

import { sql } from 'kysely'
import { customerRecord } from '../../customers/index.ts'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { Field } from '../../kernel/query/fields.ts'
import type { Row } from '../../kernel/record/event.ts'
import { customFieldsOf } from '../../platform/index.ts'

export interface FieldChange {
  readonly field: string
  readonly label: string
  readonly before: unknown
  readonly after: unknown
}

interface Changed {
  readonly before: Row | null
  readonly after: Row | null
}

const NAMED_IN: Readonly<Record<string, string>> = {
  user: 'platform.v_member',
  team: 'platform.v_team',
  territory: 'platform.v_territory',
  customer: 'customers.v_customer',
}

/** Reads raw columns as people do: labels, names instead of ids, choices in words, under the actor's field rules. */
export async function fieldChanges(
  ctx: Ctx,
  events: readonly Changed[],
): Promise<(event: Changed) => readonly FieldChange[]> {
  const [names, custom] = await Promise.all([namesOf(ctx, events), customFieldsOf(ctx, 'customer')])
  const labels = new Map(custom.map(({ key, label }) => [key, label ?? key]))
  const plain = customerRecord.fields.filter(({ column, key }) => typeof column === 'string' && key !== 'custom')
  return ({ before, after }) => {
    const changed = new Set(Object.keys({ ...before, ...after }))
    const changes = plain.flatMap((field) => {
      if (!changed.has(field.column as string)) return []
      const rule = fieldRule(ctx.actor, 'customer', field.key)
      if (rule === 'hidden') return []
      const value = (row: Row | null) => shownValue(ctx, field, row?.[field.column as string] ?? null, names, rule)
      const label = ctx.t(`customer.field.${field.key}`)
      return [{ field: field.key, label, before: value(before), after: value(after) }]
    })
    return [...changes, ...(changed.has('custom') ? customChanges(ctx, before, after, labels) : [])]
  }
}

function shownValue(
  ctx: Ctx,
  field: Field,
  value: unknown,
  names: ReadonlyMap<string, string>,
  rule: string | undefined,
): unknown {
  if (value === null) return null
  if (rule === 'masked') return '***'
  if (field.type === 'reference') return names.get(String(value)) ?? null
  if (field.type === 'choice') return ctx.t(`customer.${field.key}.${value}`)
  if (field.type === 'money') {
    return new Intl.NumberFormat(ctx.actor.language, { style: 'currency', currency: ctx.actor.currency }).format(
      Number(value) / 100,
    )
  }
  return value
}

function customChanges(
  ctx: Ctx,
  before: Row | null,
  after: Row | null,
  labels: ReadonlyMap<string, string>,
): readonly FieldChange[] {
  const rule = (key: string) => fieldRule(ctx.actor, 'customer', key)
  if (rule('custom') !== undefined && rule('custom') !== 'read-only') return []
  const [old, now] = [before?.custom ?? {}, after?.custom ?? {}] as [Row, Row]
  return Object.keys({ ...old, ...now })
    .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]) && rule(key) !== 'hidden')
    .map((key) => {
      const isMasked = rule(key) === 'masked'
      const value = (row: Row) => (row[key] == null ? null : isMasked ? '***' : row[key])
      return {
        field: key,
        label: labels.get(key.replace(/^custom\./, '')) ?? key,
        before: value(old),
        after: value(now),
      }
    })
}

/** Names of all people, teams, territories and customers that the changes speak of, in one statement. */
async function namesOf(ctx: Ctx, events: readonly Changed[]): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map<string, Set<string>>()
  for (const { column, reference } of customerRecord.fields) {
    if (!reference || typeof column !== 'string') continue
    for (const { before, after } of events) {
      for (const id of [before?.[column], after?.[column]]) {
        if (typeof id === 'string') wanted.set(reference, (wanted.get(reference) ?? new Set()).add(id))
      }
    }
  }
  const parts = [...wanted].map(
    ([reference, ids]) =>
      sql`select id, name from ${sql.table(NAMED_IN[reference]!)} where id = any(${[...ids]}::uuid[])`,
  )
  if (parts.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`${sql.join(parts, sql` union all `)}`.execute(ctx.db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

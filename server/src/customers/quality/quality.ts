import { sql } from 'kysely'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import { type Sql, scopePredicate } from '../../kernel/query/fields.ts'
import { customerRecord, freshness } from '../customers/customers.fields.ts'
import type { Segment } from './contract.ts'
import { type EnrichableField, enrichableFor, isMissing } from './missing.ts'
import { readQualitySetting } from './setting.ts'

interface Measure {
  readonly customers: number
  /** Average, 0 to 100. */
  readonly completeness: number
  readonly fresh: number
  readonly ageing: number
  readonly stale: number
  /** Neither phone nor mail. */
  readonly unreachable: number
}

interface SegmentRow extends Measure {
  readonly value: string | null
  readonly is_total: boolean
}

const SEGMENTS_SHOWN = 40
const DAYS_SHOWN = 180

/** Segment → its column, and what names a value of it. */
const COLUMNS: Readonly<Record<Segment, { column: Sql; names?: string }>> = {
  kind: { column: sql`r.kind` },
  owner: { column: sql`r.owner_id`, names: 'platform.v_member' },
  team: { column: sql`r.team_id`, names: 'platform.v_team' },
  territory: { column: sql`r.territory_id`, names: 'platform.v_territory' },
  source: { column: sql`r.source` },
  city: { column: sql`r.city` },
  region: { column: sql`r.region` },
  country: { column: sql`r.country` },
  industry: { column: sql`r.industry` },
}

/** How good the data of the customers within the actor's scope is: whole, by segment, by field, and day by day. */
export async function readQuality(ctx: Ctx, by: Segment = 'kind') {
  if (fieldRule(ctx.actor, 'customer', by) === 'hidden') {
    throw badInput([{ path: '/by', message: 'problem.field.value', params: { field: 'by' } }])
  }
  const [rows, missing, invalid, trend, setting] = await Promise.all([
    measureSegments(ctx, by),
    countMissing(ctx),
    countInvalid(ctx),
    readTrend(ctx),
    readQualitySetting(ctx),
  ])
  const names = await namesOf(ctx, by, rows)
  const { is_total: _, value: __, ...total } = rows.find((row) => row.is_total)!
  const segments = rows
    .filter((row) => !row.is_total)
    .map(({ is_total: _total, value, ...measure }) => ({ value, label: labelOf(ctx, by, value, names), ...measure }))
  return {
    by,
    total: { ...total, ...invalid },
    segments: segments.slice(0, SEGMENTS_SHOWN),
    hasMoreSegments: segments.length > SEGMENTS_SHOWN,
    missing,
    trend,
    mayAskNameServers: setting.may_ask_name_servers,
  }
}

async function measureSegments(ctx: Ctx, by: Segment): Promise<readonly SegmentRow[]> {
  const { column } = COLUMNS[by]
  const { rows } = await sql<SegmentRow>`
    select value::text, grouping(value) = 1 as is_total, count(*) as customers,
      coalesce(round(avg(completeness)), 0)::integer as completeness,
      count(*) filter (where freshness = 'fresh') as fresh, count(*) filter (where freshness = 'ageing') as ageing,
      count(*) filter (where freshness = 'stale') as stale, count(*) filter (where unreachable) as unreachable
    from (
      select ${column} as value, r.completeness, ${freshness} as freshness,
        r.primary_email is null and r.primary_phone is null as unreachable
      from customers.v_customer r where r.deleted_at is null and ${scopePredicate(customerRecord, ctx.actor)}) m
    group by grouping sets ((), (value))
    order by is_total desc, customers desc, value limit ${SEGMENTS_SHOWN + 2}`.execute(ctx.db)
  return rows
}

/** How often each field is not filled in, the most frequent first. */
async function countMissing(ctx: Ctx) {
  const fields = enrichableFor(ctx)
  const counts = fields.map((field) => sql`count(*) filter (where ${isMissing(field)}) as ${sql.ref(field)}`)
  const { rows } = await sql<Record<EnrichableField, number>>`
    select ${sql.join(counts)} from customers.v_customer r
    where r.deleted_at is null and ${scopePredicate(customerRecord, ctx.actor)}`.execute(ctx.db)
  return fields
    .map((field) => ({ field, label: ctx.t(`customer.field.${field}`), customers: rows[0]![field] }))
    .filter(({ customers }) => customers > 0)
    .sort((a, b) => b.customers - a.customers)
}

async function countInvalid(ctx: Ctx) {
  const { rows } = await sql<{ doubtful: number; noDomain: number; bounced: number }>`
    select count(*) filter (where p.problem is null) as doubtful,
      count(*) filter (where p.problem = 'no-domain') as "noDomain",
      count(*) filter (where p.problem = 'bounced') as bounced
    from customers.v_contact_point p join customers.v_customer r on r.id = p.customer_id
    where not p.is_valid and p.deleted_at is null and r.deleted_at is null
      and ${scopePredicate(customerRecord, ctx.actor)}`.execute(ctx.db)
  return { invalid: rows[0]! }
}

/** One point a day that was measured, summed over what the actor sees today. */
async function readTrend(ctx: Ctx) {
  const { rows } = await sql<{ on: string } & Measure>`
    select r.on_day as "on", sum(r.customers)::integer as customers,
      round(sum(r.completeness_sum)::numeric / sum(r.customers))::integer as completeness,
      sum(r.fresh)::integer as fresh, sum(r.ageing)::integer as ageing, sum(r.stale)::integer as stale,
      sum(r.unreachable)::integer as unreachable
    from customers.v_quality_day r
    where r.on_day > ${ctx.now}::date - ${DAYS_SHOWN}::integer and ${scopePredicate(customerRecord, ctx.actor)}
    group by r.on_day order by r.on_day`.execute(ctx.db)
  return rows
}

async function namesOf(ctx: Ctx, by: Segment, rows: readonly SegmentRow[]): Promise<ReadonlyMap<string, string>> {
  const { names } = COLUMNS[by]
  const ids = rows.flatMap(({ value }) => (value === null ? [] : [value]))
  if (!names || ids.length === 0) return new Map()
  const found = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table(names)} where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(found.rows.map(({ id, name }) => [id, name]))
}

function labelOf(ctx: Ctx, by: Segment, value: string | null, names: ReadonlyMap<string, string>): string {
  if (value === null) return ctx.t('quality.none')
  return by === 'kind' ? ctx.t(`customer.kind.${value}`) : (names.get(value) ?? value)
}

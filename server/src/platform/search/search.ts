import { sql } from 'kysely'
import { can, fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, on } from '../../kernel/http/route.ts'
import { type Field, outputSql, type RecordType, type Sql, scopePredicate } from '../../kernel/query/fields.ts'
import { seesContacts } from '../../kernel/query/list.ts'
import { searchQuery } from '../../kernel/query/search-tokens.ts'
import { type KnownRecord, knownRecords } from '../records/registry.ts'
import { searchRoute } from './contract.ts'

const CANDIDATES_MAX = 200
const LIMIT_DEFAULT = 8

interface Hit {
  readonly id: string
  readonly title: unknown
  readonly subtitle: readonly unknown[]
}

interface Words {
  /** Text of a `tsquery`. */
  readonly tokens: string
  /** What was typed, in lower case. */
  readonly text: string
  readonly limit: number
}

export interface Found {
  readonly type: string
  readonly items: readonly { id: string; title: string; subtitle: string; badge: null; href: string }[]
}

/** Records of all types that hold the words, best first: exact, then prefix, then most recently changed. */
export async function searchRecords(ctx: Ctx, q: string, limit = LIMIT_DEFAULT, type?: string) {
  const startedAt = performance.now()
  const searchable = knownRecords(ctx).filter(
    ({ record }) =>
      record.searchColumn !== undefined &&
      can(ctx.actor, `${record.type}.read`) &&
      (type === undefined || record.type === type),
  )
  // Of a word that no record holds the planner thinks every fiftieth does; it would read the whole table for the first few.
  const [, ...groups] = await Promise.all([
    sql`set local enable_seqscan = off`.execute(ctx.db),
    ...searchable.map((known) => searchType(ctx, known, q, limit)),
  ])
  return { groups: groups.filter(({ items }) => items.length > 0), tookMs: Math.round(performance.now() - startedAt) }
}

async function searchType(ctx: Ctx, known: KnownRecord, q: string, limit: number): Promise<Found> {
  const { record } = known
  const tokens = searchQuery(q, { weights: seesContacts(ctx.actor, record) ? 'ABC' : 'A' })
  const hits = tokens === '' ? [] : await findBest(ctx, known, { tokens, text: q.trim().toLowerCase(), limit })
  return {
    type: record.type,
    items: hits.map(({ id, title, subtitle }) => ({
      id,
      title: textOf(title),
      subtitle: subtitle.map(textOf).filter(Boolean).join(' · '),
      badge: null,
      href: `/${record.path}/${id}`,
    })),
  }
}

/** Ranks in the database, by the title as the role sees it; the subtitle is read for the best alone. */
async function findBest(ctx: Ctx, { record, title, subtitle }: KnownRecord, found: Words) {
  const shown = (key: string) => outputOf(ctx, record, key)
  const name = sql`lower(coalesce(r."~title", ''))`
  const subtitles = subtitle.length > 0 ? sql.join(subtitle.map(shown)) : sql``
  const { rows } = await sql<Hit>`
    select r.id, r."~title" as title, jsonb_build_array(${subtitles}) as subtitle
    from (
      select r.* from (
        select r.*, ${titleText(record, title, shown(title))} as "~title" from ${sql.table(record.view)} r
        where r.${sql.ref(record.searchColumn!)} @@ ${found.tokens}::tsquery
          and ${record.hasBin === false ? sql`true` : sql`r.deleted_at is null`} and ${scopePredicate(record, ctx.actor)}
        limit ${CANDIDATES_MAX}) r
      order by ${name} = ${found.text} desc, starts_with(${name}, ${found.text}) desc, r.updated_at desc
      limit ${found.limit}) r`.execute(ctx.db)
  return rows
}

/** A reference is titled by its name. */
const titleText = (record: RecordType, key: string, shown: Sql): Sql =>
  record.fields.find((field) => field.key === key)?.type === 'reference'
    ? sql`(${shown})->>'name'`
    : sql`(${shown})::text`

/** A field as the role sees it: whole, masked, or nothing. */
function outputOf(ctx: Ctx, record: RecordType, key: string): Sql {
  const field = record.fields.find((candidate): candidate is Field => candidate.key === key)
  if (!field || fieldRule(ctx.actor, record.type, key) === 'hidden') return sql`null::text`
  return outputSql(record, field, ctx.actor)
}

/** Texts as they are, references by name. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return textOf((value as { name?: unknown }).name)
  return String(value)
}

export const searchRoutes: readonly Binding[] = [
  on(searchRoute, (ctx, { query }) => searchRecords(ctx, query.q, query.limit, query.type)),
]

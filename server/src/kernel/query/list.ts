import { sql } from 'kysely'
import { type Actor, fieldRule } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { precompiled } from '../database/driver.ts'
import { badInput } from '../problem.ts'
import { type Count, countRows } from './count.ts'
import { columnSql, type Field, outputSql, type RecordType, type Sql, scopeBranches, visibleFields } from './fields.ts'
import { compileFilter, literal } from './filter.ts'
import type { ListRequest } from './list-request.ts'
import { searchQuery } from './search-tokens.ts'

export type ListItem = { readonly id: string; readonly version: number } & Record<string, unknown>

export interface ListPage<T = ListItem> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
  readonly count: Count | null
}

/** Where the next page begins: after `value` (null: within the empty ones) and `id`. */
interface Cursor {
  readonly sort: string
  readonly value: unknown
  readonly id: string
}

interface Sort {
  readonly field: Field
  readonly descending: boolean
  readonly text: string
}

const LIMIT_DEFAULT = 50

/** One page of a record type, in a stable order, restricted to what the actor may see. Empty values sort last. */
export async function listRecords(ctx: Ctx, record: RecordType, request: ListRequest): Promise<ListPage> {
  const page = await listRecordTexts(ctx, record, request)
  return { ...page, items: page.items.map((text) => JSON.parse(text) as ListItem) }
}

/** The same with each item as the JSON text that PostgreSQL wrote, to be handed on as it is. */
export async function listRecordTexts(ctx: Ctx, record: RecordType, request: ListRequest): Promise<ListPage<string>> {
  const { actor } = ctx
  const limit = request.limit ?? LIMIT_DEFAULT
  const sort = parseSort(record, actor, request.sort ?? record.defaultSort)
  const cursor = request.cursor === undefined ? null : parseCursor(request.cursor, sort)
  const found = await findBySearch(ctx, record, request)
  const where = found
    ? rowPredicate(ctx, record, { ...request, q: undefined }, found)
    : rowPredicate(ctx, record, request)
  const counting = request.count === 'none' ? null : countRows(ctx, record, where, request)
  counting?.catch(() => {}) // both leave in one write; the list's own failure is reported first
  const rows = await readPage(ctx, record, { sort, cursor, where, limit: limit + 1, fields: request.fields })
  const last = rows[limit - 1]
  const nextCursor =
    rows.length > limit && last ? formatCursor({ sort: sort.text, value: last.sort, id: last.id }) : null
  return { items: rows.slice(0, limit).map(({ text }) => text), nextCursor, count: await counting }
}

/** Filter, search words and recycle bin; the record scope comes on top, branch by branch. */
export function rowPredicate(ctx: Ctx, record: RecordType, request: ListRequest, found?: readonly string[]): Sql {
  const parts: Sql[] = []
  if (found) parts.push(sql`r.id = any(${found}::uuid[])`)
  if (record.hasBin !== false) parts.push(request.binned ? sql`r.deleted_at is not null` : sql`r.deleted_at is null`)
  if (request.filter !== undefined) parts.push(compileFilter(record, ctx.actor, request.filter, ctx.now))
  if (request.q && record.searchColumn) parts.push(searchPredicate(ctx.actor, record, request.q))
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `)
}

function searchPredicate(actor: Actor, record: RecordType, q: string): Sql {
  const tokens = searchQuery(q, { weights: seesContacts(actor, record) ? 'ABC' : 'A' })
  return tokens === '' ? sql`false` : sql`r.${sql.ref(record.searchColumn!)} @@ ${tokens}::tsquery`
}

const FOUND_MAX = 1_000

/**
 * The hits of a search that has few. PostgreSQL takes every prefix for a common one and walks the list's order looking
 * for it; with the hits in hand it does not have to guess. Null when there are many: then the walk finds a page soon.
 */
async function findBySearch(ctx: Ctx, record: RecordType, { q }: ListRequest): Promise<readonly string[] | null> {
  if (!q || !record.searchColumn) return null
  const { rows } = await sql<{ id: string }>`
    select r.id from ${sql.table(record.view)} r where ${searchPredicate(ctx.actor, record, q)}
    limit ${FOUND_MAX + 1}`.execute(ctx.db)
  return rows.length > FOUND_MAX ? null : rows.map(({ id }) => id)
}

/** Search may not reveal what the role may not see: with hidden or masked contact points only names are searched. */
export function seesContacts(actor: Actor, record: RecordType): boolean {
  return !record.fields.some((field) => {
    const rule = field.type === 'phone' || field.type === 'email' ? fieldRule(actor, record.type, field.key) : undefined
    return rule === 'hidden' || rule === 'masked'
  })
}

interface Page {
  readonly sort: Sort
  readonly cursor: Cursor | null
  readonly where: Sql
  readonly limit: number
  readonly fields: readonly string[] | undefined
}

interface SortedRow {
  readonly id: string
  readonly sort: unknown
  readonly text: string
}

/** Rows with a value first, by index in either direction; the empty ones follow once those are used up. */
async function readPage(ctx: Ctx, record: RecordType, page: Page): Promise<SortedRow[]> {
  const { cursor, limit } = page
  const inEmpty = cursor !== null && cursor.value === null
  const filled = inEmpty ? [] : await readPhase(ctx, record, page, filledPhase(page))
  if (filled.length === limit || isNeverEmpty(page.sort.field)) return filled
  const column = columnSql(page.sort.field)
  const after = inEmpty ? sql`${column} is null and r.id > ${cursor.id}::uuid` : sql`${column} is null`
  const empty = await readPhase(ctx, record, page, { after, order: sql`r.id` })
  return [...filled, ...empty].slice(0, limit)
}

const NEVER_EMPTY = new Set(['createdAt', 'updatedAt', 'name', 'at'])
const isNeverEmpty = (field: Field) => NEVER_EMPTY.has(field.key)

interface Phase {
  readonly after: Sql
  readonly order: Sql
}

function filledPhase({ sort, cursor }: Page): Phase {
  const column = columnSql(sort.field)
  const direction = sort.descending ? sql`desc` : sql`asc`
  const order = sql`${column} ${direction}, r.id ${direction}`
  const present = isNeverEmpty(sort.field) ? sql`true` : sql`${column} is not null`
  if (!cursor) return { order, after: present }
  const comparison = sort.descending ? sql`<` : sql`>`
  const value = sortLiteral(sort.field, cursor.value)
  return { order, after: sql`(${column}, r.id) ${comparison} (${value}, ${cursor.id}::uuid)` }
}

/** Text is compared by the column's own (pinyin) form, which the cursor carries. */
function sortLiteral(field: Field, value: unknown): Sql {
  if (field.type === 'datetime') return sql`${value}::timestamptz`
  return literal(field, field.type === 'number' ? Number(value) : value, '/cursor')
}

async function readPhase(ctx: Ctx, record: RecordType, page: Page, phase: Phase): Promise<SortedRow[]> {
  const sortValue =
    page.sort.field.type === 'datetime' ? sql`${columnSql(page.sort.field)}::text` : columnSql(page.sort.field)
  const columns = sql`r.*, ${sortValue} as "~sort"`
  // Stands in the text: with a limit it cannot see, PostgreSQL would plan the statement anew each time.
  const limit = sql.lit(page.limit)
  const branches = scopeBranches(record, ctx.actor).map(
    (scope) => sql`(select ${columns} from ${sql.table(record.view)} r
      where ${page.where} and ${phase.after} and ${scope} order by ${phase.order} limit ${limit})`,
  )
  const source =
    branches.length === 1
      ? branches[0]!
      : sql`(select * from (${sql.join(branches, sql` union all `)}) r order by ${phase.order} limit ${limit})`
  const { rows } = await sql<SortedRow>`
    select r.id, r."~sort" as sort, row_to_json(item)::text as text
    from ${source} r, lateral (select ${selectList(record, ctx.actor, page.fields)}) item
    order by ${phase.order}`.execute(ctx.db)
  return rows
}

const SELECTIONS_MAX = 200
/** Selections by record type and what makes them differ: rights, rules and wanted fields. */
const selections = new WeakMap<RecordType, Map<string, Sql>>()

/** `id`, `version` and the wanted fields as the actor may see them. */
export function selectList(record: RecordType, actor: Actor, keys?: readonly string[]): Sql {
  const known = selections.get(record) ?? new Map<string, Sql>()
  if (known.size === 0) selections.set(record, known)
  if (known.size >= SELECTIONS_MAX) known.clear()
  const may = (action: string) => actor.permissions.has(`${record.type}.${action}`)
  const differing = JSON.stringify([may('update'), may('delete'), actor.fieldRules, keys])
  const kept = known.get(differing)
  if (kept) return kept
  const selection = precompiled(composeSelection(record, actor, keys))
  known.set(differing, selection)
  return selection
}

function composeSelection(record: RecordType, actor: Actor, keys?: readonly string[]): Sql {
  const visible = visibleFields(record, actor)
  const unknown = keys?.find((key) => !visible.some((field) => field.key === key))
  if (unknown !== undefined) {
    throw badInput([{ path: '/fields', message: 'problem.field.unknown', params: { field: unknown } }])
  }
  const wanted = keys ? visible.filter((field) => keys.includes(field.key)) : visible
  const columns = wanted.map((field) => sql`${outputSql(record, field, actor)} as ${sql.id(field.key)}`)
  return sql.join([sql`r.id`, sql`r.version`, ...columns, sql`${abilities(record, actor)} as can`])
}

/** What the actor may do with a record travels with it, so that no page derives it again. */
function abilities(record: RecordType, actor: Actor): Sql {
  const may = (action: string) => actor.permissions.has(`${record.type}.${action}`)
  return sql`${sql.lit(JSON.stringify({ update: may('update'), delete: may('delete') }))}::jsonb`
}

function parseSort(record: RecordType, actor: Actor, text: string): Sort {
  const descending = text.startsWith('-')
  const key = descending ? text.slice(1) : text
  const field = record.fields.find((candidate) => candidate.key === key)
  const rule = field && fieldRule(actor, record.type, key)
  if (!field || rule === 'hidden') {
    throw badInput([{ path: '/sort', message: 'problem.field.unknown', params: { field: key } }])
  }
  if (!field.isSortable || rule === 'masked') {
    throw badInput([{ path: '/sort', message: 'problem.field.not-sortable', params: { field: key } }])
  }
  return { field: field.sortColumn ? { ...field, column: field.sortColumn } : field, descending, text }
}

const formatCursor = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url')

const UUID = /^[0-9a-f-]{36}$/

function parseCursor(text: string, sort: Sort): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor
    if (cursor.sort === sort.text && typeof cursor.id === 'string' && UUID.test(cursor.id)) return cursor
  } catch {
    // falls through to the refusal
  }
  throw badInput([{ path: '/cursor', message: 'problem.field.cursor' }])
}

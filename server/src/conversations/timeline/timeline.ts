import { sql } from 'kysely'
import { customerRecord } from '../../customers/index.ts'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import {
  TIMELINE_KINDS,
  type TimelineItem,
  type TimelineKind,
  type TimelineRow,
  type TimelineSource,
  timelineSources,
} from './source.ts'

export interface TimelineRequest {
  readonly kinds?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

const LIMIT_DEFAULT = 40

/** A page of what happened with a customer, the latest first, merged from every source the actor may read. */
export async function readTimeline(ctx: Ctx, customerId: string, request: TimelineRequest) {
  const limit = request.limit ?? LIMIT_DEFAULT
  const kinds = readKinds(request.kinds)
  const sources = ctx
    .entries(timelineSources)
    .filter((source) => can(ctx.actor, source.permission) && source.kinds.some((kind) => kinds.includes(kind)))
  const before = request.cursor === undefined ? null : readCursor(request.cursor)
  const [, rows] = await Promise.all([
    mustSee(ctx, customerRecord, customerId),
    sources.length === 0 ? [] : readRows(ctx, sources, { customerId, kinds, before, limit: limit + 1 }),
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const nextCursor = rows.length > limit && last ? `${last.moment}~${last.id}` : null
  return { items: await present(ctx, sources, page), nextCursor }
}

interface Page {
  readonly customerId: string
  readonly kinds: readonly TimelineKind[]
  readonly before: { readonly moment: string; readonly id: string } | null
  readonly limit: number
}

type PagedRow = TimelineRow & { readonly moment: string }

/** Each source gives at most a page; the latest of all of them make the page. */
async function readRows(ctx: Ctx, sources: readonly TimelineSource[], page: Page): Promise<PagedRow[]> {
  const { before, kinds, limit } = page
  const after = before ? sql`(s.at, s.id) < (${before.moment}::timestamptz, ${before.id}::uuid)` : sql`true`
  const parts = sources.map(
    (source) => sql`(
      select ${source.key}::text as source, s.id, s.at, s.kind, s.title, s.body, s.actor, s.data
      from (${source.rows(ctx, page.customerId)}) s
      where ${after} and s.kind = any(${kinds}::text[]) order by s.at desc, s.id desc limit ${limit})`,
  )
  const { rows } = await sql<PagedRow>`
    select t.*, t.at::text as moment from (${sql.join(parts, sql` union all `)}) t
    order by t.at desc, t.id desc limit ${limit}`.execute(ctx.db)
  return rows
}

async function present(
  ctx: Ctx,
  sources: readonly TimelineSource[],
  rows: readonly PagedRow[],
): Promise<readonly TimelineItem[]> {
  const byRow = new Map<PagedRow, TimelineItem>()
  for (const source of sources) {
    const own = rows.filter((row) => row.source === source.key)
    if (own.length === 0) continue
    const bare = own.map(({ moment: _moment, ...row }) => row)
    const items = await source.present(ctx, bare)
    own.forEach((row, index) => {
      const item = items[index]
      if (item) byRow.set(row, item)
    })
  }
  return rows.flatMap((row) => byRow.get(row) ?? [])
}

function readKinds(text: string | undefined): readonly TimelineKind[] {
  if (text === undefined || text === '') return TIMELINE_KINDS
  const kinds = text.split(',')
  const unknown = kinds.find((kind) => !TIMELINE_KINDS.includes(kind as TimelineKind))
  if (unknown !== undefined) {
    throw badInput([{ path: '/kinds', message: 'problem.field.value', params: { field: 'kinds' } }])
  }
  return kinds as TimelineKind[]
}

const CURSOR = /^(\d{4,6}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::?\d{2})?)~([0-9a-f-]{36})$/

function readCursor(text: string): Page['before'] {
  const match = CURSOR.exec(text)
  if (!match) throw badInput([{ path: '/cursor', message: 'problem.field.cursor' }])
  return { moment: match[1]!, id: match[2]! }
}

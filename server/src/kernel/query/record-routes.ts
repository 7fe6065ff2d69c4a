import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Ctx } from '../context.ts'
import { declareRoute } from '../http/declare.ts'
import { type Binding, on } from '../http/route.ts'
import { badInput, notFound } from '../problem.ts'
import { type RecordType, scopePredicate } from './fields.ts'
import { type ListItem, listRecordTexts, selectList } from './list.ts'

export const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const ListQuery = Type.Object(
  {
    filter: Type.Optional(Type.String({ maxLength: 20_000 })),
    sort: Type.Optional(Type.String({ maxLength: 100 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
    fields: Type.Optional(Type.String({ maxLength: 4_000 })),
    count: Type.Optional(Type.Union([Type.Literal('auto'), Type.Literal('exact'), Type.Literal('none')])),
    q: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
)

/** Fields that the workspace added to a record type join those declared in code. */
export type RecordTypeOf = (ctx: Ctx) => Promise<RecordType>

/** `GET /<path>` and `GET /<path>/:id` of a record type. */
export function readRoutes(record: RecordType, withCustomFields: RecordTypeOf = async () => record): Binding[] {
  const list = declareRoute({
    method: 'GET',
    path: `/${record.path}`,
    permission: `${record.type}.read`,
    summary: `Lists ${record.type} records, filtered, sorted, page by page.`,
    query: ListQuery,
  })
  const one = declareRoute({
    method: 'GET',
    path: `/${record.path}/:id`,
    permission: `${record.type}.read`,
    summary: `Reads one ${record.type} record.`,
    params: IdParams,
  })
  return [
    on(list, async (ctx, { query }, { reply }) => {
      const type = await withCustomFields(ctx)
      const { filter, fields, ...rest } = query
      const page = await listRecordTexts(ctx, type, {
        ...rest,
        ...(filter !== undefined && { filter: parseFilter(filter) }),
        ...(fields !== undefined && { fields: fields.split(',') }),
      })
      reply.header('content-type', 'application/json; charset=utf-8')
      const { items, ...about } = page
      return `{"items":[${items.join(',')}],${JSON.stringify(about).slice(1)}`
    }),
    on(one, async (ctx, { params }) => readRecord(ctx, await withCustomFields(ctx), params.id)),
  ]
}

export function parseFilter(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badInput([{ path: '/filter', message: 'problem.field.value', params: { field: 'filter' } }])
  }
}

/** One record as the actor may see it. @throws not-found also when it lies outside the actor's scope */
export async function readRecord(ctx: Ctx, record: RecordType, id: string): Promise<ListItem> {
  const { rows } = await sql<ListItem>`
    select ${selectList(record, ctx.actor)} from ${sql.table(record.view)} r
    where r.id = ${id} and ${record.hasBin === false ? sql`true` : sql`r.deleted_at is null`}
      and ${scopePredicate(record, ctx.actor)}`.execute(ctx.db)
  if (!rows[0]) throw notFound({ id })
  return rows[0]
}

/** Refuses ids outside the actor's scope before a use case touches them. */
export async function mustSee(ctx: Ctx, record: RecordType, id: string): Promise<void> {
  const { rows } = await sql`
    select 1 from ${sql.table(record.view)} r where r.id = ${id} and ${scopePredicate(record, ctx.actor)}`.execute(
    ctx.db,
  )
  if (rows.length === 0) throw notFound({ id })
}

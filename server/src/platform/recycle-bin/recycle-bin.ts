import { sql } from 'kysely'
import type { Static } from 'typebox'
import { can, fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, on } from '../../kernel/http/route.ts'
import { notFound } from '../../kernel/problem.ts'
import { outputSql, type Sql, scopePredicate } from '../../kernel/query/fields.ts'
import { mustSee, readRecord } from '../../kernel/query/record-routes.ts'
import { restoreRow } from '../../kernel/record/write.ts'
import { withCustomFields } from '../custom-fields/custom-fields.ts'
import { findRecord, type KnownRecord, knownRecords } from '../records/registry.ts'
import { DAY_MS, keptDays } from '../retention/rules.ts'
import { RECYCLE_BIN_DAYS } from '../retention/subjects.ts'
import { listBinRoute, restoreRoute } from './contract.ts'
import { isLoose } from './purge.ts'

const LIMIT_DEFAULT = 50

interface BinnedRow {
  readonly type: string
  readonly id: string
  readonly name: string | null
  readonly deletedAt: Date
  readonly deletedBy: { readonly id: string; readonly name: string } | null
}

/** Deleted records of all types that the actor may read, last deleted first. */
async function listBin(ctx: Ctx, { type, before, limit = LIMIT_DEFAULT }: Static<typeof listBinRoute.query>) {
  const readable = knownRecords(ctx).filter(
    ({ record }) =>
      record.hasBin !== false && can(ctx.actor, `${record.type}.read`) && (type === undefined || record.type === type),
  )
  if (readable.length === 0) return { items: [], nextBefore: null, count: null }
  const sources = readable.map((known) => binnedRows(ctx, known, before, limit + 1))
  const { rows } = await sql<BinnedRow>`
    select b.*, (
      select jsonb_build_object('id', m.id, 'name', m.name) from kernel.v_event e
      join platform.v_member m on m.id = e.actor_user_id
      where e.subject_id = b.id and e.at = b."deletedAt" limit 1) as "deletedBy"
    from (select * from (${sql.join(sources, sql` union all `)}) found
      order by found."deletedAt" desc, found.id limit ${limit + 1}) b
    order by b."deletedAt" desc, b.id`.execute(ctx.db)
  const keptMs = (await keptDays(ctx, 'recycle-bin', RECYCLE_BIN_DAYS)) * DAY_MS
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    label: ctx.t(`${row.type}.label`),
    purgedAt: new Date(row.deletedAt.getTime() + keptMs),
    can: { restore: can(ctx.actor, 'recycle-bin.restore') && can(ctx.actor, `${row.type}.delete`) },
  }))
  return { items, nextBefore: rows.length > limit ? items.at(-1)!.deletedAt : null, count: null }
}

function binnedRows(
  ctx: Ctx,
  { record, title, keptInBin }: KnownRecord,
  before: string | undefined,
  limit: number,
): Sql {
  const field = record.fields.find(({ key }) => key === title)
  const isHidden = !field || fieldRule(ctx.actor, record.type, title) === 'hidden'
  const name = isHidden ? sql`null` : outputSql(record, field, ctx.actor)
  return sql`(
    select ${record.type}::text as type, r.id, (${name})::text as name, r.deleted_at as "deletedAt"
    from ${sql.table(record.view)} r
    where r.deleted_at is not null and ${isLoose(keptInBin)} and ${scopePredicate(record, ctx.actor)}
      and (${before ?? null}::timestamptz is null or r.deleted_at < ${before ?? null}::timestamptz)
    order by r.deleted_at desc limit ${limit})`
}

/** @throws not-found when it is not in the bin, or not the actor's to see or delete */
async function restore(ctx: Ctx, { type, id }: Static<typeof restoreRoute.params>) {
  const known = findRecord(ctx, type)
  if (!known || known.record.hasBin === false || !can(ctx.actor, `${type}.delete`)) throw notFound({ id })
  await mustSee(ctx, known.record, id)
  await mustBeLoose(ctx, known, id)
  await restoreRow(ctx, known.table, id)
  return readRecord(ctx, await withCustomFields(known.record)(ctx), id)
}

async function mustBeLoose(ctx: Ctx, { record, keptInBin }: KnownRecord, id: string): Promise<void> {
  const { rows } = await sql`
    select 1 from ${sql.table(record.view)} r where r.id = ${id} and ${isLoose(keptInBin)}`.execute(ctx.db)
  if (rows.length === 0) throw notFound({ id })
}

export const recycleBinRoutes: readonly Binding[] = [
  on(listBinRoute, (ctx, { query }) => listBin(ctx, query)),
  on(restoreRoute, (ctx, { params }) => restore(ctx, params)),
]

import { sql } from 'kysely'
import { can, scopeOf } from '../../kernel/actor.ts'
import type { Notice } from '../../kernel/bus.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type RecordType, scopePredicate } from '../../kernel/query/fields.ts'
import { findRecord } from '../records/registry.ts'

export interface VisibleNotice {
  readonly type: string
  readonly subjectType: string
  /** Null: many records of the type changed. */
  readonly id: string | null
  readonly version: number | null
  readonly customerId: string | null
}

interface Judged {
  readonly notice: Notice
  readonly record: RecordType
  readonly id: string
}

/** Lists that pages of everyone show: people, teams, territories, fields, views. */
const COMMON = new Set(['team', 'territory', 'custom-field', 'saved-view'])

/** The notices that the actor may hear of: by permission word and record scope, asked in one go per record type. */
export async function visibleNotices(ctx: Ctx, notices: readonly Notice[], max: number): Promise<VisibleNotice[]> {
  const told = notices.length > max ? gatherTypes(notices) : notices
  const judged: Judged[] = []
  const visible: VisibleNotice[] = []
  for (const notice of told) {
    const governing = governingRecord(ctx, notice)
    if (!governing) {
      if (COMMON.has(notice.subjectType)) visible.push(present(notice))
    } else if (can(ctx.actor, `${governing.record.type}.read`)) {
      const seesAll = !governing.record.scope || scopeOf(ctx.actor, governing.record.type) === 'all'
      if (seesAll || governing.id === '') visible.push(present(notice))
      else judged.push({ notice, ...governing })
    }
  }
  return [...visible, ...(await withinScope(ctx, judged))]
}

/** The record whose rights decide: the subject itself, or the customer that it is a part of. */
function governingRecord(ctx: Ctx, { subjectType, subjectId, customerId }: Notice) {
  const own = findRecord(ctx, subjectType)
  if (own) return { record: own.record, id: subjectId }
  const customer = customerId === null ? undefined : findRecord(ctx, 'customer')
  return customer && { record: customer.record, id: customerId ?? '' }
}

async function withinScope(ctx: Ctx, judged: readonly Judged[]): Promise<VisibleNotice[]> {
  const seen = new Set<string>()
  for (const record of new Set(judged.map((item) => item.record))) {
    const ids = [...new Set(judged.filter((item) => item.record === record).map(({ id }) => id))]
    const { rows } = await sql<{ id: string }>`
      select r.id from ${sql.table(record.view)} r
      where r.id = any(${ids}::uuid[]) and ${scopePredicate(record, ctx.actor)}`.execute(ctx.db)
    for (const { id } of rows) seen.add(`${record.type}:${id}`)
  }
  return judged.filter(({ record, id }) => seen.has(`${record.type}:${id}`)).map(({ notice }) => present(notice))
}

/** Past a number of notices only the types that changed are told. */
export function gatherTypes(notices: readonly Notice[]): Notice[] {
  const first = new Map(notices.map((notice) => [notice.subjectType, notice]))
  return [...first.values()].map((notice) => ({
    ...notice,
    type: 'many',
    subjectId: '',
    version: null,
    customerId: null,
  }))
}

const present = ({ type, subjectType, subjectId, version, customerId }: Notice): VisibleNotice => ({
  type,
  subjectType,
  id: subjectId || null,
  version,
  customerId,
})

/** Of these jobs, the ones that the actor started. */
export async function ownJobIds(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { userId, keyId } = ctx.actor
  const { rows } = await sql<{ id: string }>`
    select id from kernel.v_job where id = any(${ids}::uuid[])
      and (actor->>'userId' = ${userId} or actor->>'keyId' = ${keyId})`.execute(ctx.db)
  return new Set(rows.map(({ id }) => id))
}

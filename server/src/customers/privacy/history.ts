import { sql } from 'kysely'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { findErasure } from './erasure.ts'
import { findRequest } from './requests.sql.ts'

export interface Correction {
  /** Record type and column, such as `customer.job_title`; a part's type alone where a whole row came or went. */
  readonly field: string
  readonly label: string
  readonly at: Date
  readonly by: string | null
}

const PARTS = ['contact-point', 'relation', 'preference', 'expectation', 'journal-entry']
const UNTOLD = ['version', 'updated_at', 'deleted_at', 'search', 'sort_name', 'completeness', 'custom']

/** Which fields of a customer were edited by somebody since a moment, the latest edit of each. */
export async function correctionsSince(ctx: Ctx, customerId: string, since: Date): Promise<readonly Correction[]> {
  const { rows } = await sql<{ field: string; at: Date; by: string | null }>`
    select c.field, max(c.at) as at, (array_agg(c.by order by c.at desc))[1] as by from (
      select e.at, m.name as by, case when e.subject_type = 'customer' then 'customer.' || k.name
        else e.subject_type end as field
      from kernel.v_event e
      left join platform.v_member m on m.id = e.actor_user_id
      left join lateral jsonb_object_keys(case when e.subject_type = 'customer' then e.after end) k (name) on true
      where e.customer_id = ${customerId} and e.at >= ${since} and e.after is not null
        and (e.type = 'customers.customer.updated' or e.subject_type = any(${PARTS}::text[]))
        and coalesce(k.name, '') <> all(${UNTOLD}::text[])) c
    group by c.field order by 2`.execute(ctx.db)
  return rows.map((row) => ({ ...row, label: labelOf(ctx, row.field) }))
}

const camel = (column: string) => column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())

function labelOf(ctx: Ctx, field: string): string {
  const [type = '', column] = field.split('.')
  if (column === undefined) return ctx.t(`${type}.label`)
  if (column.startsWith('birth_') || column === 'next_birthday') return ctx.t('customer.field.birthday')
  const key = `customer.field.${camel(column.replace(/_id$/, ''))}`
  const words = ctx.t(key)
  return words === key ? column : words
}

/** All that the request's page shows besides the request: what happened, packages, the erasure, edits made since. */
export async function readHistory(ctx: Ctx, id: string) {
  const request = await findRequest(ctx, id)
  const [events, packages, erasure, corrections] = await Promise.all([
    listEvents(ctx, id),
    listPackages(ctx, id),
    findErasure(ctx, id),
    request.kind === 'correction' && request.customer_id
      ? correctionsSince(ctx, request.customer_id, request.created_at)
      : [],
  ])
  return {
    events: events.map(({ type, ...event }) => ({ ...event, type, label: ctx.t(`event.${type}`) })),
    packages,
    corrections,
    erasure: erasure
      ? {
          state: erasure.state,
          code: erasure.code,
          job: erasure.job_id,
          startedAt: erasure.started_at,
          endedAt: erasure.ended_at,
        }
      : null,
  }
}

async function listEvents(ctx: Ctx, id: string) {
  const { rows } = await sql<{ id: string; at: Date; type: string; by: string | null }>`
    select e.id, e.at, e.type, coalesce(m.name, k.name) as by from kernel.v_event e
    left join platform.v_member m on m.id = e.actor_user_id left join platform.v_key k on k.id = e.actor_key_id
    where e.subject_id = ${id} order by e.at desc, e.id desc limit 200`.execute(ctx.db)
  return rows
}

async function listPackages(ctx: Ctx, requestId: string) {
  const { rows } = await sql<{ id: string; isReady: boolean }>`
    select p.id, p.job_id as job, p.ready_at as "readyAt", p.bytes, p.sha256, p.expires_at as "expiresAt", p.downloads,
      p.created_at as "createdAt", p.ready_at is not null and p.expires_at > ${ctx.now}::timestamptz as "isReady"
    from customers.v_privacy_package p where p.request_id = ${requestId} order by p.created_at desc limit 50`.execute(
    ctx.db,
  )
  const mayLoad = can(ctx.actor, 'privacy.handle')
  return rows.map((row) => ({
    ...row,
    href: row.isReady && mayLoad ? `/api/v1/privacy-packages/${row.id}/file` : null,
  }))
}

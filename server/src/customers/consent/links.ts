import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { notFound } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { findRowForUpdate, insertRow, type RecordTable, updateRow } from '../../kernel/record/write.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import { findKeys } from './keys.ts'
import { signToken } from './token.ts'

export const linkTable: RecordTable = {
  table: 'customers.consent_link',
  type: 'consent-link',
  events: 'customers.consent-link',
  customerColumn: 'customer_id',
}

const DAY_MS = 24 * 60 * 60 * 1000
const PREFERENCE_DAYS = 90
/** Mails are read long after; one-click unsubscribe must work for at least 60 days. */
const UNSUBSCRIBE_DAYS = 400

interface NewLink {
  readonly customerId: string
  readonly kind: 'preferences' | 'confirm'
  readonly entryId?: string
  readonly days: number
}

/** Gives out a link; its event tells that it exists, never its address. */
export async function giveLink(ctx: Ctx, { customerId, kind, entryId, days }: NewLink) {
  const id = uuidv7()
  const expiresAt = new Date(Math.floor((ctx.now.getTime() + days * DAY_MS) / 1000) * 1000)
  await insertRow(ctx, linkTable, {
    id,
    customer_id: customerId,
    kind,
    entry_id: entryId ?? null,
    expires_at: expiresAt,
    created_by: ctx.actor.userId,
  })
  return { id, path: await linkPath(ctx, { id, kind, expires_at: expiresAt }), expiresAt }
}

const PAGE = { preferences: 'preferences', confirm: 'confirm' } as const

/**
 * The address of a given-out link below the product's own, made anew from its row: a mail that is sent later holds it
 * without its being stored. @example `/preferences/AAGh…`
 */
export async function linkPath(
  ctx: Ctx,
  link: { readonly id: string; readonly kind: 'preferences' | 'confirm'; readonly expires_at: Date },
): Promise<string> {
  const { link_key } = await findKeys(ctx)
  const { workspaceId } = ctx.actor
  const claims = { kind: link.kind, workspaceId, id: link.id, expiresAt: link.expires_at, choice: '' } as const
  return `/${PAGE[link.kind]}/${signToken(link_key, claims)}`
}

/**
 * What a mail puts into `List-Unsubscribe`, with `List-Unsubscribe-Post: List-Unsubscribe=One-Click` beside it
 * (RFC 8058): a post to it withdraws the consent, opening it leads to a page that asks.
 */
export async function unsubscribePath(
  ctx: Ctx,
  { customerId, purpose, channel }: { customerId: string; purpose: string; channel: string },
): Promise<string> {
  const { link_key } = await findKeys(ctx)
  const claims = {
    kind: 'unsubscribe',
    workspaceId: ctx.actor.workspaceId,
    id: customerId,
    expiresAt: new Date(ctx.now.getTime() + UNSUBSCRIBE_DAYS * DAY_MS),
    choice: `${purpose}/${channel}`,
  } as const
  return `/api/v1/consent/unsubscribe/${signToken(link_key, claims)}`
}

export async function createPreferenceLink(ctx: Ctx, customerId: string, days = PREFERENCE_DAYS) {
  await mustSee(ctx, customerRecord, customerId)
  return giveLink(ctx, { customerId, kind: 'preferences', days })
}

export async function listLinks(ctx: Ctx, customerId: string) {
  const [, { rows }] = await Promise.all([
    mustSee(ctx, customerRecord, customerId),
    sql`
      select l.id, l.kind, l.expires_at as "expiresAt", l.revoked_at as "revokedAt", l.used_at as "usedAt",
        l.created_at as "createdAt",
        (select jsonb_build_object('id', m.id, 'name', m.name) from platform.v_member m where m.id = l.created_by)
          as "createdBy"
      from customers.v_consent_link l
      where l.customer_id in (select id from customers.v_lineage where customer_id = ${customerId})
      order by l.created_at desc, l.id desc limit 100`.execute(ctx.db),
  ])
  return { items: rows }
}

export async function revokeLink(ctx: Ctx, customerId: string, id: string) {
  await mustSee(ctx, customerRecord, customerId)
  const row = await findRowForUpdate(ctx, linkTable, id)
  const { rows } = await sql`
    select from customers.v_lineage where customer_id = ${customerId} and id = ${row.customer_id}`.execute(ctx.db)
  if (rows.length === 0) throw notFound({ id })
  if (row.revoked_at === null)
    await updateRow(ctx, linkTable, row, { event: 'revoked', changes: { revoked_at: ctx.now } })
  return listLinks(ctx, customerId)
}

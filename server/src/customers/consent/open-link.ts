import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Actor, Language } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { readTransaction, writeTransaction } from '../../kernel/database/transaction.ts'
import { Problem } from '../../kernel/problem.ts'
import { linkAttempts } from './link-attempts.ts'
import { isSigned, type ParsedToken, parseToken, type TokenKind } from './token.ts'

/** The customer who holds a link, and what it is about. */
export interface OpenedLink {
  readonly customerId: string
  readonly firm: string
  /** The given-out link; null for one-click unsubscribe. */
  readonly linkId: string | null
  readonly entryId: string | null
  readonly usedAt: Date | null
  readonly purpose: string
  readonly channel: string
  readonly ip: string
}

/** Somebody without rights who acts for themselves: what they write carries neither user nor key. */
const holder = (workspaceId: string, language: Language): Actor => ({
  workspaceId,
  userId: null,
  keyId: null,
  name: '',
  permissions: new Set(),
  scopes: {},
  teamIds: [],
  territoryIds: [],
  fieldRules: {},
  language,
  timeZone: 'UTC',
  currency: 'CNY',
  country: 'CN',
})

interface Opening {
  readonly request: FastifyRequest
  readonly token: string
  readonly kind: TokenKind
  readonly mode: 'read' | 'write'
}

/**
 * Runs `use` as the holder of a link, in one transaction. Broken, forged, expired, revoked and foreign links and those
 * of deleted customers are all refused alike, after the same look into the database.
 * @throws consent.link-invalid; too-many-requests after too many wrong ones from one address
 */
export async function openLink<T>(opening: Opening, use: (ctx: Ctx, link: OpenedLink) => Promise<T>): Promise<T> {
  const { request, token, kind, mode } = opening
  const { runtime } = request.server.platform
  const waitSeconds = linkAttempts.waitSeconds(request.ip, runtime.now())
  if (waitSeconds > 0) throw new Problem(429, 'too-many-requests', { params: { seconds: waitSeconds } })
  const parsed = parseToken(token)
  const run = mode === 'read' ? readTransaction : writeTransaction
  const language = /^\s*zh/i.test(request.headers['accept-language'] ?? '') ? 'zh-CN' : 'en'
  return run(runtime, holder(parsed.workspaceId, language), { requestId: request.id }, async (ctx) => {
    const link = await findLink(ctx, parsed, kind, request.ip)
    if (link) return use(ctx, link)
    linkAttempts.failed(request.ip, ctx.now)
    throw new Problem(404, 'consent.link-invalid')
  })
}

interface LinkRow {
  readonly link_key: Buffer
  readonly firm: string
  readonly link_id: string | null
  readonly kind: string | null
  readonly entry_id: string | null
  readonly used_at: Date | null
  readonly is_revoked: boolean
  readonly customer_id: string | null
}

const NO_KEY = Buffer.alloc(32)

/** One statement for every link, whatever is wrong with it; the signature is compared in any case. */
async function findLink(ctx: Ctx, token: ParsedToken, kind: TokenKind, ip: string): Promise<OpenedLink | null> {
  const { rows } = await sql<LinkRow>`
    select k.link_key, w.name as firm, l.id as link_id, l.kind, l.entry_id, l.used_at,
      l.revoked_at is not null as is_revoked, c.id as customer_id
    from customers.v_consent_key k
    join platform.v_workspace w on w.deleted_at is null
    left join customers.v_consent_link l on l.id = ${token.id} and l.deleted_at is null
    left join customers.v_customer o on o.id = coalesce(l.customer_id, ${token.id}::uuid)
    left join customers.v_customer c on c.id = coalesce(o.survivor_id, o.id) and c.deleted_at is null`.execute(ctx.db)
  const row = rows[0]
  const isOurs = isSigned(token, row?.link_key ?? NO_KEY)
  const isRight =
    token.kind === kind &&
    token.expiresAt > ctx.now &&
    (kind === 'unsubscribe' || (row?.kind === kind && !row.is_revoked))
  if (!row || !isOurs || !isRight || row.customer_id === null) return null
  const [purpose = '', channel = ''] = token.choice.split('/')
  return {
    customerId: row.customer_id,
    firm: row.firm,
    linkId: row.link_id,
    entryId: row.entry_id,
    usedAt: row.used_at,
    purpose,
    channel,
    ip,
  }
}

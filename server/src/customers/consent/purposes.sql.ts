import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { RecordTable } from '../../kernel/record/write.ts'
import type { LegalBasis } from './contract.ts'

export const purposeTable: RecordTable = {
  table: 'customers.consent_purpose',
  type: 'consent-purpose',
  events: 'customers.consent-purpose',
  customerColumn: null,
}

export interface Wording {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly body: string
}

export interface PurposeRow {
  readonly id: string
  readonly version: number
  readonly key: string
  readonly legal_basis: LegalBasis
  readonly channels: readonly string[]
  readonly confirmed_channels: readonly string[]
  readonly is_public: boolean
  readonly position: number
  readonly deleted_at: Date | null
  /** The wording in use, by language. */
  readonly texts: Readonly<Record<'en' | 'zh-CN', Wording>>
}

/** Purposes in their order, with the wording in use; retired ones only when asked for. */
export async function listPurposeRows(ctx: Ctx, { withRetired = false } = {}): Promise<readonly PurposeRow[]> {
  const { rows } = await sql<PurposeRow>`
    select p.id, p.version, p.key, p.legal_basis, p.channels, p.confirmed_channels, p.is_public, p.position,
      p.deleted_at,
      (select jsonb_object_agg(t.language, jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title,
          'body', t.body))
       from (select distinct on (x.language) x.* from customers.v_consent_text x where x.purpose = p.key
         order by x.language, x.number desc) t) as texts
    from customers.v_consent_purpose p
    where ${withRetired} or p.deleted_at is null
    order by p.deleted_at is not null, p.position, p.key`.execute(ctx.db)
  return rows
}

/** What a purpose is called in the actor's language; `all` and unknown keys included. */
export function purposeTitle(ctx: Ctx, purposes: readonly PurposeRow[], key: string): string {
  if (key === 'all') return ctx.t('consent.purpose.all')
  return purposes.find((purpose) => purpose.key === key)?.texts?.[ctx.actor.language]?.title ?? key
}

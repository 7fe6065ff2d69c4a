import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { searchTokens } from '../../kernel/query/search-tokens.ts'
import type { Row } from '../../kernel/record/event.ts'
import { completenessOf } from './completeness.ts'

export interface ContactRow extends Row {
  readonly id: string
  readonly customer_id: string
  readonly kind: string
  readonly value: string
  readonly display: string
  readonly address: {
    readonly street?: string
    readonly city?: string
    readonly region?: string
    readonly postcode?: string
    readonly country?: string
  } | null
  readonly is_primary: boolean
  readonly position: number
}

/** What a customer's row repeats of its contact points, so that lists, search and quality need no join. */
export function derivedColumns(customer: Row, contacts: readonly ContactRow[]): Row {
  const first = (kind: string) =>
    contacts.find((point) => point.kind === kind && point.is_primary) ?? contacts.find((point) => point.kind === kind)
  const address = first('address')?.address
  const row = {
    primary_email: first('email')?.value ?? null,
    primary_phone: first('phone')?.value ?? null,
    city: address?.city ?? null,
    region: address?.region ?? null,
    country: address?.country ?? null,
  }
  const facts = {
    hasEmail: row.primary_email !== null,
    hasPhone: row.primary_phone !== null,
    hasAddress: address != null,
  }
  return {
    ...row,
    completeness: completenessOf({ ...customer, ...row }, facts),
    search: searchTokensOf(customer, contacts),
  }
}

function searchTokensOf(customer: Row, contacts: readonly ContactRow[]): string {
  const text = (value: unknown) => (typeof value === 'string' ? [value] : [])
  return searchTokens({
    names: [...text(customer.name), ...text(customer.latin_name)],
    contacts: contacts.filter(({ kind }) => kind !== 'address').map(({ value }) => value),
    codes: text(customer.external_id),
  })
}

export async function listContactPoints(ctx: Ctx, customerId: string): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select * from customers.contact_point
    where workspace_id = ${ctx.actor.workspaceId} and customer_id = ${customerId} and deleted_at is null
    order by position, id`.execute(ctx.db)
  return rows
}

/** Renews what the row repeats; no new version, since nothing that a person edits changed. */
export async function refreshDerived(ctx: Ctx, customer: Row & { readonly id: string }): Promise<void> {
  const row = derivedColumns(customer, await listContactPoints(ctx, customer.id))
  await sql`
    update customers.customer set primary_email = ${row.primary_email}, primary_phone = ${row.primary_phone},
      city = ${row.city}, region = ${row.region}, country = ${row.country},
      completeness = ${row.completeness}, search = ${row.search}::tsvector
    where workspace_id = ${ctx.actor.workspaceId} and id = ${customer.id}`.execute(ctx.db)
}

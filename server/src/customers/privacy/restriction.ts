import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { conflict, notFound } from '../../kernel/problem.ts'
import type { Sql } from '../../kernel/query/fields.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { customerRecord } from '../customers/customers.fields.ts'

/** Whether the processing of the customer whom a column names is restricted; bulk exports leave such rows out. */
export const isCustomerRestricted = (customerColumn: Sql): Sql =>
  sql`exists (select from customers.v_restricted_customer x where x.id = ${customerColumn})`

/**
 * Restricts a customer's processing: kept, but left out of bulk exports and bulk changes. Who sends joins
 * `customers.v_restricted_customer`. No new version: nothing that a person edits changed.
 */
export async function restrictCustomer(ctx: Ctx, customerId: string): Promise<void> {
  await setRestriction(ctx, customerId, ctx.now, null)
}

/** @throws privacy.not-restricted when there is nothing to lift */
export async function liftRestriction(ctx: Ctx, customerId: string, reason: string) {
  await mustSee(ctx, customerRecord, customerId)
  await setRestriction(ctx, customerId, null, reason.trim())
  return { restrictedAt: null }
}

async function setRestriction(ctx: Ctx, customerId: string, at: Date | null, reason: string | null): Promise<void> {
  const { rows } = await sql<{ restricted_at: Date | null }>`
    select restricted_at from customers.customer
    where workspace_id = ${ctx.actor.workspaceId} and id = ${customerId} and erased_at is null for update`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound({ id: customerId })
  const before = rows[0].restricted_at
  if (at === null && before === null) throw conflict('privacy.not-restricted')
  if (at !== null && before !== null) return
  await sql`
    update customers.customer set restricted_at = ${at}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${customerId}`.execute(ctx.db)
  await ctx.record({
    type: `customers.customer.${at ? 'restricted' : 'unrestricted'}`,
    subjectType: 'customer',
    subjectId: customerId,
    customerId,
    before: { restricted_at: before },
    after: { restricted_at: at, ...(reason !== null && { reason }) },
  })
}

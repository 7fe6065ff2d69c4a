import { sql } from 'kysely'
import type { Ctx } from '../kernel/context.ts'

/** What sales knows of a customer's orders; money in minor units. */
export interface OrderTotals {
  readonly customerId: string
  readonly orderCount: number
  readonly orderTotal: number
  readonly currency: string | null
  readonly firstOrderOn: string | null
  readonly lastOrderOn: string | null
}

/** Repeats order totals on customers' rows, so that lists sort and filter by them. No new version: nobody edited anything. */
export async function setOrderTotals(ctx: Ctx, totals: readonly OrderTotals[]): Promise<void> {
  if (totals.length === 0) return
  await sql`
    update customers.customer c set order_count = t."orderCount", order_total = t."orderTotal",
      order_currency = t.currency, first_order_on = t."firstOrderOn", last_order_on = t."lastOrderOn"
    from json_to_recordset(${JSON.stringify(totals)}::json) as t("customerId" uuid, "orderCount" integer,
      "orderTotal" bigint, currency text, "firstOrderOn" date, "lastOrderOn" date)
    where c.workspace_id = ${ctx.actor.workspaceId} and c.id = t."customerId"
      and (c.order_count, c.order_total, c.order_currency, c.first_order_on, c.last_order_on)
        is distinct from (t."orderCount", t."orderTotal", t.currency, t."firstOrderOn", t."lastOrderOn")`.execute(
    ctx.db,
  )
  ctx.announce('customer')
}

export interface LastContact {
  readonly customerId: string
  /** Day of the latest interaction; null when there is none. */
  readonly on: string | null
}

/** Repeats the day of the last contact on customers' rows. */
export async function setLastContact(ctx: Ctx, contacts: readonly LastContact[]): Promise<void> {
  if (contacts.length === 0) return
  await sql`
    update customers.customer c set last_contact_on = t."on"
    from json_to_recordset(${JSON.stringify(contacts)}::json) as t("customerId" uuid, "on" date)
    where c.workspace_id = ${ctx.actor.workspaceId} and c.id = t."customerId"
      and c.last_contact_on is distinct from t."on"`.execute(ctx.db)
  ctx.announce('customer')
}

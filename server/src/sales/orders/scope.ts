import { sql } from 'kysely'
import type { CustomerFollower } from '../../customers/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { RecordedEvent } from '../../kernel/record/event.ts'
import type { Subscriber } from '../../kernel/record/insert-event.ts'

const SCOPE_COLUMNS = ['owner_id', 'backup_owner_id', 'team_id', 'territory_id']

/** Orders follow their customers to another owner, team or territory. No new version: nobody edited them. */
async function follow(ctx: Ctx, customerIds: readonly string[]): Promise<void> {
  await sql`
    update sales."order" o set owner_id = c.owner_id, backup_owner_id = c.backup_owner_id, team_id = c.team_id,
      territory_id = c.territory_id
    from customers.v_customer c
    where o.workspace_id = ${ctx.actor.workspaceId} and o.customer_id = any(${customerIds}::uuid[])
      and c.id = o.customer_id
      and (o.owner_id, o.backup_owner_id, o.team_id, o.territory_id)
        is distinct from (c.owner_id, c.backup_owner_id, c.team_id, c.territory_id)`.execute(ctx.db)
  ctx.announce('order')
}

export const scopeFollower: CustomerFollower = { follow }

async function followOne(ctx: Ctx, event: RecordedEvent): Promise<void> {
  if (SCOPE_COLUMNS.some((column) => column in (event.after ?? {}))) await follow(ctx, [event.subjectId])
}

export const scopeSubscribers: readonly Subscriber[] = ['updated', 'restored'].map((verb) => ({
  type: `customers.customer.${verb}`,
  run: followOne,
}))

import { sql } from 'kysely'
import type { CustomerFollower } from '../../customers/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { RecordedEvent } from '../../kernel/record/event.ts'
import type { Subscriber } from '../../kernel/record/insert-event.ts'

const SCOPE_COLUMNS = ['owner_id', 'backup_owner_id', 'team_id', 'territory_id']

/** Interactions follow their customers to another owner, team or territory. No new version: nobody edited them. */
async function follow(ctx: Ctx, customerIds: readonly string[]): Promise<void> {
  await sql`
    update conversations.interaction i set owner_id = c.owner_id, backup_owner_id = c.backup_owner_id, team_id = c.team_id,
      territory_id = c.territory_id
    from customers.v_customer c
    where i.workspace_id = ${ctx.actor.workspaceId} and i.customer_id = any(${customerIds}::uuid[])
      and c.id = i.customer_id
      and (i.owner_id, i.backup_owner_id, i.team_id, i.territory_id)
        is distinct from (c.owner_id, c.backup_owner_id, c.team_id, c.territory_id)`.execute(ctx.db)
  ctx.announce('interaction')
}

export const scopeFollower: CustomerFollower = { follow }

async function followOne(ctx: Ctx, event: RecordedEvent): Promise<void> {
  if (SCOPE_COLUMNS.some((column) => column in (event.after ?? {}))) await follow(ctx, [event.subjectId])
}

export const scopeSubscribers: readonly Subscriber[] = ['updated', 'restored'].map((verb) => ({
  type: `customers.customer.${verb}`,
  run: followOne,
}))

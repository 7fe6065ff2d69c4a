import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { RecordedEvent } from '../../kernel/record/event.ts'
import type { Subscriber } from '../../kernel/record/insert-event.ts'

const SCOPE_COLUMNS = ['owner_id', 'backup_owner_id', 'team_id', 'territory_id']

/** Interactions follow their customer to another owner, team or territory. No new version: nobody edited them. */
async function followCustomer(ctx: Ctx, event: RecordedEvent): Promise<void> {
  if (!SCOPE_COLUMNS.some((column) => column in (event.after ?? {}))) return
  await sql`
    update conversations.interaction i set owner_id = c.owner_id, backup_owner_id = c.backup_owner_id,
      team_id = c.team_id, territory_id = c.territory_id
    from customers.v_customer c
    where i.workspace_id = ${ctx.actor.workspaceId} and i.customer_id = ${event.subjectId} and c.id = i.customer_id
      and (i.owner_id, i.backup_owner_id, i.team_id, i.territory_id)
        is distinct from (c.owner_id, c.backup_owner_id, c.team_id, c.territory_id)`.execute(ctx.db)
  ctx.announce('interaction')
}

export const scopeSubscribers: readonly Subscriber[] = ['updated', 'restored'].map((verb) => ({
  type: `customers.customer.${verb}`,
  run: followCustomer,
}))

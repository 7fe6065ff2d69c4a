import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import type { NewEvent, RecordedEvent, Row } from './event.ts'

/** Runs inside the transaction that made the change, for what must not part from it. */
export interface Subscriber {
  readonly type: string
  readonly run: (ctx: Ctx, event: RecordedEvent) => Promise<void>
}

/** Appends the audit row: who changed what, from what, to what. */
export async function insertEvent(ctx: Ctx, event: NewEvent): Promise<RecordedEvent> {
  const recorded: RecordedEvent = { ...event, id: uuidv7(), at: ctx.now }
  await sql`
    insert into kernel.event (workspace_id, id, at, type, subject_type, subject_id, version, customer_id,
      actor_user_id, actor_key_id, request_id, batch_id, before, after)
    values (${ctx.actor.workspaceId}, ${recorded.id}, ${recorded.at}, ${event.type}, ${event.subjectType},
      ${event.subjectId}, ${event.version ?? null}, ${event.customerId ?? null}, ${ctx.actor.userId},
      ${ctx.actor.keyId}, ${ctx.requestId}, ${ctx.batchId}, ${json(event.before)}, ${json(event.after)})
  `.execute(ctx.db)
  return recorded
}

const json = (row: Row | null | undefined) => (row ? JSON.stringify(row) : null)

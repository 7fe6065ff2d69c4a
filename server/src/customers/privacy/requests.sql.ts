import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { notFound } from '../../kernel/problem.ts'
import type { RecordTable, StoredRow } from '../../kernel/record/write.ts'
import type { REQUEST_CHANNELS, REQUEST_KINDS, REQUEST_STATES } from './contract.ts'

export const requestTable: RecordTable = {
  table: 'customers.privacy_request',
  type: 'privacy',
  events: 'customers.privacy-request',
  customerColumn: 'customer_id',
}

export interface RequestRow extends StoredRow {
  readonly customer_id: string | null
  readonly kind: (typeof REQUEST_KINDS)[number]
  readonly channel: (typeof REQUEST_CHANNELS)[number]
  readonly state: (typeof REQUEST_STATES)[number]
  readonly received_on: string
  readonly due_on: string
  readonly first_due_on: string | null
  readonly assignee_id: string | null
  readonly closed_at: Date | null
  readonly created_at: Date
}

export async function findRequest(ctx: Ctx, id: string): Promise<RequestRow> {
  const { rows } = await sql<RequestRow>`select * from customers.v_privacy_request where id = ${id}`.execute(ctx.db)
  if (!rows[0]) throw notFound({ id })
  return rows[0]
}

export async function findRequestForUpdate(ctx: Ctx, id: string): Promise<RequestRow> {
  const { rows } = await sql<RequestRow>`
    select * from customers.privacy_request where workspace_id = ${ctx.actor.workspaceId} and id = ${id} for update`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound({ id })
  return rows[0]
}

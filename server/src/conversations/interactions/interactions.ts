import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { customerRecord, standingFor } from '../../customers/index.ts'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict } from '../../kernel/problem.ts'
import { mustSee, readRecord } from '../../kernel/query/record-routes.ts'
import { searchTokens } from '../../kernel/query/search-tokens.ts'
import type { Row } from '../../kernel/record/event.ts'
import { binRow, findRowForUpdate, insertRow, updateRow } from '../../kernel/record/write.ts'
import type { InteractionChanges, NewInteraction } from './contract.ts'
import { interactionRecord, interactionTable } from './interactions.fields.ts'

/** Logs what was said or done; by the caller, now, unless told otherwise. */
export async function logInteraction(ctx: Ctx, input: NewInteraction) {
  checkEditable(ctx, input)
  const row: Row = {
    id: uuidv7(),
    customer_id: input.customerId ?? null,
    kind: input.kind,
    direction: input.direction ?? 'none',
    occurred_at: input.occurredAt ?? ctx.now,
    subject: input.subject?.trim() || null,
    body: input.body?.trim() || null,
    duration_minutes: input.durationMinutes ?? null,
    by_id: input.by ?? ctx.actor.userId,
    external_id: input.externalId?.trim() || null,
    ...(await scopeColumns(ctx, input.customerId ?? null)),
  }
  const stored = await insertRow(ctx, interactionTable, { ...row, search: searchOf(row) })
  return readOwn(ctx, stored.id)
}

/** Changes an interaction. @throws version-conflict with the current record when it was changed meanwhile */
export async function changeInteraction(ctx: Ctx, id: string, { version, ...input }: InteractionChanges) {
  await mustSee(ctx, interactionRecord, id)
  checkEditable(ctx, input)
  const row = await findRowForUpdate(ctx, interactionTable, id)
  if (row.version !== version) {
    const current = await readOwn(ctx, id)
    throw conflict('version-conflict', { id }, { currentVersion: row.version, current })
  }
  const text = (value: string | null) => value?.trim() || null
  const changes: Row = {
    ...(input.kind !== undefined && { kind: input.kind }),
    ...(input.direction !== undefined && { direction: input.direction }),
    ...(input.occurredAt !== undefined && { occurred_at: input.occurredAt }),
    ...(input.subject !== undefined && { subject: text(input.subject) }),
    ...(input.body !== undefined && { body: text(input.body) }),
    ...(input.durationMinutes !== undefined && { duration_minutes: input.durationMinutes }),
    ...(input.by !== undefined && { by_id: input.by }),
    ...(input.externalId !== undefined && { external_id: text(input.externalId) }),
  }
  await updateRow(ctx, interactionTable, row, { changes: { ...changes, search: searchOf({ ...row, ...changes }) } })
  return readOwn(ctx, id)
}

export async function deleteInteraction(ctx: Ctx, id: string, version?: number): Promise<void> {
  await mustSee(ctx, interactionRecord, id)
  await binRow(ctx, interactionTable, await findRowForUpdate(ctx, interactionTable, id), version)
}

const BODY_SEARCHED = 200

/** The subject and the beginning of what was said. */
export const searchOf = (row: Row): string =>
  searchTokens({
    names: [row.subject, row.body]
      .filter((text): text is string => typeof text === 'string' && text !== '')
      .map((text) => text.slice(0, BODY_SEARCHED)),
    contacts: [],
    codes: typeof row.external_id === 'string' ? [row.external_id] : [],
  })

/** Owner, backup owner, team and territory follow the customer; without one it is its writer's. One that was merged counts for its survivor. */
async function scopeColumns(ctx: Ctx, customerId: string | null): Promise<Row> {
  if (customerId === null) return { owner_id: ctx.actor.userId }
  const [standing = customerId] = await standingFor(ctx, [customerId])
  await mustSee(ctx, customerRecord, standing)
  const { rows } = await sql<Row>`
    select id as customer_id, owner_id, backup_owner_id, team_id, territory_id from customers.v_customer
    where id = ${standing} and deleted_at is null`.execute(ctx.db)
  if (!rows[0]) throw badInput([{ path: '/customerId', message: 'problem.interaction.no-customer' }])
  return rows[0]
}

function checkEditable(ctx: Ctx, input: object): void {
  const errors = Object.keys(input)
    .filter((key) => fieldRule(ctx.actor, 'interaction', key === 'customerId' ? 'customer' : key) !== undefined)
    .map((key) => ({ path: `/${key}`, message: 'problem.field.read-only', params: { field: key } }))
  if (errors.length > 0) throw badInput(errors)
}

/** What one just wrote is shown even when it now lies outside one's scope. */
const readOwn = (ctx: Ctx, id: string) =>
  readRecord(
    { ...ctx, actor: { ...ctx.actor, scopes: { ...ctx.actor.scopes, interaction: 'all' } } },
    interactionRecord,
    id,
  )

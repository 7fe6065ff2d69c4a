import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict } from '../../kernel/problem.ts'
import { readRecord } from '../../kernel/query/record-routes.ts'
import { insertRow, updateRow } from '../../kernel/record/write.ts'
import { dayIn } from '../calendar.ts'
import { addTerm } from './clock.ts'
import type { NewPrivacyRequest, PrivacyRequestChanges, VERIFICATIONS } from './contract.ts'
import { correctionsSince } from './history.ts'
import { refuseMarketing } from './objection.ts'
import { privacyRecord } from './privacy.fields.ts'
import { findRequestForUpdate, type RequestRow, requestTable } from './requests.sql.ts'
import { restrictCustomer } from './restriction.ts'
import { findPrivacySettings } from './settings.ts'

const wrong = (field: string) => badInput([{ path: `/${field}`, message: 'problem.field.value', params: { field } }])

const trimmed = (text: string | null | undefined): string | null => text?.trim() || null

/** Takes in a request. @throws bad-input when neither customer nor contact is told, or the day lies ahead */
export async function createRequest(ctx: Ctx, input: NewPrivacyRequest) {
  const today = dayIn(ctx.actor.timeZone, ctx.now)
  const receivedOn = input.receivedOn ?? today
  if (receivedOn > today) throw wrong('receivedOn')
  if (input.customerId) await mustExist(ctx, input.customerId)
  else if (!trimmed(input.contactName) && !trimmed(input.contact)) {
    throw badInput([{ path: '/contactName', message: 'problem.privacy.nobody' }])
  }
  if (input.assigneeId) await mustBeMember(ctx, input.assigneeId)
  const clock = await findPrivacySettings(ctx)
  const row = await insertRow(ctx, requestTable, {
    id: uuidv7(),
    kind: input.kind,
    channel: input.channel,
    customer_id: input.customerId ?? null,
    received_on: receivedOn,
    due_on: addTerm(receivedOn, { unit: clock.term_unit, length: clock.term }, ctx.actor.country),
    contact_name: trimmed(input.contactName),
    contact: trimmed(input.contact),
    details: trimmed(input.details),
    assignee_id: input.assigneeId ?? null,
    created_by: ctx.actor.userId,
  })
  return readRequest(ctx, row.id)
}

/** A request as the page shows it, with what the caller may do next. */
export async function readRequest(ctx: Ctx, id: string) {
  const record = await readRecord(ctx, privacyRecord, id)
  const isOpen = record.closedAt === null
  const mayHandle = isOpen && can(ctx.actor, 'privacy.handle')
  const hasCustomer = record.customer !== null
  return {
    ...record,
    can: {
      change: mayHandle,
      verify: mayHandle && record.state === 'received',
      start: mayHandle && record.state === 'verified',
      extend: mayHandle && record.firstDueOn === null,
      refuse: mayHandle,
      complete: mayHandle && record.state === 'in-progress' && record.kind !== 'erasure',
      package: mayHandle && hasCustomer && record.state !== 'received',
      erase: isOpen && hasCustomer && record.kind === 'erasure' && can(ctx.actor, 'privacy.erase'),
    },
  }
}

export async function changeRequest(ctx: Ctx, id: string, { version, ...input }: PrivacyRequestChanges) {
  const row = await findOpen(ctx, id)
  if (input.customerId) await mustExist(ctx, input.customerId)
  if (input.customerId && row.customer_id && input.customerId !== row.customer_id && row.state !== 'received') {
    throw conflict('privacy.customer-is-verified')
  }
  if (input.assigneeId) await mustBeMember(ctx, input.assigneeId)
  const given = (column: string, value: unknown) => (value === undefined ? {} : { [column]: value })
  await updateRow(ctx, requestTable, row, {
    version,
    changes: {
      ...given('customer_id', input.customerId),
      ...given('contact_name', input.contactName === undefined ? undefined : trimmed(input.contactName)),
      ...given('contact', input.contact === undefined ? undefined : trimmed(input.contact)),
      ...given('details', input.details === undefined ? undefined : trimmed(input.details)),
      ...given('assignee_id', input.assigneeId),
    },
  })
  return readRequest(ctx, id)
}

/** @throws privacy.no-customer while nobody knows whom the request is about */
export async function verifyRequest(
  ctx: Ctx,
  id: string,
  { version, how }: { version: number; how: (typeof VERIFICATIONS)[number] },
) {
  const row = await findOpen(ctx, id)
  if (row.state !== 'received') throw conflict('privacy.not-now')
  if (!row.customer_id) throw conflict('privacy.no-customer')
  const changes = { state: 'verified', verified_how: how, verified_on: dayIn(ctx.actor.timeZone, ctx.now) }
  await updateRow(ctx, requestTable, row, { event: 'verified', version, changes })
  return readRequest(ctx, id)
}

export async function startRequest(ctx: Ctx, id: string, { version }: { version: number }) {
  const row = await findOpen(ctx, id)
  if (row.state !== 'verified') throw conflict('privacy.not-now')
  const changes = { state: 'in-progress', assignee_id: row.assignee_id ?? ctx.actor.userId }
  await updateRow(ctx, requestTable, row, { event: 'started', version, changes })
  return readRequest(ctx, id)
}

/** Once, counted from the first due day. */
export async function extendRequest(ctx: Ctx, id: string, { version, reason }: { version: number; reason: string }) {
  const row = await findOpen(ctx, id)
  if (row.first_due_on !== null) throw conflict('privacy.extended-already')
  if (!reason.trim()) throw wrong('reason')
  const clock = await findPrivacySettings(ctx)
  const term = { unit: clock.term_unit, length: clock.extension }
  await updateRow(ctx, requestTable, row, {
    event: 'extended',
    version,
    changes: {
      first_due_on: row.due_on,
      due_on: addTerm(row.due_on, term, ctx.actor.country),
      extension_reason: reason.trim(),
    },
  })
  return readRequest(ctx, id)
}

export async function refuseRequest(ctx: Ctx, id: string, { version, reason }: { version: number; reason: string }) {
  const row = await findOpen(ctx, id)
  if (!reason.trim()) throw wrong('reason')
  await updateRow(ctx, requestTable, row, {
    event: 'refused',
    version,
    changes: { state: 'refused', refusal_reason: reason.trim(), closed_at: ctx.now },
  })
  return readRequest(ctx, id)
}

/** Does what is left to do for its kind and closes the request. @throws privacy.not-now before work began */
export async function completeRequest(ctx: Ctx, id: string, { version }: { version: number }) {
  const row = await findOpen(ctx, id)
  if (row.state !== 'in-progress' || !row.customer_id || row.kind === 'erasure') throw conflict('privacy.not-now')
  const outcome = await settle(ctx, row, row.customer_id)
  await updateRow(ctx, requestTable, row, {
    event: 'completed',
    version,
    changes: { state: 'done', closed_at: ctx.now, outcome },
  })
  return readRequest(ctx, id)
}

async function settle(ctx: Ctx, row: RequestRow, customerId: string): Promise<object> {
  switch (row.kind) {
    case 'restriction':
      await restrictCustomer(ctx, customerId)
      return { restricted: true }
    case 'objection':
      return { refused: await refuseMarketing(ctx, customerId, row.channel) }
    case 'correction':
      return { fields: (await correctionsSince(ctx, customerId, row.created_at)).map(({ field }) => field) }
    case 'access':
    case 'portability': {
      const { rows } = await sql<{ id: string }>`
        select id from customers.v_privacy_package
        where request_id = ${row.id} and customer_id = ${customerId} and ready_at is not null order by ready_at desc limit 1`.execute(
        ctx.db,
      )
      if (!rows[0]) throw conflict('privacy.no-package')
      return { package: rows[0].id }
    }
    default:
      return {}
  }
}

async function findOpen(ctx: Ctx, id: string): Promise<RequestRow> {
  const row = await findRequestForUpdate(ctx, id)
  if (row.closed_at !== null) throw conflict('privacy.closed')
  const { rows } = await sql`select 1 from customers.v_privacy_erasure where request_id = ${id}`.execute(ctx.db)
  if (rows.length > 0) throw conflict('privacy.erasing')
  return row
}

async function mustExist(ctx: Ctx, customerId: string): Promise<void> {
  const { rows } = await sql`
    select 1 from customers.v_customer where id = ${customerId} and erased_at is null`.execute(ctx.db)
  if (rows.length === 0) throw wrong('customerId')
}

async function mustBeMember(ctx: Ctx, id: string): Promise<void> {
  const { rows } = await sql`
    select 1 from platform.v_member where id = ${id} and not is_disabled and deleted_at is null`.execute(ctx.db)
  if (rows.length === 0) throw wrong('assigneeId')
}

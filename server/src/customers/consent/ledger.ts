import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { insertBatch } from '../../kernel/record/batch.ts'
import type { Row } from '../../kernel/record/event.ts'
import { insertRow, type RecordTable } from '../../kernel/record/write.ts'
import type { LedgerEntry } from './effective.ts'
import { type ConsentKeys, findKeys, keyedHash } from './keys.ts'

export const consentTable: RecordTable = {
  table: 'customers.consent_entry',
  type: 'consent',
  events: 'customers.consent',
  customerColumn: 'customer_id',
}

/** What proves an entry and is personal; addresses and IPs are kept as keyed hashes only. */
export interface Evidence {
  readonly address?: string | null | undefined
  /** In place of the address, where it was hashed before. */
  readonly addressHash?: string | null | undefined
  readonly ip?: string | undefined
  readonly note?: string | null | undefined
  readonly origin?: string | null | undefined
  readonly fileName?: string | undefined
  readonly fileRow?: number | undefined
}

export interface NewEntry {
  readonly customerId: string
  readonly purpose: string
  readonly channel: string
  readonly state: LedgerEntry['state']
  readonly source: string
  /** When the customer said so; now when omitted. */
  readonly at?: Date | undefined
  readonly textId?: string | null | undefined
  readonly batchId?: string | null | undefined
  readonly pendingUntil?: Date | undefined
  readonly originId?: string | undefined
  readonly annuls?: string | undefined
  readonly evidence?: Evidence | undefined
}

function rowOf(ctx: Ctx, entry: NewEntry): Row {
  return {
    id: uuidv7(),
    customer_id: entry.customerId,
    purpose: entry.purpose,
    channel: entry.channel,
    state: entry.state,
    at: entry.at ?? ctx.now,
    source: entry.source,
    actor_user_id: ctx.actor.userId,
    actor_key_id: ctx.actor.keyId,
    text_id: entry.textId ?? null,
    batch_id: entry.batchId ?? ctx.batchId,
    pending_until: entry.pendingUntil ?? null,
    origin_id: entry.originId ?? null,
    annuls: entry.annuls ?? null,
  }
}

function evidenceOf(ctx: Ctx, keys: ConsentKeys, row: Row, evidence: Evidence | undefined): Row | null {
  if (!evidence) return null
  const { address, addressHash, ip, note, origin, fileName, fileRow } = evidence
  return {
    workspace_id: ctx.actor.workspaceId,
    id: row.id,
    customer_id: row.customer_id,
    address_hash: address ? keyedHash(keys, address) : (addressHash ?? null),
    ip_hash: ip ? keyedHash(keys, ip) : null,
    note: note?.trim() || null,
    origin: origin?.trim().slice(0, 400) || null,
    file_name: fileName ?? null,
    file_row: fileRow ?? null,
  }
}

/** Adds entries one by one: each with its event, of which subscribers hear. @returns their ids, in order */
export async function appendEntries(ctx: Ctx, entries: readonly NewEntry[]): Promise<readonly string[]> {
  const rows = entries.map((entry) => rowOf(ctx, entry))
  for (const row of rows) await insertRow(ctx, consentTable, row)
  await insertEvidence(ctx, rows, entries)
  return rows.map((row) => row.id as string)
}

/** Adds many entries and their events in one statement, for imports and what takes them back. */
export async function appendManyEntries(ctx: Ctx, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => rowOf(ctx, entry))
  await insertBatch(ctx, consentTable, rows)
  await insertEvidence(ctx, rows, entries)
}

async function insertEvidence(ctx: Ctx, rows: readonly Row[], entries: readonly NewEntry[]): Promise<void> {
  if (entries.every(({ evidence }) => !evidence)) return
  const keys = await findKeys(ctx)
  const kept = rows.flatMap((row, index) => evidenceOf(ctx, keys, row, entries[index]?.evidence) ?? [])
  await sql`
    insert into customers.consent_evidence
    select * from json_populate_recordset(null::customers.consent_evidence, ${JSON.stringify(kept)}::json)`.execute(
    ctx.db,
  )
}

/** Every entry of one customer, as far as it decides what counts. */
export async function listLedger(ctx: Ctx, customerId: string): Promise<readonly LedgerEntry[]> {
  const { rows } = await sql<LedgerEntry>`
    select id, purpose, channel, state, at, created_at, annuls, pending_until from customers.v_consent_entry
    where customer_id = ${customerId}`.execute(ctx.db)
  return rows
}

const POINT_KIND: Readonly<Record<string, string>> = {
  email: 'email',
  sms: 'phone',
  phone: 'phone',
  wechat: 'wechat',
  post: 'address',
}

/** The address or number that a consent on a channel is given for: the one named, else the customer's first. */
export async function addressFor(
  ctx: Ctx,
  customerId: string,
  channel: string,
  contactPointId?: string,
): Promise<string | null> {
  const kind = POINT_KIND[channel]
  if (!kind && !contactPointId) return null
  const { rows } = await sql<{ value: string }>`
    select value from customers.v_contact_point
    where customer_id = ${customerId} and deleted_at is null
      and case when ${contactPointId ?? null}::uuid is null then kind = ${kind ?? ''}
        else id = ${contactPointId ?? null}::uuid end
    order by is_primary desc, position, id limit 1`.execute(ctx.db)
  return rows[0]?.value ?? null
}

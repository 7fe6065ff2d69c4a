import { sql } from 'kysely'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict, notFound } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { findRowForUpdate } from '../../kernel/record/write.ts'
import { addDays, dayIn } from '../calendar.ts'
import { customerRecord, customerTable } from '../customers/customers.fields.ts'
import { beginOfDay } from './begin-of-day.ts'
import type { RecordConsent } from './contract.ts'
import { addressOf, effectiveChoices, isFree, isRefusal, standing } from './effective.ts'
import { keyedHash, startConsent } from './keys.ts'
import { addressFor, appendEntries, listLedger } from './ledger.ts'
import { listPurposeRows, purposeTitle } from './purposes.sql.ts'
import { checkChoice, mustNotNeedConfirmation } from './purposes.ts'

/** What a customer allows now, or allowed at the end of a day, per purpose and channel. */
export async function readConsent(ctx: Ctx, customerId: string, on: string | undefined) {
  await Promise.all([mustSee(ctx, customerRecord, customerId), startConsent(ctx)])
  const end = on === undefined ? null : beginOfDay(addDays(on, 1), ctx.actor.timeZone)
  const [entries, purposes, restrictedAt] = await Promise.all([
    listLedger(ctx, customerId),
    listPurposeRows(ctx),
    findRestriction(ctx, customerId),
  ])
  const at = end && end < ctx.now ? end : afterNow(ctx)
  const isRestricted = restrictedAt !== null && restrictedAt < at
  const choices = effectiveChoices(entries, purposes, at)
  const found = standing(entries, at)
  const general = [...found].flatMap(([address, { decided }]) => {
    const [purpose = '', channel = ''] = address.split('/')
    if (!decided || !isRefusal(decided.state) || (purpose !== 'all' && channel !== 'all')) return []
    return [{ purpose, channel, since: decided.at, entryId: decided.id }]
  })
  return {
    on: on ?? null,
    /** Nothing that rests on a yes or on the firm's own interest is allowed then, whatever the choices say. */
    isRestricted,
    /** Refusals of everything, of a channel or of a purpose, which outrank single choices. */
    general,
    purposes: purposes.map((purpose) => ({
      key: purpose.key,
      title: purposeTitle(ctx, purposes, purpose.key),
      legalBasis: purpose.legal_basis,
      confirmedChannels: purpose.confirmed_channels,
      choices: choices
        .filter((choice) => choice.purpose === purpose.key)
        .map(({ purpose: _, own: _own, isAllowed, ...choice }) => ({
          ...choice,
          isAllowed: isAllowed && !(isRestricted && isFree(purpose)),
        })),
    })),
    can: { record: can(ctx.actor, 'consent.record') },
  }
}

async function findRestriction(ctx: Ctx, customerId: string): Promise<Date | null> {
  const { rows } = await sql<{ restricted_at: Date }>`
    select restricted_at from customers.v_restricted_customer where id = ${customerId}`.execute(ctx.db)
  return rows[0]?.restricted_at ?? null
}

/** An entry of this very moment counts. */
const afterNow = (ctx: Ctx) => new Date(ctx.now.getTime() + 1)

/**
 * Writes down what a customer said. A general refusal has to be lifted before a single yes counts again.
 * @throws consent.needs-confirmation where a yes takes a double opt-in, consent.general-refusal where one stands
 */
export async function recordConsent(ctx: Ctx, customerId: string, input: RecordConsent) {
  await mustSee(ctx, customerRecord, customerId)
  await startConsent(ctx)
  await findRowForUpdate(ctx, customerTable, customerId)
  const [purposes, entries] = await Promise.all([listPurposeRows(ctx), listLedger(ctx, customerId)])
  const today = dayIn(ctx.actor.timeZone, ctx.now)
  if (input.on !== undefined && input.on > today) throw badInput([{ path: '/on', message: 'problem.consent.future' }])
  const at = input.on === undefined || input.on === today ? ctx.now : beginOfDay(input.on, ctx.actor.timeZone)
  const text = input.textId === undefined ? null : await findText(ctx, input.textId)
  const now = effectiveChoices(entries, purposes, afterNow(ctx))
  input.choices.forEach(({ purpose, channel, state }, index) => {
    checkChoice(purposes, purpose, channel, `/choices/${index}`)
    if (text && purpose !== text.purpose) throw badInput([{ path: '/textId', message: 'problem.consent.text' }])
    if (state !== 'granted') return
    mustNotNeedConfirmation(purposes, purpose, channel)
    const isLifted = (block: string) =>
      input.choices.some((other) => other.state === 'granted' && addressOf(other.purpose, other.channel) === block)
    const choice = now.find((one) => one.purpose === purpose && one.channel === channel)
    if (choice?.blockedBy.some((block) => !isLifted(block))) throw conflict('consent.general-refusal')
  })
  for (const { purpose, channel, state } of input.choices) {
    const address = await addressFor(ctx, customerId, channel, input.contactPointId)
    if (input.contactPointId && address === null)
      throw badInput([{ path: '/contactPointId', message: 'problem.field.value', params: { field: 'contactPointId' } }])
    await appendEntries(ctx, [
      {
        customerId,
        purpose,
        channel,
        state,
        at,
        source: ctx.actor.keyId ? 'api' : input.source,
        textId: text?.id,
        evidence: { address, note: input.note },
      },
    ])
  }
  return readConsent(ctx, customerId, undefined)
}

async function findText(ctx: Ctx, id: string): Promise<{ id: string; purpose: string }> {
  const { rows } = await sql<{ id: string; purpose: string }>`
    select id, purpose from customers.v_consent_text where id = ${id}`.execute(ctx.db)
  if (!rows[0]) throw badInput([{ path: '/textId', message: 'problem.consent.text' }])
  return rows[0]
}

const ENTRIES_MAX = 500

interface HistoryRow {
  readonly id: string
  readonly purpose: string
  readonly channel: string
  readonly [column: string]: unknown
}

/** Entries with their proof, the latest first. */
async function findHistory(ctx: Ctx, customerId: string, entryId: string | null) {
  const { rows } = await sql<HistoryRow>`
    select e.id, e.purpose, e.channel, e.state, e.at, e.created_at as "recordedAt", e.source,
      e.pending_until as "pendingUntil", e.annuls, e.origin_id as "originId",
      e.customer_id <> ${customerId} as "isOfMerged",
      (select x.id from customers.v_consent_entry x where x.annuls = e.id) as "annulledBy",
      coalesce(
        (select jsonb_build_object('id', m.id, 'name', m.name) from platform.v_member m where m.id = e.actor_user_id),
        (select jsonb_build_object('id', k.id, 'name', k.name) from platform.v_key k where k.id = e.actor_key_id)) as actor,
      (select jsonb_build_object('id', t.id, 'language', t.language, 'number', t.number, 'title', t.title,
         'body', t.body) from customers.v_consent_text t where t.id = e.text_id) as text,
      v.note, v.origin, v.file_name as "fileName", v.file_row as "fileRow", v.address_hash as "addressHash",
      v.ip_hash as "ipHash", case when e.source in ('import', 'undo') then e.batch_id end as "importId"
    from customers.v_consent_entry e left join customers.v_consent_evidence v on v.id = e.id
    where e.customer_id in (select id from customers.v_lineage where customer_id = ${customerId})
      and (${entryId}::uuid is null or e.id = ${entryId}::uuid)
    order by e.at desc, e.created_at desc, e.id desc limit ${ENTRIES_MAX}`.execute(ctx.db)
  return rows
}

export async function listConsentEntries(ctx: Ctx, customerId: string) {
  return { items: await readHistory(ctx, customerId, null) }
}

export async function readConsentEntry(ctx: Ctx, customerId: string, entryId: string) {
  const [entry] = await readHistory(ctx, customerId, entryId)
  if (!entry) throw notFound({ id: entryId })
  return entry
}

async function readHistory(ctx: Ctx, customerId: string, entryId: string | null) {
  const [, rows, purposes, hashes] = await Promise.all([
    mustSee(ctx, customerRecord, customerId),
    findHistory(ctx, customerId, entryId),
    listPurposeRows(ctx, { withRetired: true }),
    hashesOnFile(ctx, customerId),
  ])
  return rows.map((row) => ({
    ...row,
    title: purposeTitle(ctx, purposes, row.purpose),
    /** Whether the customer still has the address or number that it was given for; null where none is known. */
    isAddressOnFile: row.addressHash === null ? null : hashes.has(row.addressHash as string),
  }))
}

async function hashesOnFile(ctx: Ctx, customerId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ value: string; hash_key: Buffer }>`
    select p.value, k.hash_key from customers.v_contact_point p, customers.v_consent_key k
    where p.customer_id = ${customerId} and p.deleted_at is null`.execute(ctx.db)
  return new Set(rows.map(({ value, hash_key }) => keyedHash({ hash_key }, value)))
}

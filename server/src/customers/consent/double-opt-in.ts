import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, Problem } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { findRowForUpdate, updateRow } from '../../kernel/record/write.ts'
import { customerRecord, customerTable } from '../customers/customers.fields.ts'
import { changeChoices } from './change-choices.ts'
import type { RequestConfirmation } from './contract.ts'
import { effectiveChoices } from './effective.ts'
import { startConsent } from './keys.ts'
import { addressFor, appendEntries, listLedger } from './ledger.ts'
import { giveLink, linkTable } from './links.ts'
import type { OpenedLink } from './open-link.ts'
import { listPurposeRows } from './purposes.sql.ts'
import { checkChoice } from './purposes.ts'

const CONFIRM_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Double opt-in: an entry that waits and the link that confirms it. Who sends the link listens to
 * `customers.consent-link.created` and makes its address with `linkPath`.
 */
export async function requestConfirmation(ctx: Ctx, customerId: string, input: RequestConfirmation) {
  await mustSee(ctx, customerRecord, customerId)
  await startConsent(ctx)
  await findRowForUpdate(ctx, customerTable, customerId)
  const purposes = await listPurposeRows(ctx)
  const { purpose, channel, contactPointId } = input
  if (purpose === 'all')
    throw badInput([{ path: '/purpose', message: 'problem.field.value', params: { field: 'purpose' } }])
  checkChoice(purposes, purpose, channel, '/purpose')
  const address = await addressFor(ctx, customerId, channel, contactPointId)
  if (contactPointId && address === null)
    throw badInput([{ path: '/contactPointId', message: 'problem.field.value', params: { field: 'contactPointId' } }])
  const days = input.days ?? CONFIRM_DAYS
  const language = input.language ?? ctx.actor.language
  const textId = purposes.find(({ key }) => key === purpose)?.texts[language]?.id
  const [entryId] = await appendEntries(ctx, [
    {
      customerId,
      purpose,
      channel,
      state: 'pending',
      source: ctx.actor.keyId ? 'api' : 'staff',
      textId,
      pendingUntil: new Date(ctx.now.getTime() + days * DAY_MS),
      evidence: { address },
    },
  ])
  return giveLink(ctx, { customerId, kind: 'confirm', entryId: entryId!, days })
}

interface PendingRow {
  readonly id: string
  readonly purpose: string
  readonly channel: string
  readonly text_id: string | null
  readonly pending_until: Date
  readonly address_hash: string | null
  /** Decided after it was asked for: by this confirmation, or by something the customer said in between. */
  readonly confirmed_by: string | null
  readonly is_waiting: boolean
}

async function findPending(ctx: Ctx, link: OpenedLink): Promise<PendingRow | undefined> {
  const { rows } = await sql<PendingRow>`
    select e.id, e.purpose, e.channel, e.text_id, e.pending_until, v.address_hash,
      (select x.id from customers.v_consent_entry x where x.customer_id = e.customer_id and x.origin_id = e.id
         and x.source = 'double-opt-in' limit 1) as confirmed_by,
      s.pending_id is not distinct from e.id and e.pending_until > ${ctx.now} as is_waiting
    from customers.v_consent_entry e
    left join customers.v_consent_evidence v on v.id = e.id
    left join customers.v_consent_state s
      on s.customer_id = e.customer_id and s.purpose = e.purpose and s.channel = e.channel
    where e.id = ${link.entryId} and e.customer_id = ${link.customerId}`.execute(ctx.db)
  return rows[0]
}

const present = async (ctx: Ctx, link: OpenedLink, pending: PendingRow, isConfirmed: boolean) => {
  const purposes = await listPurposeRows(ctx, { withRetired: true })
  const { texts } = purposes.find(({ key }) => key === pending.purpose)!
  return { firm: link.firm, purpose: pending.purpose, channel: pending.channel, texts, isConfirmed }
}

/** What waits, for a page that asks; one that waits no longer is as good as no link. */
export async function readConfirmation(ctx: Ctx, link: OpenedLink) {
  const pending = await findPending(ctx, link)
  if (!pending || (!pending.is_waiting && pending.confirmed_by === null)) throw new Problem(404, 'consent.link-invalid')
  return present(ctx, link, pending, pending.confirmed_by !== null)
}

/** Turns the pending entry into a grant, with its text and address as proof. A second time changes nothing. */
export async function confirmConsent(ctx: Ctx, link: OpenedLink) {
  await findRowForUpdate(ctx, customerTable, link.customerId)
  const pending = await findPending(ctx, link)
  if (!pending || (!pending.is_waiting && pending.confirmed_by === null)) throw new Problem(404, 'consent.link-invalid')
  if (pending.confirmed_by === null) {
    const { purpose, channel } = pending
    const [entries, purposes] = await Promise.all([
      listLedger(ctx, link.customerId),
      listPurposeRows(ctx, { withRetired: true }),
    ])
    const choices = effectiveChoices(entries, purposes, new Date(ctx.now.getTime() + 1))
    const wanted = [{ purpose, channel, isAllowed: true }]
    const changes = changeChoices(choices, purposes, wanted)
    await appendEntries(
      ctx,
      changes.map((change) => ({
        ...change,
        customerId: link.customerId,
        source: 'double-opt-in',
        ...(change.purpose === purpose &&
          change.channel === channel && { originId: pending.id, textId: pending.text_id }),
        evidence: { addressHash: pending.address_hash, ip: link.ip },
      })),
    )
    const row = await findRowForUpdate(ctx, linkTable, link.linkId!)
    await updateRow(ctx, linkTable, row, { event: 'used', changes: { used_at: ctx.now } })
  }
  return present(ctx, link, pending, true)
}

import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import { findRowForUpdate } from '../../kernel/record/write.ts'
import { customerTable } from '../customers/customers.fields.ts'
import { type ChosenEntry, changeChoices } from './change-choices.ts'
import { effectiveChoices, isRefusal, type LedgerEntry, standing } from './effective.ts'
import { addressFor, appendEntries, listLedger } from './ledger.ts'
import type { OpenedLink } from './open-link.ts'
import type { ChangePreferences } from './public-contract.ts'
import { listPurposeRows } from './purposes.sql.ts'

const afterNow = (ctx: Ctx) => new Date(ctx.now.getTime() + 1)

async function loadChoices(ctx: Ctx, customerId: string) {
  const [entries, purposes] = await Promise.all([listLedger(ctx, customerId), listPurposeRows(ctx)])
  return { entries, purposes, choices: effectiveChoices(entries, purposes, afterNow(ctx)) }
}

/** What the holder of a link sees: their choices and the wording in both languages, their address shortened. */
export async function readPreferences(ctx: Ctx, { customerId, firm }: OpenedLink) {
  const [{ entries, purposes, choices }, reachedAt, { rows }] = await Promise.all([
    loadChoices(ctx, customerId),
    maskedAddresses(ctx, customerId),
    sql<{ language: string | null }>`
      select language from customers.v_customer where id = ${customerId}`.execute(ctx.db),
  ])
  return {
    firm,
    language: rows[0]?.language ?? null,
    reachedAt,
    isEverythingRefused: isEverythingRefused(entries, ctx),
    purposes: purposes
      .filter(({ is_public }) => is_public)
      .map(({ key, legal_basis, texts }) => ({
        key,
        /** The law asks for it, so that there is nothing to choose. */
        isFixed: legal_basis === 'legal-obligation',
        needsConsent: legal_basis === 'consent',
        texts,
        channels: choices
          .filter(({ purpose }) => purpose === key)
          .map(({ channel, isAllowed, since }) => ({ channel, isAllowed, since })),
      })),
  }
}

/** Enough of an address to know that it is one's own. */
async function maskedAddresses(ctx: Ctx, customerId: string): Promise<Readonly<Record<string, string>>> {
  const [email, phone] = await Promise.all([addressFor(ctx, customerId, 'email'), addressFor(ctx, customerId, 'phone')])
  return {
    ...(email && { email: email.replace(/^(.).*(@.*)$/, '$1***$2') }),
    ...(phone && { phone: `***${phone.slice(-4)}` }),
  }
}

/** Writes what the holder of a link chose; only differences become entries. @returns the page as it is then */
export async function changePreferences(ctx: Ctx, link: OpenedLink, input: ChangePreferences) {
  const { customerId } = link
  await findRowForUpdate(ctx, customerTable, customerId)
  const { entries, purposes, choices } = await loadChoices(ctx, customerId)
  const wanted = input.choices ?? []
  wanted.forEach((choice, index) => {
    const purpose = purposes.find(({ key }) => key === choice.purpose)
    const isOffered = purpose?.is_public && purpose.legal_basis !== 'legal-obligation'
    if (!isOffered || !purpose.channels.includes(choice.channel))
      throw badInput([{ path: `/choices/${index}`, message: 'problem.consent.choice', params: { ...choice } }])
  })
  await checkTexts(ctx, wanted)
  const changes = input.refuseAll ? refuseEverything(entries, ctx) : changeChoices(choices, purposes, wanted)
  for (const change of changes) {
    const address = await addressFor(ctx, customerId, change.channel)
    await appendEntries(ctx, [{ ...change, customerId, source: 'preference-page', evidence: { address, ip: link.ip } }])
  }
  return readPreferences(ctx, link)
}

const isEverythingRefused = (entries: readonly LedgerEntry[], ctx: Ctx) =>
  isRefusal(standing(entries, afterNow(ctx)).get('all/all')?.decided?.state)

const refuseEverything = (entries: readonly LedgerEntry[], ctx: Ctx): readonly ChosenEntry[] =>
  isEverythingRefused(entries, ctx) ? [] : [{ purpose: 'all', channel: 'all', state: 'refused' }]

async function checkTexts(ctx: Ctx, wanted: readonly { purpose: string; textId: string }[]): Promise<void> {
  const { rows } = await sql<{ id: string; purpose: string }>`
    select id, purpose from customers.v_consent_text
    where id = any(${wanted.map(({ textId }) => textId)}::uuid[])`.execute(ctx.db)
  wanted.forEach(({ purpose, textId }, index) => {
    if (!rows.some((row) => row.id === textId && row.purpose === purpose))
      throw badInput([{ path: `/choices/${index}/textId`, message: 'problem.consent.text' }])
  })
}

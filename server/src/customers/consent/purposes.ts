import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict, notFound } from '../../kernel/problem.ts'
import { findRowForUpdate, insertRow, type StoredRow, updateRow } from '../../kernel/record/write.ts'
import type { AddText, ChangePurpose, CreatePurpose } from './contract.ts'
import { renewLinkKey, startConsent } from './keys.ts'
import { listPurposeRows, type PurposeRow, purposeTable } from './purposes.sql.ts'

const present = (row: PurposeRow) => ({
  id: row.id,
  version: row.version,
  key: row.key,
  legalBasis: row.legal_basis,
  channels: row.channels,
  confirmedChannels: row.confirmed_channels,
  isPublic: row.is_public,
  position: row.position,
  isRetired: row.deleted_at !== null,
  texts: row.texts,
})

export async function listPurposes(ctx: Ctx) {
  await startConsent(ctx)
  return { items: (await listPurposeRows(ctx, { withRetired: true })).map(present) }
}

/** @throws already-exists when the key is taken, also by a retired purpose: the ledger still names it */
export async function createPurpose(ctx: Ctx, input: CreatePurpose) {
  await startConsent(ctx)
  if (input.key === 'all') throw badInput([{ path: '/key', message: 'problem.field.value', params: { field: 'key' } }])
  checkChannels(input.channels, input.confirmedChannels ?? [])
  await insertRow(ctx, purposeTable, {
    id: uuidv7(),
    key: input.key,
    legal_basis: input.legalBasis,
    channels: input.channels,
    confirmed_channels: input.confirmedChannels ?? [],
    is_public: input.isPublic ?? true,
    position: input.position ?? 100,
  })
  for (const language of ['en', 'zh-CN'] as const)
    await insertText(ctx, input.key, { language, ...input.texts[language] })
  return listPurposes(ctx)
}

export async function changePurpose(ctx: Ctx, id: string, input: ChangePurpose) {
  const row = await findPurpose(ctx, id)
  const channels = input.channels ?? (row.channels as string[])
  checkChannels(channels, input.confirmedChannels ?? (row.confirmed_channels as string[]))
  await updateRow(ctx, purposeTable, row, {
    version: input.version,
    changes: {
      legal_basis: input.legalBasis ?? row.legal_basis,
      channels,
      confirmed_channels: input.confirmedChannels ?? row.confirmed_channels,
      is_public: input.isPublic ?? row.is_public,
      position: input.position ?? row.position,
      deleted_at: input.isRetired === undefined ? row.deleted_at : input.isRetired ? ctx.now : null,
    },
  })
  return listPurposes(ctx)
}

/** A retired purpose can be found too, to be taken up again. */
async function findPurpose(ctx: Ctx, id: string): Promise<StoredRow> {
  const { rows } = await sql<StoredRow>`
    select * from customers.consent_purpose where workspace_id = ${ctx.actor.workspaceId} and id = ${id}
    for update`.execute(ctx.db)
  if (!rows[0]) throw notFound({ id })
  return rows[0]
}

function checkChannels(channels: readonly string[], confirmed: readonly string[]): void {
  const isMixed = channels.includes('any') && channels.length > 1
  if (isMixed) throw badInput([{ path: '/channels', message: 'problem.consent.channels' }])
  if (confirmed.some((channel) => !channels.includes(channel)))
    throw badInput([{ path: '/confirmedChannels', message: 'problem.consent.channels' }])
}

export async function addText(ctx: Ctx, id: string, input: AddText) {
  const purpose = await findRowForUpdate(ctx, purposeTable, id)
  await insertText(ctx, purpose.key as string, input)
  return listTexts(ctx, id)
}

async function insertText(ctx: Ctx, purpose: string, { language, title, body }: AddText): Promise<void> {
  const id = uuidv7()
  const { rows } = await sql<{ number: number }>`
    insert into customers.consent_text (workspace_id, id, purpose, language, number, title, body, created_at, created_by)
    select ${ctx.actor.workspaceId}, ${id}, ${purpose}, ${language}, coalesce(max(number), 0) + 1, ${title.trim()},
      ${body.trim()}, ${ctx.now}, ${ctx.actor.userId}
    from customers.consent_text
    where workspace_id = ${ctx.actor.workspaceId} and purpose = ${purpose} and language = ${language}
    returning number`.execute(ctx.db)
  await ctx.record({
    type: 'customers.consent-text.created',
    subjectType: 'consent-text',
    subjectId: id,
    after: { purpose, language, number: rows[0]?.number, name: title.trim(), body: body.trim() },
  })
}

export async function listTexts(ctx: Ctx, id: string) {
  const { rows } = await sql`
    select t.id, t.language, t.number, t.title, t.body, t.created_at as "createdAt",
      (select jsonb_build_object('id', m.id, 'name', m.name) from platform.v_member m where m.id = t.created_by)
        as "createdBy"
    from customers.v_consent_text t join customers.v_consent_purpose p on p.key = t.purpose
    where p.id = ${id} order by t.language, t.number desc`.execute(ctx.db)
  if (rows.length === 0) throw notFound({ id })
  return { items: rows }
}

export async function revokeAllLinks(ctx: Ctx) {
  await startConsent(ctx)
  await renewLinkKey(ctx)
  await ctx.record({
    type: 'customers.consent-link.all-revoked',
    subjectType: 'consent-link',
    subjectId: ctx.actor.workspaceId,
  })
  return { revokedAt: ctx.now }
}

/** Refuses an unknown or retired purpose, or a channel that it does not have; `all` fits everywhere. */
export function checkChoice(purposes: readonly PurposeRow[], purpose: string, channel: string, path: string): void {
  const known = purposes.find(({ key }) => key === purpose)
  const isKnown =
    purpose === 'all' ? channel !== 'any' : known && (channel === 'all' || known.channels.includes(channel))
  if (!isKnown) throw badInput([{ path, message: 'problem.consent.choice', params: { purpose, channel } }])
}

/** @throws conflict where a yes counts only once the customer has confirmed it by a link */
export function mustNotNeedConfirmation(purposes: readonly PurposeRow[], purpose: string, channel: string): void {
  const known = purposes.find(({ key }) => key === purpose)
  if (known?.confirmed_channels.includes(channel)) throw conflict('consent.needs-confirmation', { purpose, channel })
}

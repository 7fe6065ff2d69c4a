import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import {
  type Applied,
  type Buyers,
  bringCustomers,
  buyerFields,
  type ImportSettings,
  type ImportTarget,
  type MappedRow,
  type TargetField,
} from '../../../customers/index.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { insertBatch } from '../../../kernel/record/batch.ts'
import type { Row } from '../../../kernel/record/event.ts'
import { interactionTable } from '../interactions.fields.ts'
import { searchOf } from '../interactions.ts'
import { refreshLastContact } from '../last-contact.ts'
import { changeExported, type ExportedInteraction, findExported, isEdited } from './exported-interactions.ts'
import { type InteractionValues, readInteractionRow } from './interaction-values.ts'

const fields: readonly TargetField[] = [
  { key: 'rapportId', type: 'text' },
  { key: 'kind', type: 'choice' },
  { key: 'direction', type: 'choice' },
  { key: 'occurredAt', type: 'datetime' },
  ...buyerFields.filter(({ key }) => key !== 'country'),
  { key: 'subject', type: 'text' },
  { key: 'body', type: 'text', isRepeatable: true },
  { key: 'by', type: 'text' },
  { key: 'durationMinutes', type: 'number' },
]

type CustomerOf = (values: InteractionValues) => string | null

/** Imports calls, visits, mails and notes, finding or creating their customer. What is there already stays as it is. */
export const interactionsTarget: ImportTarget = {
  type: 'interactions',
  permission: 'interaction.import',
  fields,
  plan: async (ctx, rows, settings, seen) => {
    const { file, buyers } = await readKnown(ctx, rows, settings, true)
    const created = buyers.createdKeys.filter((key) => !seen.has(`buyer:${key}`))
    for (const key of created) seen.add(`buyer:${key}`)
    const news = await withoutKnown(ctx, file.fresh, ({ row }) => buyers.idOf(row))
    const edited = file.exported.filter((values) => isEdited(file.known.get(values.id!)!, values)).length
    return applied(file, { created: news.length, edited, customersCreated: created.length }, buyers)
  },
  apply: async (ctx, rows, settings) => {
    const { file, buyers } = await readKnown(ctx, rows, settings, false)
    const customerOf: CustomerOf = ({ row }) => buyers.idOf(row)
    const news = await withoutKnown(ctx, file.fresh, customerOf)
    await importInteractions(ctx, news, customerOf)
    const edited = await changeExported(ctx, file.exported, file.known)
    return applied(file, { created: news.length, edited, customersCreated: buyers.created.length }, buyers)
  },
}

interface FileRows {
  readonly values: readonly InteractionValues[]
  /** Rows of interactions that were exported from here. */
  readonly exported: readonly InteractionValues[]
  readonly known: ReadonlyMap<string, ExportedInteraction>
  /** All other good rows. */
  readonly fresh: readonly InteractionValues[]
}

const rowOf = ({ row }: InteractionValues) => row

/** The rows with their customers; those about a customer outside the importer's scope are refused. */
async function readKnown(ctx: Ctx, rows: readonly MappedRow[], settings: ImportSettings, isDryRun: boolean) {
  const file = await readFile(ctx, rows, settings)
  const buyers = await bringCustomers(ctx, file.fresh.map(rowOf), settings, { isDryRun })
  const fresh = file.fresh.filter(({ row }) => !buyers.isRefused(row))
  return { file: { ...file, fresh, refused: file.fresh.length - fresh.length }, buyers }
}

async function readFile(ctx: Ctx, rows: readonly MappedRow[], settings: ImportSettings): Promise<FileRows> {
  const values = rows.map((row) => readInteractionRow(row, settings))
  const good = values.filter(({ isRejected }) => !isRejected)
  const known = await findExported(ctx, good)
  const isExported = ({ id }: InteractionValues) => known.has(id ?? '')
  return {
    values,
    known,
    exported: good.filter(isExported),
    fresh: good.filter((value) => !isExported(value)),
  }
}

interface Counted {
  readonly created: number
  readonly edited: number
  readonly customersCreated: number
}

function applied(
  { values, fresh, exported, refused }: FileRows & { readonly refused: number },
  counted: Counted,
  buyers: Buyers,
): Applied {
  return {
    created: counted.created,
    updated: counted.edited,
    unchanged: fresh.length - counted.created + exported.length - counted.edited,
    rejected: values.filter(({ isRejected }) => isRejected).length + refused,
    anonymous: fresh.filter(({ row }) => buyers.idOf(row) === null).length,
    customersCreated: counted.customersCreated,
    problems: [...values.flatMap((value) => value.problems), ...buyers.problems],
  }
}

/** Writes interactions and their events in one statement, and tells customers of their last contact. */
export async function importInteractions(
  ctx: Ctx,
  values: readonly InteractionValues[],
  customerOf: CustomerOf,
): Promise<void> {
  if (values.length === 0) return
  const customers = values.map(customerOf)
  const scopes = await findScopes(ctx, customers)
  const members = await findMembers(ctx, values)
  const rows = values.map((value, index) => {
    const customerId = customers[index] ?? null
    const row = {
      id: uuidv7(),
      customer_id: customerId,
      kind: value.kind,
      direction: value.direction,
      occurred_at: value.occurredAt ?? ctx.now.toISOString(),
      subject: value.subject,
      body: value.body,
      duration_minutes: value.durationMinutes,
      by_id: members.get(value.by?.toLowerCase() ?? '') ?? null,
      by_name: value.by,
      ...(scopes.get(customerId ?? '') ?? NO_SCOPE),
    }
    return { ...row, search: searchOf(row) }
  })
  await insertBatch(ctx, interactionTable, rows)
  await refreshLastContact(ctx, customers)
}

const NO_SCOPE = { owner_id: null, backup_owner_id: null, team_id: null, territory_id: null }

/** Leaves out what was imported before: the same customer, kind, moment and words. */
async function withoutKnown(
  ctx: Ctx,
  values: readonly InteractionValues[],
  customerOf: CustomerOf,
): Promise<readonly InteractionValues[]> {
  const moments = values.flatMap(({ occurredAt }) => occurredAt ?? [])
  if (moments.length === 0) return values
  const { rows } = await sql<Row & { occurred_at: Date }>`
    select i.customer_id, i.kind, i.occurred_at, i.subject, i.body from conversations.v_interaction i
    where i.occurred_at = any(${moments}::timestamptz[]) and i.deleted_at is null
      and not exists (select 1 from kernel.v_event e where e.subject_id = i.id and e.batch_id = ${ctx.batchId}::uuid)`.execute(
    ctx.db,
  )
  const known = new Map<string, number>()
  for (const row of rows) {
    const key = JSON.stringify([row.customer_id, row.kind, row.occurred_at.toISOString(), row.subject, row.body])
    known.set(key, (known.get(key) ?? 0) + 1)
  }
  return values.filter((value) => {
    const key = JSON.stringify([customerOf(value), value.kind, value.occurredAt, value.subject, value.body])
    const left = known.get(key) ?? 0
    if (left > 0) known.set(key, left - 1)
    return left === 0
  })
}

async function findScopes(ctx: Ctx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, Row>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<Row & { id: string }>`
    select id, owner_id, backup_owner_id, team_id, territory_id from customers.v_customer
    where id = any(${wanted}::uuid[])`.execute(ctx.db)
  return new Map(rows.map(({ id, ...scope }) => [id, scope]))
}

async function findMembers(ctx: Ctx, values: readonly InteractionValues[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(values.flatMap(({ by }) => by?.toLowerCase() ?? []))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string; email: string }>`
    select id, lower(name) as name, lower(email) as email from platform.v_member
    where lower(name) = any(${wanted}::text[]) or lower(email) = any(${wanted}::text[])`.execute(ctx.db)
  return new Map(rows.flatMap(({ id, name, email }) => [[name, id] as const, [email, id] as const]))
}

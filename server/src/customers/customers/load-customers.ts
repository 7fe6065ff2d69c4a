import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { insertBatch } from '../../kernel/record/batch.ts'
import type { Row } from '../../kernel/record/event.ts'
import { validateCustom } from '../../platform/index.ts'
import { contactPointTable } from '../contact-points/contact-points.ts'
import { contactColumns, readContact } from '../contact-points/contact-value.ts'
import { journal } from '../journal/journal.ts'
import { expectations, preferences } from '../preferences/preferences.ts'
import type { RelationRole } from '../relations/contract.ts'
import { relationTable } from '../relations/relations.ts'
import type { NewCustomer } from './contract.ts'
import { checkEditable, nameColumns, toColumns } from './customer-row.ts'
import { customerTable } from './customers.fields.ts'
import { type ContactRow, derivedColumns } from './customers.sql.ts'

/** A customer with its past, as another system of the firm kept it. */
export interface CustomerLoad extends NewCustomer {
  /** Chosen by the caller, because other records of the same load rest on it. */
  readonly id: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Role of a person at its organization. */
  readonly decisionRole?: string | null
  readonly preferences?: readonly { readonly kind: string; readonly value: string }[]
  readonly expectations?: readonly {
    readonly about: string
    readonly source: string
    readonly text: string
    readonly level: number
  }[]
  readonly journal?: readonly { readonly on: string; readonly text: string; readonly author?: string }[]
}

export interface RelationLoad {
  readonly from: string
  readonly role: RelationRole
  readonly to: string
  readonly title?: string | null
  readonly decisionRole?: string | null
}

/** What a row holds where a load says nothing; one statement writes rows of the same columns. */
const DEFAULTS: Row = {
  family_name: null,
  given_name: null,
  latin_name: null,
  external_id: null,
  owner_id: null,
  backup_owner_id: null,
  team_id: null,
  territory_id: null,
  gender: null,
  job_title: null,
  birth_calendar: null,
  birth_year: null,
  birth_month: null,
  birth_day: null,
  is_birth_month_leap: false,
  next_birthday: null,
  language: null,
  industry: null,
  employees: null,
  annual_revenue: null,
  currency: null,
  founded_year: null,
  website: null,
  source: null,
  note: null,
  tags: [],
  since: null,
  organization_id: null,
}

/**
 * Creates many customers with everything that belongs to them, set-based, by the rules of creating one: a few
 * statements for all of them, an event for each row. Nothing is matched: the caller knows that they are new.
 */
export async function loadCustomers(ctx: Ctx, loads: readonly CustomerLoad[]): Promise<void> {
  const rows: Row[] = []
  const points: ContactRow[] = []
  for (const load of loads) {
    const ofCustomer = contactRows(ctx, load)
    rows.push(await customerRow(ctx, load, ofCustomer))
    points.push(...ofCustomer)
  }
  await insertBatch(ctx, customerTable, rows)
  await insertBatch(ctx, contactPointTable, points)
  await loadRelations(ctx, loads.flatMap(employment))
  await insertBatch(ctx, preferences.table, loads.flatMap(preferenceRows))
  await insertBatch(ctx, expectations.table, loads.flatMap(expectationRows))
  await insertBatch(
    ctx,
    journal.table,
    loads.flatMap((load) => journalRows(ctx, load)),
  )
}

/** Relates customers of a load. A job also stands in the person's own row, see `organization`. */
export async function loadRelations(ctx: Ctx, relations: readonly RelationLoad[]): Promise<void> {
  const rows = relations.map(({ from, to, role, title, decisionRole }) => ({
    id: uuidv7(),
    from_customer_id: from,
    to_customer_id: to,
    role,
    title: title ?? null,
    decision_role: decisionRole ?? null,
  }))
  await insertBatch(ctx, relationTable, rows)
}

async function customerRow(ctx: Ctx, load: CustomerLoad, points: readonly ContactRow[]): Promise<Row> {
  const { id, createdAt, updatedAt, decisionRole: _, organization, custom, contactPoints: __, ...input } = load
  const { preferences: _p, expectations: _e, journal: _j, ...profile } = input
  checkEditable(ctx, profile)
  const columns = toColumns(ctx, profile)
  const row = {
    ...DEFAULTS,
    ...columns,
    ...nameColumns(columns),
    id,
    organization_id: organization ?? null,
    custom: custom ? await validateCustom(ctx, 'customer', custom) : {},
    created_at: createdAt,
    updated_at: updatedAt,
  }
  return { ...row, ...derivedColumns(row, points) }
}

function contactRows(ctx: Ctx, { id, contactPoints = [] }: CustomerLoad): ContactRow[] {
  return contactPoints
    .flatMap((typed, index) => readContact(typed, ctx.actor.country, `/contactPoints/${index}/value`))
    .map(
      (point, position) =>
        ({ ...contactColumns(point), id: uuidv7(), customer_id: id, position }) as unknown as ContactRow,
    )
}

const employment = ({ id, organization, jobTitle, decisionRole }: CustomerLoad): RelationLoad[] =>
  organization
    ? [{ from: id, role: 'works-at', to: organization, title: jobTitle ?? null, decisionRole: decisionRole ?? null }]
    : []

const preferenceRows = (load: CustomerLoad) =>
  (load.preferences ?? []).map((preference) => ({ id: uuidv7(), customer_id: load.id, ...preference }))

const expectationRows = (load: CustomerLoad) =>
  (load.expectations ?? []).map((expectation) => ({ id: uuidv7(), customer_id: load.id, ...expectation }))

const journalRows = (ctx: Ctx, load: CustomerLoad) =>
  (load.journal ?? []).map(({ on, text, author }) => ({
    id: uuidv7(),
    customer_id: load.id,
    on_day: on,
    text,
    author_id: author ?? load.owner ?? ctx.actor.userId,
  }))

import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { insertBatch } from '../../kernel/record/batch.ts'
import { contactPointTable } from '../contact-points/contact-points.ts'
import { customerTable } from '../customers/customers.fields.ts'
import { findMatches, findOutside, outsideScope } from './customer-match.ts'
import { keysOf, planCustomers, rowOf } from './customer-plan.ts'
import { type CustomerValues, readCustomerRow } from './customer-values.ts'
import { type ImportSettings, MATCH_KEYS, type MappedRow, type RowProblem, type TargetField } from './targets.ts'

/** Target keys by which rows of orders and interactions name their customer → those of a customer file. */
const CUSTOMER_KEYS: Readonly<Record<string, string>> = {
  customerExternalId: 'externalId',
  customerName: 'name',
  customerEmail: 'email',
  customerPhone: 'phone',
  customerCard: 'cardNumber',
}

/** The fields that make a target name its customer. */
export const buyerFields: readonly TargetField[] = [
  { key: 'customerExternalId', type: 'text' },
  { key: 'customerName', type: 'text' },
  { key: 'customerEmail', type: 'email' },
  { key: 'customerPhone', type: 'phone' },
  { key: 'customerCard', type: 'text' },
  { key: 'country', type: 'text' },
]

interface Buyer {
  readonly values: CustomerValues
  /** Nothing but a name to be found by. */
  readonly isNameOnly: boolean
  /** The same for rows that say the same. */
  readonly key: string
}

export interface Buyers {
  /** The customer of a row; null when it names none. */
  readonly idOf: (row: MappedRow) => string | null
  /** Whether a row is about a customer outside the importer's scope, and must be left out. */
  readonly isRefused: (row: MappedRow) => boolean
  /** Ids of customers that nobody knew before these rows. */
  readonly created: readonly string[]
  /** Keys of those, to tell them again in a dry run. */
  readonly createdKeys: readonly string[]
  readonly problems: readonly RowProblem[]
}

/**
 * Finds the customers that rows name, by the keys of the settings or by their exact name; unknown ones are created
 * (`isDryRun`: only counted). Customers that exist are left as they are.
 */
export async function bringCustomers(
  ctx: Ctx,
  rows: readonly MappedRow[],
  settings: ImportSettings,
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<Buyers> {
  const byKey = new Map<string, Buyer>()
  const keyOfRow = new Map<MappedRow, string>()
  for (const row of rows) {
    const values = customerCells(row)
    if (!values) continue
    const key = JSON.stringify(values)
    keyOfRow.set(row, key)
    if (!byKey.has(key)) byKey.set(key, readBuyer(ctx, { ...row, values }, key, row, settings))
  }
  const buyers = [...byKey.values()].filter(({ values }) => !values.isRejected)
  const ids = await findKnown(ctx, buyers, settings)
  const outside = await findOutside(ctx, [...ids.values()])
  const isRefused = (row: MappedRow) => outside.has(ids.get(keyOfRow.get(row) ?? '') ?? '')
  const created = await createMissing(
    ctx,
    buyers.filter(({ key }) => !ids.has(key)),
    settings,
    ids,
    isDryRun,
  )
  return {
    idOf: (row) => ids.get(keyOfRow.get(row) ?? '') ?? null,
    isRefused,
    created: created.ids,
    createdKeys: created.keys,
    problems: [
      ...[...byKey.values()].flatMap(({ values }) => values.problems.map(asBuyerProblem)),
      ...rows.filter(isRefused).map(outsideScope),
    ],
  }
}

function customerCells(row: MappedRow): Record<string, readonly string[]> | null {
  const cells: Record<string, readonly string[]> = {}
  for (const [key, target] of Object.entries(CUSTOMER_KEYS)) {
    const filled = (row.values[key] ?? []).map((cell) => cell.trim()).filter(Boolean)
    // Whole numbers that passed through a spreadsheet or a data frame come as `17850.0`.
    if (filled.length > 0) cells[target] = filled.map((cell) => cell.replace(/^(\d+)\.0+$/, '$1'))
  }
  if (Object.keys(cells).length === 0) return null
  if (row.values.country) cells.country = row.values.country
  return cells
}

function readBuyer(ctx: Ctx, row: MappedRow, key: string, original: MappedRow, settings: ImportSettings): Buyer {
  const values = readCustomerRow(ctx, row, settings)
  const isNameOnly = values.externalId === null && values.contacts.every(({ kind }) => kind === 'address')
  return { values: { ...values, row: original }, isNameOnly, key }
}

async function findKnown(ctx: Ctx, buyers: readonly Buyer[], settings: ImportSettings): Promise<Map<string, string>> {
  const match = settings.match.length > 0 ? settings.match : MATCH_KEYS
  const keyed = buyers.filter(({ isNameOnly }) => !isNameOnly)
  const named = buyers.filter(({ isNameOnly }) => isNameOnly)
  const [matcher, byName] = await Promise.all([
    findMatches(
      ctx,
      keyed.map(({ values }) => keysOf(values)),
      match,
    ),
    findByName(
      ctx,
      named.map(({ values }) => values.columns.sort_name as string),
    ),
  ])
  const found = new Map<string, string>()
  for (const { values, key, isNameOnly } of buyers) {
    const id = isNameOnly ? byName.get(values.columns.sort_name as string) : matcher.find(keysOf(values))
    if (id) found.set(key, id)
  }
  return found
}

/** Of several customers of one name, the one that was known first. */
async function findByName(ctx: Ctx, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map()
  const { rows } = await sql<{ id: string; sort_name: string }>`
    select id, sort_name from customers.v_customer
    where deleted_at is null and sort_name = any(${names}::text[]) order by created_at desc, id desc`.execute(ctx.db)
  return new Map(rows.map((row) => [row.sort_name, row.id]))
}

/** Creates who is missing and enters them in `ids`; two spellings of one customer become one. */
async function createMissing(
  ctx: Ctx,
  missing: readonly Buyer[],
  settings: ImportSettings,
  ids: Map<string, string>,
  isDryRun: boolean,
): Promise<{ ids: readonly string[]; keys: readonly string[] }> {
  if (missing.length === 0) return { ids: [], keys: [] }
  const first = new Map<string, Buyer>()
  const nameOf = ({ values }: Buyer) => `name:${values.columns.sort_name}`
  for (const buyer of missing) {
    const key = buyer.isNameOnly ? nameOf(buyer) : buyer.key
    if (!first.has(key)) first.set(key, buyer)
  }
  const wanted = [...first.values()]
  const match = settings.match.length > 0 ? settings.match : MATCH_KEYS
  const plan = await planCustomers(
    ctx,
    wanted.map(({ values }) => values),
    match,
  )
  wanted.forEach(({ key }, index) => {
    const id = plan.ids[index]
    if (id) ids.set(key, id)
  })
  for (const buyer of missing) {
    const id = ids.get(first.get(buyer.isNameOnly ? nameOf(buyer) : buyer.key)!.key)
    if (id) ids.set(buyer.key, id)
  }
  const created = [...plan.customers.values()].filter(({ isNew }) => isNew)
  if (!isDryRun) {
    await insertBatch(ctx, customerTable, created.map(rowOf))
    await insertBatch(
      ctx,
      contactPointTable,
      created.flatMap(({ addedContacts }) => addedContacts),
    )
  }
  return { ids: created.map(({ id }) => id), keys: [...first.keys()] }
}

function asBuyerProblem(problem: RowProblem): RowProblem {
  const key = Object.entries(CUSTOMER_KEYS).find(([, target]) => target === problem.column)?.[0]
  return { ...problem, column: key ?? problem.column, severity: 'warning' }
}

import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { notFound } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import {
  binRow,
  findRowForUpdate,
  insertRow,
  type RecordTable,
  type StoredRow,
  updateRow,
} from '../../kernel/record/write.ts'
import { customerRecord, customerTable } from '../customers/customers.fields.ts'
import { listContactPoints, refreshDerived } from '../customers/customers.sql.ts'
import { contactColumns, readContact, type TypedContact } from './contact-value.ts'

export const contactPointTable: RecordTable = {
  table: 'customers.contact_point',
  type: 'contact-point',
  events: 'customers.contact-point',
  customerColumn: 'customer_id',
}

/** Adds what was typed; a cell with two phones becomes two contact points. */
export async function addContactPoints(ctx: Ctx, customerId: string, typed: TypedContact) {
  const customer = await lockCustomer(ctx, customerId)
  const present = await listContactPoints(ctx, customerId)
  const values = readContact(typed, ctx.actor.country, '/value')
  const added: StoredRow[] = []
  for (const value of values) {
    if (present.some((point) => point.kind === value.kind && point.value === value.value)) continue
    if (value.is_primary) await clearPrimary(ctx, customerId, value.kind)
    const row = {
      ...contactColumns(value),
      id: uuidv7(),
      customer_id: customerId,
      position: present.length + added.length,
    }
    added.push(await insertRow(ctx, contactPointTable, row))
  }
  await refreshDerived(ctx, customer)
  return present.length + added.length === present.length ? present : listContactPoints(ctx, customerId)
}

export interface ContactPointChanges extends Partial<TypedContact> {
  readonly version?: number | undefined
}

export async function changeContactPoint(ctx: Ctx, customerId: string, id: string, changes: ContactPointChanges) {
  const customer = await lockCustomer(ctx, customerId)
  const row = await findPoint(ctx, customerId, id)
  const isValueGiven = changes.value !== undefined || changes.address !== undefined
  const typed = { kind: row.kind as string, ...changes, label: changes.label ?? (row.label as string | null) }
  const value = isValueGiven
    ? { ...contactColumns(readContact(typed, ctx.actor.country, '/value')[0]!), problem: null, problem_detail: null }
    : { label: typed.label }
  if (changes.isPrimary) await clearPrimary(ctx, customerId, row.kind as string)
  const isPrimary = changes.isPrimary ?? row.is_primary
  await updateRow(ctx, contactPointTable, row, {
    changes: { ...value, is_primary: isPrimary },
    version: changes.version,
  })
  await refreshDerived(ctx, customer)
  return listContactPoints(ctx, customerId)
}

export async function deleteContactPoint(ctx: Ctx, customerId: string, id: string) {
  const customer = await lockCustomer(ctx, customerId)
  await binRow(ctx, contactPointTable, await findPoint(ctx, customerId, id))
  await refreshDerived(ctx, customer)
  return listContactPoints(ctx, customerId)
}

/** The customer, seen and locked, so that two people's changes to its contact points come one after the other. */
async function lockCustomer(ctx: Ctx, customerId: string): Promise<StoredRow> {
  await mustSee(ctx, customerRecord, customerId)
  return findRowForUpdate(ctx, customerTable, customerId)
}

async function findPoint(ctx: Ctx, customerId: string, id: string): Promise<StoredRow> {
  const row = await findRowForUpdate(ctx, contactPointTable, id)
  if (row.customer_id !== customerId) throw notFound({ id })
  return row
}

/** One contact point of a kind is the first to be used. */
async function clearPrimary(ctx: Ctx, customerId: string, kind: string): Promise<void> {
  for (const point of await listContactPoints(ctx, customerId)) {
    if (point.kind !== kind || !point.is_primary) continue
    const row = await findRowForUpdate(ctx, contactPointTable, point.id)
    await updateRow(ctx, contactPointTable, row, { changes: { is_primary: false } })
  }
}

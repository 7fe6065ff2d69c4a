import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict, Problem } from '../../kernel/problem.ts'
import { mustSee, readRecord } from '../../kernel/query/record-routes.ts'
import { insertBatch } from '../../kernel/record/batch.ts'
import type { Row } from '../../kernel/record/event.ts'
import {
  binRow,
  type Change,
  findRowForUpdate,
  insertRow,
  type StoredRow,
  updateRow,
} from '../../kernel/record/write.ts'
import { takeSensitive, validateCustom, withCustomFields } from '../../platform/index.ts'
import { contactPointTable } from '../contact-points/contact-points.ts'
import { contactColumns, readContact } from '../contact-points/contact-value.ts'
import { mustNotBeHeld } from '../holds/holds.ts'
import { relateTo } from '../relations/relations.ts'
import type { CustomerChanges, NewCustomer } from './contract.ts'
import { checkEditable, nameColumns, toColumns } from './customer-row.ts'
import { customerRecord, customerTable } from './customers.fields.ts'
import { type ContactRow, derivedColumns, refreshDerived } from './customers.sql.ts'
import { refuseSensitive, sealChanged, sealNew } from './sensitive.ts'

/** Creates a customer with its contact points; whoever creates it owns it unless somebody else is named. */
export async function createCustomer(ctx: Ctx, input: NewCustomer) {
  const { rest, values } = await takeSensitive(ctx, 'customer', input)
  const { contactPoints = [], organization, custom, owner, ...profile } = rest
  checkEditable(ctx, profile)
  const id = uuidv7()
  const columns = toColumns(ctx, profile)
  const points = contactPoints
    .flatMap((typed, index) => readContact(typed, ctx.actor.country, `/contactPoints/${index}/value`))
    .map(
      (point, position) =>
        ({ ...contactColumns(point), id: uuidv7(), customer_id: id, position }) as unknown as ContactRow,
    )
  const row = {
    id,
    ...columns,
    ...nameColumns(columns),
    owner_id: owner === undefined ? ctx.actor.userId : owner,
    custom: custom ? await validateCustom(ctx, 'customer', custom) : {},
  }
  const inserted = insertRow(ctx, customerTable, { ...row, ...derivedColumns(row, points) })
  const pointsInserted = insertBatch(ctx, contactPointTable, points)
  if (!organization && values.length === 0) return (await Promise.all([inserted, pointsInserted, readOwn(ctx, id)]))[2]
  const [stored] = await Promise.all([inserted, pointsInserted])
  await sealNew(ctx, stored, values)
  if (organization)
    await relateTo(ctx, stored, { role: 'works-at', other: organization, title: input.jobTitle ?? null })
  return readOwn(ctx, id)
}

/** Changes a customer. @throws version-conflict with the current record when it was changed meanwhile */
export async function changeCustomer(ctx: Ctx, id: string, changed: CustomerChanges) {
  await mustSee(ctx, customerRecord, id)
  const { rest, values } = await takeSensitive(ctx, 'customer', changed)
  const { version, custom, ...input } = rest
  checkEditable(ctx, input)
  const row = await findRowForUpdate(ctx, customerTable, id)
  const changes = toColumns(ctx, input)
  if (custom) changes.custom = { ...(row.custom as object), ...(await validateCustom(ctx, 'customer', custom)) }
  const stored = await changeRow(ctx, row, { changes: withName(row, changes), version })
  await sealChanged(ctx, stored, values)
  return readOwn(ctx, id)
}

/** A changed part of a name changes the whole, unless the whole is given. */
function withName(row: Row, changes: Record<string, unknown>): Row {
  const touchesName = 'name' in changes || 'family_name' in changes || 'given_name' in changes
  if (!touchesName) return changes
  const parts: Row = { ...row, ...changes, name: changes.name ?? null }
  const isSpeltFromParts = !('name' in changes) && Boolean(parts.family_name ?? parts.given_name)
  return { ...changes, ...nameColumns(isSpeltFromParts ? parts : { ...parts, name: changes.name ?? row.name }) }
}

/** Writes the change and renews what is derived from it. */
async function changeRow(ctx: Ctx, row: StoredRow, change: Change): Promise<StoredRow> {
  try {
    const stored = await updateRow(ctx, customerTable, row, change)
    if (stored !== row) await refreshDerived(ctx, stored)
    return stored
  } catch (error) {
    if (!(error instanceof Problem && error.type === 'version-conflict')) throw error
    throw conflict('version-conflict', error.params, { current: await readOwn(ctx, row.id) })
  }
}

export async function deleteCustomer(ctx: Ctx, id: string, version?: number): Promise<void> {
  await mustSee(ctx, customerRecord, id)
  await mustNotBeHeld(ctx, [id])
  const row = await findRowForUpdate(ctx, customerTable, id)
  await binRow(ctx, customerTable, row, version)
}

/** Adds or takes away tags. */
export async function tagCustomer(ctx: Ctx, id: string, tags: readonly string[], action: 'tag' | 'untag') {
  const row = await findRowForUpdate(ctx, customerTable, id)
  const present = row.tags as string[]
  const wanted = action === 'tag' ? [...new Set([...present, ...tags])] : present.filter((tag) => !tags.includes(tag))
  if (wanted.length > 50) throw badInput([{ path: '/tags', message: 'problem.field.value', params: { field: 'tags' } }])
  await changeRow(ctx, row, { changes: { tags: wanted } })
}

/** Sets the same values on one of many customers, whatever its version. */
export async function overwriteCustomer(ctx: Ctx, id: string, input: Partial<Omit<CustomerChanges, 'version'>>) {
  await refuseSensitive(ctx, input)
  const { custom, ...profile } = input
  checkEditable(ctx, profile)
  const row = await findRowForUpdate(ctx, customerTable, id)
  const changes = toColumns(ctx, profile)
  if (custom) changes.custom = { ...(row.custom as object), ...(await validateCustom(ctx, 'customer', custom)) }
  await changeRow(ctx, row, { changes })
}

/** What one just wrote is shown even when it now lies outside one's scope (given to somebody else). */
async function readOwn(ctx: Ctx, id: string) {
  const everywhere = { ...ctx, actor: { ...ctx.actor, scopes: { ...ctx.actor.scopes, customer: 'all' as const } } }
  return readRecord(everywhere, await withCustomFields(customerRecord)(everywhere), id)
}

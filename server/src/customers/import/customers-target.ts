import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { insertBatch, updateBatch } from '../../kernel/record/batch.ts'
import { type ReadValue, writeSensitive } from '../../platform/index.ts'
import { type ConsentPlan, consentFields, planConsent } from '../consent/import-consent.ts'
import { appendManyEntries } from '../consent/ledger.ts'
import { contactPointTable } from '../contact-points/contact-points.ts'
import { customerTable } from '../customers/customers.fields.ts'
import { changesOf } from '../customers/sensitive.ts'
import { refuseErased } from '../privacy/suppression.ts'
import { customerFollowers } from '../registries.ts'
import { relationTable } from '../relations/relations.ts'
import { type CustomerPlan, isChanged, type PlannedRelation, planCustomers, rowOf } from './customer-plan.ts'
import { type CustomerValues, readCustomerRow } from './customer-values.ts'
import { newcomerOf } from './newcomers.ts'
import type { Applied, ImportSettings, ImportTarget, MappedRow, Newcomer, SeenKeys, TargetField } from './targets.ts'

const text = (key: string): TargetField => ({ key, type: 'text' })

const fields: readonly TargetField[] = [
  text('rapportId'),
  text('kind'),
  { ...text('name'), isRequired: true },
  text('familyName'),
  text('givenName'),
  text('latinName'),
  text('externalId'),
  { key: 'email', type: 'email', isRepeatable: true },
  { key: 'phone', type: 'phone', isRepeatable: true },
  { ...text('wechat'), isRepeatable: true },
  { ...text('cardNumber'), isRepeatable: true },
  { ...text('address'), isRepeatable: true },
  text('city'),
  text('region'),
  text('postcode'),
  text('country'),
  text('website'),
  text('industry'),
  { key: 'employees', type: 'number' },
  { key: 'annualRevenue', type: 'amount' },
  { key: 'foundedYear', type: 'number' },
  text('parent'),
  text('organization'),
  text('jobTitle'),
  { key: 'birthday', type: 'date' },
  text('lunarBirthday'),
  text('identityCard'),
  text('passport'),
  text('gender'),
  text('language'),
  { key: 'tags', type: 'tags', isRepeatable: true },
  text('owner'),
  text('source'),
  text('note'),
  { key: 'since', type: 'date' },
  ...consentFields,
]

const readRows = (ctx: Ctx, rows: readonly MappedRow[], settings: ImportSettings) =>
  rows.map((row) => readCustomerRow(ctx, row, settings))

/** Imports persons and organizations. */
export const customersTarget: ImportTarget = {
  type: 'customers',
  permission: 'customer.import',
  fields,
  plan: async (ctx, rows, settings, seen) => {
    const values = await refuseErased(ctx, readRows(ctx, rows, settings))
    const plan = await planCustomers(ctx, values, settings.match)
    const consent = await planConsent(ctx, values, plan.ids, settings)
    const { newcomers, ...counted } = countWithSeen(plan, values, seen)
    return { ...withConsent(counted, plan, consent), newcomers }
  },
  apply: async (ctx, rows, settings) => {
    const values = await refuseErased(ctx, readRows(ctx, rows, settings))
    const plan = await planCustomers(ctx, values, settings.match)
    const consent = await planConsent(ctx, values, plan.ids, settings)
    await writePlan(ctx, plan)
    await appendManyEntries(ctx, consent.entries)
    return withConsent(count(plan), plan, consent)
  },
}

/** Writes a plan in five statements: stubs and new customers, changed ones, contact points, relations. */
async function writePlan(ctx: Ctx, plan: CustomerPlan): Promise<void> {
  const changed = [...plan.customers.values()].filter(isChanged)
  const created = changed.filter((customer) => customer.isNew)
  // Employers before the people who work there: a row refers to the other in the same statement.
  created.sort((a, b) => Number(a.columns.organization_id !== null) - Number(b.columns.organization_id !== null))
  await insertBatch(ctx, customerTable, created.map(rowOf))
  await updateBatch(ctx, customerTable, changed.filter((customer) => !customer.isNew).map(rowOf))
  const corrected = changed.flatMap((customer) => [...customer.changedContacts.values()])
  await updateBatch(
    ctx,
    contactPointTable,
    corrected.map(({ id, value, display, address }) => ({ id, value, display, address })),
  )
  await insertBatch(
    ctx,
    contactPointTable,
    changed.flatMap((customer) => customer.addedContacts),
  )
  await writeSensitive(
    ctx,
    [...plan.customers.values()].flatMap((customer) => changesOf(customer.id, onePerField(customer.sensitive))),
  )
  await insertRelations(ctx, plan.relations)
  const given = changed.filter(({ stored, columns }) => stored && stored.owner_id !== columns.owner_id)
  await followCustomers(
    ctx,
    given.map(({ id }) => id),
  )
}

/** Several rows may be about one customer; the last that says something is the one that counts. */
const onePerField = (values: readonly ReadValue[]): readonly ReadValue[] => [
  ...new Map(values.map((value) => [value.field.key, value])).values(),
]

/** Brings what repeats the customers' owner into step. */
export async function followCustomers(ctx: Ctx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return
  for (const { follow } of ctx.entries(customerFollowers)) await follow(ctx, customerIds)
}

async function insertRelations(ctx: Ctx, relations: readonly PlannedRelation[]): Promise<void> {
  if (relations.length === 0) return
  const { rows } = await sql<{ key: string }>`
    select from_customer_id || ':' || to_customer_id || ':' || role as key from customers.v_relation
    where deleted_at is null and from_customer_id = any(${relations.map(({ from }) => from)}::uuid[])`.execute(ctx.db)
  const known = new Set(rows.map(({ key }) => key))
  const missing = relations.filter(({ from, to, role }) => {
    const key = `${from}:${to}:${role}`
    return known.has(key) ? false : known.add(key)
  })
  await insertBatch(
    ctx,
    relationTable,
    missing.map(({ from, to, role, title }) => ({
      id: uuidv7(),
      from_customer_id: from,
      to_customer_id: to,
      role,
      title,
    })),
  )
}

function count({ outcomes, problems, customers }: CustomerPlan): Applied {
  const of = (outcome: string) => outcomes.filter((item) => item === outcome).length
  const customersCreated = [...customers.values()].filter((customer) => customer.isNew && customer.isStub).length
  return {
    created: of('created'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    rejected: of('rejected'),
    anonymous: 0,
    customersCreated,
    problems,
  }
}

/** A row that changes nothing but a consent is a change all the same. */
function withConsent(applied: Applied, { outcomes }: CustomerPlan, { changedRows, problems }: ConsentPlan): Applied {
  const more = outcomes.filter((outcome, index) => outcome === 'unchanged' && changedRows.has(index)).length
  return {
    ...applied,
    updated: applied.updated + more,
    unchanged: applied.unchanged - more,
    problems: [...applied.problems, ...problems],
  }
}

/** In a dry run nothing is written, so rows that would meet an earlier row of the same file are told by its keys. */
function countWithSeen(plan: CustomerPlan, values: readonly CustomerValues[], seen: SeenKeys) {
  const counted = count(plan)
  const newcomers: Newcomer[] = []
  let met = 0
  values.forEach((row, index) => {
    const keys = [row.externalId && `x${row.externalId}`, ...row.contacts.map(({ kind, value }) => `${kind}:${value}`)]
    if (plan.outcomes[index] !== 'created') return
    if (keys.some((key) => key && seen.has(key))) met++
    else newcomers.push(newcomerOf(row, plan.customers.get(plan.ids[index]!)!))
  })
  for (const row of values) {
    if (row.externalId) seen.add(`x${row.externalId}`)
    for (const { kind, value, isShared } of row.contacts)
      if (!isShared && kind !== 'address') seen.add(`${kind}:${value}`)
  }
  return { ...counted, created: counted.created - met, updated: counted.updated + met, newcomers }
}

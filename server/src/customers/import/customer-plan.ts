import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { scopeOf } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type ReadValue, readSensitive } from '../../platform/index.ts'
import { addressColumns, type ContactValue, contactColumns } from '../contact-points/contact-value.ts'
import { type ContactRow, derivedColumns } from '../customers/customers.sql.ts'
import { sortName } from '../names.ts'
import { readCustomText } from './custom-text.ts'
import { findMatches, findOutside, outsideScope, type RowKeys } from './customer-match.ts'
import type { CustomerValues } from './customer-values.ts'
import { readSensitiveCells } from './sensitive-cells.ts'
import type { MatchKey, RowProblem } from './targets.ts'

/** A customer as it will stand after the batch. */
export interface PlannedCustomer {
  readonly id: string
  readonly isNew: boolean
  /** Whole row: defaults or what is stored, with the file's values on top. */
  readonly columns: Record<string, unknown>
  readonly stored: Readonly<Record<string, unknown>> | null
  readonly contacts: ContactRow[]
  readonly addedContacts: ContactRow[]
  /** Addresses that the file corrected. */
  readonly changedContacts: Map<string, ContactRow>
  /** Read sensitive values, to be sealed. */
  readonly sensitive: ReadValue[]
  /** Brought along by another row, an employer or a parent company, and not (yet) met by a row of its own. */
  isStub: boolean
}

export interface PlannedRelation {
  readonly from: string
  readonly to: string
  readonly role: 'works-at' | 'parent-of'
  readonly title: string | null
}

export interface CustomerPlan {
  readonly customers: ReadonlyMap<string, PlannedCustomer>
  readonly relations: readonly PlannedRelation[]
  /** What became of each row, in the file's order. */
  readonly outcomes: readonly ('created' | 'updated' | 'unchanged' | 'rejected')[]
  /** The customer of each row, null where it was rejected. */
  readonly ids: readonly (string | null)[]
  readonly problems: readonly RowProblem[]
}

/** Columns of a new customer beside those that a file sets; the keys are what a batch writes. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  kind: 'person',
  name: '',
  sort_name: '',
  family_name: null,
  given_name: null,
  latin_name: null,
  external_id: null,
  owner_id: null,
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
  custom: {},
}

export const keysOf = (values: CustomerValues): RowKeys => ({
  id: values.id,
  externalId: values.externalId,
  sortName: (values.columns.sort_name as string | undefined) ?? null,
  contacts: [...values.contacts, ...identityCard(values)],
})

/** A card's number finds its person as a contact point would. */
function identityCard({ sensitive }: CustomerValues) {
  const value = sensitive.identityCard ? readSensitive('identity-card', sensitive.identityCard) : null
  return value === null ? [] : [{ kind: 'identity-card', value }]
}

/** Decides for each row whom it is about and what changes, reading only; two rows of one customer become one change. */
export async function planCustomers(
  ctx: Ctx,
  rows: readonly CustomerValues[],
  match: readonly MatchKey[],
): Promise<CustomerPlan> {
  const accepted = rows.filter((values) => !values.isRejected)
  const matcher = await findMatches(ctx, accepted.map(keysOf), match)
  const names = await findOrganizations(ctx, accepted)
  const owners = await findOwners(ctx, accepted)
  const problems: RowProblem[] = rows.flatMap((values) => values.problems)
  const targets = accepted.map((values) => matcher.find(keysOf(values)) ?? matchByName(values, names, match))
  const known = targets.flatMap((id) => id ?? [])
  const [stored, outside] = await Promise.all([loadStored(ctx, known), findOutside(ctx, known)])
  const planner = new Planner(ctx, stored, names)
  const outcomes: CustomerPlan['outcomes'][number][] = []
  const ids: (string | null)[] = []
  for (const values of rows) {
    const keys = keysOf(values)
    const found = values.isRejected ? null : (matcher.find(keys) ?? matchByName(values, names, match))
    if (found !== null && outside.has(found)) problems.push(outsideScope(values.row))
    if (values.isRejected || (found !== null && outside.has(found))) {
      outcomes.push('rejected')
      ids.push(null)
      continue
    }
    const isFormer = found !== null && values.externalId !== null && matcher.isFormer(values.externalId)
    const sealed = await readSensitiveCells(ctx, values)
    const custom = await readCustomText(ctx, sealed.plain)
    const notes = planner.apply(isFormer ? { ...values, externalId: null } : values, found, owners, custom)
    planner.customers.get(notes.id)!.sensitive.push(...sealed.values)
    for (const note of [...notes.problems, ...sealed.problems, ...custom.problems])
      problems.push(toProblem(values, note))
    outcomes.push(notes.outcome)
    ids.push(notes.id)
    matcher.learn(notes.id, keys)
  }
  return { customers: planner.customers, relations: planner.relations, outcomes, ids, problems }
}

interface Note {
  readonly column: string
  readonly value: string
  readonly message: string
}

const toProblem = ({ row }: CustomerValues, note: Note): RowProblem => ({
  row: row.number,
  line: row.line,
  severity: 'warning',
  ...note,
})

/** An organization without any key is the one of exactly that name. */
function matchByName(
  values: CustomerValues,
  names: ReadonlyMap<string, string>,
  match: readonly MatchKey[],
): string | null {
  if (values.columns.kind !== 'organization' || match.length === 0) return null
  if (values.externalId !== null || values.contacts.some(({ kind }) => match.includes(kind as MatchKey))) return null
  return names.get(values.columns.sort_name as string) ?? null
}

async function findOrganizations(ctx: Ctx, rows: readonly CustomerValues[]): Promise<Map<string, string>> {
  const wanted = new Set<string>()
  for (const { employer, parent, columns } of rows) {
    for (const name of [employer, parent]) if (name) wanted.add(sortName(name))
    if (columns.kind === 'organization' && columns.sort_name) wanted.add(columns.sort_name as string)
  }
  if (wanted.size === 0) return new Map()
  const { rows: found } = await sql<{ id: string; sort_name: string }>`
    select id, sort_name from customers.v_customer
    where kind = 'organization' and deleted_at is null and sort_name = any(${[...wanted]}::text[])
    order by id desc`.execute(ctx.db)
  return new Map(found.map((row) => [row.sort_name, row.id]))
}

async function findOwners(ctx: Ctx, rows: readonly CustomerValues[]): Promise<Map<string, string>> {
  const wanted = [...new Set(rows.flatMap(({ ownerText }) => (ownerText ? [ownerText.toLowerCase()] : [])))]
  if (wanted.length === 0) return new Map()
  const { rows: found } = await sql<{ id: string; name: string; email: string }>`
    select id, lower(name) as name, lower(email) as email from platform.v_member
    where lower(email) = any(${wanted}::text[]) or lower(name) = any(${wanted}::text[])`.execute(ctx.db)
  return new Map(
    found.flatMap(
      ({ id, name, email }) =>
        [
          [name, id],
          [email, id],
        ] as const,
    ),
  )
}

interface Stored {
  readonly row: Readonly<Record<string, unknown>>
  readonly contacts: ContactRow[]
}

async function loadStored(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Stored>> {
  if (ids.length === 0) return new Map()
  const [customers, contacts] = await Promise.all([
    sql<Record<string, unknown> & { id: string }>`
      select * from customers.v_customer where id = any(${ids}::uuid[]) and deleted_at is null`.execute(ctx.db),
    sql<ContactRow>`
      select * from customers.v_contact_point where customer_id = any(${ids}::uuid[]) and deleted_at is null
      order by position, id`.execute(ctx.db),
  ])
  const stored = new Map<string, Stored>(customers.rows.map((row) => [row.id, { row, contacts: [] }]))
  for (const point of contacts.rows) stored.get(point.customer_id)?.contacts.push(point)
  return stored
}

class Planner {
  readonly customers = new Map<string, PlannedCustomer>()
  readonly relations: PlannedRelation[] = []
  readonly #ctx: Ctx
  readonly #stored: ReadonlyMap<string, Stored>
  readonly #organizations: Map<string, string>

  constructor(ctx: Ctx, stored: ReadonlyMap<string, Stored>, organizations: Map<string, string>) {
    this.#ctx = ctx
    this.#stored = stored
    this.#organizations = organizations
  }

  apply(
    values: CustomerValues,
    found: string | null,
    owners: ReadonlyMap<string, string>,
    custom: { readonly values: Readonly<Record<string, unknown>> },
  ) {
    const isKnown = found !== null && !this.customers.get(found)?.isStub
    const customer = found !== null ? this.#open(found) : this.#create(values)
    customer.isStub = false
    const before = JSON.stringify(customer.columns)
    const contactsBefore = customer.contacts.length
    const correctedBefore = customer.changedContacts.size
    Object.assign(customer.columns, values.columns)
    if (values.externalId !== null) customer.columns.external_id = values.externalId
    if (values.tags.length > 0)
      customer.columns.tags = [...new Set([...(customer.columns.tags as string[]), ...values.tags])]
    customer.columns.custom = { ...(customer.columns.custom as object), ...custom.values }
    const problems: Note[] = []
    this.#setOwner(customer, values, owners, problems)
    for (const contact of values.contacts) this.#addContact(customer, contact)
    if (customer.columns.name === '') this.#nameFromKeys(customer, values, problems)
    this.#relate(customer, values)
    if (customer.columns.kind === 'organization') {
      this.#organizations.set(customer.columns.sort_name as string, customer.id)
    }
    const isChanged =
      JSON.stringify(customer.columns) !== before ||
      customer.contacts.length !== contactsBefore ||
      customer.changedContacts.size !== correctedBefore
    const outcome = !isKnown ? ('created' as const) : isChanged ? ('updated' as const) : ('unchanged' as const)
    return { id: customer.id, outcome, problems }
  }

  #open(id: string): PlannedCustomer {
    const planned = this.customers.get(id)
    if (planned) return planned
    const stored = this.#stored.get(id)!
    const columns = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, stored.row[name]]))
    const customer = {
      id,
      isNew: false,
      columns,
      stored: stored.row,
      contacts: stored.contacts,
      addedContacts: [],
      changedContacts: new Map<string, ContactRow>(),
      sensitive: [],
      isStub: false,
    }
    this.customers.set(id, customer)
    return customer
  }

  #create(values: CustomerValues | null, isStub = false): PlannedCustomer {
    const owner = scopeOf(this.#ctx.actor, 'customer') === 'all' ? null : this.#ctx.actor.userId
    const columns = { ...DEFAULTS, owner_id: owner, kind: values?.columns.kind ?? 'person' }
    const customer = {
      id: uuidv7(),
      isNew: true,
      columns,
      stored: null,
      contacts: [],
      addedContacts: [],
      changedContacts: new Map<string, ContactRow>(),
      sensitive: [],
      isStub,
    }
    this.customers.set(customer.id, customer)
    return customer
  }

  #setOwner(customer: PlannedCustomer, values: CustomerValues, owners: ReadonlyMap<string, string>, problems: Note[]) {
    if (values.ownerText === null) return
    const owner = owners.get(values.ownerText.toLowerCase())
    if (owner) customer.columns.owner_id = owner
    else problems.push({ column: 'owner', value: values.ownerText, message: 'import.problem.owner' })
  }

  #addContact(customer: PlannedCustomer, contact: ContactValue): void {
    if (customer.contacts.some((point) => point.kind === contact.kind && point.value === contact.value)) return
    if (contact.kind === 'address' && this.#correctAddress(customer, contact)) return
    const position = customer.contacts.length
    const point = {
      ...contactColumns(contact),
      id: uuidv7(),
      customer_id: customer.id,
      position,
    } as unknown as ContactRow
    customer.contacts.push(point)
    customer.addedContacts.push(point)
  }

  /** Who has one address has it corrected, part by part; with several nobody can tell which one the file means. */
  #correctAddress(customer: PlannedCustomer, { address }: ContactValue): boolean {
    const places = customer.contacts.flatMap((point, index) => (point.kind === 'address' ? [index] : []))
    const place = places[0]
    if (places.length !== 1 || place === undefined) return false
    const present = customer.contacts[place]!
    const corrected = { ...present, ...addressColumns({ ...present.address, ...address }) }
    customer.contacts[place] = corrected
    const added = customer.addedContacts.findIndex(({ id }) => id === corrected.id)
    if (added >= 0) customer.addedContacts[added] = corrected
    else if (corrected.value !== present.value) customer.changedContacts.set(corrected.id, corrected)
    return true
  }

  /** A row with keys but no name is called by its first key until somebody knows better. */
  #nameFromKeys(customer: PlannedCustomer, values: CustomerValues, problems: Note[]): void {
    const reached = values.contacts.find(({ kind }) => kind !== 'address')
    const name = reached?.display ?? values.externalId ?? values.contacts[0]?.display ?? customer.id
    Object.assign(customer.columns, { name, sort_name: sortName(name) })
    problems.push({ column: 'name', value: '', message: 'import.problem.name-missing' })
  }

  #relate(customer: PlannedCustomer, { employer, parent, columns }: CustomerValues): void {
    if (employer && customer.columns.kind === 'person') {
      const organization = this.#organization(employer)
      if (customer.columns.organization_id !== organization) {
        customer.columns.organization_id = organization
        this.relations.push({
          from: customer.id,
          to: organization,
          role: 'works-at',
          title: (columns.job_title as string) ?? null,
        })
      }
    }
    if (!parent) return
    const holder = this.#organization(parent)
    if (holder !== customer.id) this.relations.push({ from: holder, to: customer.id, role: 'parent-of', title: null })
  }

  /** The organization of this name, made on the spot when nobody knows it yet. */
  #organization(name: string): string {
    const key = sortName(name)
    const known = this.#organizations.get(key)
    if (known) return known
    const stub = this.#create(null, true)
    Object.assign(stub.columns, { kind: 'organization', name: name.slice(0, 400), sort_name: key })
    this.#organizations.set(key, stub.id)
    return stub.id
  }
}

/** The row to write: planned columns and what follows from them. */
export function rowOf(customer: PlannedCustomer): Record<string, unknown> {
  return { id: customer.id, ...customer.columns, ...derivedColumns(customer.columns, customer.contacts) }
}

/** True when anything that is written differs from what is stored. */
export function isChanged(customer: PlannedCustomer): boolean {
  if (customer.isNew || customer.addedContacts.length > 0 || customer.changedContacts.size > 0) return true
  return Object.entries(customer.columns).some(
    ([name, value]) => JSON.stringify(customer.stored?.[name] ?? null) !== JSON.stringify(value ?? null),
  )
}

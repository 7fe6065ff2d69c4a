import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { findBySensitive } from '../../platform/index.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import type { MappedRow, MatchKey, RowProblem } from './targets.ts'

/** Keys that a row offers to be recognised by. */
export interface RowKeys {
  readonly id?: string | null
  readonly externalId?: string | null
  readonly sortName?: string | null
  readonly contacts: readonly { readonly kind: string; readonly value: string; readonly isShared?: boolean }[]
}

interface Candidate {
  readonly id: string
  readonly externalId: string | null
  readonly sortName: string
}

/**
 * Finds customers by exact keys for a batch of rows, in two statements. Fixed-line numbers and other shared contacts
 * count only where the name agrees too, because a switchboard is not a person.
 */
export async function findMatches(ctx: Ctx, rows: readonly RowKeys[], match: readonly MatchKey[]): Promise<Matcher> {
  const contacts = rows.flatMap((row) => row.contacts).filter(({ kind }) => match.includes(kind as MatchKey))
  const externalIds = match.includes('external-id') ? rows.flatMap((row) => row.externalId ?? []) : []
  const ids = rows.flatMap((row) => row.id ?? [])
  const [direct, byContact, byCard] = await Promise.all([
    externalIds.length + ids.length === 0 ? [] : findDirect(ctx, ids, externalIds),
    contacts.length === 0 ? [] : findContacts(ctx, contacts),
    findByCard(ctx, contacts),
  ])
  return new Matcher(match, direct, [...byContact, ...byCard])
}

/** Customers by id and external id; those of a customer that was merged mean its survivor, unless somebody else has them now. */
async function findDirect(
  ctx: Ctx,
  ids: readonly string[],
  externalIds: readonly string[],
): Promise<DirectCandidate[]> {
  const asked = sql`c.deleted_at is null or c.survivor_id is not null`
  const { rows } = await sql<DirectCandidate>`
    select s.id, s.external_id as "externalId", s.sort_name as "sortName", k.id as "formerId",
      k.external_id as "formerExternalId"
    from (
      select c.* from customers.v_customer c where external_id = any(${externalIds}::text[]) and (${asked})
      union
      select c.* from customers.v_customer c where id = any(${ids}::uuid[]) and (${asked})) k
    join customers.v_customer s on s.id = coalesce(k.survivor_id, k.id) and s.deleted_at is null
    order by k.survivor_id is null, k.id`.execute(ctx.db)
  return rows
}

/** Found under the id and external id of a customer that may have been merged into it. */
interface DirectCandidate extends Candidate {
  readonly formerId: string
  readonly formerExternalId: string | null
}

interface ContactCandidate extends Candidate {
  readonly kind: string
  readonly value: string
}

async function findContacts(
  ctx: Ctx,
  contacts: readonly { kind: string; value: string }[],
): Promise<ContactCandidate[]> {
  const { rows } = await sql<ContactCandidate>`
    select p.kind, p.value, c.id, c.external_id as "externalId", c.sort_name as "sortName"
    from (select distinct kind, value from unnest(${contacts.map(({ kind }) => kind)}::text[],
            ${contacts.map(({ value }) => value)}::text[]) as k(kind, value)) k
    join customers.v_contact_point p on p.kind = k.kind and p.value = k.value and p.deleted_at is null
    join customers.v_customer c on c.id = p.customer_id and c.deleted_at is null
    order by c.id`.execute(ctx.db)
  return rows
}

/** Identity cards are stored sealed: they meet by their blind index. */
async function findByCard(
  ctx: Ctx,
  contacts: readonly { kind: string; value: string }[],
): Promise<readonly ContactCandidate[]> {
  const cards = contacts.filter(({ kind }) => kind === 'identity-card').map(({ value }) => value)
  const found = await findBySensitive(ctx, 'customer', 'identityCard', cards)
  if (found.length === 0) return []
  const { rows } = await sql<Candidate>`
    select id, external_id as "externalId", sort_name as "sortName" from customers.v_customer
    where deleted_at is null and id = any(${found.map(({ recordId }) => recordId)}::uuid[]) order by id`.execute(ctx.db)
  return rows.flatMap((candidate) =>
    found
      .filter(({ recordId }) => recordId === candidate.id)
      .map(({ value }) => ({ ...candidate, kind: 'identity-card', value })),
  )
}

/** Those of the customers whom the actor may not see, and whom their rows therefore may not touch. */
export async function findOutside(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select r.id from customers.v_customer r
    where r.id = any(${ids}::uuid[]) and ${scopePredicate(customerRecord, ctx.actor)} is not true`.execute(ctx.db)
  return new Set(rows.map(({ id }) => id))
}

/** Why a row about such a customer is refused; what the row says is left out, as it is kept with the import. */
export const outsideScope = ({ number, line }: MappedRow): RowProblem => ({
  row: number,
  line,
  column: null,
  value: '',
  message: 'import.problem.outside-scope',
  severity: 'error',
})

/** Answers which customer a row is about; learns of the rows before it, so that a file meets itself. */
export class Matcher {
  readonly #match: readonly MatchKey[]
  readonly #byId = new Map<string, Candidate>()
  readonly #byExternalId = new Map<string, Candidate>()
  readonly #formerIds = new Set<string>()
  readonly #byContact = new Map<string, Candidate[]>()

  constructor(match: readonly MatchKey[], direct: readonly DirectCandidate[], contacts: readonly ContactCandidate[]) {
    this.#match = match
    for (const { formerId, formerExternalId, ...candidate } of direct) {
      this.#byId.set(formerId, candidate)
      if (formerExternalId) this.#byExternalId.set(formerExternalId, candidate)
      if (formerExternalId && formerId !== candidate.id) this.#formerIds.add(formerExternalId)
    }
    for (const { kind, value, ...candidate } of contacts) this.#addContact(`${kind}:${value}`, candidate)
  }

  find(row: RowKeys): string | null {
    const known = row.id ? this.#byId.get(row.id) : undefined
    if (known) return known.id
    for (const key of this.#match) {
      const found = key === 'external-id' ? this.#findExternal(row) : this.#findContact(row, key)
      if (found) return found
    }
    return null
  }

  /** Whether an external id is only that of a customer that was merged: it finds the survivor and does not rename it. */
  isFormer(externalId: string): boolean {
    return this.#formerIds.has(externalId)
  }

  /** Makes a customer that this batch creates or extends known to the rows after it. */
  learn(id: string, row: RowKeys): void {
    const candidate = { id, externalId: row.externalId ?? null, sortName: row.sortName ?? '' }
    this.#addDirect(candidate)
    for (const { kind, value } of row.contacts) this.#addContact(`${kind}:${value}`, candidate)
  }

  #findExternal({ externalId }: RowKeys): string | null {
    return externalId ? (this.#byExternalId.get(externalId)?.id ?? null) : null
  }

  #findContact(row: RowKeys, kind: MatchKey): string | null {
    for (const contact of row.contacts) {
      if (contact.kind !== kind) continue
      const found = this.#byContact
        .get(`${kind}:${contact.value}`)
        ?.find((candidate) => this.#agrees(row, candidate, contact))
      if (found) return found.id
    }
    return null
  }

  #agrees(row: RowKeys, candidate: Candidate, { isShared }: { isShared?: boolean }): boolean {
    const isOther = row.externalId && candidate.externalId && row.externalId !== candidate.externalId
    if (isOther && this.#match.includes('external-id')) return false
    return !isShared || !row.sortName || row.sortName === candidate.sortName
  }

  #addDirect(candidate: Candidate): void {
    this.#byId.set(candidate.id, candidate)
    if (candidate.externalId) this.#byExternalId.set(candidate.externalId, candidate)
  }

  #addContact(key: string, candidate: Candidate): void {
    const known = this.#byContact.get(key)
    if (known) known.push(candidate)
    else this.#byContact.set(key, [candidate])
  }
}

import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'

/** Whom a package or an erasure is about, and by what stored answers, jobs and files may name them. */
export interface Subject {
  /** The customer first, then the records that were merged into it. */
  readonly ids: readonly string[]
  readonly name: string
  /** Mail addresses, numbers, cards and codes, as stored and as typed. */
  readonly contacts: readonly string[]
  /** Names in every spelling. */
  readonly names: readonly string[]
}

const TERM_LENGTH_MIN = 2
const WORD_LENGTH_MIN = 2

/** Reads a customer, in the recycle bin or not, with all that merges put into it. */
export async function findSubject(ctx: Ctx, customerId: string): Promise<Subject | null> {
  const { rows } = await sql<{ id: string; name: string; latin_name: string | null; external_id: string | null }>`
    select id, name, latin_name, external_id from customers.v_customer
    where id = ${customerId} or survivor_id = ${customerId} order by id <> ${customerId}`.execute(ctx.db)
  if (!rows[0]) return null
  const ids = rows.map(({ id }) => id)
  const { rows: points } = await sql<{ value: string; display: string }>`
    select value, display from customers.v_contact_point where customer_id = any(${ids}::uuid[])`.execute(ctx.db)
  const codes = rows.flatMap(({ external_id }) => external_id ?? [])
  return {
    ids,
    name: rows[0].name,
    contacts: distinct([...points.flatMap(({ value, display }) => [value, display]), ...codes]),
    names: distinct(rows.flatMap(({ name, latin_name }) => [name, latin_name ?? ''])),
  }
}

const distinct = (terms: readonly string[]): readonly string[] =>
  [...new Set(terms.map((term) => term.trim().toLowerCase()))].filter((term) => term.length >= TERM_LENGTH_MIN)

/** Patterns for `like any`, over text in lower case: the ids, names and contacts. */
export const patternsOf = ({ ids, names, contacts }: Subject): readonly string[] =>
  [...ids, ...names, ...contacts].map((term) => `%${term.replace(/[\\%_]/g, '\\$&')}%`)

/** The same with the words of names, for texts that are only told apart by what somebody searched for. */
export const widePatternsOf = (subject: Subject): readonly string[] => {
  const words = subject.names.flatMap((name) => name.split(/[\s,.·]+/)).filter((word) => word.length >= WORD_LENGTH_MIN)
  return patternsOf({ ...subject, names: [...subject.names, ...words] })
}

import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { Sql } from '../../kernel/query/fields.ts'
import { fullPinyin, readings, simplified } from '../../kernel/query/pinyin.ts'
import { searchQuery } from '../../kernel/query/search-tokens.ts'
import { distinctiveName } from './distinctive-name.ts'
import type { Kind, Matchable } from './matched-fields.ts'

/** At most so many from each way of looking, so that a frequent name costs no more than a rare one. */
const EACH_MAX = 40
const NAME_WORDS_MAX = 4

/**
 * Ids of customers that might be the one described: with a mail address or phone in common, a phone that ends alike, the
 * same name in another script, order or spelling, or a like name together with the city, the birthday or the address.
 * Every way is one bounded look into an index that lists and searches use already, so the answer knows the latest change.
 */
export async function findCandidateIds(ctx: Ctx, kind: Kind, customer: Matchable): Promise<string[]> {
  const branches = [...contactBranches(customer), ...nameBranches(kind, customer)]
  if (branches.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select r.id from (${sql.join(branches, sql` union `)}) found
    join customers.v_customer r on r.id = found.id
    where r.kind = ${kind} and r.deleted_at is null`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

function contactBranches({ emails, phones, addresses }: Matchable): Sql[] {
  const values = [...emails, ...phones]
  const tails = phones.map((phone) => phone.replace(/\D/g, '').slice(-7)).filter((tail) => tail.length === 7)
  return [
    ...(values.length > 0
      ? [
          sql`(select p.customer_id as id from customers.v_contact_point p
            where p.value = any(${values}::text[]) and p.kind in ('email', 'phone') and p.deleted_at is null
            limit ${EACH_MAX})`,
        ]
      : []),
    ...(addresses.length > 0
      ? [
          sql`(select p.customer_id as id from customers.v_contact_point p
            where p.value = any(${addresses.map((street) => street.toLowerCase())}::text[]) and p.kind = 'address'
              and p.deleted_at is null limit ${EACH_MAX})`,
        ]
      : []),
    ...tails.map((tail) => found(`'${tail}':B`)),
  ]
}

/** Customers whose search tokens fit, those with the condition only. */
const found = (tokens: string, condition: Sql = sql`true`) =>
  sql`(select c.id from customers.v_customer c where c.search @@ ${tokens}::tsquery and ${condition} limit ${EACH_MAX})`

function nameBranches(kind: Kind, { name, city, birthday }: Matchable): Sql[] {
  if (!name) return []
  const spellings = spellingsOf(kind === 'organization' ? distinctiveName(name) : name)
  const whole = spellings.map((spelling) => searchQuery(spelling, { weights: 'A' })).filter((query) => query !== '')
  const loose = looseQueries(name)
  const day = birthday?.match(/(\d\d)-(\d\d)$/)
  const near = [
    ...(city ? [sql`c.city = ${city}`] : []),
    ...(day ? [sql`c.birth_month = ${Number(day[1])} and c.birth_day = ${Number(day[2])}`] : []),
  ]
  return [
    ...whole.map((query) => found(query)),
    ...near.flatMap((condition) => whole.map((query) => found(query, condition))),
    ...loose.map((query) => found(query)),
    ...near.flatMap((condition) => loose.map((query) => found(query, condition))),
  ]
}

const HAN = /\p{Script=Han}/u

/** The name as it is, in simplified characters, in pinyin, and with its words joined in either order. */
function spellingsOf(name: string): readonly string[] {
  const characters = [...simplified(name)].filter((character) => HAN.test(character))
  if (characters.length > 0) {
    const pinyin = characters.length <= 6 ? readings(characters).map((syllables) => fullPinyin(syllables, 0)) : []
    return [...new Set([characters.join(''), ...pinyin])]
  }
  const words = wordsOf(name)
  const joined = words.length >= 2 && words.length <= 3 ? [words.join(''), [...words].reverse().join('')] : []
  return [...new Set([words.join(' '), ...joined, `${words.slice(1).join('')}${words[0] ?? ''}`])].filter(Boolean)
}

const wordsOf = (name: string) =>
  (
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).slice(0, NAME_WORDS_MAX)

/** Latin names with a slip in one of two words: the other word whole and this one's beginning. */
function looseQueries(name: string): readonly string[] {
  const words = HAN.test(name) ? [] : wordsOf(name)
  if (words.length < 2) return []
  const [first, last] = [words[0]!, words.at(-1)!]
  const begins = (word: string, letters: number) => (word.length > letters ? word.slice(0, letters) : word)
  return [`${begins(first, 2)} ${last}`, `${first} ${begins(last, 3)}`].map((text) =>
    searchQuery(text, { weights: 'A' }),
  )
}

import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { Sql } from '../../kernel/query/fields.ts'
import { fullPinyin, readings, simplified } from '../../kernel/query/pinyin.ts'
import { distinctiveName } from './distinctive-name.ts'
import type { Kind, Matchable } from './matched-fields.ts'

/** At most so many from each way of looking, so that a frequent name costs no more than a rare one. */
const EACH_MAX = 40
const NAMESAKES_MAX = 15
const NAME_WORDS_MAX = 4

/**
 * Ids of customers that might be the one described: with a mail address or phone in common, a phone that ends alike, or
 * the same name in another script or order. Where few have the name, names with a slip are looked for too; where many
 * have it, those of the same city or birthday. Every way is a bounded look into an index that lists and searches use
 * already, so the answer knows the latest change.
 */
export async function findCandidateIds(ctx: Ctx, kind: Kind, customer: Matchable): Promise<string[]> {
  const spellings = customer.name
    ? spellingsOf(kind === 'organization' ? distinctiveName(customer.name) : customer.name)
    : []
  const [known, ofName] = await Promise.all([
    union(ctx, kind, contactBranches(customer)),
    union(
      ctx,
      kind,
      spellings.map((query) => found(query)),
    ),
  ])
  const further =
    ofName.length >= EACH_MAX
      ? nearby(customer).flatMap((condition) => spellings.map((query) => found(query, condition)))
      : looseQueries(customer.name ?? '').map((query) => found(query))
  // A frequent name by itself is hardly evidence: of those who share nothing else, a few are enough.
  const named = ofName.length >= EACH_MAX ? ofName.slice(0, NAMESAKES_MAX) : ofName
  return [...new Set([...known, ...named, ...(await union(ctx, kind, further))])]
}

async function union(ctx: Ctx, kind: Kind, branches: readonly Sql[]): Promise<string[]> {
  if (branches.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select r.id from (${sql.join(branches, sql` union `)}) found
    join customers.v_customer r on r.id = found.id
    where r.kind = ${kind} and r.deleted_at is null limit ${EACH_MAX}`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

function contactBranches({ emails, phones, addresses }: Matchable): Sql[] {
  const owning = (kinds: readonly string[], values: readonly string[]) => sql`
    (select p.customer_id as id from customers.v_contact_point p
      where p.value = any(${values}::text[]) and p.kind = any(${kinds}::text[]) and p.deleted_at is null
      limit ${EACH_MAX})`
  const values = [...emails, ...phones]
  const streets = addresses.map((street) => street.toLowerCase())
  const tails = phones.map((phone) => phone.replace(/\D/g, '').slice(-7)).filter((tail) => tail.length === 7)
  return [
    ...(values.length > 0 ? [owning(['email', 'phone'], values)] : []),
    ...(streets.length > 0 ? [owning(['address'], streets)] : []),
    ...tails.map((tail) => found(`'${tail}':B`)),
  ]
}

/** Customers whose search tokens fit, those with the condition only. */
const found = (tokens: string, condition: Sql = sql`true`) =>
  sql`(select c.id from customers.v_customer c where c.search @@ ${tokens}::tsquery and ${condition} limit ${EACH_MAX})`

function nearby({ city, birthday }: Matchable): Sql[] {
  const day = birthday?.match(/(\d\d)-(\d\d)$/)
  return [
    ...(city ? [sql`c.city = ${city}`] : []),
    ...(day ? [sql`c.birth_month = ${Number(day[1])} and c.birth_day = ${Number(day[2])}`] : []),
  ]
}

const HAN = /\p{Script=Han}/u
const token = (text: string, mark = ':A') => `'${text}'${mark}`

/** The name as its search tokens: in simplified characters, in pinyin, as words, and joined in either order. */
function spellingsOf(name: string): readonly string[] {
  const characters = [...simplified(name)].filter((character) => HAN.test(character))
  if (characters.length > 1) {
    const pairs = characters.slice(1).map((character, i) => token(`${characters[i]}${character}`))
    const syllables = characters.length <= 6 ? readings(characters) : []
    return [pairs.join(' & '), ...new Set(syllables.map((reading) => token(fullPinyin(reading, 0))))]
  }
  const words = wordsOf(name)
  if (words.length === 0) return []
  if (words.length === 1) return [token(words[0]!)]
  const orders = [words, [...words].reverse(), [...words.slice(1), words[0]!]].map((order) => token(order.join('')))
  return [...new Set([...orders, words.map((word) => token(word)).join(' & ')])]
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
  return [`${token(first.slice(0, 2), ':*A')} & ${token(last)}`, `${token(first)} & ${token(last.slice(0, 3), ':*A')}`]
}

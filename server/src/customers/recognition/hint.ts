import { type Actor, fieldRule } from '../../kernel/actor.ts'
import { seesContacts } from '../../kernel/query/list.ts'
import { searchQuery } from '../../kernel/query/search-tokens.ts'
import { comparableCard, comparableEmail } from '../contact-points/contact-value.ts'
import { parsePhones } from '../contact-points/phones.ts'
import { customerRecord } from '../customers/customers.fields.ts'

/** What a caller's hint can be looked up by, as far as the actor's role allows. */
export interface Hint {
  readonly text: string
  /** Kinds and comparable values that a contact point may own exactly. */
  readonly exact: { readonly kinds: readonly string[]; readonly values: readonly string[] }
  /** Extension dialled behind a switchboard's number. */
  readonly extension: string | null
  readonly externalId: string | null
  /** Search tokens of a fragment; empty when there are none. */
  readonly tokens: string
  /** Digits of a number that may be stored shorter or longer, such as without its area code. */
  readonly tail: { readonly tokens: string; readonly digits: string } | null
}

const TAIL_DIGITS = 7

/** Reads a hint as dialled, pasted, clicked or typed. Contact points that the role may not see are no hints for it. */
export function readHint(typed: string, actor: Actor): Hint {
  const text = typed
    .trim()
    .replace(/^(?:tel|callto|sms|mailto):(?:\/\/)?/i, '')
    .replace(/^sips?:([^@;]+)(?:[@;].*)?$/i, '$1')
  const may = (field: string) => fieldRule(actor, 'customer', field) !== 'hidden'
  const phones = may('primaryPhone') ? readPhones(text, actor.country) : []
  const kinds: string[] = ['card']
  const values = [comparableCard(text)]
  if (may('primaryEmail')) {
    kinds.push('email')
    values.push(comparableEmail(text))
  }
  if (may('primaryPhone')) {
    kinds.push('phone', 'fax', 'wechat')
    values.push(text, ...phones.map(({ value }) => value))
  }
  const tail = seesContacts(actor, customerRecord) ? readTail(text, phones) : null
  return {
    text,
    exact: { kinds, values: [...new Set(values)] },
    extension: phones.find(({ extension }) => extension !== null)?.extension ?? null,
    externalId: may('externalId') ? text : null,
    // The groups of a number are not looked up one by one: thousands of numbers begin with 138.
    tokens: searchQuery(tail ? digitsOf(text) : text, { weights: searchedWeights(actor) }),
    tail,
  }
}

interface DialledNumber {
  readonly value: string
  readonly extension: string | null
}

/** The numbers that a hint can be: in E.164, and as bare digits, which is how doubtful numbers are stored. */
function readPhones(text: string, country: string): DialledNumber[] {
  if (!/\d{3}/.test(digitsOf(text)) || text.includes('@')) return []
  const numbers = parsePhones(text, country).flatMap(({ e164, extension }) =>
    e164 ? [{ value: e164, extension }] : [],
  )
  const digits = digitsOf(text)
  return [...numbers, { value: digits, extension: null }, { value: digits.replace(/^0+/, ''), extension: null }]
}

const digitsOf = (text: string) => text.normalize('NFKC').replace(/\D/g, '')

function readTail(text: string, phones: readonly DialledNumber[]): Hint['tail'] {
  if (/\p{L}/u.test(text)) return null
  const digits = digitsOf(phones[0]?.value ?? '').replace(/^0+/, '')
  if (digits.length < TAIL_DIGITS) return null
  return { digits, tokens: searchQuery(digits.slice(-TAIL_DIGITS), { weights: 'B' }) }
}

/** Names always; contact points and codes only where the role sees them whole. */
function searchedWeights(actor: Actor): string {
  const codes = fieldRule(actor, 'customer', 'externalId')
  const isCodeOpen = codes !== 'hidden' && codes !== 'masked'
  return `A${seesContacts(actor, customerRecord) ? 'B' : ''}${isCodeOpen ? 'C' : ''}`
}

import { badInput } from '../../kernel/problem.ts'
import type { Row } from '../../kernel/record/event.ts'
import { type Phone, parsePhones } from './phones.ts'

export interface TypedContact {
  readonly kind: string
  readonly value?: string | undefined
  readonly label?: string | null | undefined
  readonly address?: Readonly<Record<string, string | undefined>> | undefined
  readonly isPrimary?: boolean | undefined
}

/** What is stored of a contact point: the form that is compared, and the one that was typed. */
export interface ContactValue {
  readonly kind: string
  readonly value: string
  readonly display: string
  readonly extension: string | null
  readonly label: string | null
  readonly address: Readonly<Record<string, string>> | null
  readonly is_primary: boolean
  readonly is_valid: boolean
  /** Switchboards and service numbers belong to a house, not to a person. */
  readonly isShared: boolean
}

/** The columns of `customers.contact_point` that a value fills. */
export function contactColumns({ isShared: _, ...columns }: ContactValue): Row {
  return columns
}

const SHARED_KINDS = new Set(['fixed', 'toll-free', 'shared-cost', 'premium', 'short'])

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/

/** Lower case, no blanks: how mail addresses are compared. */
export const comparableEmail = (text: string) =>
  text
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase()

/** Card numbers are compared without the blanks and dashes that people type. */
export const comparableCard = (text: string) => text.replace(/[\s-]/g, '').toUpperCase()

/**
 * Reads a contact point as typed; one cell may hold several phones.
 * @throws bad-input at `path` when nothing of the kind can be read from it
 */
export function readContact(typed: TypedContact, region: string, path: string): ContactValue[] {
  const text = typed.value?.trim() ?? ''
  const base = {
    kind: typed.kind,
    extension: null,
    label: typed.label?.trim() || null,
    address: null,
    is_valid: true,
    is_primary: typed.isPrimary ?? false,
    isShared: false,
  }
  const refuse = () =>
    badInput([{ path, message: 'problem.contact-point.value', params: { value: text.slice(0, 60) } }])
  switch (typed.kind) {
    case 'email': {
      const value = comparableEmail(text)
      if (!MAIL.test(value)) throw refuse()
      return [{ ...base, value, display: text }]
    }
    case 'phone':
    case 'fax': {
      const phones = parsePhones(text, region).flatMap((phone) => {
        const value = phone.e164 ?? comparableDigits(phone)
        return value === null ? [] : [{ phone, value }]
      })
      if (phones.length === 0) throw refuse()
      return phones.map(({ phone, value }) => ({
        ...base,
        value,
        display: phone.raw,
        extension: phone.extension,
        label: base.label ?? phone.label,
        is_valid: phone.valid,
        isShared: SHARED_KINDS.has(phone.kind),
      }))
    }
    case 'address': {
      const parts = Object.entries(typed.address ?? (text ? { street: text } : {}))
      const address = Object.fromEntries(parts.flatMap(([key, part]) => (part?.trim() ? [[key, part.trim()]] : [])))
      if (formatAddress(address) === '') throw refuse()
      return [{ ...base, ...addressColumns(address) }]
    }
    default: {
      const value = typed.kind === 'card' ? comparableCard(text) : text
      if (value === '') throw refuse()
      return [{ ...base, value, display: text }]
    }
  }
}

/** A doubtful number is kept as its digits and marked as such; one whose digits are lost is not. */
function comparableDigits({ raw, problem }: Phone): string | null {
  if (problem === 'digits-lost' || problem === 'not-a-number') return null
  const digits = raw.normalize('NFKC').replace(/\D/g, '')
  return digits.length >= 3 && digits.length <= 20 ? digits : null
}

/** What is stored of an address in parts. */
export function addressColumns(address: Readonly<Record<string, string>>) {
  const display = formatAddress(address)
  return { value: display.toLowerCase().slice(0, 1000), display, address }
}

const HAN = /\p{Script=Han}/u

/** One line: the largest unit first where it is Chinese, last elsewhere. */
function formatAddress({ street, city, region, postcode, country }: Readonly<Record<string, string>>): string {
  const present = (parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined)
  if (HAN.test(`${street ?? ''}${city ?? ''}`)) return present([country, region, city, street, postcode]).join(' ')
  return present([street, present([postcode, city]).join(' ') || undefined, region, country]).join(', ')
}

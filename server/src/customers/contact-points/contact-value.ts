import { badInput } from '../../kernel/problem.ts'
import type { Row } from '../../kernel/record/event.ts'
import { parsePhones } from './phones.ts'

export interface TypedContact {
  readonly kind: string
  readonly value?: string | undefined
  readonly label?: string | null | undefined
  readonly address?: Readonly<Record<string, string | undefined>> | undefined
  readonly isPrimary?: boolean | undefined
}

/** What is stored of a contact point: the form that is compared, and the one that was typed. */
export interface ContactValue extends Row {
  readonly kind: string
  readonly value: string
  readonly display: string
  readonly extension: string | null
  readonly label: string | null
  readonly address: Readonly<Record<string, string>> | null
  readonly is_primary: boolean
  readonly is_valid: boolean
}

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
      const phones = parsePhones(text, region)
      if (phones.length === 0 || phones.every((phone) => phone.e164 === null)) throw refuse()
      return phones
        .filter((phone) => phone.e164 !== null)
        .map((phone) => ({
          ...base,
          value: phone.e164!,
          display: phone.raw,
          extension: phone.extension || null,
          label: base.label ?? (phone.label || null),
          is_valid: phone.valid,
        }))
    }
    case 'address': {
      const parts = Object.entries(typed.address ?? (text ? { street: text } : {}))
      const address = Object.fromEntries(parts.flatMap(([key, part]) => (part?.trim() ? [[key, part.trim()]] : [])))
      const display = formatAddress(address)
      if (display === '') throw refuse()
      return [{ ...base, value: display.toLowerCase().slice(0, 1000), display, address }]
    }
    default: {
      const value = typed.kind === 'card' ? comparableCard(text) : text
      if (value === '') throw refuse()
      return [{ ...base, value, display: text }]
    }
  }
}

const HAN = /\p{Script=Han}/u

/** One line: the largest unit first where it is Chinese, last elsewhere. */
function formatAddress({ street, city, region, postcode, country }: Readonly<Record<string, string>>): string {
  const present = (parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined)
  if (HAN.test(`${street ?? ''}${city ?? ''}`)) return present([country, region, city, street, postcode]).join(' ')
  return present([street, present([postcode, city]).join(' ') || undefined, region, country]).join(', ')
}

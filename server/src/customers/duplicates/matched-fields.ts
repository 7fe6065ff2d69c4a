import type { Role } from '@rapport/analytics/duplicates'

export type Kind = 'person' | 'organization'
export const KINDS = ['person', 'organization'] as const

/** What two customers are compared by; a firm may leave out what its data is not fit for. */
export const MATCHED_FIELDS = ['name', 'email', 'phone', 'birthday', 'address', 'city', 'postcode', 'employer'] as const
export type MatchedField = (typeof MATCHED_FIELDS)[number]

/** What is compared of one customer; an absent value is no evidence either way. */
export interface Matchable {
  readonly name: string | null
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly birthday: string | null
  readonly addresses: readonly string[]
  readonly city: string | null
  readonly postcode: string | null
  readonly employer: string | null
}

/** Contact points of one kind that are compared; a customer with more is compared by the first. */
export const POINTS_MAX = 3

export interface MatchColumn {
  readonly field: MatchedField
  readonly name: string
  readonly role: Role
  readonly read: (customer: Matchable) => string | null
}

const several = (field: MatchedField, role: Role, read: (customer: Matchable) => readonly string[]): MatchColumn[] =>
  Array.from({ length: POINTS_MAX }, (_, i) => ({
    field,
    name: `${field}${i + 1}`,
    role,
    read: (customer) => read(customer)[i] ?? null,
  }))

const COLUMNS: Readonly<Record<Kind, readonly MatchColumn[]>> = {
  person: [
    { field: 'name', name: 'name', role: 'full-name', read: ({ name }) => name },
    ...several('email', 'email', ({ emails }) => emails),
    ...several('phone', 'phone', ({ phones }) => phones),
    { field: 'birthday', name: 'birthday', role: 'date', read: ({ birthday }) => birthday },
    { field: 'address', name: 'address', role: 'address', read: ({ addresses }) => addresses[0] ?? null },
    { field: 'city', name: 'city', role: 'city', read: ({ city }) => city },
    { field: 'postcode', name: 'postcode', role: 'postcode', read: ({ postcode }) => postcode },
    { field: 'employer', name: 'employer', role: 'organization', read: ({ employer }) => employer },
  ],
  organization: [
    { field: 'name', name: 'name', role: 'organization', read: ({ name }) => name },
    ...several('email', 'email', ({ emails }) => emails),
    ...several('phone', 'phone', ({ phones }) => phones),
    { field: 'address', name: 'address', role: 'address', read: ({ addresses }) => addresses[0] ?? null },
    { field: 'city', name: 'city', role: 'city', read: ({ city }) => city },
    { field: 'postcode', name: 'postcode', role: 'postcode', read: ({ postcode }) => postcode },
  ],
}

/** The columns that customers of a kind are compared by. */
export const columnsFor = (kind: Kind, fields: readonly MatchedField[]): readonly MatchColumn[] =>
  COLUMNS[kind].filter(({ field }) => fields.includes(field))

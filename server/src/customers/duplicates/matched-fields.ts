import { type Role, splitName } from '@rapport/analytics/duplicates'

export type Kind = 'person' | 'organization'
export const KINDS = ['person', 'organization'] as const

/** What two customers are compared by; a firm may leave out what its data is not fit for. */
export const MATCHED_FIELDS = ['name', 'email', 'phone', 'birthday', 'address', 'city', 'postcode', 'employer'] as const
export type MatchedField = (typeof MATCHED_FIELDS)[number]

/** What is compared of one customer; an absent value is no evidence either way. */
export interface Matchable {
  readonly name: string | null
  /** Parts of a person's name where they are kept apart. */
  readonly familyName: string | null
  readonly givenName: string | null
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly birthday: string | null
  readonly addresses: readonly string[]
  readonly city: string | null
  readonly region: string | null
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

/** Whether persons are compared by their whole names, or by family and given names. */
export type Naming = 'whole' | 'parts'

const PLACE: readonly MatchColumn[] = [
  { field: 'address', name: 'address', role: 'address', read: ({ addresses }) => addresses[0] ?? null },
  { field: 'city', name: 'city', role: 'city', read: ({ city }) => city },
  { field: 'city', name: 'region', role: 'region', read: ({ region }) => region },
  { field: 'postcode', name: 'postcode', role: 'postcode', read: ({ postcode }) => postcode },
]

const REACH: readonly MatchColumn[] = [
  ...several('email', 'email', ({ emails }) => emails),
  ...several('phone', 'phone', ({ phones }) => phones),
]

const NAMES: Readonly<Record<Naming, readonly MatchColumn[]>> = {
  whole: [{ field: 'name', name: 'name', role: 'full-name', read: ({ name }) => name }],
  parts: [
    { field: 'name', name: 'givenName', role: 'given-name', read: (customer) => partsOf(customer).given },
    { field: 'name', name: 'familyName', role: 'family-name', read: (customer) => partsOf(customer).family },
  ],
}

/** As they are kept; taken from the whole name where only that is known. */
function partsOf({ name, familyName, givenName }: Matchable) {
  if (familyName !== null || givenName !== null) return { family: familyName, given: givenName }
  return splitName(name ?? '')
}

/** The columns that customers of a kind are compared by. */
export function columnsFor(kind: Kind, fields: readonly MatchedField[], naming: Naming): readonly MatchColumn[] {
  const columns: readonly MatchColumn[] =
    kind === 'person'
      ? [
          ...NAMES[naming],
          ...REACH,
          { field: 'birthday', name: 'birthday', role: 'date', read: ({ birthday }) => birthday },
          ...PLACE,
          { field: 'employer', name: 'employer', role: 'organization', read: ({ employer }) => employer },
        ]
      : [{ field: 'name', name: 'name', role: 'organization', read: ({ name }) => name }, ...REACH, ...PLACE]
  return columns.filter(({ field }) => fields.includes(field))
}

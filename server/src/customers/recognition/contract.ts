import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

const Id = Type.String({ format: 'uuid' })
const Named = Type.Object({ id: Id, name: Type.String() })
const Day = Type.String({ format: 'date' })

/**
 * What lets staff greet a customer by name. Its lists are filled by the slices that know them, through the registry
 * `briefSections`; they are empty where the slice is absent or the caller may not read its records.
 */
const Brief = Type.Object({
  id: Id,
  name: Type.String(),
  kind: Type.Union([Type.Literal('person'), Type.Literal('organization')]),
  title: Type.Optional(Type.String()),
  organization: Type.Optional(Named),
  avatarText: Type.String(),
  tier: Type.Optional(Type.String()),
  since: Type.Optional(Day),
  sinceYears: Type.Optional(Type.Integer()),
  /** A sentence to begin with, in the caller's language. */
  greeting: Type.String(),
  lastPurchases: Type.Array(Type.Object({ product: Type.String(), quantity: Type.String(), placedOn: Day })),
  ownedCount: Type.Number(),
  commitments: Type.Array(Type.Object({ id: Id, text: Type.String(), due: Type.Optional(Day) })),
  openCases: Type.Array(Type.Object({ id: Id, title: Type.String() })),
  remember: Type.Array(Type.String()),
  /** What the customer does not want, such as "Do not call"; `all` stands for every channel. */
  refusals: Type.Array(Type.Object({ channel: Type.String(), isGeneral: Type.Boolean(), text: Type.String() })),
  lastInteractions: Type.Array(
    Type.Object({ id: Id, at: Type.String({ format: 'date-time' }), kind: Type.String(), title: Type.String() }),
  ),
  /** As on the customer's page: hidden kinds absent, masked values shortened. */
  contactPoints: Type.Array(Type.Object({ id: Id, kind: Type.String(), value: Type.String() })),
  owner: Type.Optional(Named),
})
export type Brief = Static<typeof Brief>

/** What higher slices may fill in, key by key. */
export type BriefFacts = Pick<
  Brief,
  'tier' | 'lastPurchases' | 'ownedCount' | 'commitments' | 'openCases' | 'lastInteractions' | 'refusals'
>

const Candidate = Type.Object({ id: Id, name: Type.String(), subtitle: Type.String() })
export type Candidate = Static<typeof Candidate>

const Recognition = Type.Object({
  hint: Type.String(),
  /** `exact`: one customer owns the number, address or card; `probable`: the fragment fits one customer. */
  match: Type.Union([Type.Literal('exact'), Type.Literal('probable'), Type.Literal('several'), Type.Literal('none')]),
  customer: Type.Optional(Brief),
  candidates: Type.Array(Candidate),
})
export type Recognition = Static<typeof Recognition>

export const recognitionRoute = declareRoute({
  method: 'GET',
  path: '/recognition',
  permission: 'customer.read',
  summary: 'Recognises a customer by phone number in any spelling, mail address, card number or a few letters.',
  query: Type.Object({ hint: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
  response: Recognition,
})

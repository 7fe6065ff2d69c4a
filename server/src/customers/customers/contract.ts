import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

const Id = Type.String({ format: 'uuid' })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const Text = (maxLength: number) => Nullable(Type.String({ maxLength }))
const Day = Type.String({ format: 'date' })

export const IdParams = Type.Object({ id: Id })

export const Birthday = Type.Object(
  {
    calendar: Type.Union([Type.Literal('solar'), Type.Literal('lunar')]),
    year: Type.Optional(Nullable(Type.Integer({ minimum: 1850, maximum: 2100 }))),
    month: Type.Integer({ minimum: 1, maximum: 12 }),
    day: Type.Integer({ minimum: 1, maximum: 31 }),
    leap: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

export const CONTACT_KINDS = ['email', 'phone', 'wechat', 'address', 'card', 'website', 'fax'] as const
export const ContactKind = Type.Enum(CONTACT_KINDS)

export const Address = Type.Object(
  {
    street: Type.Optional(Type.String({ maxLength: 400 })),
    city: Type.Optional(Type.String({ maxLength: 200 })),
    region: Type.Optional(Type.String({ maxLength: 200 })),
    postcode: Type.Optional(Type.String({ maxLength: 40 })),
    country: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
)

/** `value` as a person types it; an address may come in parts instead. */
export const NewContactPoint = Type.Object(
  {
    kind: ContactKind,
    value: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    label: Type.Optional(Text(100)),
    address: Type.Optional(Address),
    isPrimary: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

const profile = {
  familyName: Type.Optional(Text(200)),
  givenName: Type.Optional(Text(200)),
  latinName: Type.Optional(Text(400)),
  externalId: Type.Optional(Text(200)),
  jobTitle: Type.Optional(Text(200)),
  owner: Type.Optional(Nullable(Id)),
  backupOwner: Type.Optional(Nullable(Id)),
  team: Type.Optional(Nullable(Id)),
  territory: Type.Optional(Nullable(Id)),
  gender: Type.Optional(Nullable(Type.Union([Type.Literal('female'), Type.Literal('male'), Type.Literal('other')]))),
  birthday: Type.Optional(Nullable(Birthday)),
  language: Type.Optional(Text(20)),
  industry: Type.Optional(Text(200)),
  employees: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 }))),
  annualRevenue: Type.Optional(Nullable(Type.Integer({ minimum: 0 }))),
  foundedYear: Type.Optional(Nullable(Type.Integer({ minimum: 1000, maximum: 2100 }))),
  website: Type.Optional(Text(1000)),
  source: Type.Optional(Text(200)),
  /** Sealed at once; read back as dots, and in the clear only through `POST /sensitive/reveal`. */
  identityCard: Type.Optional(Text(100)),
  passport: Type.Optional(Text(100)),
  note: Type.Optional(Text(20_000)),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 50, uniqueItems: true })),
  since: Type.Optional(Nullable(Day)),
  custom: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Unknown())),
}

export const NewCustomer = Type.Object(
  {
    kind: Type.Union([Type.Literal('person'), Type.Literal('organization')]),
    name: Type.Optional(Type.String({ maxLength: 400 })),
    ...profile,
    /** Employer of a person. */
    organization: Type.Optional(Nullable(Id)),
    contactPoints: Type.Optional(Type.Array(NewContactPoint, { maxItems: 50 })),
  },
  { additionalProperties: false },
)
export type NewCustomer = Static<typeof NewCustomer>

export const CustomerChanges = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    kind: Type.Optional(Type.Union([Type.Literal('person'), Type.Literal('organization')])),
    name: Type.Optional(Type.String({ maxLength: 400 })),
    ...profile,
  },
  { additionalProperties: false },
)
export type CustomerChanges = Static<typeof CustomerChanges>

const BulkChanges = Type.Omit(CustomerChanges, [
  'version',
  'name',
  'familyName',
  'givenName',
  'externalId',
  'identityCard',
  'passport',
])

export const BulkCustomers = Type.Object(
  {
    action: Type.Enum(['update', 'tag', 'untag', 'delete']),
    ids: Type.Optional(Type.Array(Id, { maxItems: 5000 })),
    filter: Type.Optional(Type.Unknown()),
    /** Words that the list is narrowed to, as in `GET /customers?q=`. */
    q: Type.Optional(Type.String({ maxLength: 200 })),
    changes: Type.Optional(BulkChanges),
    tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 20 })),
  },
  { additionalProperties: false },
)
export type BulkCustomers = Static<typeof BulkCustomers>

export const createCustomerRoute = declareRoute({
  method: 'POST',
  path: '/customers',
  permission: 'customer.create',
  summary: 'Creates a customer with its contact points.',
  body: NewCustomer,
  status: 201,
})

export const changeCustomerRoute = declareRoute({
  method: 'PATCH',
  path: '/customers/:id',
  permission: 'customer.update',
  summary: 'Changes a customer; 409 when somebody changed it since the version given.',
  params: IdParams,
  body: CustomerChanges,
})

export const deleteCustomerRoute = declareRoute({
  method: 'DELETE',
  path: '/customers/:id',
  permission: 'customer.delete',
  summary: 'Moves a customer to the recycle bin.',
  params: IdParams,
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
  status: 204,
})

export const changeManyCustomersRoute = declareRoute({
  method: 'POST',
  path: '/customers/bulk',
  permission: 'customer.update',
  summary: 'Changes, tags or deletes many customers: some at once, more as a job.',
  body: BulkCustomers,
})

export const checkCustomerRoute = declareRoute({
  method: 'GET',
  path: '/customers/check',
  permission: 'customer.read',
  summary: 'Finds customers with exactly this mail address, phone, card or external id, while somebody types.',
  query: Type.Object(
    {
      email: Type.Optional(Type.String({ maxLength: 400 })),
      phone: Type.Optional(Type.String({ maxLength: 100 })),
      card: Type.Optional(Type.String({ maxLength: 100 })),
      externalId: Type.Optional(Type.String({ maxLength: 200 })),
    },
    { additionalProperties: false },
  ),
})

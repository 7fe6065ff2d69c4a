import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { Birthday, NewContactPoint } from '../customers/contract.ts'
import { MATCHED_FIELDS } from './matched-fields.ts'

const Id = Type.String({ format: 'uuid' })
const IdParams = Type.Object({ id: Id })
const Kind = Type.Enum(['person', 'organization'])
const Text = Type.Optional(Type.Union([Type.String({ maxLength: 400 }), Type.Null()]))

/** A customer as far as it is typed. */
export const checkDuplicatesRoute = declareRoute({
  method: 'POST',
  path: '/duplicates/check',
  permission: 'customer.read',
  summary: 'Who is probably the customer being entered, with the reasons; nothing is stored.',
  body: Type.Object(
    {
      kind: Kind,
      name: Text,
      familyName: Text,
      givenName: Text,
      birthday: Type.Optional(Type.Union([Birthday, Type.Null()])),
      employer: Text,
      contactPoints: Type.Optional(Type.Array(NewContactPoint, { maxItems: 20 })),
    },
    { additionalProperties: false },
  ),
})

export const customerDuplicatesRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/duplicates',
  permission: 'customer.read',
  summary: 'Who is probably the same as a customer, with the reasons.',
  params: IdParams,
})

export const decideDifferentRoute = declareRoute({
  method: 'POST',
  path: '/duplicates/different',
  permission: 'customer.update',
  summary: 'Remembers that customers are different, so that they are never again called probably the same.',
  body: Type.Object(
    { ids: Type.Array(Id, { minItems: 2, maxItems: 20, uniqueItems: true }) },
    { additionalProperties: false },
  ),
})

export const listGroupsRoute = declareRoute({
  method: 'GET',
  path: '/duplicates',
  permission: 'customer.read',
  summary: 'Probable duplicates to review, by confidence or by value.',
  query: Type.Object(
    {
      order: Type.Optional(Type.Enum(['confidence', 'value'])),
      kind: Type.Optional(Kind),
      from: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
      after: Type.Optional(Type.String({ maxLength: 120 })),
    },
    { additionalProperties: false },
  ),
})

export const readGroupRoute = declareRoute({
  method: 'GET',
  path: '/duplicates/:id',
  permission: 'customer.read',
  summary: 'One group of probable duplicates with its members and the reasons for each two of them.',
  params: IdParams,
})

export const duplicateStateRoute = declareRoute({
  method: 'GET',
  path: '/duplicates/state',
  permission: 'customer.read',
  summary: 'Settings, the last scan, and how many groups wait.',
})

export const changeDuplicateSettingRoute = declareRoute({
  method: 'PATCH',
  path: '/duplicates/settings',
  permission: 'settings.workspace',
  summary: 'Thresholds and fields by which duplicates are found.',
  body: Type.Object(
    {
      showFrom: Type.Optional(Type.Number({ minimum: 0.05, maximum: 1 })),
      sureFrom: Type.Optional(Type.Number({ minimum: 0.5, maximum: 1 })),
      fields: Type.Optional(Type.Array(Type.Enum(MATCHED_FIELDS), { minItems: 1, maxItems: 8, uniqueItems: true })),
    },
    { additionalProperties: false },
  ),
})

export const scanRoute = declareRoute({
  method: 'POST',
  path: '/duplicates/scan',
  permission: 'customer.merge',
  summary: 'Looks for duplicates as a job: among what changed since the last scan, or among all.',
  body: Type.Object({ full: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  status: 202,
})

export const mergeSureRoute = declareRoute({
  method: 'POST',
  path: '/duplicates/merge-sure',
  permission: 'customer.merge',
  summary: 'Merges all groups from a probability on, as a job; `preview` shows how many and the least sure of them.',
  body: Type.Object(
    { from: Type.Number({ minimum: 0.5, maximum: 1 }), preview: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
})

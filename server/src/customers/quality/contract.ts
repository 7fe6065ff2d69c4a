import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { ENRICHABLE_FIELDS } from './missing.ts'

const Id = Type.String({ format: 'uuid' })
const Cursor = Type.Optional(Type.String({ format: 'uuid' }))

export const SEGMENTS = [
  'kind',
  'owner',
  'team',
  'territory',
  'source',
  'city',
  'region',
  'country',
  'industry',
] as const
export type Segment = (typeof SEGMENTS)[number]

export const readQualityRoute = declareRoute({
  method: 'GET',
  path: '/quality',
  permission: 'customer.read',
  summary: 'Completeness, freshness and reachability of the customers one may see, by segment and day by day.',
  query: Type.Object({ by: Type.Optional(Type.Enum(SEGMENTS)) }, { additionalProperties: false }),
})

export const listInvalidContactsRoute = declareRoute({
  method: 'GET',
  path: '/quality/contact-points',
  permission: 'customer.read',
  summary: 'Contact points that cannot be reached: doubtful numbers, domains that take no mail, hard bounces.',
  query: Type.Object(
    { problem: Type.Optional(Type.Enum(['doubtful', 'no-domain', 'bounced'])), after: Cursor },
    { additionalProperties: false },
  ),
})

export const reportBounceRoute = declareRoute({
  method: 'POST',
  path: '/quality/bounces',
  permission: 'customer.update',
  summary: 'Tells that mail to an address came back for good; every contact point with it is marked.',
  body: Type.Object(
    { email: Type.String({ minLength: 3, maxLength: 320 }), detail: Type.Optional(Type.String({ maxLength: 500 })) },
    { additionalProperties: false },
  ),
})

export const confirmContactRoute = declareRoute({
  method: 'POST',
  path: '/quality/contact-points/:id/confirm',
  permission: 'customer.update',
  summary: 'Says that a contact point marked as invalid is right after all.',
  params: Type.Object({ id: Id }),
})

export const changeQualitySettingRoute = declareRoute({
  method: 'PATCH',
  path: '/quality/settings',
  permission: 'settings.workspace',
  summary: 'Whether the name servers may be asked if the domains of mail addresses take mail.',
  body: Type.Object({ mayAskNameServers: Type.Boolean() }, { additionalProperties: false }),
})

export const checkMailDomainsRoute = declareRoute({
  method: 'POST',
  path: '/quality/mail-domains/check',
  permission: 'settings.workspace',
  summary: 'Asks the name servers now, as a job.',
})

export const createTasksRoute = declareRoute({
  method: 'POST',
  path: '/enrichment-tasks',
  permission: 'customer.update',
  summary: 'Asks people to fill in what is missing, for the most valuable customers first; `preview` only counts.',
  body: Type.Object(
    {
      field: Type.Enum(ENRICHABLE_FIELDS),
      filter: Type.Optional(Type.Unknown()),
      /** A person, or the owner of each customer where left out. */
      assignee: Type.Optional(Id),
      dueOn: Type.Optional(Type.String({ format: 'date' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
      preview: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
})

export const listTasksRoute = declareRoute({
  method: 'GET',
  path: '/enrichment-tasks',
  permission: 'customer.read',
  summary: 'Open tasks to fill in what is missing, one’s own or everybody’s, the nearest due first.',
  query: Type.Object(
    { mine: Type.Optional(Type.Boolean()), after: Type.Optional(Type.String({ maxLength: 100 })) },
    { additionalProperties: false },
  ),
})

export const changeTaskRoute = declareRoute({
  method: 'PATCH',
  path: '/enrichment-tasks/:id',
  permission: 'customer.update',
  summary: 'Sets a task aside with a note, or hands it to somebody else.',
  params: Type.Object({ id: Id }),
  body: Type.Object(
    {
      version: Type.Integer({ minimum: 1 }),
      state: Type.Optional(Type.Enum(['open', 'dismissed'])),
      assignee: Type.Optional(Id),
      dueOn: Type.Optional(Type.Union([Type.String({ format: 'date' }), Type.Null()])),
      note: Type.Optional(Type.String({ maxLength: 1000 })),
    },
    { additionalProperties: false },
  ),
})

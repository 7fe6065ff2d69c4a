import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'

export const REQUEST_KINDS = ['access', 'correction', 'restriction', 'portability', 'erasure', 'objection'] as const
export const REQUEST_STATES = ['received', 'verified', 'in-progress', 'done', 'refused'] as const
export const REQUEST_CHANNELS = ['mail', 'letter', 'call', 'visit', 'chat', 'form'] as const
export const VERIFICATIONS = ['known-contact', 'document', 'in-person', 'signed-in', 'proxy'] as const
export const TERM_UNITS = ['month', 'day', 'working-day'] as const

const Day = Type.String({ format: 'date' })
const Id = Type.String({ format: 'uuid' })
const Version = Type.Integer({ minimum: 1 })
const closed = { additionalProperties: false } as const
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])

export const NewPrivacyRequest = Type.Object(
  {
    kind: Type.Enum(REQUEST_KINDS),
    channel: Type.Enum(REQUEST_CHANNELS),
    customerId: Type.Optional(Nullable(Id)),
    /** Today when omitted. The legal clock counts from this day. */
    receivedOn: Type.Optional(Day),
    contactName: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
    contact: Type.Optional(Nullable(Type.String({ maxLength: 400 }))),
    details: Type.Optional(Nullable(Type.String({ maxLength: 10_000 }))),
    assigneeId: Type.Optional(Nullable(Id)),
  },
  closed,
)
export type NewPrivacyRequest = Static<typeof NewPrivacyRequest>

export const PrivacyRequestChanges = Type.Object(
  {
    version: Version,
    customerId: Type.Optional(Id),
    contactName: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
    contact: Type.Optional(Nullable(Type.String({ maxLength: 400 }))),
    details: Type.Optional(Nullable(Type.String({ maxLength: 10_000 }))),
    assigneeId: Type.Optional(Nullable(Id)),
  },
  closed,
)
export type PrivacyRequestChanges = Static<typeof PrivacyRequestChanges>

export const createPrivacyRequestRoute = declareRoute({
  method: 'POST',
  path: '/privacy-requests',
  permission: 'privacy.handle',
  summary: 'Takes in what a person asks about their data; the legal clock counts from the day of receipt.',
  body: NewPrivacyRequest,
  status: 201,
})

export const changePrivacyRequestRoute = declareRoute({
  method: 'PATCH',
  path: '/privacy-requests/:id',
  permission: 'privacy.handle',
  summary: 'Changes who handles an open request, whom it is about, or what was written down.',
  params: IdParams,
  body: PrivacyRequestChanges,
})

export const verifyPrivacyRequestRoute = declareRoute({
  method: 'POST',
  path: '/privacy-requests/:id/verify',
  permission: 'privacy.handle',
  summary: 'Notes how it was made sure that the person is who they say.',
  params: IdParams,
  body: Type.Object({ version: Version, how: Type.Enum(VERIFICATIONS) }, closed),
})

export const startPrivacyRequestRoute = declareRoute({
  method: 'POST',
  path: '/privacy-requests/:id/start',
  permission: 'privacy.handle',
  summary: 'Begins work on a verified request; who has nobody is given to the caller.',
  params: IdParams,
  body: Type.Object({ version: Version }, closed),
})

export const extendPrivacyRequestRoute = declareRoute({
  method: 'POST',
  path: '/privacy-requests/:id/extend',
  permission: 'privacy.handle',
  summary: 'Moves the due day, once, with the reason that the person is told.',
  params: IdParams,
  body: Type.Object({ version: Version, reason: Text(2_000) }, closed),
})

export const refusePrivacyRequestRoute = declareRoute({
  method: 'POST',
  path: '/privacy-requests/:id/refuse',
  permission: 'privacy.handle',
  summary: 'Closes a request without doing what it asks, with the reason.',
  params: IdParams,
  body: Type.Object({ version: Version, reason: Text(4_000) }, closed),
})

export const completePrivacyRequestRoute = declareRoute({
  method: 'POST',
  path: '/privacy-requests/:id/complete',
  permission: 'privacy.handle',
  summary:
    'Closes a request as done: restricts the customer, or keeps which fields were corrected. Erasures close themselves.',
  params: IdParams,
  body: Type.Object({ version: Version }, closed),
})

export const privacyHistoryRoute = declareRoute({
  method: 'GET',
  path: '/privacy-requests/:id/history',
  permission: 'privacy.read',
  summary: 'What happened with a request, its packages, its erasure, and the edits made since it was received.',
  params: IdParams,
})

export const createPackageRoute = declareRoute({
  method: 'POST',
  path: '/privacy-requests/:id/packages',
  permission: 'privacy.handle',
  summary: 'Puts everything about the customer into one ZIP file as a job: JSON, a readable PDF and all files.',
  params: IdParams,
  status: 202,
})

export const downloadPackageRoute = declareRoute({
  method: 'GET',
  path: '/privacy-packages/:id/file',
  permission: 'privacy.handle',
  summary: 'Downloads a package until it expires; each download is in the log.',
  params: IdParams,
})

export const previewErasureRoute = declareRoute({
  method: 'GET',
  path: '/privacy-requests/:id/erasure',
  permission: 'privacy.erase',
  summary: 'Shows what an erasure would take, what must stay and why, and what stands in its way.',
  params: IdParams,
})

export const eraseRoute = declareRoute({
  method: 'POST',
  path: '/privacy-requests/:id/erasure',
  permission: 'privacy.erase',
  summary: 'Erases the customer for good as a job; `confirm` is the customer’s name as the preview shows it.',
  params: IdParams,
  body: Type.Object({ version: Version, confirm: Text(400) }, closed),
  status: 202,
})

export const certificateRoute = declareRoute({
  method: 'GET',
  path: '/privacy-requests/:id/certificate',
  permission: 'privacy.read',
  summary: 'The certificate of a finished erasure, as JSON or PDF. Holds no personal data of the customer.',
  params: IdParams,
  query: Type.Object({ format: Type.Optional(Type.Enum(['json', 'pdf'] as const)) }, closed),
})

export const liftRestrictionRoute = declareRoute({
  method: 'POST',
  path: '/customers/:id/lift-restriction',
  permission: 'privacy.handle',
  summary: 'Ends the restriction of processing of a customer, with the reason.',
  params: IdParams,
  body: Type.Object({ reason: Text(2_000) }, closed),
})

export const readPrivacySettingsRoute = declareRoute({
  method: 'GET',
  path: '/privacy-settings',
  permission: 'privacy.read',
  summary: 'How long answers to requests may take, and how long packages are kept.',
})

export const changePrivacySettingsRoute = declareRoute({
  method: 'PATCH',
  path: '/privacy-settings',
  permission: 'settings.workspace',
  summary: 'Changes the legal clock; requests that run keep their due day.',
  body: Type.Object(
    {
      termUnit: Type.Optional(Type.Enum(TERM_UNITS)),
      term: Type.Optional(Type.Integer({ minimum: 1, maximum: 180 })),
      extension: Type.Optional(Type.Integer({ minimum: 1, maximum: 180 })),
      packageDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
    },
    closed,
  ),
})

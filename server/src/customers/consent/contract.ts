import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'

/** Ways to reach a customer that consent is asked for. */
export const CHANNELS = ['email', 'sms', 'phone', 'wechat', 'post'] as const
/** `any` is the only channel of a purpose without one, such as profiling. */
export const PURPOSE_CHANNELS = [...CHANNELS, 'any'] as const
/** What an entry is about: one channel, or `all` of them. */
export const ENTRY_CHANNELS = [...PURPOSE_CHANNELS, 'all'] as const
export const LEGAL_BASES = ['consent', 'legitimate-interest', 'contract', 'legal-obligation'] as const
/** Where staff may say that they have it from. */
export const STAFF_SOURCES = ['form', 'call', 'staff', 'letter'] as const
export type LegalBasis = (typeof LEGAL_BASES)[number]

const Id = Type.String({ format: 'uuid' })
const Day = Type.String({ format: 'date' })
const PurposeKey = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' })
const ItemParams = Type.Object({ id: Id, itemId: Id })

export const readConsentRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/consent',
  permission: 'consent.read',
  summary: 'What a customer allows, per purpose and channel, now or as of the end of a day.',
  params: IdParams,
  query: Type.Object({ on: Type.Optional(Day) }, { additionalProperties: false }),
})

export const listConsentEntriesRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/consent/entries',
  permission: 'consent.read',
  summary: "A customer's consent ledger, the latest entry first, each with its proof.",
  params: IdParams,
})

export const readConsentEntryRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/consent/entries/:itemId',
  permission: 'consent.read',
  summary: 'One entry of the ledger with the full text that was shown.',
  params: ItemParams,
})

export const recordConsentRoute = declareRoute({
  method: 'POST',
  path: '/customers/:id/consent',
  permission: 'consent.record',
  summary: 'Writes down what a customer said; `all` as purpose or channel refuses everything of it, or lifts that.',
  params: IdParams,
  body: Type.Object(
    {
      choices: Type.Array(
        Type.Object(
          {
            purpose: PurposeKey,
            channel: Type.Enum(ENTRY_CHANNELS),
            state: Type.Enum(['granted', 'refused', 'withdrawn'] as const),
          },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: 50 },
      ),
      source: Type.Enum(STAFF_SOURCES),
      /** The day on which it was said; now when omitted. */
      on: Type.Optional(Day),
      note: Type.Optional(Type.String({ maxLength: 4000 })),
      /** The wording that was shown, where there was one. */
      textId: Type.Optional(Id),
      /** The address or number that it was given for; the customer's first of the kind when omitted. */
      contactPointId: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  status: 201,
})
export type RecordConsent = Static<typeof recordConsentRoute.body>

export const requestConfirmationRoute = declareRoute({
  method: 'POST',
  path: '/customers/:id/consent/confirmations',
  permission: 'consent.record',
  summary: 'Double opt-in: notes that a consent waits for its confirmation and answers the link that gives it.',
  params: IdParams,
  body: Type.Object(
    {
      purpose: PurposeKey,
      channel: Type.Enum(PURPOSE_CHANNELS),
      contactPointId: Type.Optional(Id),
      language: Type.Optional(Type.Enum(['en', 'zh-CN'] as const)),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
    },
    { additionalProperties: false },
  ),
  status: 201,
  answersSecret: true,
})
export type RequestConfirmation = Static<typeof requestConfirmationRoute.body>

export const listConsentLinksRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/consent/links',
  permission: 'consent.record',
  summary: 'The links that were given out for a customer; their addresses are told once.',
  params: IdParams,
})

export const createConsentLinkRoute = declareRoute({
  method: 'POST',
  path: '/customers/:id/consent/links',
  permission: 'consent.record',
  summary: "A link to the customer's own preference page.",
  params: IdParams,
  body: Type.Object(
    { days: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })) },
    { additionalProperties: false },
  ),
  status: 201,
  answersSecret: true,
})

export const revokeConsentLinkRoute = declareRoute({
  method: 'DELETE',
  path: '/customers/:id/consent/links/:itemId',
  permission: 'consent.record',
  summary: 'Makes a link void at once.',
  params: ItemParams,
})

const purposeProperties = {
  legalBasis: Type.Enum(LEGAL_BASES),
  channels: Type.Array(Type.Enum(PURPOSE_CHANNELS), { minItems: 1, maxItems: 6, uniqueItems: true }),
  confirmedChannels: Type.Array(Type.Enum(PURPOSE_CHANNELS), { maxItems: 6, uniqueItems: true }),
  isPublic: Type.Boolean(),
  position: Type.Integer({ minimum: 0, maximum: 1000 }),
}
const Wording = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    body: Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' }),
  },
  { additionalProperties: false },
)

export const listPurposesRoute = declareRoute({
  method: 'GET',
  path: '/consent/purposes',
  permission: 'consent.read',
  summary: 'What consent is asked for, with the wording in use in both languages.',
})

export const createPurposeRoute = declareRoute({
  method: 'POST',
  path: '/consent/purposes',
  permission: 'settings.consent',
  summary: 'Adds a purpose with its wording in both languages.',
  body: Type.Object(
    {
      key: PurposeKey,
      legalBasis: purposeProperties.legalBasis,
      channels: purposeProperties.channels,
      confirmedChannels: Type.Optional(purposeProperties.confirmedChannels),
      isPublic: Type.Optional(purposeProperties.isPublic),
      position: Type.Optional(purposeProperties.position),
      texts: Type.Object({ en: Wording, 'zh-CN': Wording }, { additionalProperties: false }),
    },
    { additionalProperties: false },
  ),
  status: 201,
})
export type CreatePurpose = Static<typeof createPurposeRoute.body>

export const changePurposeRoute = declareRoute({
  method: 'PATCH',
  path: '/consent/purposes/:id',
  permission: 'settings.consent',
  summary: 'Changes a purpose, or retires it; what was said for it stays in the ledger.',
  params: IdParams,
  body: Type.Object(
    {
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      ...Type.Partial(Type.Object(purposeProperties)).properties,
      isRetired: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
})
export type ChangePurpose = Static<typeof changePurposeRoute.body>

export const listTextsRoute = declareRoute({
  method: 'GET',
  path: '/consent/purposes/:id/texts',
  permission: 'consent.read',
  summary: 'Every wording of a purpose that was ever in use, the latest first.',
  params: IdParams,
})

export const addTextRoute = declareRoute({
  method: 'POST',
  path: '/consent/purposes/:id/texts',
  permission: 'settings.consent',
  summary: 'Puts a new wording in one language in use; the old one is kept.',
  params: IdParams,
  body: Type.Object(
    { language: Type.Enum(['en', 'zh-CN'] as const), ...Wording.properties },
    { additionalProperties: false },
  ),
  status: 201,
})
export type AddText = Static<typeof addTextRoute.body>

export const revokeAllLinksRoute = declareRoute({
  method: 'POST',
  path: '/consent/links/revoke',
  permission: 'settings.consent',
  summary: 'Makes every preference, confirmation and unsubscribe link of the firm void, by a new signing key.',
  body: Type.Object({}, { additionalProperties: false }),
})

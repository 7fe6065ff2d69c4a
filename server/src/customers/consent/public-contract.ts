import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { PURPOSE_CHANNELS } from './contract.ts'

const TokenParams = Type.Object({ token: Type.String({ maxLength: 300 }) })
const Id = Type.String({ format: 'uuid' })

export const readPreferencesRoute = declareRoute({
  method: 'GET',
  path: '/consent/preferences/:token',
  permission: 'public',
  summary: 'What the holder of a preference link allows, with the wording in both languages.',
  params: TokenParams,
})

export const changePreferencesRoute = declareRoute({
  method: 'POST',
  path: '/consent/preferences/:token',
  permission: 'public',
  summary: 'The holder of a preference link changes their choices, or refuses everything.',
  params: TokenParams,
  body: Type.Object(
    {
      choices: Type.Optional(
        Type.Array(
          Type.Object(
            {
              purpose: Type.String({ maxLength: 40 }),
              channel: Type.Enum(PURPOSE_CHANNELS),
              isAllowed: Type.Boolean(),
              /** The wording that was on the page. */
              textId: Id,
            },
            { additionalProperties: false },
          ),
          { maxItems: 100 },
        ),
      ),
      refuseAll: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
})
export type ChangePreferences = Static<typeof changePreferencesRoute.body>

export const readConfirmationRoute = declareRoute({
  method: 'GET',
  path: '/consent/confirmations/:token',
  permission: 'public',
  summary: 'What a confirmation link is about; looking at it confirms nothing.',
  params: TokenParams,
})

export const confirmRoute = declareRoute({
  method: 'POST',
  path: '/consent/confirmations/:token',
  permission: 'public',
  summary: 'Confirms a pending consent. A second time changes nothing.',
  params: TokenParams,
})

export const openUnsubscribeRoute = declareRoute({
  method: 'GET',
  path: '/consent/unsubscribe/:token',
  permission: 'public',
  summary: 'Leads a person who opened the address of a List-Unsubscribe header to a page that asks.',
  params: TokenParams,
})

export const readUnsubscribeRoute = declareRoute({
  method: 'GET',
  path: '/consent/unsubscribe/:token/choice',
  permission: 'public',
  summary: 'What an unsubscribe link is about; looking at it changes nothing.',
  params: TokenParams,
})

export const unsubscribeRoute = declareRoute({
  method: 'POST',
  path: '/consent/unsubscribe/:token',
  permission: 'public',
  summary: 'One-click unsubscribe (RFC 8058): a form post without session or cookie.',
  params: TokenParams,
  isForm: true,
})

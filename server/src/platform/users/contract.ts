import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'
import { EmailSchema, LanguageSchema, NameSchema, PasswordSchema, TimeZoneSchema } from '../session/contract.ts'

const Ids = Type.Array(Type.String({ format: 'uuid' }), { maxItems: 200, uniqueItems: true })

export const addUserRoute = declareRoute({
  answersSecret: true,
  method: 'POST',
  path: '/users',
  permission: 'settings.users',
  summary:
    'Adds a person. Answers a one-time password to pass on; whoever has an account already signs in with their own.',
  body: Type.Object(
    {
      name: NameSchema,
      email: EmailSchema,
      roleId: Type.String({ format: 'uuid' }),
      teamIds: Type.Optional(Ids),
      territoryIds: Type.Optional(Ids),
      language: Type.Optional(LanguageSchema),
      timeZone: Type.Optional(TimeZoneSchema),
      password: Type.Optional(PasswordSchema),
    },
    { additionalProperties: false },
  ),
  status: 201,
})

export const changeUserRoute = declareRoute({
  method: 'PATCH',
  path: '/users/:id',
  permission: 'settings.users',
  summary: 'Changes what a person is called, may do and belongs to. Disabling ends their sessions.',
  params: IdParams,
  body: Type.Object(
    {
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      name: Type.Optional(NameSchema),
      roleId: Type.Optional(Type.String({ format: 'uuid' })),
      teamIds: Type.Optional(Ids),
      territoryIds: Type.Optional(Ids),
      disabled: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
})

export const resetPasswordRoute = declareRoute({
  answersSecret: true,
  method: 'POST',
  path: '/users/:id/password',
  permission: 'settings.users',
  summary: 'Gives a person a new one-time password and ends their sessions.',
  params: IdParams,
})

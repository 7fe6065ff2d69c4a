import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const LanguageSchema = Type.Union([Type.Literal('zh-CN'), Type.Literal('en')])
export const NameSchema = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
export const EmailSchema = Type.String({ format: 'email', maxLength: 320 })
export const PasswordSchema = Type.String({ minLength: 8, maxLength: 128 })
export const CurrencySchema = Type.String({ pattern: '^[A-Z]{3}$' })
export const CountrySchema = Type.String({ pattern: '^[A-Z]{2}$' })
export const TimeZoneSchema = Type.String({ minLength: 1, maxLength: 60 })

export const readSetupRoute = declareRoute({
  method: 'GET',
  path: '/setup',
  permission: 'public',
  summary: 'Whether the first firm is still to be set up.',
})

export const setUpRoute = declareRoute({
  method: 'POST',
  path: '/setup',
  permission: 'public',
  summary: 'Makes the first firm and its administrator, and signs them in. Works once.',
  body: Type.Object(
    {
      firm: NameSchema,
      name: NameSchema,
      email: EmailSchema,
      password: PasswordSchema,
      language: LanguageSchema,
      country: CountrySchema,
      currency: Type.Optional(CurrencySchema),
      timeZone: Type.Optional(TimeZoneSchema),
    },
    { additionalProperties: false },
  ),
  status: 201,
})

export const readSessionRoute = declareRoute({
  method: 'GET',
  path: '/session',
  permission: 'signed-in',
  summary: 'Who is signed in, in which workspace, and what they may do.',
})

export const changeSessionRoute = declareRoute({
  method: 'PATCH',
  path: '/session',
  permission: 'signed-in',
  summary: 'Changes how Rapport looks and speaks to the signed-in person.',
  body: Type.Object(
    {
      language: Type.Optional(LanguageSchema),
      timeZone: Type.Optional(TimeZoneSchema),
      theme: Type.Optional(Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('system')])),
      name: Type.Optional(NameSchema),
    },
    { additionalProperties: false },
  ),
})

export const switchWorkspaceRoute = declareRoute({
  method: 'POST',
  path: '/session/workspace',
  permission: 'signed-in',
  summary: 'Goes on in another workspace of the signed-in person.',
  body: Type.Object({ workspaceId: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
})

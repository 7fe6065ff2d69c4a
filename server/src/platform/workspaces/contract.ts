import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { CountrySchema, CurrencySchema, LanguageSchema, NameSchema, TimeZoneSchema } from '../session/contract.ts'

export const readWorkspaceRoute = declareRoute({
  method: 'GET',
  path: '/workspace',
  permission: 'signed-in',
  summary: "The firm's name, currency, country, language and time zone.",
})

export const changeWorkspaceRoute = declareRoute({
  method: 'PATCH',
  path: '/workspace',
  permission: 'settings.workspace',
  summary: "Changes the firm's settings.",
  body: Type.Object(
    {
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      name: Type.Optional(NameSchema),
      currency: Type.Optional(CurrencySchema),
      country: Type.Optional(CountrySchema),
      language: Type.Optional(LanguageSchema),
      timeZone: Type.Optional(TimeZoneSchema),
    },
    { additionalProperties: false },
  ),
})

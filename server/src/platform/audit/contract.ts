import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const listEventsRoute = declareRoute({
  method: 'GET',
  path: '/audit',
  permission: 'audit.read',
  summary: 'Who changed what, from what, to what, newest first; as far as the caller may see the records.',
  query: Type.Object(
    {
      /** Filter tree over `at`, `actor`, `type`, `subjectType`, `subject`, `customer`, `requestId`, `batchId`. */
      filter: Type.Optional(Type.String({ maxLength: 20_000 })),
      sort: Type.Optional(Type.Union([Type.Literal('-at'), Type.Literal('at')])),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
    },
    { additionalProperties: false },
  ),
})

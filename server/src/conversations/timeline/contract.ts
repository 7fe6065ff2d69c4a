import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const timelineRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/timeline',
  permission: 'customer.read',
  summary: 'Everything that happened with a customer, the latest first, from every slice.',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  query: Type.Object(
    {
      /** Comma-separated: call, visit, mail, meeting, note, chat, sms, order, return, journal, change, file, consent. */
      kinds: Type.Optional(Type.String({ maxLength: 200 })),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    },
    { additionalProperties: false },
  ),
})

import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const searchRoute = declareRoute({
  method: 'GET',
  path: '/search',
  permission: 'signed-in',
  summary: 'Finds records of every type by a few letters: names, pinyin, initials, digits of a phone number.',
  query: Type.Object(
    {
      q: Type.String({ minLength: 1, maxLength: 200 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
      type: Type.Optional(Type.String({ maxLength: 100 })),
    },
    { additionalProperties: false },
  ),
})

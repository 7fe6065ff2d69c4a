import { Type } from 'typebox'
import { declareRoute } from '../kernel/http/declare.ts'

export const loadExampleRoute = declareRoute({
  method: 'POST',
  path: '/example',
  permission: 'settings.workspace',
  summary:
    'Fills an empty workspace with the example firm. Answers the job and, once, the password of the people it makes.',
  body: Type.Object(
    {
      /** Part of the firm that is loaded; all of it when omitted. */
      scale: Type.Optional(Type.Number({ minimum: 0.01, maximum: 1 })),
    },
    { additionalProperties: false },
  ),
  status: 202,
})

import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const undoRoute = declareRoute({
  method: 'POST',
  path: '/events/undo',
  permission: 'signed-in',
  summary: 'Takes back what one request changed, where nothing was changed since.',
  body: Type.Object({ requestId: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false }),
})

import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const revealRoute = declareRoute({
  method: 'POST',
  path: '/sensitive/reveal',
  permission: 'sensitive.read',
  summary: 'Shows one sensitive value in the clear; every time is written to the log.',
  body: Type.Object(
    {
      /** Record type, such as `customer`. */
      type: Type.String({ maxLength: 100 }),
      id: Type.String({ format: 'uuid' }),
      field: Type.String({ maxLength: 100 }),
      reason: Type.Optional(Type.String({ maxLength: 500 })),
    },
    { additionalProperties: false },
  ),
  answersSecret: true,
})

export const sensitiveStateRoute = declareRoute({
  method: 'GET',
  path: '/sensitive/keys',
  permission: 'settings.keys',
  summary: 'How many sensitive values each version of the data key seals, and when it was made.',
})

export const rotateDataKeyRoute = declareRoute({
  method: 'POST',
  path: '/sensitive/keys/rotation',
  permission: 'settings.keys',
  summary: 'Makes a new data key and seals every value anew under it, as a job.',
  status: 202,
})

import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'

export const listKeysRoute = declareRoute({
  method: 'GET',
  path: '/keys',
  permission: 'settings.keys',
  summary: 'Lists the API keys, without their secrets.',
})

export const createKeyRoute = declareRoute({
  answersSecret: true,
  method: 'POST',
  path: '/keys',
  permission: 'settings.keys',
  summary: 'Makes an API key that acts with a role; the answer is the only one that holds its secret.',
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
      roleId: Type.String({ format: 'uuid' }),
    },
    { additionalProperties: false },
  ),
  status: 201,
})

export const revokeKeyRoute = declareRoute({
  method: 'DELETE',
  path: '/keys/:id',
  permission: 'settings.keys',
  summary: 'Revokes an API key at once.',
  params: IdParams,
})

import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'

const content = {
  /** A filter tree, as lists take it. */
  filter: Type.Optional(Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()])),
  sort: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
  columns: Type.Optional(Type.Union([Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 }), Type.Null()])),
  /** Team that a team's view is for; the owner's first team when omitted. */
  teamId: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Null()])),
}
const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const Shared = Type.Union([Type.Literal('private'), Type.Literal('team'), Type.Literal('everyone')])

export const listViewsRoute = declareRoute({
  method: 'GET',
  path: '/views',
  permission: 'signed-in',
  summary: 'Lists the saved views of a record type that the caller sees: own, the teams’, everyone’s.',
  query: Type.Object({ type: Type.Optional(Type.String({ maxLength: 100 })) }, { additionalProperties: false }),
})

export const createViewRoute = declareRoute({
  method: 'POST',
  path: '/views',
  permission: 'signed-in',
  summary: 'Keeps a list’s filter, sort and columns under a name.',
  body: Type.Object(
    { type: Type.String({ maxLength: 100 }), name: Name, shared: Type.Optional(Shared), ...content },
    { additionalProperties: false },
  ),
  status: 201,
})

export const changeViewRoute = declareRoute({
  method: 'PATCH',
  path: '/views/:id',
  permission: 'signed-in',
  summary: 'Changes a saved view.',
  params: IdParams,
  body: Type.Object(
    {
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      name: Type.Optional(Name),
      shared: Type.Optional(Shared),
      ...content,
    },
    { additionalProperties: false },
  ),
})

export const deleteViewRoute = declareRoute({
  method: 'DELETE',
  path: '/views/:id',
  permission: 'signed-in',
  summary: 'Deletes a saved view.',
  params: IdParams,
})

export const countViewRoute = declareRoute({
  method: 'GET',
  path: '/views/:id/count',
  permission: 'signed-in',
  summary: 'How many records the view shows to the caller.',
  params: IdParams,
})

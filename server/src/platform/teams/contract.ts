import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'
import { NameSchema } from '../session/contract.ts'

const Id = Type.String({ format: 'uuid' })
const MemberIds = Type.Array(Id, { maxItems: 1000, uniqueItems: true })
const version = Type.Optional(Type.Integer({ minimum: 1 }))

export const listTeamsRoute = declareRoute({
  method: 'GET',
  path: '/teams',
  permission: 'signed-in',
  summary: 'Lists the teams with their members; `parentId` makes them a tree.',
})

export const createTeamRoute = declareRoute({
  method: 'POST',
  path: '/teams',
  permission: 'settings.teams',
  summary: 'Makes a team.',
  body: Type.Object(
    { name: NameSchema, parentId: Type.Optional(Type.Union([Id, Type.Null()])), memberIds: Type.Optional(MemberIds) },
    { additionalProperties: false },
  ),
  status: 201,
})

export const changeTeamRoute = declareRoute({
  method: 'PATCH',
  path: '/teams/:id',
  permission: 'settings.teams',
  summary: 'Renames a team, moves it in the tree or sets its members.',
  params: IdParams,
  body: Type.Object(
    {
      version,
      name: Type.Optional(NameSchema),
      parentId: Type.Optional(Type.Union([Id, Type.Null()])),
      memberIds: Type.Optional(MemberIds),
    },
    { additionalProperties: false },
  ),
})

export const deleteTeamRoute = declareRoute({
  method: 'DELETE',
  path: '/teams/:id',
  permission: 'settings.teams',
  summary: 'Deletes a team; the teams below it move up.',
  params: IdParams,
})

export const listTerritoriesRoute = declareRoute({
  method: 'GET',
  path: '/territories',
  permission: 'signed-in',
  summary: 'Lists the territories with their members.',
})

export const createTerritoryRoute = declareRoute({
  method: 'POST',
  path: '/territories',
  permission: 'settings.teams',
  summary: 'Makes a territory.',
  body: Type.Object({ name: NameSchema, memberIds: Type.Optional(MemberIds) }, { additionalProperties: false }),
  status: 201,
})

export const changeTerritoryRoute = declareRoute({
  method: 'PATCH',
  path: '/territories/:id',
  permission: 'settings.teams',
  summary: 'Renames a territory or sets its members.',
  params: IdParams,
  body: Type.Object(
    { version, name: Type.Optional(NameSchema), memberIds: Type.Optional(MemberIds) },
    { additionalProperties: false },
  ),
})

export const deleteTerritoryRoute = declareRoute({
  method: 'DELETE',
  path: '/territories/:id',
  permission: 'settings.teams',
  summary: 'Deletes a territory.',
  params: IdParams,
})

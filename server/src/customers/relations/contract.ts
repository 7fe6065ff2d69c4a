import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const RELATION_ROLES = [
  'works-at',
  'parent-of',
  'household',
  'knows',
  'referred',
  'distributor-of',
  'partner-of',
  'supplier-of',
  'competitor-of',
] as const
export type RelationRole = (typeof RELATION_ROLES)[number]

export const DECISION_ROLES = ['decides', 'influences', 'uses', 'pays', 'blocks'] as const

const Id = Type.String({ format: 'uuid' })
const Params = Type.Object({ id: Id })
const ItemParams = Type.Object({ id: Id, itemId: Id })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])

const details = {
  title: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
  decisionRole: Type.Optional(Nullable(Type.Enum(DECISION_ROLES))),
  since: Type.Optional(Nullable(Type.String({ format: 'date' }))),
  note: Type.Optional(Nullable(Type.String({ maxLength: 4000 }))),
}

export const listRelationsRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/relations',
  permission: 'customer.read',
  summary: "Lists a customer's relations in both directions.",
  params: Params,
})

export const addRelationRoute = declareRoute({
  method: 'POST',
  path: '/customers/:id/relations',
  permission: 'customer.update',
  summary: 'Relates a customer to another.',
  params: Params,
  body: Type.Object(
    {
      role: Type.Enum(RELATION_ROLES),
      other: Id,
      direction: Type.Optional(Type.Union([Type.Literal('out'), Type.Literal('in')])),
      ...details,
    },
    { additionalProperties: false },
  ),
  status: 201,
})

export const changeRelationRoute = declareRoute({
  method: 'PATCH',
  path: '/customers/:id/relations/:itemId',
  permission: 'customer.update',
  summary: 'Changes the title, decision role, dates or note of a relation.',
  params: ItemParams,
  body: Type.Object(
    {
      version: Type.Integer({ minimum: 1 }),
      ...details,
      until: Type.Optional(Nullable(Type.String({ format: 'date' }))),
    },
    { additionalProperties: false },
  ),
})

export const deleteRelationRoute = declareRoute({
  method: 'DELETE',
  path: '/customers/:id/relations/:itemId',
  permission: 'customer.update',
  summary: 'Deletes a relation.',
  params: ItemParams,
})

export const suggestRelationsRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/relation-suggestions',
  permission: 'customer.read',
  summary: 'Relations that a shared address, phone or mail domain hints at, each with its reasons.',
  params: Params,
})

export const dismissSuggestionRoute = declareRoute({
  method: 'POST',
  path: '/customers/:id/relation-suggestions/dismiss',
  permission: 'customer.update',
  summary: 'Judges a suggested relation wrong, so that it is not suggested again.',
  params: Params,
  body: Type.Object({ other: Id, role: Type.Enum(RELATION_ROLES) }, { additionalProperties: false }),
})

export const relationGraphRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/graph',
  permission: 'customer.read',
  summary: 'The customers around one, one or two steps away, with their relations.',
  params: Params,
  query: Type.Object(
    { depth: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })) },
    { additionalProperties: false },
  ),
})

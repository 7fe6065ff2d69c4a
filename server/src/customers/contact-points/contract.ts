import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { Address, NewContactPoint } from '../customers/contract.ts'

const Id = Type.String({ format: 'uuid' })
const ItemParams = Type.Object({ id: Id, itemId: Id })

export const addContactPointRoute = declareRoute({
  method: 'POST',
  path: '/customers/:id/contact-points',
  permission: 'customer.update',
  summary: 'Adds a contact point as typed; a cell with two phones becomes two.',
  params: Type.Object({ id: Id }),
  body: NewContactPoint,
  status: 201,
})

export const changeContactPointRoute = declareRoute({
  method: 'PATCH',
  path: '/customers/:id/contact-points/:itemId',
  permission: 'customer.update',
  summary: 'Changes a contact point.',
  params: ItemParams,
  body: Type.Object(
    {
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      value: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
      label: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
      address: Type.Optional(Address),
      isPrimary: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
})

export const deleteContactPointRoute = declareRoute({
  method: 'DELETE',
  path: '/customers/:id/contact-points/:itemId',
  permission: 'customer.update',
  summary: 'Deletes a contact point.',
  params: ItemParams,
})

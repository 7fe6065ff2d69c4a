import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

const Id = Type.String({ format: 'uuid' })
const Day = Type.String({ format: 'date' })

export const placeHoldRoute = declareRoute({
  method: 'POST',
  path: '/customers/:id/holds',
  permission: 'legal-hold.manage',
  summary: 'Places a legal hold: until it ends nothing of the customer is deleted, erased or purged.',
  params: Type.Object({ id: Id }),
  body: Type.Object(
    {
      reason: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }),
      /** Today when omitted. */
      since: Type.Optional(Day),
      /** Last day; without one the hold stands until it is lifted. */
      until: Type.Optional(Type.Union([Day, Type.Null()])),
    },
    { additionalProperties: false },
  ),
  status: 201,
})

export const liftHoldRoute = declareRoute({
  method: 'POST',
  path: '/customers/:id/holds/:itemId/lift',
  permission: 'legal-hold.manage',
  summary: 'Lifts a legal hold.',
  params: Type.Object({ id: Id, itemId: Id }),
})

export const listHoldsRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/holds',
  permission: 'customer.read',
  summary: "A customer's legal holds, those that stand first.",
  params: Type.Object({ id: Id }),
})

export const standingHoldsRoute = declareRoute({
  method: 'GET',
  path: '/legal-holds',
  permission: 'legal-hold.manage',
  summary: 'The legal holds that stand, oldest first, on customers that the caller may see.',
})

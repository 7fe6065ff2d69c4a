import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const ORDER_STATUSES = ['open', 'delivered', 'paid', 'cancelled', 'returned'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

const Id = Type.String({ format: 'uuid' })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const Text = (maxLength: number) => Nullable(Type.String({ maxLength }))
const Params = Type.Object({ id: Id })
const DecimalText = Type.String({ pattern: '^-?\\d{1,9}(\\.\\d{1,6})?$' })

export const OrderLineInput = Type.Object(
  {
    /** An existing line that stays; lines of the order that are not named go. */
    id: Type.Optional(Id),
    productId: Type.Optional(Nullable(Id)),
    description: Type.Optional(Type.String({ maxLength: 1000 })),
    /** Decimal; negative for what was sent back. */
    quantity: Type.Union([DecimalText, Type.Number({ minimum: -1e9, maximum: 1e9 })]),
    /** Minor units, decimals allowed; the product's list price when omitted. */
    unitPrice: Type.Optional(
      Type.Union([
        Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$' }),
        Type.Number({ minimum: -1e12, maximum: 1e12 }),
      ]),
    ),
    /** Whole minor units off the line. */
    discount: Type.Optional(Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 })),
  },
  { additionalProperties: false },
)
export type OrderLineInput = Static<typeof OrderLineInput>

const details = {
  customerId: Type.Optional(Nullable(Id)),
  number: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })),
  externalId: Type.Optional(Text(200)),
  placedOn: Type.Optional(Type.String({ format: 'date' })),
  status: Type.Optional(Type.Enum(ORDER_STATUSES)),
  note: Type.Optional(Text(20_000)),
  lines: Type.Optional(Type.Array(OrderLineInput, { maxItems: 500 })),
}

export const NewOrder = Type.Object(
  { ...details, currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })) },
  { additionalProperties: false },
)
export type NewOrder = Static<typeof NewOrder>

export const OrderChanges = Type.Object(
  { version: Type.Integer({ minimum: 1 }), ...details },
  { additionalProperties: false },
)
export type OrderChanges = Static<typeof OrderChanges>

export const readOrderRoute = declareRoute({
  method: 'GET',
  path: '/orders/:id',
  permission: 'order.read',
  summary: 'Reads one order with its lines.',
  params: Params,
})

export const createOrderRoute = declareRoute({
  method: 'POST',
  path: '/orders',
  permission: 'order.create',
  summary: 'Creates an order with its lines; totals are computed.',
  body: NewOrder,
  status: 201,
})

export const changeOrderRoute = declareRoute({
  method: 'PATCH',
  path: '/orders/:id',
  permission: 'order.update',
  summary: 'Changes an order; lines, where given, replace those it has. 409 when somebody changed it meanwhile.',
  params: Params,
  body: OrderChanges,
})

export const deleteOrderRoute = declareRoute({
  method: 'DELETE',
  path: '/orders/:id',
  permission: 'order.delete',
  summary: 'Moves an order to the recycle bin.',
  params: Params,
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
  status: 204,
})

export const customerOrdersRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/orders',
  permission: 'order.read',
  summary: "A customer's orders, the latest first.",
  params: Params,
  query: Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      cursor: Type.Optional(Type.String({ maxLength: 2000 })),
    },
    { additionalProperties: false },
  ),
})

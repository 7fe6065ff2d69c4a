import { type Binding, on } from '../kernel/http/route.ts'
import { readRoutes } from '../kernel/query/record-routes.ts'
import {
  changeOrderRoute,
  createOrderRoute,
  customerOrdersRoute,
  deleteOrderRoute,
  readOrderRoute,
} from './orders/contract.ts'
import { orderRecord } from './orders/orders.fields.ts'
import { changeOrder, createOrder, deleteOrder, listCustomerOrders, readOrder } from './orders/orders.ts'
import { changeProductRoute, createProductRoute, deleteProductRoute } from './products/contract.ts'
import { productRecord } from './products/products.fields.ts'
import { changeProduct, createProduct, deleteProduct } from './products/products.ts'

/** One order is read with its lines, so only the list is the usual one. */
const [listOrders] = readRoutes(orderRecord)

export const salesRoutes: readonly Binding[] = [
  ...readRoutes(productRecord),
  on(createProductRoute, (ctx, { body }) => createProduct(ctx, body)),
  on(changeProductRoute, (ctx, { params, body }) => changeProduct(ctx, params.id, body)),
  on(deleteProductRoute, (ctx, { params, query }) => deleteProduct(ctx, params.id, query.version)),
  listOrders!,
  on(readOrderRoute, (ctx, { params }) => readOrder(ctx, params.id)),
  on(createOrderRoute, (ctx, { body }) => createOrder(ctx, body)),
  on(changeOrderRoute, (ctx, { params, body }) => changeOrder(ctx, params.id, body)),
  on(deleteOrderRoute, (ctx, { params, query }) => deleteOrder(ctx, params.id, query.version)),
  on(customerOrdersRoute, (ctx, { params, query }) => listCustomerOrders(ctx, params.id, query)),
]

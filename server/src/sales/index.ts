/** The door of sales: what higher slices may use. */
export { lineAmount } from './amounts.ts'
export { importOrders } from './orders/import/import-orders.ts'
export type { OrderValues } from './orders/import/order-values.ts'
export { orderRecord } from './orders/orders.fields.ts'
export { type Rhythm, rhythmOf } from './orders/rhythm.ts'
export { createProduct } from './products/products.ts'

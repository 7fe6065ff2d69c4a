/** The door of sales: what higher slices may use. */
export { orderRecord } from './orders/orders.fields.ts'
export { type Rhythm, rhythmOf } from './orders/rhythm.ts'

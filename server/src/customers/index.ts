/** The door of customers: what higher slices may use. */

export { addItem } from './collection.ts'
export { listVisibleContactPoints } from './contact-points/contact-points.list.ts'
export { addContactPoints } from './contact-points/contact-points.ts'
export type { NewCustomer } from './customers/contract.ts'
export { customerRecord } from './customers/customers.fields.ts'
export { createCustomer } from './customers/customers.ts'
export * from './import/targets.ts'
export { journal } from './journal/journal.ts'
export { expectations, preferences } from './preferences/preferences.ts'
export * from './registries.ts'
export { addRelation } from './relations/relations.ts'
export { type LastContact, type OrderTotals, setLastContact, setOrderTotals } from './totals.ts'

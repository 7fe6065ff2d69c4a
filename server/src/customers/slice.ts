import type { Slice } from '../kernel/slice.ts'
import { changeCustomersJob } from './customers/bulk.ts'
import { customerRecord } from './customers/customers.fields.ts'
import { customerHolders } from './registries.ts'
import { customerRoutes } from './routes.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }

const holder = (view: string, column: string, label: string) => customerHolders.entry({ view, column, label })

export const customersSlice: Slice = {
  name: 'customers',
  words: { en, 'zh-CN': zh },
  permissions: [],
  records: [customerRecord],
  routes: customerRoutes,
  jobs: [changeCustomersJob],
  subscribers: [],
  fills: [
    holder('customers.v_contact_point', 'customer_id', 'contact-point.labels'),
    holder('customers.v_relation', 'from_customer_id', 'relation.labels'),
    holder('customers.v_relation', 'to_customer_id', 'relation.labels'),
    holder('customers.v_preference', 'customer_id', 'preference.labels'),
    holder('customers.v_expectation', 'customer_id', 'expectation.labels'),
    holder('customers.v_journal_entry', 'customer_id', 'journal-entry.labels'),
  ],
}

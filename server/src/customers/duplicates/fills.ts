import { sql } from 'kysely'
import type { RegistryEntry } from '../../kernel/registry.ts'
import { recordParts } from '../../platform/index.ts'
import { pairMover } from '../identity/movers/pairs.ts'
import { customerHolders, personalTables } from '../registries.ts'
import { duplicateDecisionTable } from './decisions.ts'

const decisionMover = pairMover({
  table: 'customers.duplicate_decision',
  columns: ['customer_id', 'other_customer_id'],
  once: [],
})

const decision = (column: string) =>
  customerHolders.entry({
    view: 'customers.v_duplicate_decision',
    column,
    label: 'duplicate-decision.labels',
    merge: decisionMover,
    erase: 'delete',
  })

/** What looking for duplicates adds to the lists of others. */
export const duplicateFills: readonly RegistryEntry[] = [
  decision('customer_id'),
  decision('other_customer_id'),
  recordParts.entry({
    table: duplicateDecisionTable,
    view: 'customers.v_duplicate_decision',
    of: 'customer',
    column: 'customer_id',
  }),
  personalTables.entry({
    table: 'customers.duplicate_group',
    label: 'duplicate-group.labels',
    isAbout: (ids) => sql`r.members && ${ids}::uuid[]`,
    erase: 'delete',
    isHandedOver: false,
  }),
]

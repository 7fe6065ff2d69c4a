import { sql } from 'kysely'
import type { RegistryEntry } from '../../kernel/registry.ts'
import { movedColumns, requestUndos } from '../../platform/index.ts'
import { mergeFollowers } from '../registries.ts'
import { mergeRequestUndo } from './merges.ts'
import { customReferenceMover } from './movers/custom-references.ts'
import { pairMover } from './movers/pairs.ts'
import { repoint } from './movers/repoint.ts'
import { type MergeHandler, resolvedWhenRead } from './movers/step.ts'
import { purgeMerged } from './purge-merged.ts'

export const relationMover = pairMover({
  table: 'customers.relation',
  columns: ['from_customer_id', 'to_customer_id'],
  once: ['role'],
})
export const dismissalMover = pairMover({
  table: 'customers.relation_dismissal',
  columns: ['customer_id', 'other_customer_id'],
  once: ['role'],
})
/** Asked for twice, a field is asked for once. */
export const enrichmentMover = repoint('customers.enrichment_task', 'customer_id', { twin: ['field', 'state'] })
export const preferenceMover = repoint('customers.preference', 'customer_id', { twin: ['kind', 'value'] })

const follower = (column: string, label: string, merge: MergeHandler) => mergeFollowers.entry({ column, label, merge })

/** What identity adds to the lists of others, and what follows a merge without a foreign key to the customer. */
export const identityFills: readonly RegistryEntry[] = [
  requestUndos.entry(mergeRequestUndo),
  purgeMerged,
  // Whoever was employed by the merged; the survivor itself is settled among its fields.
  follower(
    'customers.customer.organization_id',
    'merge.employees',
    repoint('customers.customer', 'organization_id', { where: sql`t.id <> s.survivor_id` }),
  ),
  // Who was merged into the merged earlier; the merged itself points to the survivor by now.
  follower('customers.customer.survivor_id', 'merge.earlier', repoint('customers.customer', 'survivor_id')),
  follower('customers.customer.custom', 'merge.references', customReferenceMover),
  ...movedColumns.map(({ table, column }) => follower(`${table}.${column}`, 'merge.files', repoint(table, column))),
  follower('kernel.event.customer_id', 'merge.events', resolvedWhenRead),
  // Follows the ledger of consent by itself.
  follower('customers.consent_state.customer_id', 'merge.events', resolvedWhenRead),
  // Who asks is answered about all of it; a closed request names the record as it was then.
  follower(
    'customers.privacy_request.customer_id',
    'privacy.labels',
    repoint('customers.privacy_request', 'customer_id', { where: sql`t.closed_at is null` }),
  ),
  // What a person was answered names the record as it was then.
  ...['privacy_package', 'privacy_erasure'].map((table) =>
    follower(`customers.${table}.customer_id`, 'merge.events', resolvedWhenRead),
  ),
]

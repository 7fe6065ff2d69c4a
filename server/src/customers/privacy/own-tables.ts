import { sql } from 'kysely'
import { type PersonalTable, personalTables } from '../registries.ts'

const customerIs = (column: string) => (ids: readonly string[]) => sql`r.${sql.ref(column)} = any(${ids}::uuid[])`

const isMergeAbout = (ids: readonly string[]) =>
  sql`(r.survivor_id = any(${ids}::uuid[]) or r.merged_ids && ${ids}::uuid[])`

const blankText = (column: string) => sql`case when ${sql.ref(column)} is not null then '' end`

/** Tables of customers that are about a customer without a foreign key to it. */
const tables: readonly PersonalTable[] = [
  {
    table: 'customers.consent_state',
    label: 'consent.labels',
    isAbout: customerIs('customer_id'),
    erase: { because: 'privacy.kept.consent', set: {} },
    isHandedOver: false,
  },
  {
    table: 'customers.merge_move',
    label: 'merge.labels',
    isAbout: (ids) => sql`r.merge_id in (
      select m.id from customers.v_merge m
      where m.survivor_id = any(${ids}::uuid[]) or m.merged_ids && ${ids}::uuid[])`,
    erase: 'delete',
    isHandedOver: false,
  },
  { table: 'customers.merge', label: 'merge.labels', isAbout: isMergeAbout, erase: 'delete', isHandedOver: false },
  {
    table: 'customers.privacy_request',
    label: 'privacy.labels',
    isAbout: customerIs('customer_id'),
    erase: {
      because: 'privacy.kept.request',
      set: {
        contact_name: sql`null`,
        contact: sql`null`,
        details: sql`null`,
        extension_reason: blankText('extension_reason'),
        refusal_reason: blankText('refusal_reason'),
      },
    },
  },
  {
    table: 'customers.privacy_erasure',
    label: 'privacy.certificate',
    isAbout: customerIs('customer_id'),
    erase: { because: 'privacy.kept.request', set: {} },
    isHandedOver: false,
  },
]

export const ownPersonalTables = tables.map(personalTables.entry)

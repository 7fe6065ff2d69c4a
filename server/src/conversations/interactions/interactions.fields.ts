import { sql } from 'kysely'
import { isCustomerRestricted } from '../../customers/index.ts'
import { type RecordType, referenceOutput } from '../../kernel/query/fields.ts'
import type { RecordTable } from '../../kernel/record/write.ts'
import { DIRECTIONS, INTERACTION_KINDS } from './contract.ts'

export const interactionTable: RecordTable = {
  table: 'conversations.interaction',
  type: 'interaction',
  events: 'conversations.interaction',
  customerColumn: 'customer_id',
}

const usual = { isFilterable: true, isEditable: true } as const
const derived = { isFilterable: true, isEditable: false } as const

export const interactionRecord: RecordType = {
  type: 'interaction',
  path: 'interactions',
  view: 'conversations.v_interaction',
  scope: { owner: 'owner_id', backupOwner: 'backup_owner_id', team: 'team_id', territory: 'territory_id' },
  defaultSort: '-occurredAt',
  fields: [
    { key: 'subject', type: 'text', column: 'subject', ...usual, isDefault: true, width: 260 },
    {
      key: 'kind',
      type: 'choice',
      column: 'kind',
      options: INTERACTION_KINDS,
      ...usual,
      isGroupable: true,
      isDefault: true,
    },
    { key: 'direction', type: 'choice', column: 'direction', options: DIRECTIONS, ...usual, isGroupable: true },
    { key: 'occurredAt', type: 'datetime', column: 'occurred_at', ...usual, isSortable: true, isDefault: true },
    {
      key: 'customer',
      type: 'reference',
      reference: 'customer',
      column: 'customer_id',
      output: referenceOutput('customer_id', 'customers.v_customer'),
      ...derived,
      isDefault: true,
      width: 220,
    },
    { key: 'body', type: 'text', column: 'body', ...usual, isDefault: true, width: 360 },
    { key: 'durationMinutes', type: 'integer', column: 'duration_minutes', ...usual },
    {
      key: 'by',
      type: 'reference',
      reference: 'user',
      column: 'by_id',
      output: referenceOutput('by_id', 'platform.v_member'),
      ...usual,
      isGroupable: true,
      isDefault: true,
    },
    { key: 'byName', type: 'text', column: 'by_name', ...derived },
    {
      key: 'owner',
      type: 'reference',
      reference: 'user',
      column: 'owner_id',
      output: referenceOutput('owner_id', 'platform.v_member'),
      ...derived,
      isGroupable: true,
    },
    { key: 'externalId', type: 'text', column: 'external_id', ...usual },
    {
      key: 'isCustomerRestricted',
      type: 'boolean',
      column: isCustomerRestricted(sql`r.customer_id`),
      ...derived,
    },
    { key: 'createdAt', type: 'datetime', column: 'created_at', isFilterable: true },
    { key: 'updatedAt', type: 'datetime', column: 'updated_at', isFilterable: true },
  ],
  actions: ['create', 'update', 'delete', 'export', 'import'],
  searchColumn: 'search',
}

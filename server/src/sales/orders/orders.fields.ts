import { sql } from 'kysely'
import { isCustomerRestricted } from '../../customers/index.ts'
import { moneyOutput, type RecordType, referenceOutput } from '../../kernel/query/fields.ts'
import type { RecordTable } from '../../kernel/record/write.ts'
import { ORDER_STATUSES } from './contract.ts'

export const orderTable: RecordTable = {
  table: 'sales.order',
  type: 'order',
  events: 'sales.order',
  customerColumn: 'customer_id',
}

export const orderLineTable: RecordTable = {
  table: 'sales.order_line',
  type: 'order-line',
  events: 'sales.order-line',
  customerColumn: null,
}

const usual = { isFilterable: true, isEditable: true } as const
const derived = { isFilterable: true, isEditable: false } as const

export const orderRecord: RecordType = {
  type: 'order',
  path: 'orders',
  view: 'sales.v_order',
  scope: { owner: 'owner_id', backupOwner: 'backup_owner_id', team: 'team_id', territory: 'territory_id' },
  defaultSort: '-placedOn',
  fields: [
    { key: 'number', type: 'text', column: 'number', ...usual, isSortable: true, isDefault: true, width: 160 },
    {
      key: 'customer',
      type: 'reference',
      reference: 'customer',
      column: 'customer_id',
      output: referenceOutput('customer_id', 'customers.v_customer'),
      ...usual,
      isDefault: true,
      width: 240,
    },
    { key: 'placedOn', type: 'date', column: 'placed_on', ...usual, isSortable: true, isDefault: true },
    {
      key: 'status',
      type: 'choice',
      column: 'status',
      options: ORDER_STATUSES,
      tones: { open: 'amber', delivered: 'blue', paid: 'green', cancelled: 'neutral', returned: 'red' },
      ...usual,
      isGroupable: true,
      isDefault: true,
    },
    {
      key: 'total',
      type: 'money',
      column: 'total',
      output: moneyOutput('total', 'currency'),
      ...derived,
      isSortable: true,
      isDefault: true,
    },
    { key: 'lineCount', type: 'integer', column: 'line_count', ...derived, isDefault: true },
    { key: 'currency', type: 'text', column: 'currency', ...derived, isGroupable: true },
    {
      key: 'owner',
      type: 'reference',
      reference: 'user',
      column: 'owner_id',
      output: referenceOutput('owner_id', 'platform.v_member'),
      ...derived,
      isGroupable: true,
      isDefault: true,
    },
    {
      key: 'team',
      type: 'reference',
      reference: 'team',
      column: 'team_id',
      output: referenceOutput('team_id', 'platform.v_team'),
      ...derived,
      isGroupable: true,
    },
    {
      key: 'territory',
      type: 'reference',
      reference: 'territory',
      column: 'territory_id',
      output: referenceOutput('territory_id', 'platform.v_territory'),
      ...derived,
      isGroupable: true,
    },
    { key: 'note', type: 'text', column: 'note', ...usual },
    { key: 'externalId', type: 'text', column: 'external_id', ...usual },
    { key: 'placedAt', type: 'datetime', column: 'placed_at', ...derived },
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

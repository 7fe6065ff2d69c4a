import { moneyOutput, type RecordType } from '../../kernel/query/fields.ts'
import type { RecordTable } from '../../kernel/record/write.ts'

export const productTable: RecordTable = {
  table: 'sales.product',
  type: 'product',
  events: 'sales.product',
  customerColumn: null,
}

const usual = { isFilterable: true, isEditable: true } as const

export const productRecord: RecordType = {
  type: 'product',
  path: 'products',
  view: 'sales.v_product',
  scope: null,
  defaultSort: 'name',
  fields: [
    {
      key: 'name',
      type: 'text',
      column: 'name',
      sortColumn: 'sort_name',
      searchColumn: 'search',
      ...usual,
      isSortable: true,
      isDefault: true,
      width: 260,
    },
    { key: 'nameEn', type: 'text', column: 'name_en', ...usual, isDefault: true, width: 240 },
    { key: 'code', type: 'text', column: 'code', ...usual, isDefault: true },
    { key: 'category', type: 'text', column: 'category', ...usual, isGroupable: true, isDefault: true },
    { key: 'unit', type: 'text', column: 'unit', ...usual },
    {
      key: 'listPrice',
      type: 'money',
      column: 'list_price',
      output: moneyOutput('list_price', 'currency'),
      ...usual,
      isDefault: true,
    },
    { key: 'isActive', type: 'boolean', column: 'is_active', ...usual, isGroupable: true, isDefault: true },
    { key: 'createdAt', type: 'datetime', column: 'created_at', isFilterable: true },
    { key: 'updatedAt', type: 'datetime', column: 'updated_at', isFilterable: true, isSortable: true },
  ],
  actions: ['create', 'update', 'delete', 'export'],
  searchColumn: 'search',
}

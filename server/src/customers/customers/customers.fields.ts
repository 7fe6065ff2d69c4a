import { sql } from 'kysely'
import { type Field, moneyOutput, type RecordType, referenceOutput } from '../../kernel/query/fields.ts'
import type { RecordTable } from '../../kernel/record/write.ts'
import { sensitiveField } from '../../platform/index.ts'

export const customerTable: RecordTable = {
  table: 'customers.customer',
  type: 'customer',
  events: 'customers.customer',
  customerColumn: 'id',
  keptColumns: ['order_count', 'order_total', 'order_currency', 'first_order_on', 'last_order_on', 'last_contact_on'],
}

const birthdayOutput = sql`case when r.birth_month is null then null else jsonb_build_object(
  'calendar', r.birth_calendar, 'year', r.birth_year, 'month', r.birth_month, 'day', r.birth_day,
  'leap', r.is_birth_month_leap, 'next', r.next_birthday) end`

/** Fresh: touched within 90 days; ageing: within a year. Over alias `r`. */
export const freshness = sql`case
  when greatest(r.last_contact_on, r.last_order_on, r.updated_at::date) > current_date - 90 then 'fresh'
  when greatest(r.last_contact_on, r.last_order_on, r.updated_at::date) > current_date - 365 then 'ageing'
  else 'stale' end`

const usual = { isSortable: false, isFilterable: true, isEditable: true } as const
const derived = { isFilterable: true, isEditable: false } as const

const fields: readonly Field[] = [
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
  { key: 'kind', type: 'choice', column: 'kind', options: ['person', 'organization'], ...usual, isGroupable: true },
  { key: 'familyName', type: 'text', column: 'family_name', ...usual },
  { key: 'givenName', type: 'text', column: 'given_name', ...usual },
  { key: 'latinName', type: 'text', column: 'latin_name', ...usual },
  { key: 'externalId', type: 'text', column: 'external_id', ...usual, mask: 'tail' },
  {
    key: 'organization',
    type: 'reference',
    reference: 'customer',
    column: 'organization_id',
    output: referenceOutput('organization_id', 'customers.v_customer'),
    ...derived,
    isDefault: true,
    width: 200,
  },
  { key: 'jobTitle', type: 'text', column: 'job_title', ...usual },
  {
    key: 'owner',
    type: 'reference',
    reference: 'user',
    column: 'owner_id',
    output: referenceOutput('owner_id', 'platform.v_member'),
    ...usual,
    isGroupable: true,
    isDefault: true,
  },
  {
    key: 'backupOwner',
    type: 'reference',
    reference: 'user',
    column: 'backup_owner_id',
    output: referenceOutput('backup_owner_id', 'platform.v_member'),
    ...usual,
  },
  {
    key: 'team',
    type: 'reference',
    reference: 'team',
    column: 'team_id',
    output: referenceOutput('team_id', 'platform.v_team'),
    ...usual,
    isGroupable: true,
  },
  {
    key: 'territory',
    type: 'reference',
    reference: 'territory',
    column: 'territory_id',
    output: referenceOutput('territory_id', 'platform.v_territory'),
    ...usual,
    isGroupable: true,
  },
  { key: 'primaryPhone', type: 'phone', column: 'primary_phone', ...derived, mask: 'phone', isDefault: true },
  {
    key: 'primaryEmail',
    type: 'email',
    column: 'primary_email',
    ...derived,
    mask: 'email',
    isDefault: true,
    width: 220,
  },
  { key: 'city', type: 'text', column: 'city', ...derived, isSortable: true, isGroupable: true, isDefault: true },
  { key: 'region', type: 'text', column: 'region', ...derived, isGroupable: true },
  { key: 'country', type: 'text', column: 'country', ...derived, isGroupable: true },
  {
    key: 'gender',
    type: 'choice',
    column: 'gender',
    options: ['female', 'male', 'other'],
    ...usual,
    isGroupable: true,
  },
  {
    key: 'birthday',
    type: 'date',
    column: 'next_birthday',
    output: birthdayOutput,
    isFilterable: true,
    isEditable: true,
    mask: 'all',
  },
  sensitiveField('customer', 'identityCard'),
  sensitiveField('customer', 'passport'),
  { key: 'language', type: 'text', column: 'language', ...usual, isGroupable: true },
  { key: 'industry', type: 'text', column: 'industry', ...usual, isGroupable: true },
  { key: 'employees', type: 'integer', column: 'employees', ...usual },
  {
    key: 'annualRevenue',
    type: 'money',
    column: 'annual_revenue',
    output: moneyOutput('annual_revenue', 'currency'),
    ...usual,
  },
  { key: 'foundedYear', type: 'integer', column: 'founded_year', ...usual },
  { key: 'website', type: 'url', column: 'website', ...usual },
  { key: 'source', type: 'text', column: 'source', ...usual, isGroupable: true },
  { key: 'note', type: 'text', column: 'note', ...usual, width: 260 },
  { key: 'tags', type: 'tags', column: 'tags', ...usual },
  { key: 'since', type: 'date', column: 'since', ...usual },
  { key: 'completeness', type: 'integer', column: 'completeness', ...derived },
  {
    key: 'freshness',
    type: 'choice',
    column: freshness,
    options: ['fresh', 'ageing', 'stale'],
    tones: { fresh: 'green', ageing: 'amber', stale: 'neutral' },
    ...derived,
  },
  { key: 'lastContactOn', type: 'date', column: 'last_contact_on', ...derived, isSortable: true, isDefault: true },
  { key: 'lastOrderOn', type: 'date', column: 'last_order_on', ...derived, isSortable: true, isDefault: true },
  { key: 'orderCount', type: 'integer', column: 'order_count', ...derived },
  {
    key: 'orderTotal',
    type: 'money',
    column: 'order_total',
    output: sql`case when r.order_count > 0 then ${moneyOutput('order_total', 'order_currency')} end`,
    ...derived,
    isSortable: true,
    isDefault: true,
  },
  { key: 'custom', type: 'text', column: 'custom', output: sql`r.custom`, isEditable: true },
  { key: 'restrictedAt', type: 'datetime', column: 'restricted_at', ...derived },
  { key: 'createdAt', type: 'datetime', column: 'created_at', ...derived, isSortable: true },
  { key: 'updatedAt', type: 'datetime', column: 'updated_at', ...derived, isSortable: true },
]

export const customerRecord: RecordType = {
  type: 'customer',
  path: 'customers',
  view: 'customers.v_customer',
  scope: { owner: 'owner_id', backupOwner: 'backup_owner_id', team: 'team_id', territory: 'territory_id' },
  defaultSort: '-updatedAt',
  fields,
  actions: ['create', 'update', 'delete', 'export', 'import'],
  searchColumn: 'search',
}

// Row types of the migrated schema. Written by "npm run generate"; do not edit.
import type { ColumnType } from 'kysely'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }
type JsonInput = object | string | number | boolean
type Json = ColumnType<JsonValue, JsonInput, JsonInput>
type NullableJson = ColumnType<JsonValue, JsonInput | null | undefined, JsonInput | null>
type Timestamp = ColumnType<Date, Date | string, Date | string>
type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** May be left out of an insert. */
type Generated<T> = [T] extends [ColumnType<infer S, infer I, infer U>] ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>

export interface AuthAccount {
  id: string
  accountId: string
  providerId: string
  userId: string
  accessToken: string | null
  refreshToken: string | null
  idToken: string | null
  accessTokenExpiresAt: NullableTimestamp
  refreshTokenExpiresAt: NullableTimestamp
  scope: string | null
  password: string | null
  createdAt: Timestamp
  updatedAt: Timestamp
}

export interface AuthApikey {
  id: string
  configId: string
  name: string | null
  start: string | null
  referenceId: string
  prefix: string | null
  key: string
  refillInterval: number | null
  refillAmount: number | null
  lastRefillAt: NullableTimestamp
  enabled: boolean | null
  rateLimitEnabled: boolean | null
  rateLimitTimeWindow: number | null
  rateLimitMax: number | null
  requestCount: number | null
  remaining: number | null
  lastRequest: NullableTimestamp
  expiresAt: NullableTimestamp
  createdAt: Timestamp
  updatedAt: Timestamp
  permissions: string | null
  metadata: string | null
}

export interface AuthPasskey {
  id: string
  name: string | null
  publicKey: string
  userId: string
  credentialID: string
  counter: number
  deviceType: string
  backedUp: boolean
  transports: string | null
  createdAt: NullableTimestamp
  aaguid: string | null
}

export interface AuthSession {
  id: string
  expiresAt: Timestamp
  token: string
  createdAt: Timestamp
  updatedAt: Timestamp
  ipAddress: string | null
  userAgent: string | null
  userId: string
  workspaceId: string | null
}

export interface AuthTwoFactor {
  id: string
  secret: string
  backupCodes: string
  userId: string
  verified: boolean | null
  failedVerificationCount: number | null
  lockedUntil: NullableTimestamp
}

export interface AuthUser {
  id: string
  name: string
  email: string
  emailVerified: boolean
  image: string | null
  createdAt: Timestamp
  updatedAt: Timestamp
  twoFactorEnabled: boolean | null
  mustChangePassword: boolean | null
}

export interface AuthVerification {
  id: string
  identifier: string
  value: string
  expiresAt: Timestamp
  createdAt: Timestamp
  updatedAt: Timestamp
}

export interface ConversationsInteraction {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string | null
  kind: string
  direction: Generated<string>
  occurred_at: Timestamp
  subject: string | null
  body: string | null
  duration_minutes: number | null
  by_id: string | null
  by_name: string | null
  external_id: string | null
  owner_id: string | null
  backup_owner_id: string | null
  team_id: string | null
  territory_id: string | null
  search: Generated<string>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface ConversationsVInteraction {
  workspace_id: string
  id: string
  version: number
  customer_id: string | null
  kind: string
  direction: string
  occurred_at: Timestamp
  subject: string | null
  body: string | null
  duration_minutes: number | null
  by_id: string | null
  by_name: string | null
  external_id: string | null
  owner_id: string | null
  backup_owner_id: string | null
  team_id: string | null
  territory_id: string | null
  search: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersConsentEntry {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  purpose: string
  channel: string
  state: string
  at: Timestamp
  source: string
  actor_user_id: string | null
  actor_key_id: string | null
  text_id: string | null
  batch_id: string | null
  pending_until: NullableTimestamp
  origin_id: string | null
  annuls: string | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersConsentEvidence {
  workspace_id: string
  id: string
  customer_id: string
  address_hash: string | null
  ip_hash: string | null
  note: string | null
  origin: string | null
  file_name: string | null
  file_row: number | null
}

export interface CustomersConsentKey {
  workspace_id: string
  link_key: Buffer
  hash_key: Buffer
  changed_at: Timestamp
}

export interface CustomersConsentLink {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  kind: string
  entry_id: string | null
  expires_at: Timestamp
  revoked_at: NullableTimestamp
  used_at: NullableTimestamp
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersConsentPurpose {
  workspace_id: string
  id: string
  version: Generated<number>
  key: string
  legal_basis: string
  channels: string[]
  confirmed_channels: Generated<string[]>
  is_public: Generated<boolean>
  position: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersConsentState {
  workspace_id: string
  customer_id: string
  purpose: string
  channel: string
  state: string | null
  entry_id: string | null
  at: NullableTimestamp
  pending_id: string | null
  pending_until: NullableTimestamp
}

export interface CustomersConsentText {
  workspace_id: string
  id: string
  purpose: string
  language: string
  number: number
  title: string
  body: string
  created_at: Timestamp
  created_by: string | null
}

export interface CustomersContactPoint {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  kind: string
  value: string
  display: string
  extension: string | null
  label: string | null
  address: NullableJson
  is_primary: Generated<boolean>
  is_valid: Generated<boolean>
  position: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
  problem: string | null
  problem_detail: string | null
}

export interface CustomersCustomer {
  workspace_id: string
  id: string
  version: Generated<number>
  kind: string
  name: string
  sort_name: string
  family_name: string | null
  given_name: string | null
  latin_name: string | null
  external_id: string | null
  owner_id: string | null
  backup_owner_id: string | null
  team_id: string | null
  territory_id: string | null
  gender: string | null
  job_title: string | null
  birth_calendar: string | null
  birth_year: number | null
  birth_month: number | null
  birth_day: number | null
  is_birth_month_leap: Generated<boolean>
  next_birthday: string | null
  language: string | null
  industry: string | null
  employees: number | null
  annual_revenue: number | null
  currency: string | null
  founded_year: number | null
  website: string | null
  source: string | null
  note: string | null
  tags: Generated<string[]>
  since: string | null
  primary_email: string | null
  primary_phone: string | null
  city: string | null
  region: string | null
  country: string | null
  organization_id: string | null
  completeness: Generated<number>
  last_contact_on: string | null
  first_order_on: string | null
  last_order_on: string | null
  order_count: Generated<number>
  order_total: Generated<number>
  order_currency: string | null
  custom: Generated<Json>
  search: Generated<string>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
  survivor_id: string | null
  restricted_at: NullableTimestamp
  erased_at: NullableTimestamp
}

export interface CustomersDuplicateDecision {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  other_customer_id: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersDuplicateGroup {
  workspace_id: string
  id: string
  kind: string
  members: string[]
  probability: number
  value: number
  found_at: Timestamp
  scan_id: string
}

export interface CustomersDuplicateSetting {
  workspace_id: string
  id: string
  version: Generated<number>
  show_from: Generated<number>
  sure_from: Generated<number>
  fields: Generated<string[]>
  person_model: NullableJson
  organization_model: NullableJson
  scanned_to: NullableTimestamp
  scanned_customers: number | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersEnrichmentTask {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  field: string
  assignee_id: string | null
  due_on: string | null
  state: Generated<string>
  note: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersExpectation {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  about: string
  source: string
  text: string
  level: number | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersImport {
  workspace_id: string
  id: string
  version: Generated<number>
  type: string
  state: string
  file_name: string
  file_path: string
  file_bytes: number
  file_hash: string
  reading: Json
  mapping: Json
  settings: Json
  job_id: string | null
  rows_done: Generated<number>
  created: Generated<number>
  updated: Generated<number>
  unchanged: Generated<number>
  rejected: Generated<number>
  anonymous: Generated<number>
  customers_created: Generated<number>
  check_result: NullableJson
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  ended_at: NullableTimestamp
  file_removed_at: NullableTimestamp
}

export interface CustomersImportProblem {
  workspace_id: string
  id: string
  import_id: string
  row_number: number
  line: number
  column_key: string | null
  value: string
  message: string
  params: NullableJson
  severity: string
  cells: NullableJson
}

export interface CustomersImportTemplate {
  workspace_id: string
  id: string
  name: string
  type: string
  columns_key: string
  mapping: Json
  settings: Json
  used_at: Timestamp
  created_at: Timestamp
}

export interface CustomersJournalEntry {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  on_day: string
  text: string
  author_id: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersLegalHold {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  reason: string
  since: string
  until: string | null
  placed_by: string | null
  lifted_at: NullableTimestamp
  lifted_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersMailDomain {
  workspace_id: string
  domain: string
  state: string
  checked_at: Timestamp
}

export interface CustomersMerge {
  workspace_id: string
  id: string
  survivor_id: string
  merged_ids: string[]
  choose: Generated<Json>
  changes: Json
  survivor_before: Json
  survivor_version: number
  merged_before: Json
  actor_user_id: string | null
  actor_key_id: string | null
  request_id: string
  at: Timestamp
  undone_at: NullableTimestamp
  undone_by: string | null
}

export interface CustomersMergeMove {
  workspace_id: string
  merge_id: string
  table_name: string
  column_name: string
  row_id: string
  how: string
  previous_id: string
  before: NullableJson
  after: NullableJson
}

export interface CustomersMergeRun {
  workspace_id: string
  id: string
  groups: Json
  reached: Generated<number>
  merged: Generated<number>
  unchanged: Generated<number>
  refused: Generated<number>
  refusals: Generated<Json>
  created_by: string | null
  created_at: Timestamp
}

export interface CustomersPreference {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  kind: string
  value: string
  on_day: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersPrivacyErasure {
  workspace_id: string
  id: string
  request_id: string
  customer_id: string
  subject_ids: string[]
  code: string
  state: Generated<string>
  done: Generated<string[]>
  erased: Generated<Json>
  kept: Generated<Json>
  job_id: string
  started_by: string | null
  started_at: Timestamp
  ended_at: NullableTimestamp
}

export interface CustomersPrivacyPackage {
  workspace_id: string
  id: string
  request_id: string
  customer_id: string
  job_id: string
  ready_at: NullableTimestamp
  bytes: number | null
  sha256: string | null
  expires_at: NullableTimestamp
  downloads: Generated<number>
  created_by: string | null
  created_at: Timestamp
}

export interface CustomersPrivacyRequest {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string | null
  kind: string
  state: Generated<string>
  channel: string
  received_on: string
  due_on: string
  first_due_on: string | null
  extension_reason: string | null
  contact_name: string | null
  contact: string | null
  details: string | null
  verified_how: string | null
  verified_on: string | null
  refusal_reason: string | null
  outcome: NullableJson
  assignee_id: string | null
  closed_at: NullableTimestamp
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersPrivacySetting {
  workspace_id: string
  id: string
  version: Generated<number>
  term_unit: string
  term: number
  extension: number
  package_days: number
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersPrivacySuppression {
  workspace_id: string
  id: string
  hash: string
  created_at: Timestamp
}

export interface CustomersQualityDay {
  workspace_id: string
  id: string
  on_day: string
  kind: string
  owner_id: string | null
  backup_owner_id: string | null
  team_id: string | null
  territory_id: string | null
  customers: number
  completeness_sum: number
  fresh: number
  ageing: number
  stale: number
  unreachable: number
}

export interface CustomersQualitySetting {
  workspace_id: string
  id: string
  version: Generated<number>
  may_ask_name_servers: Generated<boolean>
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersRelation {
  workspace_id: string
  id: string
  version: Generated<number>
  from_customer_id: string
  to_customer_id: string
  role: string
  title: string | null
  decision_role: string | null
  since: string | null
  until: string | null
  note: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersRelationDismissal {
  workspace_id: string
  id: string
  version: Generated<number>
  customer_id: string
  other_customer_id: string
  role: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVConsent {
  customer_id: string | null
  purpose: string | null
  channel: string | null
  legal_basis: string | null
  state: string | null
  is_allowed: boolean | null
  is_general: boolean | null
  since: NullableTimestamp
  entry_id: string | null
}

export interface CustomersVConsentEntry {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  purpose: string
  channel: string
  state: string
  at: Timestamp
  source: string
  actor_user_id: string | null
  actor_key_id: string | null
  text_id: string | null
  batch_id: string | null
  pending_until: NullableTimestamp
  origin_id: string | null
  annuls: string | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersVConsentEvidence {
  workspace_id: string
  id: string
  customer_id: string
  address_hash: string | null
  ip_hash: string | null
  note: string | null
  origin: string | null
  file_name: string | null
  file_row: number | null
}

export interface CustomersVConsentKey {
  workspace_id: string
  link_key: Buffer
  hash_key: Buffer
  changed_at: Timestamp
}

export interface CustomersVConsentLink {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  kind: string
  entry_id: string | null
  expires_at: Timestamp
  revoked_at: NullableTimestamp
  used_at: NullableTimestamp
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVConsentPurpose {
  workspace_id: string
  id: string
  version: number
  key: string
  legal_basis: string
  channels: string[]
  confirmed_channels: string[]
  is_public: boolean
  position: number
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVConsentState {
  workspace_id: string
  customer_id: string
  purpose: string
  channel: string
  state: string | null
  entry_id: string | null
  at: NullableTimestamp
  pending_id: string | null
  pending_until: NullableTimestamp
}

export interface CustomersVConsentText {
  workspace_id: string
  id: string
  purpose: string
  language: string
  number: number
  title: string
  body: string
  created_at: Timestamp
  created_by: string | null
}

export interface CustomersVContactPoint {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  kind: string
  value: string
  display: string
  extension: string | null
  label: string | null
  address: NullableJson
  is_primary: boolean
  is_valid: boolean
  position: number
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
  problem: string | null
  problem_detail: string | null
}

export interface CustomersVCustomer {
  workspace_id: string
  id: string
  version: number
  kind: string
  name: string
  sort_name: string
  family_name: string | null
  given_name: string | null
  latin_name: string | null
  external_id: string | null
  owner_id: string | null
  backup_owner_id: string | null
  team_id: string | null
  territory_id: string | null
  gender: string | null
  job_title: string | null
  birth_calendar: string | null
  birth_year: number | null
  birth_month: number | null
  birth_day: number | null
  is_birth_month_leap: boolean
  next_birthday: string | null
  language: string | null
  industry: string | null
  employees: number | null
  annual_revenue: number | null
  currency: string | null
  founded_year: number | null
  website: string | null
  source: string | null
  note: string | null
  tags: string[]
  since: string | null
  primary_email: string | null
  primary_phone: string | null
  city: string | null
  region: string | null
  country: string | null
  organization_id: string | null
  completeness: number
  last_contact_on: string | null
  first_order_on: string | null
  last_order_on: string | null
  order_count: number
  order_total: number
  order_currency: string | null
  custom: Json
  search: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
  survivor_id: string | null
  restricted_at: NullableTimestamp
  erased_at: NullableTimestamp
}

export interface CustomersVDuplicateDecision {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  other_customer_id: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVDuplicateGroup {
  workspace_id: string
  id: string
  kind: string
  members: string[]
  probability: number
  value: number
  found_at: Timestamp
  scan_id: string
}

export interface CustomersVDuplicateSetting {
  workspace_id: string
  id: string
  version: number
  show_from: number
  sure_from: number
  fields: string[]
  person_model: NullableJson
  organization_model: NullableJson
  scanned_to: NullableTimestamp
  scanned_customers: number | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersVEnrichmentTask {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  field: string
  assignee_id: string | null
  due_on: string | null
  state: string
  note: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVExpectation {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  about: string
  source: string
  text: string
  level: number | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVImport {
  workspace_id: string
  id: string
  version: number
  type: string
  state: string
  file_name: string
  file_path: string
  file_bytes: number
  file_hash: string
  reading: Json
  mapping: Json
  settings: Json
  job_id: string | null
  rows_done: number
  created: number
  updated: number
  unchanged: number
  rejected: number
  anonymous: number
  customers_created: number
  check_result: NullableJson
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  ended_at: NullableTimestamp
  file_removed_at: NullableTimestamp
}

export interface CustomersVImportProblem {
  workspace_id: string
  id: string
  import_id: string
  row_number: number
  line: number
  column_key: string | null
  value: string
  message: string
  params: NullableJson
  severity: string
  cells: NullableJson
}

export interface CustomersVImportTemplate {
  workspace_id: string
  id: string
  name: string
  type: string
  columns_key: string
  mapping: Json
  settings: Json
  used_at: Timestamp
  created_at: Timestamp
}

export interface CustomersVJournalEntry {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  on_day: string
  text: string
  author_id: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVLegalHold {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  reason: string
  since: string
  until: string | null
  placed_by: string | null
  lifted_at: NullableTimestamp
  lifted_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVLineage {
  customer_id: string | null
  id: string
}

export interface CustomersVMailDomain {
  workspace_id: string
  domain: string
  state: string
  checked_at: Timestamp
}

export interface CustomersVMerge {
  workspace_id: string
  id: string
  survivor_id: string
  merged_ids: string[]
  choose: Json
  changes: Json
  survivor_before: Json
  survivor_version: number
  merged_before: Json
  actor_user_id: string | null
  actor_key_id: string | null
  request_id: string
  at: Timestamp
  undone_at: NullableTimestamp
  undone_by: string | null
}

export interface CustomersVMergeMove {
  workspace_id: string
  merge_id: string
  table_name: string
  column_name: string
  row_id: string
  how: string
  previous_id: string
  before: NullableJson
  after: NullableJson
}

export interface CustomersVMergeRun {
  workspace_id: string
  id: string
  groups: Json
  reached: number
  merged: number
  unchanged: number
  refused: number
  refusals: Json
  created_by: string | null
  created_at: Timestamp
}

export interface CustomersVPreference {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  kind: string
  value: string
  on_day: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVPrivacyErasure {
  workspace_id: string
  id: string
  request_id: string
  customer_id: string
  subject_ids: string[]
  code: string
  state: string
  done: string[]
  erased: Json
  kept: Json
  job_id: string
  started_by: string | null
  started_at: Timestamp
  ended_at: NullableTimestamp
}

export interface CustomersVPrivacyPackage {
  workspace_id: string
  id: string
  request_id: string
  customer_id: string
  job_id: string
  ready_at: NullableTimestamp
  bytes: number | null
  sha256: string | null
  expires_at: NullableTimestamp
  downloads: number
  created_by: string | null
  created_at: Timestamp
}

export interface CustomersVPrivacyRequest {
  workspace_id: string
  id: string
  version: number
  customer_id: string | null
  kind: string
  state: string
  channel: string
  received_on: string
  due_on: string
  first_due_on: string | null
  extension_reason: string | null
  contact_name: string | null
  contact: string | null
  details: string | null
  verified_how: string | null
  verified_on: string | null
  refusal_reason: string | null
  outcome: NullableJson
  assignee_id: string | null
  closed_at: NullableTimestamp
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersVPrivacySetting {
  workspace_id: string
  id: string
  version: number
  term_unit: string
  term: number
  extension: number
  package_days: number
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersVPrivacySuppression {
  workspace_id: string
  id: string
  hash: string
  created_at: Timestamp
}

export interface CustomersVQualityDay {
  workspace_id: string
  id: string
  on_day: string
  kind: string
  owner_id: string | null
  backup_owner_id: string | null
  team_id: string | null
  territory_id: string | null
  customers: number
  completeness_sum: number
  fresh: number
  ageing: number
  stale: number
  unreachable: number
}

export interface CustomersVQualitySetting {
  workspace_id: string
  id: string
  version: number
  may_ask_name_servers: boolean
  created_at: Timestamp
  updated_at: Timestamp
}

export interface CustomersVRelation {
  workspace_id: string
  id: string
  version: number
  from_customer_id: string
  to_customer_id: string
  role: string
  title: string | null
  decision_role: string | null
  since: string | null
  until: string | null
  note: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVRelationDismissal {
  workspace_id: string
  id: string
  version: number
  customer_id: string
  other_customer_id: string
  role: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface CustomersVRestrictedCustomer {
  workspace_id: string
  id: string
  restricted_at: NullableTimestamp
}

export interface KernelEvent {
  workspace_id: string
  id: string
  at: Timestamp
  type: string
  subject_type: string
  subject_id: string
  version: number | null
  customer_id: string | null
  actor_user_id: string | null
  actor_key_id: string | null
  request_id: string
  batch_id: string | null
  before: NullableJson
  after: NullableJson
}

export interface KernelIdempotency {
  workspace_id: string
  actor_id: string
  key: string
  request_hash: string
  status: number
  body: string
  created_at: Timestamp
}

export interface KernelJob {
  workspace_id: string
  id: string
  kind: string
  state: Generated<string>
  payload: Json
  done: Generated<number>
  total: number | null
  result: NullableJson
  problem: NullableJson
  actor: Json
  is_cancel_wanted: Generated<boolean>
  created_at: Timestamp
  started_at: NullableTimestamp
  heartbeat_at: NullableTimestamp
  ended_at: NullableTimestamp
}

export interface KernelMigration {
  name: string
  slice: string
  checksum: string
  applied_at: Generated<Timestamp>
}

export interface KernelVEvent {
  workspace_id: string
  id: string
  at: Timestamp
  type: string
  subject_type: string
  subject_id: string
  version: number | null
  customer_id: string | null
  actor_user_id: string | null
  actor_key_id: string | null
  request_id: string
  batch_id: string | null
  before: NullableJson
  after: NullableJson
}

export interface KernelVIdempotency {
  workspace_id: string
  actor_id: string
  key: string
  request_hash: string
  status: number
  body: string
  created_at: Timestamp
}

export interface KernelVJob {
  workspace_id: string
  id: string
  kind: string
  state: string
  payload: Json
  done: number
  total: number | null
  result: NullableJson
  problem: NullableJson
  actor: Json
  is_cancel_wanted: boolean
  created_at: Timestamp
  started_at: NullableTimestamp
  heartbeat_at: NullableTimestamp
  ended_at: NullableTimestamp
}

export interface PlatformCustomField {
  workspace_id: string
  id: string
  version: Generated<number>
  record_type: string
  key: string
  label_en: string
  label_zh: string
  type: string
  options: Generated<Json>
  reference: string | null
  is_required: Generated<boolean>
  is_filterable: Generated<boolean>
  position: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
  format: string | null
  shown_tail: Generated<number>
}

export interface PlatformDataKey {
  workspace_id: string
  id: string
  key_version: number
  master: string
  wrapped: Buffer
  created_at: Timestamp
}

export interface PlatformExport {
  workspace_id: string
  id: string
  version: Generated<number>
  record_type: string
  format: string
  request: Json
  job_id: string | null
  file_name: string | null
  rows: number | null
  created_by: string | null
  created_by_key: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformFile {
  workspace_id: string
  id: string
  version: Generated<number>
  name: string
  media_type: string
  bytes: number
  hash: string
  subject_type: string | null
  subject_id: string | null
  customer_id: string | null
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformInstallation {
  is_set_up: Generated<boolean>
  set_up_at: Timestamp
}

export interface PlatformKey {
  workspace_id: string
  id: string
  version: Generated<number>
  name: string
  role_id: string
  start: string
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformMember {
  workspace_id: string
  id: string
  version: Generated<number>
  name: string
  email: string
  language: string
  time_zone: string
  theme: Generated<string>
  role_id: string
  is_disabled: Generated<boolean>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformRetentionRule {
  workspace_id: string
  id: string
  version: Generated<number>
  subject: string
  keep_days: number
  action: string
  is_active: Generated<boolean>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformRetentionRun {
  workspace_id: string
  id: string
  job_id: string
  subject: string
  action: string
  keep_days: number
  is_dry: boolean
  due: number
  done: Generated<number>
  refused: Generated<number>
  started_at: Timestamp
  ended_at: NullableTimestamp
}

export interface PlatformRole {
  workspace_id: string
  id: string
  version: Generated<number>
  name: string
  permissions: Generated<string[]>
  scopes: Generated<Json>
  field_rules: Generated<Json>
  is_system: Generated<boolean>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformSavedView {
  workspace_id: string
  id: string
  version: Generated<number>
  record_type: string
  name: string
  filter: NullableJson
  sort: string | null
  columns: Generated<string[]>
  shared: string
  owner_id: string
  team_id: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformSensitiveValue {
  workspace_id: string
  id: string
  record_type: string
  record_id: string
  field: string
  key_version: number
  sealed: Buffer
  blind_index: Buffer
  tail: string | null
  batch_id: string | null
  replaced_by_batch: string | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface PlatformTeam {
  workspace_id: string
  id: string
  version: Generated<number>
  name: string
  parent_id: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformTeamMember {
  workspace_id: string
  team_id: string
  member_id: string
}

export interface PlatformTerritory {
  workspace_id: string
  id: string
  version: Generated<number>
  name: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformTerritoryMember {
  workspace_id: string
  territory_id: string
  member_id: string
}

export interface PlatformVCustomField {
  workspace_id: string
  id: string
  version: number
  record_type: string
  key: string
  label_en: string
  label_zh: string
  type: string
  options: Json
  reference: string | null
  is_required: boolean
  is_filterable: boolean
  position: number
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
  format: string | null
  shown_tail: number
}

export interface PlatformVDataKey {
  workspace_id: string
  id: string
  key_version: number
  master: string
  wrapped: Buffer
  created_at: Timestamp
}

export interface PlatformVExport {
  workspace_id: string
  id: string
  version: number
  record_type: string
  format: string
  request: Json
  job_id: string | null
  file_name: string | null
  rows: number | null
  created_by: string | null
  created_by_key: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformVFile {
  workspace_id: string
  id: string
  version: number
  name: string
  media_type: string
  bytes: number
  hash: string
  subject_type: string | null
  subject_id: string | null
  customer_id: string | null
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformVKey {
  workspace_id: string
  id: string
  version: number
  name: string
  role_id: string
  start: string
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformVMember {
  workspace_id: string
  id: string
  version: number
  name: string
  email: string
  language: string
  time_zone: string
  theme: string
  role_id: string
  is_disabled: boolean
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformVRetentionRule {
  workspace_id: string
  id: string
  version: number
  subject: string
  keep_days: number
  action: string
  is_active: boolean
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformVRetentionRun {
  workspace_id: string
  id: string
  job_id: string
  subject: string
  action: string
  keep_days: number
  is_dry: boolean
  due: number
  done: number
  refused: number
  started_at: Timestamp
  ended_at: NullableTimestamp
}

export interface PlatformVRole {
  workspace_id: string
  id: string
  version: number
  name: string
  permissions: string[]
  scopes: Json
  field_rules: Json
  is_system: boolean
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformVSavedView {
  workspace_id: string
  id: string
  version: number
  record_type: string
  name: string
  filter: NullableJson
  sort: string | null
  columns: string[]
  shared: string
  owner_id: string
  team_id: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformVSensitiveValue {
  workspace_id: string
  id: string
  record_type: string
  record_id: string
  field: string
  key_version: number
  sealed: Buffer
  blind_index: Buffer
  tail: string | null
  batch_id: string | null
  replaced_by_batch: string | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface PlatformVTeam {
  workspace_id: string
  id: string
  version: number
  name: string
  parent_id: string | null
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformVTeamMember {
  workspace_id: string
  team_id: string
  member_id: string
}

export interface PlatformVTerritory {
  workspace_id: string
  id: string
  version: number
  name: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformVTerritoryMember {
  workspace_id: string
  territory_id: string
  member_id: string
}

export interface PlatformVWorkspace {
  workspace_id: string
  id: string
  version: number
  name: string
  currency: string
  country: string
  language: string
  time_zone: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface PlatformWorkspace {
  workspace_id: string
  id: string
  version: Generated<number>
  name: string
  currency: string
  country: string
  language: string
  time_zone: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface SalesOrder {
  workspace_id: string
  id: string
  version: Generated<number>
  number: string
  external_id: string | null
  customer_id: string | null
  placed_on: string
  placed_at: NullableTimestamp
  status: string
  currency: string
  total: Generated<number>
  line_count: Generated<number>
  lines_version: Generated<number>
  note: string | null
  owner_id: string | null
  backup_owner_id: string | null
  team_id: string | null
  territory_id: string | null
  search: Generated<string>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface SalesOrderCounter {
  workspace_id: string
  year: number
  last: number
}

export interface SalesOrderLine {
  workspace_id: string
  id: string
  version: Generated<number>
  order_id: string
  position: number
  product_id: string | null
  description: Generated<string>
  quantity: string
  unit_price: string
  discount: Generated<number>
  amount: number
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface SalesProduct {
  workspace_id: string
  id: string
  version: Generated<number>
  code: string | null
  name: string
  sort_name: string
  name_en: string | null
  category: string | null
  unit: string | null
  list_price: number | null
  currency: string | null
  is_active: Generated<boolean>
  search: Generated<string>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface SalesVOrder {
  workspace_id: string
  id: string
  version: number
  number: string
  external_id: string | null
  customer_id: string | null
  placed_on: string
  placed_at: NullableTimestamp
  status: string
  currency: string
  total: number
  line_count: number
  lines_version: number
  note: string | null
  owner_id: string | null
  backup_owner_id: string | null
  team_id: string | null
  territory_id: string | null
  search: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface SalesVOrderCounter {
  workspace_id: string
  year: number
  last: number
}

export interface SalesVOrderLine {
  workspace_id: string
  id: string
  version: number
  order_id: string
  position: number
  product_id: string | null
  description: string
  quantity: string
  unit_price: string
  discount: number
  amount: number
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface SalesVProduct {
  workspace_id: string
  id: string
  version: number
  code: string | null
  name: string
  sort_name: string
  name_en: string | null
  category: string | null
  unit: string | null
  list_price: number | null
  currency: string | null
  is_active: boolean
  search: string
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: NullableTimestamp
}

export interface Database {
  'auth.account': AuthAccount
  'auth.apikey': AuthApikey
  'auth.passkey': AuthPasskey
  'auth.session': AuthSession
  'auth.twoFactor': AuthTwoFactor
  'auth.user': AuthUser
  'auth.verification': AuthVerification
  'conversations.interaction': ConversationsInteraction
  'conversations.v_interaction': ConversationsVInteraction
  'customers.consent_entry': CustomersConsentEntry
  'customers.consent_evidence': CustomersConsentEvidence
  'customers.consent_key': CustomersConsentKey
  'customers.consent_link': CustomersConsentLink
  'customers.consent_purpose': CustomersConsentPurpose
  'customers.consent_state': CustomersConsentState
  'customers.consent_text': CustomersConsentText
  'customers.contact_point': CustomersContactPoint
  'customers.customer': CustomersCustomer
  'customers.duplicate_decision': CustomersDuplicateDecision
  'customers.duplicate_group': CustomersDuplicateGroup
  'customers.duplicate_setting': CustomersDuplicateSetting
  'customers.enrichment_task': CustomersEnrichmentTask
  'customers.expectation': CustomersExpectation
  'customers.import': CustomersImport
  'customers.import_problem': CustomersImportProblem
  'customers.import_template': CustomersImportTemplate
  'customers.journal_entry': CustomersJournalEntry
  'customers.legal_hold': CustomersLegalHold
  'customers.mail_domain': CustomersMailDomain
  'customers.merge': CustomersMerge
  'customers.merge_move': CustomersMergeMove
  'customers.merge_run': CustomersMergeRun
  'customers.preference': CustomersPreference
  'customers.privacy_erasure': CustomersPrivacyErasure
  'customers.privacy_package': CustomersPrivacyPackage
  'customers.privacy_request': CustomersPrivacyRequest
  'customers.privacy_setting': CustomersPrivacySetting
  'customers.privacy_suppression': CustomersPrivacySuppression
  'customers.quality_day': CustomersQualityDay
  'customers.quality_setting': CustomersQualitySetting
  'customers.relation': CustomersRelation
  'customers.relation_dismissal': CustomersRelationDismissal
  'customers.v_consent': CustomersVConsent
  'customers.v_consent_entry': CustomersVConsentEntry
  'customers.v_consent_evidence': CustomersVConsentEvidence
  'customers.v_consent_key': CustomersVConsentKey
  'customers.v_consent_link': CustomersVConsentLink
  'customers.v_consent_purpose': CustomersVConsentPurpose
  'customers.v_consent_state': CustomersVConsentState
  'customers.v_consent_text': CustomersVConsentText
  'customers.v_contact_point': CustomersVContactPoint
  'customers.v_customer': CustomersVCustomer
  'customers.v_duplicate_decision': CustomersVDuplicateDecision
  'customers.v_duplicate_group': CustomersVDuplicateGroup
  'customers.v_duplicate_setting': CustomersVDuplicateSetting
  'customers.v_enrichment_task': CustomersVEnrichmentTask
  'customers.v_expectation': CustomersVExpectation
  'customers.v_import': CustomersVImport
  'customers.v_import_problem': CustomersVImportProblem
  'customers.v_import_template': CustomersVImportTemplate
  'customers.v_journal_entry': CustomersVJournalEntry
  'customers.v_legal_hold': CustomersVLegalHold
  'customers.v_lineage': CustomersVLineage
  'customers.v_mail_domain': CustomersVMailDomain
  'customers.v_merge': CustomersVMerge
  'customers.v_merge_move': CustomersVMergeMove
  'customers.v_merge_run': CustomersVMergeRun
  'customers.v_preference': CustomersVPreference
  'customers.v_privacy_erasure': CustomersVPrivacyErasure
  'customers.v_privacy_package': CustomersVPrivacyPackage
  'customers.v_privacy_request': CustomersVPrivacyRequest
  'customers.v_privacy_setting': CustomersVPrivacySetting
  'customers.v_privacy_suppression': CustomersVPrivacySuppression
  'customers.v_quality_day': CustomersVQualityDay
  'customers.v_quality_setting': CustomersVQualitySetting
  'customers.v_relation': CustomersVRelation
  'customers.v_relation_dismissal': CustomersVRelationDismissal
  'customers.v_restricted_customer': CustomersVRestrictedCustomer
  'kernel.event': KernelEvent
  'kernel.idempotency': KernelIdempotency
  'kernel.job': KernelJob
  'kernel.migration': KernelMigration
  'kernel.v_event': KernelVEvent
  'kernel.v_idempotency': KernelVIdempotency
  'kernel.v_job': KernelVJob
  'platform.custom_field': PlatformCustomField
  'platform.data_key': PlatformDataKey
  'platform.export': PlatformExport
  'platform.file': PlatformFile
  'platform.installation': PlatformInstallation
  'platform.key': PlatformKey
  'platform.member': PlatformMember
  'platform.retention_rule': PlatformRetentionRule
  'platform.retention_run': PlatformRetentionRun
  'platform.role': PlatformRole
  'platform.saved_view': PlatformSavedView
  'platform.sensitive_value': PlatformSensitiveValue
  'platform.team': PlatformTeam
  'platform.team_member': PlatformTeamMember
  'platform.territory': PlatformTerritory
  'platform.territory_member': PlatformTerritoryMember
  'platform.v_custom_field': PlatformVCustomField
  'platform.v_data_key': PlatformVDataKey
  'platform.v_export': PlatformVExport
  'platform.v_file': PlatformVFile
  'platform.v_key': PlatformVKey
  'platform.v_member': PlatformVMember
  'platform.v_retention_rule': PlatformVRetentionRule
  'platform.v_retention_run': PlatformVRetentionRun
  'platform.v_role': PlatformVRole
  'platform.v_saved_view': PlatformVSavedView
  'platform.v_sensitive_value': PlatformVSensitiveValue
  'platform.v_team': PlatformVTeam
  'platform.v_team_member': PlatformVTeamMember
  'platform.v_territory': PlatformVTerritory
  'platform.v_territory_member': PlatformVTerritoryMember
  'platform.v_workspace': PlatformVWorkspace
  'platform.workspace': PlatformWorkspace
  'sales.order': SalesOrder
  'sales.order_counter': SalesOrderCounter
  'sales.order_line': SalesOrderLine
  'sales.product': SalesProduct
  'sales.v_order': SalesVOrder
  'sales.v_order_counter': SalesVOrderCounter
  'sales.v_order_line': SalesVOrderLine
  'sales.v_product': SalesVProduct
}

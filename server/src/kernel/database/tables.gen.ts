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

export interface Database {
  'kernel.event': KernelEvent
  'kernel.idempotency': KernelIdempotency
  'kernel.job': KernelJob
  'kernel.migration': KernelMigration
  'kernel.v_event': KernelVEvent
  'kernel.v_idempotency': KernelVIdempotency
  'kernel.v_job': KernelVJob
}

import type { Kysely } from 'kysely'
import type { Actor } from './actor.ts'
import type { Database } from './database/tables.gen.ts'
import type { NewEvent } from './record/event.ts'
import type { Registry } from './registry.ts'

export type Db = Kysely<Database>

/**
 * All that a use case may touch. One context is one transaction in one workspace:
 * it commits when the use case returns and rolls back when it throws.
 */
export interface Ctx {
  readonly actor: Actor
  readonly db: Db
  readonly now: Date
  readonly requestId: string
  /** Import or bulk job that this change belongs to, so that it can be undone as one. */
  readonly batchId: string | null
  /** Appends the event and runs its in-transaction subscribers; published to listeners after the commit. */
  readonly record: (event: NewEvent) => Promise<void>
  /** Tells listeners, after the commit, that many records of a type changed (their events were written set-based). */
  readonly announce: (subjectType: string) => void
  /** Queues a job inside this transaction. @returns the job's id */
  readonly enqueue: (kind: string, payload: object) => Promise<string>
  /** Entries that slices contributed to a registry. */
  readonly entries: <T>(registry: Registry<T>) => readonly T[]
  /** Translates a key into the actor's language. */
  readonly t: (key: string, params?: Record<string, unknown>) => string
}

import type { Binding } from './http/route.ts'
import type { JobKind } from './jobs/job.ts'
import type { RecordType } from './query/fields.ts'
import type { Subscriber } from './record/insert-event.ts'
import type { RegistryEntry } from './registry.ts'
import type { Words } from './words.ts'

/** What a slice hands to `app.ts`. */
export interface Slice {
  readonly name: string
  readonly words: Words
  /** Permission words this slice's routes ask for, beyond those of its record types. */
  readonly permissions: readonly string[]
  readonly records: readonly RecordType[]
  readonly routes: readonly Binding[]
  readonly jobs: readonly JobKind[]
  readonly subscribers: readonly Subscriber[]
  readonly fills: readonly RegistryEntry[]
}

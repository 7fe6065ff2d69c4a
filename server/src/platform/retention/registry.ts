import type { Ctx } from '../../kernel/context.ts'
import type { RecordType, Sql } from '../../kernel/query/fields.ts'
import { defineRegistry } from '../../kernel/registry.ts'

export type RetentionAction = 'delete' | 'pseudonymize'

/** Something that is not kept for ever: records of a type, files, what lies in the recycle bin. */
export interface RetentionSubject {
  /** `customer`, `interaction`, `import-file`; words keys `retention.<key>` and `retention.<key>.why`. */
  readonly key: string
  /** Tenant view that the rows are read from, alias `r`. */
  readonly view: string
  /** What is due when everything up to this moment may go; legal holds are part of it. */
  readonly isDue: (before: Date) => Sql
  /** What a row is called, and since when it counts. */
  readonly name: Sql
  readonly since: Sql
  /** Whose scope decides which rows a preview names; rows of a subject without one are named to everyone with the word. */
  readonly record?: RecordType
  readonly actions: readonly RetentionAction[]
  readonly daysDefault: number
  /** Does it for some rows, in one transaction. Absent where the product's daily clearing does it, which is always on. */
  readonly apply?: (ctx: Ctx, ids: readonly string[], where: Workplace) => Promise<number>
}

export interface Workplace {
  readonly action: RetentionAction
  readonly dataDir: string
}

export const retentionSubjects = defineRegistry<RetentionSubject>('retention-subjects')

import type { Ctx } from '../../kernel/context.ts'
import { defineRegistry } from '../../kernel/registry.ts'
import type { Kind, Matchable } from '../duplicates/matched-fields.ts'
import type { DateOrder } from './reading/dates.ts'

/** Keys by which a row finds the customer it is about, in the order in which they are tried. */
export const MATCH_KEYS = ['external-id', 'identity-card', 'email', 'phone', 'card'] as const
export type MatchKey = (typeof MATCH_KEYS)[number]

/** A field that a column can be mapped to; label words key `import.<type>.<key>`. */
export interface TargetField {
  readonly key: string
  readonly type: 'text' | 'date' | 'datetime' | 'number' | 'amount' | 'phone' | 'email' | 'choice' | 'tags'
  readonly isRequired?: boolean
  /** Several columns may feed it (phones, mails). */
  readonly isRepeatable?: boolean
}

/** One row of a file after mapping: cells by target key, as typed. Custom fields have the key `custom.<key>`. */
export interface MappedRow {
  /** 1-based row of the table, header not counted. */
  readonly number: number
  readonly line: number
  readonly values: Readonly<Record<string, readonly string[]>>
}

export interface RowProblem {
  readonly row: number
  readonly line: number
  /** Target key that the problem is about, or null when it is about the whole row. */
  readonly column: string | null
  readonly value: string
  /** Words key `import.problem.*`. */
  readonly message: string
  readonly params?: Readonly<Record<string, unknown>>
  /** An error rejects the row; a warning lets it in. */
  readonly severity: 'error' | 'warning'
}

export interface ImportSettings {
  readonly match: readonly MatchKey[]
  /** Date format by target key, as the whole column told it (see reading/dates.ts). */
  readonly dateFormats: Readonly<Record<string, DateOrder>>
  /** ISO 3166 region for phone numbers without a country code. */
  readonly region: string
  readonly currency: string
  readonly timeZone: string
  /** What a customer is when no column says. */
  readonly defaultKind: 'person' | 'organization'
}

/** Counters of a batch; they add up over batches. */
export interface Applied {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  /** Orders and interactions kept without a customer. */
  readonly anonymous: number
  /** Customers that orders or interactions brought along. */
  readonly customersCreated: number
  readonly problems: readonly RowProblem[]
}

/** A row that would create a customer, as customers are compared. */
export interface Newcomer {
  readonly row: number
  readonly line: number
  readonly kind: Kind
  readonly customer: Matchable
}

/** What a batch would do. */
export interface Planned extends Applied {
  /** Rows that would create a customer, to be held against those who are there; absent where rows are about something else. */
  readonly newcomers?: readonly Newcomer[]
}

/** Keys already seen in this file during a dry run, so that later rows count as meeting earlier ones. Hashed: memory stays small. */
export interface SeenKeys {
  readonly has: (key: string) => boolean
  readonly add: (key: string) => void
}

export interface UndoRefusal {
  readonly type: string
  readonly id: string
  readonly name: string
  /** Words key `import.undo.*`. */
  readonly reason: string
}

/**
 * What a slice gives to make one of its record types importable. Each call is one transaction over one batch of rows,
 * set-based; `ctx.batchId` is the import's id and must stand in every event written.
 */
export interface ImportTarget {
  readonly type: 'customers' | 'orders' | 'interactions'
  readonly permission: `${string}.import`
  readonly fields: readonly TargetField[]
  /** Says what would happen, without writing anything. */
  readonly plan: (ctx: Ctx, rows: readonly MappedRow[], settings: ImportSettings, seen: SeenKeys) => Promise<Planned>
  readonly apply: (ctx: Ctx, rows: readonly MappedRow[], settings: ImportSettings) => Promise<Applied>
}

/**
 * What a slice gives to take an import back. All slices' undo entries run for every import, highest slice first
 * (lines before orders before products before customers), because an import of orders may have brought customers along.
 */
export interface ImportUndo {
  /** Smaller runs first. */
  readonly order: number
  /** Rows of the batch that were changed since, or that others now rest on; at most `limit`. Empty means undo may go ahead. */
  readonly refusals: (ctx: Ctx, batchId: string, limit: number) => Promise<readonly UndoRefusal[]>
  /** Takes back at most `limit` rows of the batch: created rows vanish, updated rows are restored column for column. @returns how many; 0 when none are left */
  readonly undo: (ctx: Ctx, batchId: string, limit: number) => Promise<number>
}

export const importTargets = defineRegistry<ImportTarget>('import-targets')
export const importUndos = defineRegistry<ImportUndo>('import-undos')

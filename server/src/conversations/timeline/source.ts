import type { Ctx } from '../../kernel/context.ts'
import type { Sql } from '../../kernel/query/fields.ts'
import { defineRegistry } from '../../kernel/registry.ts'

export const TIMELINE_KINDS = [
  'call',
  'visit',
  'mail',
  'meeting',
  'note',
  'chat',
  'sms',
  'order',
  'return',
  'journal',
  'change',
  'file',
  'consent',
] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

/** A row of a source, as all of them are merged. */
export interface TimelineRow {
  readonly source: string
  readonly id: string
  readonly at: Date
  readonly kind: TimelineKind
  readonly title: string | null
  readonly body: string | null
  readonly actor: { readonly id: string | null; readonly name: string } | null
  readonly data: Readonly<Record<string, unknown>>
}

export interface TimelineItem {
  readonly id: string
  readonly at: Date
  readonly kind: TimelineKind
  readonly title: string
  readonly body: string | null
  readonly actor: TimelineRow['actor']
  readonly data: Readonly<Record<string, unknown>>
  /** Request that can be taken back. */
  readonly undo?: string
}

/** What a slice adds to the timeline of a customer. */
export interface TimelineSource {
  readonly key: string
  readonly kinds: readonly TimelineKind[]
  /** Asked only when the actor holds this word. */
  readonly permission: `${string}.read`
  /**
   * A select over the tenant views with the columns `id uuid, at timestamptz, kind text, title text, body text,
   * actor jsonb, data jsonb` of one customer's rows within the actor's scope. It is wrapped, ordered and limited.
   */
  readonly rows: (ctx: Ctx, customerId: string) => Sql
  /** Turns rows into what people read, in their language and under their field rules; null leaves a row out. */
  readonly present: (ctx: Ctx, rows: readonly TimelineRow[]) => Promise<readonly (TimelineItem | null)[]>
}

export const timelineSources = defineRegistry<TimelineSource>('timeline-sources')

/** A row that needs no words of its own. */
export const plainItem = ({ source: _source, title, ...row }: TimelineRow, fallback: string): TimelineItem => ({
  ...row,
  title: title ?? fallback,
})

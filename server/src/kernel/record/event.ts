export type Row = Readonly<Record<string, unknown>>

/** A change as a use case states it. `before` and `after` hold raw columns: whole rows, or just what changed. */
export interface NewEvent {
  /** `<slice>.<record>.<past participle>`, such as `customers.customer.created`. */
  readonly type: string
  readonly subjectType: string
  readonly subjectId: string
  /** The record's version after the change. */
  readonly version?: number
  readonly customerId?: string | null
  readonly before?: Row | null
  readonly after?: Row | null
}

export interface RecordedEvent extends NewEvent {
  readonly id: string
  readonly at: Date
}

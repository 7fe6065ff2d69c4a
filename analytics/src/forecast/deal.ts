/** A deal as its history tells it. Days are whole numbers since 1970-01-01. */
export interface Deal {
  /** Stages in the sequence in which they were entered; the first is when the deal began. */
  readonly stages: readonly { readonly stage: string; readonly enteredOn: number }[]
  readonly closedOn: number | null
  /** Null while open. */
  readonly won: boolean | null
  /** Value asked or listed, and for a won deal `wonValue`, what it came to. */
  readonly value: number
  readonly wonValue?: number
  readonly rep?: string
  readonly product?: string
}

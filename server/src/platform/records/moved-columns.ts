/** A column of this slice that names a record of a higher one, which may move its rows to another record. */
interface MovedColumn {
  readonly table: string
  readonly column: string
}

/** Files hang on a record, and are known under its customer. */
export const movedColumns: readonly MovedColumn[] = [
  { table: 'platform.file', column: 'customer_id' },
  { table: 'platform.file', column: 'subject_id' },
]

import type { FoundEncoding } from './encoding.ts'

export type TableFormat = 'delimited' | 'spreadsheet' | 'vcard' | 'jcard' | 'xcard' | 'json'

export type RowProblemCode =
  | 'too-few-cells'
  | 'too-many-cells'
  | 'unclosed-quote'
  | 'cell-too-large'
  | 'row-too-large'
  | 'card-without-end'
  | 'broken-record'

export interface RowProblem {
  readonly code: RowProblemCode
  readonly params?: Readonly<Record<string, string | number>>
}

export interface Row {
  /** 1-based, among the rows of data; the same at every reading. */
  readonly number: number
  /** 1-based line (or spreadsheet row) at which it begins in the source. */
  readonly line: number
  /** As many as there are columns, unless `problem` says otherwise. */
  readonly cells: string[]
  readonly problem?: RowProblem
}

/** Any source of customers, orders or interactions, as rows under named columns. */
export interface Table {
  readonly format: TableFormat
  readonly encoding?: FoundEncoding
  /** `,` `;` tab `|`, or a blank for columns set apart by any number of blanks. */
  readonly delimiter?: string
  readonly hasHeader: boolean
  readonly sheets?: readonly string[]
  readonly sheet?: string
  /** Unique and never empty. */
  readonly columns: readonly string[]
  /** The first rows, at most 100. */
  readonly sample: readonly string[][]
  /** Batches of about 1,000 rows from row `from` (1-based) on. Can be called any number of times. */
  readonly rows: (from?: number) => AsyncGenerator<Row[]>
}

export interface ReadOptions {
  readonly format?: TableFormat
  readonly encoding?: string
  readonly delimiter?: string
  readonly hasHeader?: boolean
  readonly sheet?: string
}

export const BATCH_ROWS = 1000
export const SAMPLE_ROWS = 100
export const COLUMNS_MAX = 1000
export const CELL_CHARS_MAX = 1_000_000
export const ROW_BYTES_MAX = 10_000_000

export type UnreadableCode =
  | 'empty-file'
  | 'unknown-format'
  | 'unknown-encoding'
  | 'unknown-sheet'
  | 'too-many-columns'
  | 'row-too-large'
  | 'too-deep'
  | 'zip-bomb'
  | 'encrypted'
  | 'corrupt'

/** A file that cannot be read as a table at all. A single bad row is never one of these: it is a row's `problem`. */
export class UnreadableFile extends Error {
  readonly code: UnreadableCode
  readonly detail: string

  constructor(code: UnreadableCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`)
    this.name = 'UnreadableFile'
    this.code = code
    this.detail = detail
  }
}

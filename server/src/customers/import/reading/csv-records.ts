import { type CsvError, type Options, type Parser, parse } from 'csv-parse'
import { BATCH_ROWS, CELL_CHARS_MAX, ROW_BYTES_MAX, type Row, type RowProblem } from './table.ts'

export interface Dialect {
  readonly delimiter: string
  /** Blanks follow each delimiter and belong to none of the cells. */
  readonly ltrim?: boolean
  /** Lines end with a lone carriage return, as old Macintosh programs write them. */
  readonly crOnly?: boolean
}

/**
 * Splits text into records, in batches. A quote that is never closed, or a record beyond the limit, costs the one
 * line it begins on: that line becomes a row with a problem and reading goes on after it. Empty lines are no rows.
 */
export async function* readRecords(text: AsyncIterable<string>, dialect: Dialect): AsyncGenerator<Row[]> {
  const records = new RecordFeed(dialect)
  for await (const piece of text) {
    // A very long piece of text would otherwise become as many rows at once.
    for (let at = 0; at < piece.length; at += PIECE_CHARS) {
      await records.feed(Buffer.from(piece.slice(at, at + PIECE_CHARS)))
      if (records.rows.length >= BATCH_ROWS) yield* batches(records.take())
    }
  }
  await records.end()
  if (records.rows.length > 0) yield* batches(records.take())
}

const PIECE_CHARS = 256 * 1024

function* batches(rows: Row[]) {
  for (let at = 0; at < rows.length; at += BATCH_ROWS) yield rows.slice(at, at + BATCH_ROWS)
}

class RecordFeed {
  rows: Row[] = []
  #number = 0
  readonly #options: Options
  #parser: Parser
  /** Line of the file at which the present parser began, less one. */
  #baseLine = 0
  /** Where the last whole record ended, counted from the beginning of the present parser. */
  #doneBytes = 0
  #doneLines = 0
  /** What the present parser has been given since about `#doneBytes`. */
  #pending: Buffer[] = []
  #pendingFrom = 0
  #skipsToLineEnd = false

  constructor(dialect: Dialect) {
    this.#options = {
      delimiter: dialect.delimiter,
      record_delimiter: dialect.crOnly ? ['\r'] : ['\r\n', '\n'],
      relax_quotes: true,
      relax_column_count: true,
      ltrim: dialect.ltrim ?? false,
      max_record_size: ROW_BYTES_MAX,
      on_record: (cells: string[], { bytes, lines }: { bytes: number; lines: number }) => {
        this.#add(cells, this.#baseLine + this.#doneLines + 1)
        this.#doneBytes = bytes
        this.#doneLines = lines
        return null
      },
    }
    this.#parser = this.#open()
  }

  take(): Row[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  async feed(piece: Buffer): Promise<void> {
    let bytes = piece
    if (this.#skipsToLineEnd) {
      const end = bytes.indexOf(0x0a)
      if (end < 0) return
      this.#skipsToLineEnd = false
      this.#baseLine++
      bytes = bytes.subarray(end + 1)
    }
    this.#pending.push(bytes)
    const error = await write(this.#parser, bytes)
    if (error) await this.#recover(error)
    this.#forgetDone()
  }

  async end(): Promise<void> {
    for (;;) {
      const error = await finish(this.#parser)
      if (!error) return
      await this.#recover(error)
    }
  }

  #open(): Parser {
    const parser = parse(this.#options)
    parser.on('error', () => {})
    parser.resume()
    this.#pending = []
    this.#pendingFrom = 0
    this.#doneBytes = 0
    this.#doneLines = 0
    return parser
  }

  /** Gives up the line on which the unreadable record begins and reads on from the next. */
  async #recover(error: CsvError): Promise<void> {
    const rest = Buffer.concat(this.#pending).subarray(this.#doneBytes - this.#pendingFrom)
    const end = rest.indexOf(0x0a)
    const line = this.#baseLine + this.#doneLines + 1
    const broken = rest.subarray(0, end < 0 ? rest.length : end).toString('utf8', 0, 4096)
    const tooLarge = error.code === 'CSV_MAX_RECORD_SIZE' && (end < 0 || end > ROW_BYTES_MAX)
    this.#add(lenientCells(broken, this.#options.delimiter as string), line, {
      code: tooLarge ? 'row-too-large' : 'unclosed-quote',
    })
    this.#baseLine = end < 0 ? line - 1 : line
    this.#parser = this.#open()
    if (end < 0) this.#skipsToLineEnd = error.code === 'CSV_MAX_RECORD_SIZE'
    else if (end + 1 < rest.length) await this.feed(rest.subarray(end + 1))
  }

  #add(cells: string[], line: number, problem?: RowProblem) {
    if (cells.length === 1 && cells[0] === '' && !problem) return
    const number = ++this.#number
    const large = problem ?? oversized(cells)
    this.rows.push(large ? { number, line, cells, problem: large } : { number, line, cells })
  }

  #forgetDone() {
    while (this.#pending.length > 0 && this.#pendingFrom + this.#pending[0]!.length <= this.#doneBytes) {
      this.#pendingFrom += this.#pending.shift()!.length
    }
  }
}

function oversized(cells: string[]): RowProblem | undefined {
  let problem: RowProblem | undefined
  for (let i = 0; i < cells.length; i++) {
    if (cells[i]!.length <= CELL_CHARS_MAX) continue
    cells[i] = cells[i]!.slice(0, 1000)
    problem = { code: 'cell-too-large', params: { column: i + 1 } }
  }
  return problem
}

const lenientCells = (line: string, delimiter: string) =>
  line
    .replace(/\r$/, '')
    .split(delimiter)
    .map((cell) => cell.replace(/^"/, ''))

function write(parser: Parser, bytes: Buffer): Promise<CsvError | undefined> {
  return new Promise((resolve) => parser.write(bytes, (error) => resolve((error ?? undefined) as CsvError | undefined)))
}

function finish(parser: Parser): Promise<CsvError | undefined> {
  return new Promise((resolve) => {
    parser.once('error', (error) => resolve(error as CsvError))
    parser.once('end', () => resolve(undefined))
    parser.end()
  })
}

/** Columns set apart by any number of blanks, as statistics programs write them. */
export async function* readBlankSeparated(text: AsyncIterable<string>): AsyncGenerator<Row[]> {
  let rest = ''
  let line = 0
  let number = 0
  let rows: Row[] = []
  const take = (content: string) => {
    line++
    const trimmed = content.trim()
    if (trimmed === '') return
    rows.push({ number: ++number, line, cells: trimmed.split(/[ \t]+/) })
  }
  for await (const piece of text) {
    const lines = (rest + piece).split(/\r?\n/)
    rest = lines.pop()!
    for (const content of lines) take(content.slice(0, CELL_CHARS_MAX))
    if (rest.length > ROW_BYTES_MAX) rest = rest.slice(0, CELL_CHARS_MAX)
    if (rows.length >= BATCH_ROWS) {
      yield* batches(rows)
      rows = []
    }
  }
  take(rest)
  yield* batches(rows)
}

import { BATCH_ROWS, CELL_CHARS_MAX, COLUMNS_MAX, type Row, type RowProblem } from '../table.ts'
import { type NumberReading, plainNumber, serialDate } from './number-format.ts'
import type { OpenZip } from './spreadsheet-zip.ts'
import { StringTable } from './string-table.ts'
import { parseXml } from './xml.ts'

export interface SheetContext {
  readonly part: string
  /** The part with the shared strings, when there is one. */
  readonly strings: string | undefined
  readonly styles: readonly NumberReading[]
  readonly is1904: boolean
}

/** A cell's text, or the place of its text among the shared strings. */
type RawCell = string | number

interface RawRow {
  line: number
  cells: RawCell[]
  /** Largest place among the shared strings, -1 for none. */
  needs: number
}

/** Streams the rows of a sheet that hold anything. Shared strings are read only as far as the rows need them. */
export async function* readSheetRows(zip: OpenZip, context: SheetContext): AsyncGenerator<Row[]> {
  const shared = new SharedStrings(context.strings && zip.has(context.strings) ? zip.read(context.strings) : undefined)
  const reader = sheetReader(context)
  let number = 0
  let batch: Row[] = []
  try {
    for await (const _ of parseXml(zip.read(context.part), reader.handlers)) {
      for (const raw of reader.rows.splice(0)) {
        if (raw.needs >= 0) await shared.readTo(raw.needs)
        const { cells, problem } = finished(raw, shared)
        if (cells.every((cell) => cell === '')) continue
        number++
        batch.push(problem ? { number, line: raw.line, cells, problem } : { number, line: raw.line, cells })
        if (batch.length < BATCH_ROWS) continue
        yield batch
        batch = []
      }
    }
    if (batch.length > 0) yield batch
  } finally {
    shared.close()
  }
}

function finished({ cells }: RawRow, shared: SharedStrings): { cells: string[]; problem?: RowProblem } {
  let problem: RowProblem | undefined
  const texts: string[] = new Array(cells.length)
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]
    let text = typeof cell === 'number' ? shared.at(cell) : (cell ?? '')
    if (text.length > CELL_CHARS_MAX) {
      text = text.slice(0, 1000)
      problem = { code: 'cell-too-large', params: { column: i + 1 } }
    }
    texts[i] = text
  }
  return problem ? { cells: texts, problem } : { cells: texts }
}

function sheetReader({ styles, is1904 }: SheetContext) {
  const rows: RawRow[] = []
  let row: RawRow = { line: 0, cells: [], needs: -1 }
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let isReading = false
  let isPhonetic = false

  const put = () => {
    if (value === '' || column > COLUMNS_MAX) return
    const cell = type === 's' ? Number(value) : cellText(type, value, styles[style], is1904)
    if (typeof cell === 'number') {
      if (!Number.isSafeInteger(cell) || cell < 0) return
      if (cell > row.needs) row.needs = cell
    }
    while (row.cells.length < column) row.cells.push('')
    row.cells[column] = cell
  }
  const handlers = {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
        type = attributes.t ?? ''
        style = attributes.s === undefined ? 0 : Number(attributes.s)
        value = ''
      } else if (name === 'v' || name === 't') isReading = !isPhonetic
      else if (name === 'rPh') isPhonetic = true
      else if (name === 'row') {
        row = { line: Number(attributes.r) || row.line + 1, cells: [], needs: -1 }
        column = -1
      }
    },
    text: (text: string) => {
      if (isReading) value += text
    },
    close: (name: string) => {
      if (name === 'c') put()
      else if (name === 'v' || name === 't') isReading = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'row' && row.cells.length > 0) rows.push(row)
    },
  }
  return { rows, handlers }
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}

function cellText(type: string, value: string, style: NumberReading | undefined, is1904: boolean): string {
  switch (type) {
    case 'inlineStr':
    case 'str':
      return unescapeText(value)
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'e':
      return ''
    case 'd':
      return value.replace('T', ' ').replace(/(?: 00:00:00)?(?:\.0+)?Z?$/, '')
    default:
      if (style?.kind === 'date') return serialDate(Number(value), is1904) ?? plainNumber(value)
      return style?.kind === 'pad' ? plainNumber(value).padStart(style.digits, '0') : plainNumber(value)
  }
}

/** XML cannot hold control characters; workbooks write them as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
const unescapeText = (text: string) =>
  text.includes('_x')
    ? text
        .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replaceAll('\0', '')
        .replace(/\p{Surrogate}/gu, '\ufffd')
    : text

class SharedStrings {
  readonly #table = new StringTable()
  readonly #source: AsyncGenerator<void> | undefined
  #text = ''
  #isReading = false
  #isPhonetic = false

  constructor(pieces: AsyncGenerator<string> | undefined) {
    this.#source =
      pieces &&
      parseXml(pieces, {
        open: (name) => {
          if (name === 'si') this.#text = ''
          else if (name === 't') this.#isReading = !this.#isPhonetic
          else if (name === 'rPh') this.#isPhonetic = true
        },
        text: (text) => {
          if (this.#isReading) this.#text += text
        },
        close: (name) => {
          if (name === 't') this.#isReading = false
          else if (name === 'rPh') this.#isPhonetic = false
          else if (name === 'si') this.#table.push(unescapeText(this.#text))
        },
      })
  }

  async readTo(index: number): Promise<void> {
    while (this.#source && this.#table.length <= index) {
      const { done } = await this.#source.next()
      if (done) return
    }
  }

  at(index: number): string {
    return this.#table.at(index) ?? ''
  }

  close(): void {
    this.#table.close()
    void this.#source?.return(undefined)
  }
}

import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { ExportCell } from './delimited.ts'

/** Rows in a sheet, header included: the format's own limit. */
export const SHEET_ROWS_MAX = 1_048_576
/** Characters in a cell: the format's own limit; longer texts are cut. */
export const CELL_CHARS_MAX = 32_767

const MTIME = new Date(Date.UTC(2000, 0, 1))
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const PIECE_CHARS = 64 * 1024

/**
 * Streams rows into an XLSX workbook. Texts are stored as texts, so none is ever run as a formula. What does not fit
 * one sheet goes on in the next, under the same header.
 */
export async function writeSpreadsheet(
  columns: readonly string[],
  rows: AsyncIterable<readonly (readonly ExportCell[])[]>,
  out: Writable,
  { sheetName = 'Sheet', rowsPerSheet = SHEET_ROWS_MAX }: { sheetName?: string; rowsPerSheet?: number } = {},
): Promise<void> {
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream as Readable, out)
  // A consumer that goes away must not leave an unhandled rejection while sheets are still being made.
  written.catch(() => {})
  const cursor = cursorOver(rows)
  let sheets = 0
  do {
    sheets++
    const sheet = Readable.from(sheetXml(columns, cursor, rowsPerSheet), { objectMode: false })
    const done = new Promise<void>((resolve, reject) => {
      sheet.once('end', resolve).once('error', reject)
      written.catch(reject)
    })
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets}.xml`, { mtime: MTIME })
    await done
  } while (await cursor.hasMore())
  for (const [name, content] of workbookParts(sheetName, sheets)) {
    zip.addBuffer(Buffer.from(HEAD + content), name, { mtime: MTIME })
  }
  zip.end()
  await written
}

interface Cursor {
  readonly hasMore: () => Promise<boolean>
  readonly next: () => readonly ExportCell[]
}

function cursorOver(rows: AsyncIterable<readonly (readonly ExportCell[])[]>): Cursor {
  const iterator = rows[Symbol.asyncIterator]()
  let batch: readonly (readonly ExportCell[])[] = []
  let at = 0
  return {
    hasMore: async () => {
      while (at >= batch.length) {
        const { done, value } = await iterator.next()
        if (done) return false
        batch = value
        at = 0
      }
      return true
    },
    next: () => batch[at++]!,
  }
}

async function* sheetXml(columns: readonly string[], cursor: Cursor, rowsMax: number): AsyncGenerator<string> {
  let piece = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${rowXml(columns)}`
  for (let row = 1; row < rowsMax && (await cursor.hasMore()); row++) {
    piece += rowXml(cursor.next())
    if (piece.length < PIECE_CHARS) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData></worksheet>`
}

function rowXml(cells: readonly ExportCell[]): string {
  let xml = '<row>'
  for (const cell of cells) {
    if (cell === null || cell === '') xml += '<c/>'
    else if (typeof cell === 'number' && Number.isFinite(cell)) xml += `<c><v>${cell}</v></c>`
    else xml += `<c t="inlineStr"><is><t xml:space="preserve">${escapeText(String(cell))}</t></is></c>`
  }
  return `${xml}</row>`
}

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** XML cannot hold control characters: they become `_x000D_` (ECMA-376 part 1, 22.9.2.19), as does a text that looks so. */
function escapeText(text: string): string {
  const short = text.length > CELL_CHARS_MAX ? text.slice(0, CELL_CHARS_MAX) : text
  if (!/[&<>_\p{Cc}\p{Surrogate}\ufffe\uffff]/u.test(short)) return short
  return short
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>]/g, (char) => MARKUP[char]!)
    .replace(/(?![\t\n])\p{Cc}/gu, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
}

function workbookParts(sheetName: string, sheets: number): [string, string][] {
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1)
  const base =
    sheetName
      .replace(/[[\]:*?/\\&<>"']/g, ' ')
      .trim()
      .slice(0, 24) || 'Sheet'
  const title = (n: number) => (n === 1 ? base : `${base} (${n})`)
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbers.map((n) => `<sheet name="${title(n)}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}</Relationships>`,
    ],
  ]
}

import type { ByteSource } from './byte-source.ts'
import { columnsTable } from './columns-table.ts'
import { readBlankSeparated, readRecords } from './csv-records.ts'
import { findDialect } from './dialect.ts'
import { decodeText, findEncoding } from './encoding.ts'
import type { ReadOptions, Row, Table } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

const HEAD_CHARS = 128 * 1024

/**
 * Opens text whose columns are set apart by a delimiter. Encoding, delimiter and header are found unless given.
 * @throws UnreadableFile empty-file, unknown-encoding, too-many-columns, row-too-large
 */
export async function openDelimited(source: ByteSource, options: ReadOptions = {}): Promise<Table> {
  const encoding = await findEncoding(source, options.encoding)
  const text = () => decodeText(source.chunks(), encoding.encoding)
  const head = await firstChars(text())
  if (head.trim() === '') throw new UnreadableFile('empty-file')
  refuseBinary(head)
  const dialect = await findDialect(head, options.delimiter)
  const records = (): AsyncGenerator<Row[]> => {
    const body = dialect.skipChars > 0 ? without(text(), dialect.skipChars) : text()
    return dialect.delimiter === ' ' ? readBlankSeparated(body) : readRecords(body, dialect)
  }
  const table = await columnsTable(() => withoutFormulaGuards(records()), { ...options, isRaggedWrong: true })
  return { ...table, format: 'delimited', encoding, delimiter: dialect.delimiter }
}

async function firstChars(text: AsyncIterable<string>): Promise<string> {
  let head = ''
  for await (const piece of text) {
    head += piece
    if (head.length >= HEAD_CHARS) break
  }
  return head
}

/** A picture or a program renamed to .csv decodes into control characters. */
function refuseBinary(head: string) {
  let controls = 0
  for (let i = 0; i < head.length; i++) {
    const code = head.charCodeAt(i)
    if (code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) controls++
  }
  if (controls > 4 && controls > head.length / 100) throw new UnreadableFile('unknown-format', 'binary data')
}

async function* without(text: AsyncIterable<string>, chars: number) {
  let left = chars
  for await (const piece of text) {
    yield piece.slice(left)
    left = Math.max(0, left - piece.length)
  }
}

/** Takes off the apostrophe with which an export makes `=HYPERLINK(…)` harmless, so that a re-import is unchanged. */
async function* withoutFormulaGuards(batches: AsyncGenerator<Row[]>): AsyncGenerator<Row[]> {
  for await (const rows of batches) {
    for (const { cells } of rows) {
      for (let i = 0; i < cells.length; i++) {
        if (cells[i]!.charCodeAt(0) === 0x27 && /^'+[=+\-@\t\r]/.test(cells[i]!)) cells[i] = cells[i]!.slice(1)
      }
    }
    yield rows
  }
}

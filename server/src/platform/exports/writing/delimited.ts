import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'

export type ExportCell = string | number | null

/**
 * Writes rows as comma-separated UTF-8 with a byte order mark (spreadsheet programs need it to see Chinese) and the
 * header on top. Texts that a spreadsheet program would run as a formula get an apostrophe in front, which the import
 * takes off again.
 */
export async function writeDelimited(
  columns: readonly string[],
  rows: AsyncIterable<readonly (readonly ExportCell[])[]>,
  out: Writable,
): Promise<void> {
  const records = async function* () {
    yield columns.map(guarded)
    for await (const batch of rows) for (const row of batch) yield row.map(guarded)
  }
  await pipeline(records, stringify({ bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ }), out)
}

/** OWASP, CSV Injection. Plain numbers may begin with a sign. */
function guarded(cell: ExportCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  return /^'*[=+\-@\t\r]/.test(cell) && !/^[-+]?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
}

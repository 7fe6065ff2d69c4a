import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import chardet from 'chardet'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { hopeless } from './command.ts'

/** A row that could not be read: 0-based among the data rows, and its line in the file (the first line is 1). */
export interface RowProblem {
  readonly row: number
  readonly line: number
  readonly why: string
}

export interface CsvColumns {
  /** Cells of each wanted column, unreadable rows left out. */
  readonly columns: readonly string[][]
  /** For each kept row, its 0-based place among the data rows. */
  readonly rows: number[]
  readonly lines: number[]
  readonly problems: RowProblem[]
}

export interface CsvText {
  readonly file: string
  readonly text: string
  readonly delimiter: string
}

/** Reads and decodes a file. @throws StartError for a missing, empty or binary file */
export async function readText(file: string): Promise<CsvText> {
  const bytes = await readFile(file).catch(() => {
    throw hopeless(`There is no file ${file}.`)
  })
  const name = basename(file)
  if (bytes.length === 0) throw hopeless(`${name} is empty.`)
  const text = decode(bytes)
  if (text.includes('\u0000')) throw hopeless(`${name} is not a text file.`)
  return { file: name, text, delimiter: findDelimiter(text) }
}

function decode(bytes: Buffer): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return iconv.decode(bytes, 'utf-16')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const guess = chardet.detect(bytes.subarray(0, 1 << 20)) ?? ''
    const multiByte = /gb|big5|shift|euc|utf-16/i.test(guess)
    return iconv.decode(
      bytes,
      multiByte && iconv.encodingExists(guess) ? (/^gb/i.test(guess) ? 'gb18030' : guess) : 'windows-1252',
    )
  }
}

/** The separator that cuts the first lines into the most cells, alike on each. */
function findDelimiter(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .slice(0, 20)
    .filter((line) => line !== '')
  const count = (line: string, mark: string) => line.replace(/"[^"]*"/g, '').split(mark).length - 1
  const scored = [',', ';', '\t', '|'].map((mark) => {
    const first = count(lines[0] ?? '', mark)
    const alike = lines.filter((line) => count(line, mark) === first).length
    return { mark, score: first === 0 ? 0 : alike * 100 + first }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > 0 ? best.mark : ','
}

/** Every row as it stands, without a header and of any length, as for baskets. */
export function parseLoose({ text, delimiter }: CsvText): string[][] {
  return parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  }) as string[][]
}

/** Names of the columns. @throws StartError when there are none */
export function readHeader({ file, text, delimiter }: CsvText): string[] {
  const [header] = parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    to: 1,
    trim: true,
  }) as string[][]
  if (!header || header.every((name) => name === '')) throw hopeless(`${file} has no header line.`)
  return header
}

/** @throws StartError naming the columns there are */
export function findColumn(header: readonly string[], wanted: string, file: string): number {
  const fold = (name: string) => name.trim().toLowerCase()
  const exact = header.indexOf(wanted)
  const index = exact >= 0 ? exact : header.findIndex((name) => fold(name) === fold(wanted))
  if (index < 0) throw hopeless(`${file} has no column ${wanted}; it has ${header.slice(0, 40).join(', ')}.`)
  return index
}

/**
 * Reads the wanted columns of a file with a header; only these are kept in memory. A row with a number of cells other than the
 * header's, or with broken quoting, is a problem, not data.
 * @throws StartError when there are no data rows
 */
export function readColumns(source: CsvText, wanted: readonly number[], width: number): CsvColumns {
  const out: CsvColumns = { columns: wanted.map(() => []), rows: [], lines: [], problems: [] }
  let row = -1
  parse(source.text, {
    bom: true,
    delimiter: source.delimiter,
    from: 2,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    on_record: (({ record, info }: { record: string[]; info: { lines: number } }) => {
      row++
      if (record.length !== width) {
        out.problems.push({ row, line: info.lines, why: `has ${record.length} cells instead of ${width}` })
        return null
      }
      wanted.forEach((column, i) => {
        out.columns[i]!.push((record[column] ?? '').trim())
      })
      out.rows.push(row)
      out.lines.push(info.lines)
      return null
    }) as never,
  })
  if (row < 0) throw hopeless(`${source.file} has no data rows.`)
  if (out.rows.length === 0)
    throw hopeless(`None of the ${row + 1} rows of ${source.file} can be read: each ${out.problems[0]!.why}.`)
  return out
}

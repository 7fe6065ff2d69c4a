import { type Dialect, readBlankSeparated, readRecords } from './csv-records.ts'

const CANDIDATES = [',', ';', '\t', '|', '、', '，', '；'] as const
const SAMPLE_CHARS = 64 * 1024
const SAMPLE_RECORDS = 200

export interface FoundDialect extends Dialect {
  /** Lines before the table, such as the `sep=;` that spreadsheet programs write. */
  readonly skipChars: number
}

/** Finds the delimiter: the one that cuts most rows into the same number of cells, quoted text respected. */
export async function findDialect(head: string, given?: string): Promise<FoundDialect> {
  const crOnly = !head.includes('\n') && /\r./.test(head)
  const told = /^sep=(.)\r?\n/i.exec(head)
  if (told) return { delimiter: given ?? told[1]!, skipChars: told[0].length, crOnly }
  const text = wholeLines(head)
  const delimiter = given ?? (await bestDelimiter(text, crOnly))
  return { delimiter, skipChars: 0, crOnly, ltrim: delimiter !== ' ' && (await hasBlankAfter(text, delimiter, crOnly)) }
}

function wholeLines(head: string): string {
  const text = head.slice(0, SAMPLE_CHARS)
  const end = text.lastIndexOf('\n')
  return end > 0 && head.length > SAMPLE_CHARS ? text.slice(0, end + 1) : text
}

async function bestDelimiter(text: string, crOnly: boolean): Promise<string> {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of CANDIDATES) {
    const score = evenness((await records(text, { delimiter, crOnly })).map((cells) => cells.length))
    if (score > best.score) best = { delimiter, score }
  }
  if (best.score < 0.9 && (await isBlankSeparated(text))) return ' '
  return best.delimiter
}

/** Share of rows that have the commonest number of cells, a little more for wider rows; 0 when that number is one. */
function evenness(widths: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  let [common, times] = [1, 0]
  for (const [width, count] of counts) if (width > 1 && count > times) [common, times] = [width, count]
  if (times === 0) return 0
  return times / widths.length + Math.min(common, 50) / 1000
}

async function records(text: string, dialect: Dialect): Promise<string[][]> {
  const found: string[][] = []
  for await (const rows of readRecords(once(text), dialect)) {
    for (const row of rows) if (found.length < SAMPLE_RECORDS) found.push(row.cells)
  }
  return found
}

async function* once(text: string) {
  yield text
}

async function isBlankSeparated(text: string): Promise<boolean> {
  const rows: string[][] = []
  for await (const batch of readBlankSeparated(once(text))) rows.push(...batch.map((row) => row.cells))
  const width = rows[0]?.length ?? 0
  if (rows.length < 2 || width < 2) return false
  const body = rows.slice(1)
  const even = body.filter((cells) => cells.length === body[0]!.length).length
  const cells = body.flat()
  const numbers = cells.filter((cell) => /^[-+]?[\d.,:/-]+$/.test(cell)).length
  return even >= 0.95 * body.length && numbers >= 0.6 * cells.length
}

async function hasBlankAfter(text: string, delimiter: string, crOnly: boolean): Promise<boolean> {
  let cells = 0
  let indented = 0
  for (const record of await records(text, { delimiter, crOnly })) {
    for (const cell of record.slice(1)) {
      if (cell === '') continue
      cells++
      if (cell.startsWith(' ')) indented++
    }
  }
  return cells > 0 && indented >= 0.9 * cells
}

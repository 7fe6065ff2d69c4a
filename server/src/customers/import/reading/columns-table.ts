import { firstRowIsHeader, uniqueColumns } from './columns.ts'
import {
  BATCH_ROWS,
  COLUMNS_MAX,
  type ReadOptions,
  type Row,
  type RowProblem,
  SAMPLE_ROWS,
  type Table,
} from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

const JUDGED_ROWS = 200

type Shape = Pick<Table, 'hasHeader' | 'columns' | 'sample' | 'rows'>

/**
 * Names the columns of raw rows and fits every row to them.
 * @throws UnreadableFile empty-file, too-many-columns, row-too-large
 */
export async function columnsTable(
  raw: () => AsyncGenerator<Row[]>,
  options: Pick<ReadOptions, 'hasHeader'> & { isRaggedWrong: boolean },
): Promise<Shape> {
  const first = await firstRows(raw(), JUDGED_ROWS)
  const top = first[0]
  if (!top) throw new UnreadableFile('empty-file')
  if (top.problem && top.problem.code !== 'unclosed-quote') throw new UnreadableFile('row-too-large')
  const hasHeader = options.hasHeader ?? firstRowIsHeader(first.map((row) => row.cells))
  const isRagged = !hasHeader && isMostlyRagged(first)
  const width = hasHeader ? filledWidth(top.cells) : isRagged ? await widest(raw()) : Math.max(...first.map(widthOf))
  const columns = uniqueColumns(hasHeader ? top.cells.slice(0, width) : [], width)
  const shaped = fitter(columns.length, options.isRaggedWrong && !isRagged)
  const rows = async function* (from = 1): AsyncGenerator<Row[]> {
    const skip = (hasHeader ? 1 : 0) + from - 1
    const shift = hasHeader ? 1 : 0
    for await (const batch of raw()) {
      if (batch[batch.length - 1]!.number <= skip) continue
      yield batch.filter((row) => row.number > skip).map((row) => shaped(row, row.number - shift))
    }
  }
  const sample = first.slice(hasHeader ? 1 : 0, SAMPLE_ROWS + 1).map((row) => shaped(row, 0).cells)
  return { hasHeader, columns, sample: sample.slice(0, SAMPLE_ROWS), rows }
}

async function firstRows(raw: AsyncGenerator<Row[]>, count: number): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of raw) {
    rows.push(...batch)
    if (rows.length >= count) break
  }
  return rows.slice(0, Math.min(count, BATCH_ROWS))
}

const widthOf = (row: Row) => row.cells.length

/** Empty cells after the last named column are no columns; spreadsheets leave thousands of them. */
function filledWidth(cells: readonly string[]): number {
  let width = Math.min(cells.length, COLUMNS_MAX + 1)
  if (cells.length > COLUMNS_MAX) {
    width = cells.length
    while (width > 1 && cells[width - 1]!.trim() === '') width--
  }
  return width
}

/** Baskets and other lists without a header have as many cells as they need. */
function isMostlyRagged(rows: readonly Row[]): boolean {
  const width = Math.max(...rows.map(widthOf))
  return rows.filter((row) => row.cells.length < width).length > 0.2 * rows.length
}

async function widest(raw: AsyncGenerator<Row[]>): Promise<number> {
  let width = 0
  for await (const batch of raw) for (const row of batch) if (row.cells.length > width) width = row.cells.length
  return width
}

function fitter(width: number, isRaggedWrong: boolean) {
  return (row: Row, number: number): Row => {
    const { cells, line } = row
    let problem: RowProblem | undefined = row.problem
    if (cells.length !== width) {
      const given = cells.length
      while (cells.length > width && cells[cells.length - 1]!.trim() === '') cells.pop()
      if (isRaggedWrong && given < width)
        problem ??= { code: 'too-few-cells', params: { cells: given, columns: width } }
      if (cells.length > width) problem ??= { code: 'too-many-cells', params: { cells: cells.length, columns: width } }
      while (cells.length < width) cells.push('')
    }
    return problem ? { number, line, cells, problem } : { number, line, cells }
  }
}

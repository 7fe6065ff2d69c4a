import { uniqueColumns } from './columns.ts'
import { BATCH_ROWS, CELL_CHARS_MAX, COLUMNS_MAX, type Row, type RowProblem, SAMPLE_ROWS, type Table } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

export interface NamedCells {
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
  readonly problem?: RowProblem
}

/**
 * A table of records that each name their own cells, such as cards and JSON objects. Reads them once to learn all
 * names, in the order `order` first, then as they come.
 * @throws UnreadableFile empty-file, too-many-columns
 */
export async function recordsTable(
  records: () => AsyncGenerator<NamedCells>,
  order: readonly string[] = [],
): Promise<Pick<Table, 'hasHeader' | 'columns' | 'sample' | 'rows'>> {
  const names = new Set<string>()
  const first: NamedCells[] = []
  for await (const record of records()) {
    for (const name of record.cells.keys()) names.add(name)
    if (names.size > COLUMNS_MAX) throw new UnreadableFile('too-many-columns', `> ${COLUMNS_MAX}`)
    if (first.length < SAMPLE_ROWS) first.push(record)
  }
  if (names.size === 0) throw new UnreadableFile('empty-file')
  const keys = [...names].sort(byOrder(order))
  const rows = async function* (from = 1): AsyncGenerator<Row[]> {
    let batch: Row[] = []
    let number = 0
    for await (const record of records()) {
      if (++number < from) continue
      batch.push(rowOf(record, keys, number))
      if (batch.length < BATCH_ROWS) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  }
  const sample = first.map((record, i) => rowOf(record, keys, i + 1).cells)
  return { hasHeader: true, columns: uniqueColumns(keys), sample, rows }
}

function rowOf({ line, cells, problem }: NamedCells, keys: readonly string[], number: number): Row {
  let found = problem
  const values = keys.map((key, i) => {
    const value = cells.get(key) ?? ''
    if (value.length <= CELL_CHARS_MAX) return value
    found ??= { code: 'cell-too-large', params: { column: i + 1 } }
    return value.slice(0, 1000)
  })
  return found ? { number, line, cells: values, problem: found } : { number, line, cells: values }
}

function byOrder(order: readonly string[]) {
  const place = (name: string) => {
    const at = order.indexOf(name.replace(/ \(\d+\)$/, ''))
    return at < 0 ? order.length : at
  }
  return (a: string, b: string) => place(a) - place(b)
}

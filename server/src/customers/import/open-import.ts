import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '../../kernel/problem.ts'
import type { ImportRow, StoredReading } from './imports.sql.ts'
import { openTable } from './reading/read-rows.ts'
import type { ReadOptions, Table } from './reading/table.ts'
import { UnreadableFile } from './reading/unreadable-file.ts'
import type { ImportSettings } from './targets.ts'

export interface ImportSource {
  readonly table: Table
  /** Target key of each column, null for those left out. */
  readonly columns: readonly (string | null)[]
  readonly settings: ImportSettings
  /** Rows in all: known after a check, else judged from the file's size; null when it cannot be told. */
  readonly rowsEstimated: (done: number) => number | null
}

/** Where uploaded files lie until their import is forgotten. */
export const importFilePath = (dataDir: string, path: string) => join(dataDir, 'imports', path)

/** Opens a file as a table. @throws unreadable-file (400) with the reason in words */
export async function openUpload(path: string, options: ReadOptions): Promise<Table> {
  try {
    return await openTable(path, options)
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') throw new Problem(404, 'import.file-gone')
    if (!(error instanceof UnreadableFile)) throw error
    throw new Problem(400, `import.${error.code}`, { params: { detail: error.detail ?? '' } })
  }
}

export function readOptions({ format, encoding, delimiter, hasHeader, sheet }: StoredReading): ReadOptions {
  return {
    ...(format && { format }),
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter }),
    ...(hasHeader !== undefined && { hasHeader }),
    ...(sheet && { sheet }),
  }
}

export async function openImportTable(row: ImportRow, dataDir: string): Promise<ImportSource> {
  const path = importFilePath(dataDir, row.file_path)
  const table = await openUpload(path, readOptions(row.reading))
  const known = (row.check_result as { rows?: number } | null)?.rows
  const estimate = known ?? estimateRows(table, path)
  return {
    table,
    columns: table.columns.map((column) => row.mapping[column] ?? null),
    settings: row.settings,
    rowsEstimated: (done) => (estimate === null ? null : Math.max(estimate, done)),
  }
}

const encoder = new TextEncoder()

/** From the size of the file and of its first rows; only text files have rows of a size that tells. */
function estimateRows(table: Table, path: string): number | null {
  if (table.format !== 'delimited' || table.sample.length === 0) return null
  const bytes = table.sample.reduce((sum, cells) => sum + encoder.encode(cells.join(',')).length + 1, 0)
  return Math.max(table.sample.length, Math.round((statSync(path).size * table.sample.length) / bytes))
}

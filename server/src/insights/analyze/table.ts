import type { RowProblem } from './read-csv.ts'

type Cell = string | number | null

/** Columns side by side, numbers to the right; Chinese characters count as two columns wide. */
export function formatTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const text = rows.map((row) => row.map(format))
  const widths = header.map((name, i) => Math.max(width(name), ...text.map((row) => width(row[i] ?? ''))))
  const numeric = header.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] !== 'string'))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => {
        const gap = ' '.repeat(Math.max(0, widths[i]! - width(cell)))
        return numeric[i] ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd()
  return [line(header), line(widths.map((own) => '─'.repeat(own))), ...text.map(line)].join('\n')
}

/** Lists at most `most` rows and says how many more there are. */
export function formatSome(header: readonly string[], rows: readonly (readonly Cell[])[], most = 20): string {
  const more = rows.length > most ? `\n… and ${rows.length - most} more (--json lists all)` : ''
  return formatTable(header, rows.slice(0, most)) + more
}

/** Unreadable rows, named; empty when there are none. */
export function formatProblems(problems: readonly RowProblem[]): string {
  if (problems.length === 0) return ''
  const named = problems.slice(0, 5).map(({ line, why }) => `  line ${line} ${why}`)
  const more = problems.length > 5 ? `\n  … and ${problems.length - 5} more` : ''
  return `\n\n${problems.length} ${problems.length === 1 ? 'row' : 'rows'} could not be read:\n${named.join('\n')}${more}`
}

function format(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (Number.isInteger(cell)) return String(cell)
  return Math.abs(cell) >= 100 ? cell.toFixed(2) : cell.toFixed(4)
}

const width = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/.test(char) ? 2 : 1), 0)

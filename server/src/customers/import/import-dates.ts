import type { ImportSource } from './open-import.ts'
import { createDateFormatFinder, type DateOrder } from './reading/dates.ts'
import type { ImportTarget } from './targets.ts'

/**
 * Reads the date columns from first row to last, because one 13th of a month far down tells day from month.
 * @returns the settings' own formats when nothing is left to find
 */
export async function findDateFormats(
  source: ImportSource,
  target: ImportTarget,
  signal: AbortSignal,
): Promise<Readonly<Record<string, DateOrder>>> {
  const known = source.settings.dateFormats
  const dateKeys = target.fields.filter(({ type }) => type === 'date' || type === 'datetime').map(({ key }) => key)
  const wanted = source.columns.flatMap((key, index) =>
    key && dateKeys.includes(key) && !known[key] ? [{ key, index }] : [],
  )
  if (wanted.length === 0) return known
  const locale = source.settings.region === 'US' ? 'en-US' : ''
  const options = { locale, ...(source.table.delimiter && { delimiter: source.table.delimiter }) }
  const finders = wanted.map((column) => ({ ...column, finder: createDateFormatFinder(options) }))
  for await (const rows of source.table.rows()) {
    if (signal.aborted) break
    for (const { index, finder } of finders) for (const row of rows) finder.add(row.cells[index] ?? '')
  }
  const found = finders.flatMap(({ key, finder }) => {
    const { format } = finder.result()
    return format ? [[key, format.order] as const] : []
  })
  return { ...known, ...Object.fromEntries(found) }
}

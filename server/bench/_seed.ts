import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { createRandom, makePerson } from './_people.ts'

type Rows = readonly Record<string, unknown>[]

/** A row in PostgreSQL's COPY text form. */
export function copyLine(row: Record<string, unknown>, names: readonly string[]): string {
  return `${names.map((name) => copyCell(row[name])).join('\t')}\n`
}

function copyCell(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  const text = Array.isArray(value) ? `{${value.join(',')}}` : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r')
}

/** Streams batches of rows into a table as its owner. */
export async function copyRows(client: pg.ClientBase, table: string, batches: Iterable<Rows>): Promise<number> {
  let names: readonly string[] | null = null
  let stream: ReturnType<typeof copyFrom> & NodeJS.WritableStream = null as never
  let count = 0
  for (const rows of batches) {
    if (!names) {
      names = Object.keys(rows[0]!)
      stream = client.query(copyFrom(`copy ${table} (${names.join(',')}) from stdin`)) as never
    }
    const text = rows.map((row) => copyLine(row, names!)).join('')
    count += rows.length
    if (!stream.write(text)) await once(stream, 'drain')
  }
  if (names) {
    const done = once(stream, 'finish')
    stream.end()
    await done
  }
  return count
}

const BATCH = 5_000

/** Fills a workspace with customers and their contact points, straight into the tables. */
export async function seedCustomers(
  client: pg.ClientBase,
  workspaceId: string,
  owners: readonly string[],
  count: number,
): Promise<void> {
  const at = '2025-11-23T00:00:00.000Z'
  const random = createRandom(42)
  for (let start = 0; start < count; start += BATCH) {
    const people = Array.from({ length: Math.min(BATCH, count - start) }, (_, index) =>
      makePerson(random, start + index, at, owners),
    )
    const stamp = (row: Record<string, unknown>) => ({ workspace_id: workspaceId, ...row })
    await copyRows(client, 'customers.customer', [people.map(({ customer }) => stamp(customer))])
    await copyRows(client, 'customers.contact_point', [people.flatMap(({ contacts }) => contacts.map(stamp))])
  }
}

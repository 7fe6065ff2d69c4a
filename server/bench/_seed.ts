import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { customerId, employerOf, isOrganization, makePerson, type Owners, relationId } from './_people.ts'

type Rows = readonly Record<string, unknown>[]

/** A row in PostgreSQL's COPY text form. */
function copyLine(row: Record<string, unknown>, names: readonly string[]): string {
  return `${names.map((name) => copyCell(row[name])).join('\t')}\n`
}

function copyCell(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  const text = Array.isArray(value)
    ? `{${value.join(',')}}`
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r')
    : text
}

/** Writes rows of the same columns into a table, as its owner. */
async function copyRows(client: pg.ClientBase, table: string, rows: Rows): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(rows[0]!)
  await copyText(client, table, names, rows.map((row) => copyLine(row, names)).join(''))
}

export async function copyText(client: pg.ClientBase, table: string, names: readonly string[], text: string) {
  const stream = client.query(copyFrom(`copy ${table} (${names.join(',')}) from stdin`)) as unknown as Writable
  const done = once(stream, 'finish')
  stream.end(text)
  await done
}

const BATCH = 6_000

export interface SeedOptions {
  readonly workspaceId: string
  readonly owners: Owners
  readonly count: number
  readonly hasOrders: boolean
  readonly tell: (done: number) => void
}

/** Fills a workspace with customers, contact points, employers and orders, straight into the tables. */
export async function seedCustomers(client: pg.ClientBase, options: SeedOptions): Promise<void> {
  const { workspaceId, owners, count, hasOrders } = options
  const stamp = (row: Record<string, unknown>) => ({ workspace_id: workspaceId, ...row })
  for (let start = 0; start < count; start += BATCH) {
    const indexes = Array.from({ length: Math.min(BATCH, count - start) }, (_, offset) => start + offset)
    const people = indexes.map((index) => makePerson(index, owners))
    const at = people[0]!.customer.created_at
    const relations = indexes
      .filter((index) => !isOrganization(index) && employerOf(index) < count)
      .map((index) => ({
        id: relationId(index),
        from_customer_id: customerId(index),
        to_customer_id: customerId(employerOf(index)),
        role: 'works-at',
        created_at: at,
        updated_at: at,
      }))
    await client.query('begin')
    await copyRows(
      client,
      'customers.customer',
      people.map(({ customer }) => stamp(customer)),
    )
    await copyRows(
      client,
      'customers.contact_point',
      people.flatMap(({ contacts }) => contacts.map(stamp)),
    )
    await copyRows(client, 'customers.relation', relations.map(stamp))
    if (hasOrders)
      await copyRows(
        client,
        'sales."order"',
        people.flatMap(({ orders }) => orders.map(stamp)),
      )
    await client.query('commit')
    options.tell(start + indexes.length)
  }
}

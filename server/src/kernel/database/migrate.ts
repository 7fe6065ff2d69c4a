import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client } from 'pg'
import { withClient } from './roles.ts'
import { StartError } from './start-error.ts'

export interface Migration {
  /** The slice whose folder holds the file. */
  slice: string
  /** File name without `.sql`, beginning with twelve digits: year to minute. Unique over all slices. */
  name: string
  sql: string
  /** SHA-256 of the text, hexadecimal. */
  checksum: string
}

const fileName = /^(\d{12}-[a-z0-9-]+)\.sql$/

/**
 * All migrations in the order they run: `<slice>/migrations/*.sql` of the sources, or in the built server the copies
 * in `migrations/<slice>/` beside the program.
 */
export function findMigrations(): Migration[] {
  const built = fileURLToPath(new URL('./migrations/', import.meta.url))
  const sources = fileURLToPath(new URL('../../', import.meta.url))
  const root = existsSync(built) ? built : sources
  const folders = readdirSync(root).map((slice) => ({
    slice,
    folder: root === built ? join(root, slice) : join(root, slice, 'migrations'),
  }))
  return orderMigrations(folders.flatMap(({ slice, folder }) => readMigrations(slice, folder)))
}

export function readMigrations(slice: string, folder: string): Migration[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')) : []
  return files.map((file) => {
    const name = fileName.exec(file)?.[1]
    if (!name) throw new Error(`${join(folder, file)}: a migration is named YYYYMMDDHHMM-words-in-lower-case.sql`)
    const sql = readFileSync(join(folder, file), 'utf8')
    return { slice, name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

export function orderMigrations(migrations: Migration[]): Migration[] {
  const ordered = [...migrations].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const doubled = ordered.find((migration, index) => ordered[index + 1]?.name === migration.name)
  if (doubled) throw new Error(`Two migrations have the name ${doubled.name}`)
  return ordered
}

/**
 * Brings the database to the newest schema; each migration in its own transaction, one process at a time.
 * @returns the names of those that ran now.
 * @throws StartError when a migration that already ran was changed, or the database is newer than this program.
 */
export async function migrate(ownerUrl: string, migrations: Migration[] = findMigrations()): Promise<string[]> {
  return withClient(ownerUrl, async (client) => {
    if ((await pending(client, migrations)).length === 0) return []
    await client.query("select pg_advisory_lock(hashtext('rapport migrations'))")
    await client.query(ledger)
    const applied: string[] = []
    for (const migration of await pending(client, migrations)) {
      await apply(client, migration)
      applied.push(migration.name)
    }
    return applied
  })
}

const ledger = `
  create schema if not exists kernel;
  create table if not exists kernel.migration (
    name text primary key,
    slice text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`

async function pending(client: Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows: table } = await client.query<{ exists: boolean }>(
    "select to_regclass('kernel.migration') is not null as exists",
  )
  if (!table[0]?.exists) return migrations
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from kernel.migration')
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]))
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = rows.find(({ name }) => !known.has(name))
  if (unknown) {
    throw new StartError(
      `The database holds the migration ${unknown.name}, which this version of Rapport does not know. ` +
        'Start the newer version that wrote it, or restore a backup made before.',
    )
  }
  const changed = migrations.find(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum)
  if (changed) {
    throw new StartError(
      `The migration ${changed.name} was changed after it ran on this database. ` +
        'Put the file back as it was and write the change as a new migration.',
    )
  }
  return migrations.filter(({ name }) => !applied.has(name))
}

async function apply(client: Client, { slice, name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into kernel.migration (name, slice, checksum) values ($1, $2, $3)', [
      name,
      slice,
      checksum,
    ])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    const { message, position } = cause as { message: string; position?: string }
    const line = position ? `, line ${sql.slice(0, Number(position)).split('\n').length}` : ''
    throw new StartError(`The migration ${slice}/${name} failed${line}: ${message}`, 1, { cause })
  }
}

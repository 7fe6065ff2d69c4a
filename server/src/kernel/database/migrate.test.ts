import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { findMigrations, type Migration, migrate, orderMigrations, readMigrations } from './migrate.ts'
import { withClient } from './roles.ts'

const databases: TestDatabase[] = []
let ownerUrl: string
const folder = mkdtempSync(join(tmpdir(), 'migrations-'))

beforeEach(async () => {
  const database = await testDatabase()
  databases.push(database)
  ownerUrl = database.ownerUrl
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await Promise.all(databases.map((database) => database.drop()))
})

function withMore(name: string, sql: string): Migration[] {
  writeFileSync(join(folder, `${name}.sql`), sql)
  const more = readMigrations('kernel', folder).filter((migration) => migration.name === name)
  return orderMigrations([...findMigrations(), ...more])
}

const count = (table: string) =>
  withClient(ownerUrl, async (client) => Number((await client.query(`select count(*) from ${table}`)).rows[0].count))

describe('migrate', () => {
  it('does nothing when nothing is new, and one new file once even when two processes start together', async () => {
    expect(await migrate(ownerUrl)).toEqual([])
    const migrations = withMore(
      '209901010000-fruit',
      'create table kernel.fruit (id int); insert into kernel.fruit values (1)',
    )
    const both = await Promise.all([migrate(ownerUrl, migrations), migrate(ownerUrl, migrations)])
    expect(both.flat()).toEqual(['209901010000-fruit'])
    expect(await count('kernel.fruit')).toBe(1)
  })

  it('leaves nothing of a failing migration and names the file and line', async () => {
    const migrations = withMore('209901010001-broken', 'create table kernel.half (id int);\nselect nonsense')
    await expect(migrate(ownerUrl, migrations)).rejects.toThrow(
      /kernel\/209901010001-broken failed, line 2: .*nonsense/,
    )
    await expect(count('kernel.half')).rejects.toThrow(/does not exist/)
  })

  it('refuses a migration that was changed after it ran, and a database that is newer', async () => {
    await migrate(ownerUrl, withMore('209901010002-stable', 'select 1'))
    await expect(migrate(ownerUrl, withMore('209901010002-stable', 'select 2'))).rejects.toThrow(
      /was changed after it ran/,
    )
    await expect(migrate(ownerUrl)).rejects.toThrow(/does not know/)
  })

  it('refuses badly named files and doubled names', () => {
    const [first] = findMigrations()
    expect(() => orderMigrations([first!, first!])).toThrow(/Two migrations/)
    writeFileSync(join(folder, 'later.sql'), '')
    expect(() => readMigrations('kernel', folder)).toThrow(/YYYYMMDDHHMM/)
  })
})

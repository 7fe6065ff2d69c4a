import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asAdmin, removeTestCluster, startTestCluster, type TestCluster } from '../testing/test-cluster.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { withClient } from './roles.ts'

/** A server of its own, because roles belong to the whole server. */
let server: TestCluster
let dataDir: string
const made: string[] = []

beforeAll(async () => {
  server = await startTestCluster()
  await asAdmin(server, 'drop database rapport with (force)')
})
afterAll(() => removeTestCluster(server.dataDir))
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'external-'))
})
afterEach(async () => {
  rmSync(dataDir, { recursive: true })
  for (const name of made.splice(0)) await asAdmin(server, `drop database ${name} with (force)`)
  await asAdmin(server, 'drop role if exists rapport_app, rapport_jobs, visitor')
})

/** An external server as an operator sees it: one database, one role that owns it. */
async function external(attributes: string): Promise<string> {
  const name = `firm_${randomBytes(4).toString('hex')}`
  await asAdmin(server, 'drop role if exists rapport_app, rapport_jobs')
  await asAdmin(server, `create role ${name} login password 'x' ${attributes}`)
  await asAdmin(server, `create database ${name} owner ${name}`)
  made.push(name)
  const url = new URL(server.adminUrl)
  Object.assign(url, { username: name, password: 'x', pathname: `/${name}` })
  return url.href
}

const currentUser = (url: string) =>
  withClient(url, async (client) => (await client.query('select current_user::text as name')).rows[0].name as string)

describe('an external database', () => {
  it('gets its two roles when the role of DATABASE_URL may make them, and opens again with the same data folder', async () => {
    const databaseUrl = await external('createrole')
    const first = await openDatabase({ dataDir, databaseUrl })
    expect([first.mode, first.startedHere]).toEqual(['external', false])
    await migrate(first.ownerUrl)
    const again = await openDatabase({ dataDir, databaseUrl })
    expect(await Promise.all([again.appUrl, again.jobsUrl].map(currentUser))).toEqual(['rapport_app', 'rapport_jobs'])
    const elsewhere = mkdtempSync(join(tmpdir(), 'external-'))
    await expect(openDatabase({ dataDir: elsewhere, databaseUrl })).rejects.toThrow(
      /does not know its password.*DATABASE_APP_URL/,
    )
    rmSync(elsewhere, { recursive: true })
  })

  it('is refused in words when the roles can neither be made nor were given', async () => {
    const databaseUrl = await external('nocreaterole')
    await expect(openDatabase({ dataDir, databaseUrl })).rejects.toThrow(
      /may not make roles.*create role rapport_app.*DATABASE_APP_URL/,
    )
  })

  it('is refused when requests would come as a role that bypasses row-level security', async () => {
    const databaseUrl = await external('createrole')
    await openDatabase({ dataDir, databaseUrl })
    await expect(openDatabase({ dataDir, databaseUrl, databaseAppUrl: databaseUrl })).rejects.toThrow(
      /cannot serve requests/,
    )
    await expect(openDatabase({ dataDir, databaseUrl, databaseAppUrl: server.adminUrl })).rejects.toThrow(
      /cannot serve requests/,
    )
  })

  it('that does not answer is refused in words', async () => {
    const databaseUrl = 'postgresql://nobody:x@127.0.0.1:1/none'
    await expect(openDatabase({ dataDir, databaseUrl })).rejects.toThrow(/does not let us in: .*ECONNREFUSED/)
  })
})

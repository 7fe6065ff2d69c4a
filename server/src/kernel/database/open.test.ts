import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canReach } from './binaries.ts'
import { clusterFolder, findRunning } from './embedded.ts'
import { holdDataFolder, openDatabase } from './open.ts'
import { ownIdentity, tryLock } from './process-lock.ts'
import { withClient } from './roles.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rapport-open-'))
})
afterEach(() => {
  const running = findRunning(dataDir)
  if (running) process.kill(running.pid, 'SIGQUIT')
  rmSync(clusterFolder(dataDir), { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
})

/** Another process that opens the database, writes one row and stays. */
async function neighbour(): Promise<ChildProcess> {
  const program = `
    const { openDatabase, holdDataFolder } = await import(${JSON.stringify(new URL('./open.ts', import.meta.url).href)})
    const { withClient } = await import(${JSON.stringify(new URL('./roles.ts', import.meta.url).href)})
    holdDataFolder(process.argv[1])
    const database = await openDatabase({ dataDir: process.argv[1] })
    await withClient(database.ownerUrl, (c) => c.query('create schema note; create table note.line (id int); insert into note.line values (7)'))
    process.on('SIGTERM', () => database.stop().then(() => process.exit()))
    process.stdout.write('ready')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, dataDir], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout!, 'data')
  return child
}

const line = (url: string) =>
  withClient(url, async (client) => (await client.query('select id from note.line')).rows[0]?.id as number)

describe('the embedded database of a data folder', () => {
  it('is made, asks for passwords, keeps its secrets to itself and ends with its last user', async () => {
    const first = await openDatabase({ dataDir })
    const second = await openDatabase({ dataDir })
    expect([first.startedHere, second.startedHere]).toEqual([true, false])
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(statSync(clusterFolder(dataDir)).mode & 0o777).toBe(0o700)
    const wrong = new URL(first.appUrl)
    wrong.password = 'wrong'
    await expect(withClient(wrong.href, async () => 0)).rejects.toThrow(/password authentication failed/)
    const who = await withClient(first.appUrl, (client) =>
      client.query('select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user'),
    )
    expect(who.rows).toEqual([{ rolname: 'rapport_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false }])
    await first.stop()
    expect(findRunning(dataDir)).toBeDefined()
    await second.stop()
    expect(findRunning(dataDir)).toBeUndefined()
  })

  it('is shared with the process that serves the folder, and left running for it', async () => {
    const product = await neighbour()
    expect(() => holdDataFolder(dataDir)).toThrow(/already runs on .* \(process \d+\)/)
    const database = await openDatabase({ dataDir })
    expect(database.startedHere).toBe(false)
    expect(await line(database.ownerUrl)).toBe(7)
    await database.stop()
    expect(findRunning(dataDir)).toBeDefined()
    product.kill('SIGTERM')
    await once(product, 'exit')
    expect(findRunning(dataDir)).toBeUndefined()
  })

  it('outlives a kill -9 of the product: the next one takes folder and cluster over, with every committed row', async () => {
    const product = await neighbour()
    product.kill('SIGKILL')
    await once(product, 'exit')
    const release = holdDataFolder(dataDir)
    const database = await openDatabase({ dataDir })
    expect(await line(database.ownerUrl)).toBe(7)
    await database.stop()
    expect(findRunning(dataDir)).toBeUndefined()
    release()
    expect(existsSync(join(dataDir, 'rapport.lock'))).toBe(false)
  })

  it('outlives a kill -9 of PostgreSQL itself', async () => {
    const product = await neighbour()
    process.kill(findRunning(dataDir)!.pid, 'SIGKILL')
    product.kill('SIGKILL')
    await once(product, 'exit')
    const database = await openDatabase({ dataDir })
    expect(await line(database.ownerUrl)).toBe(7)
    await database.stop()
  })

  it('refuses the folder of another major version in words', async () => {
    await (await openDatabase({ dataDir })).stop()
    writeFileSync(join(clusterFolder(dataDir), 'PG_VERSION'), '15\n')
    await expect(openDatabase({ dataDir })).rejects.toThrow(/written by PostgreSQL 15.*pg_dump/)
  })
})

describe('a lock file', () => {
  it('of a process that is gone, or whose pid was given out again, is taken over', () => {
    const path = join(dataDir, 'some.lock')
    writeFileSync(path, JSON.stringify({ ...ownIdentity(), started: 'before the reboot' }))
    const release = tryLock(path)
    expect(release).toBeTypeOf('function')
    expect(tryLock(path)).toMatchObject({ pid: process.pid })
    ;(release as () => void)()
    expect(existsSync(path)).toBe(false)
  })
})

describe('canReach', () => {
  it('follows the modes of every folder on the way', () => {
    const stranger = { uid: 54_321, gid: 54_321 }
    expect(canReach(stranger, tmpdir())).toBe(true)
    expect(canReach(stranger, join(dataDir, 'inside'))).toBe(false)
  })
})

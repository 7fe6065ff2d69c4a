import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDatabase, openDatabase } from '../kernel/database/open.ts'

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))
let dataDir: string
let database: OpenDatabase
let owner: pg.Client

function rapport(args: readonly string[], environment: Record<string, string> = {}) {
  return spawn(process.execPath, ['--import', 'tsx', cli, ...args, '--data', dataDir, '--json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
}

async function outcome(child: ReturnType<typeof rapport>, input = '') {
  child.stdin.end(input)
  const ended = once(child, 'exit')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: (await ended)[0] as number, answer: out === '' ? null : JSON.parse(out), err }
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
function card(index: number): string {
  const digits = `110105${1950 + (index % 50)}0101${String(index % 1000).padStart(3, '0')}`
  return digits + '10X98765432'[WEIGHTS.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11]
}

const ROWS = 6_000
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rapport-keys-'))
  const user = ['user', 'create', '--email', 'a@b.example', '--name', 'A', '--workspace', 'Firm', '--password-stdin']
  expect((await outcome(rapport(user), 'correct horse battery staple')).code).toBe(0)
  database = await openDatabase({ dataDir })
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const rows = Array.from(
    { length: ROWS },
    (_, index) => `X${index},客户${index},${card(index)},E${10_000_000 + index}`,
  )
  const path = join(dataDir, 'guests.csv')
  writeFileSync(path, `external id,name,身份证号,passport\n${rows.join('\n')}\n`)
  expect((await outcome(rapport(['import', 'customers', path]))).answer).toMatchObject({ created: ROWS })
}, 120_000)
afterAll(async () => {
  await owner.end()
  await database.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const versions = async () =>
  (await owner.query('select key_version as v, count(*)::int as n from platform.sensitive_value group by 1 order by 1'))
    .rows

it('renews the data key, killed half-way, with every value readable all the time', { timeout: 120_000 }, async () => {
  expect(await versions()).toEqual([{ v: 1, n: 2 * ROWS }])
  const killed = rapport(['key', 'rotate-data'])
  for (;;) {
    const now = await versions()
    if (now.some(({ v, n }) => v === 2 && n > 0)) break
    if (killed.exitCode !== null) throw new Error('the rotation ended before it could be killed')
  }
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  const half = await versions()
  expect(half).toHaveLength(2)
  expect((await owner.query('select count(*)::int as n from platform.data_key')).rows[0].n).toBe(2)
  // Both keys find: an import of the same file meets everyone by the card alone, under either.
  const path = join(dataDir, 'again.csv')
  writeFileSync(path, `name,身份证号\n${Array.from({ length: 40 }, (_, i) => `新${i},${card(i)}`).join('\n')}\n`)
  expect((await outcome(rapport(['import', 'customers', path]))).answer).toMatchObject({ created: 0 })
  const { code, answer } = await outcome(rapport(['key', 'rotate-data']))
  expect([code, answer.version]).toEqual([0, 3])
  expect(await versions()).toEqual([{ v: 3, n: 2 * ROWS }])
  expect((await owner.query('select key_version from platform.data_key')).rows).toEqual([{ key_version: 3 }])
})

it('changes the master key without touching a value, and says what to do under a wrong one', {
  timeout: 120_000,
}, async () => {
  const sealed = async () =>
    (await owner.query("select md5(string_agg(sealed::text, '' order by id)) as sum from platform.sensitive_value"))
      .rows
  const before = await sealed()
  const master = () => (JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { master: string }).master
  const old = master()
  const { code, answer } = await outcome(rapport(['key', 'rotate-master']))
  expect([code, answer.rewrapped]).toEqual([0, 1])
  expect(master()).not.toBe(old)
  expect(await sealed()).toEqual(before)
  const refused = await outcome(rapport(['key', 'rotate-data'], { RAPPORT_MASTER_KEY: old }))
  expect(refused.code).toBe(5)
  expect(refused.err).toMatch(/sealed under the master key [0-9a-f]{16}.*Set RAPPORT_MASTER_KEY/)
  expect(refused.err).not.toContain(old)
  const wanted = { RAPPORT_MASTER_KEY: 'another master key, of the firm own', RAPPORT_MASTER_KEY_BEFORE: master() }
  expect((await outcome(rapport(['key', 'rotate-master'], wanted))).answer.rewrapped).toBe(1)
  const only = { RAPPORT_MASTER_KEY: wanted.RAPPORT_MASTER_KEY }
  expect((await outcome(rapport(['key', 'rotate-data'], only))).answer).toMatchObject({
    resealed: 2 * ROWS,
    version: 4,
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDatabase, openDatabase } from '../kernel/database/open.ts'

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))
let dataDir: string
let database: OpenDatabase
let owner: pg.Client

/** Runs the command line as a process of its own, so that it can be killed like one. */
function rapport(...args: string[]) {
  return spawn(process.execPath, ['--import', 'tsx', cli, ...args, '--data', dataDir, '--json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

async function answerOf(child: ReturnType<typeof rapport>, input = '') {
  child.stdin.end(input)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (out === '') throw new Error(err)
  return JSON.parse(out)
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rapport-scan-'))
  const user = ['user', 'create', '--email', 'a@b.example', '--name', 'A', '--workspace', 'Firm', '--password-stdin']
  await answerOf(rapport(...user), 'correct horse battery staple')
  database = await openDatabase({ dataDir })
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const TWINS = 1_500
const NAMES = [
  'Harriet Larsen',
  'Declan Novak',
  'Ingrid Thorne',
  'Lucia Bianchi',
  'Tomas Okafor',
  'Priya Dubois',
  'Agnes Marsh',
]
const rowText = (copy: number, i: number) =>
  `${copy}-${i},${NAMES[i % NAMES.length]}${'abcdefghijk'[i % 11]},19${50 + (i % 45)}-0${1 + (i % 9)}-${10 + (i % 18)},${i} Orchard Road`

async function groups(): Promise<string[]> {
  const { rows } = await owner.query<{ members: string }>(
    `select (select string_agg(m::text, ',' order by m) from unnest(members) m) || ' ' || round(probability::numeric, 9)
       as members from customers.duplicate_group order by 1`,
  )
  return rows.map(({ members }) => members)
}

async function runningScan(): Promise<string> {
  for (;;) {
    const { rows } = await owner.query<{ id: string }>(
      `select id from kernel.job where kind = 'scan-duplicates' and state = 'running' and done > 0`,
    )
    if (rows[0]) return rows[0].id
  }
}

describe('A7 a scan for duplicates, killed half-way', () => {
  it('writes the same groups when it goes on', { timeout: 300_000 }, async () => {
    const path = join(dataDir, 'people.csv')
    const rows = Array.from({ length: 2 * TWINS }, (_, i) => rowText(i % 2, i >> 1))
    writeFileSync(path, `external id,name,birthday,address\n${rows.join('\n')}\n`)
    await answerOf(rapport('import', 'customers', path, '--match', 'external-id'))
    const whole = await answerOf(rapport('duplicates', 'scan'))
    expect(whole.customers).toBe(2 * TWINS)
    const expected = await groups()
    expect(expected.length).toBeGreaterThan(0.9 * TWINS)
    await owner.query('delete from customers.duplicate_group')

    const killed = rapport('duplicates', 'scan')
    const job = await runningScan()
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    expect((await owner.query('select state from kernel.job where id = $1', [job])).rows[0].state).toBe('running')

    expect(await answerOf(rapport('duplicates', 'resume', job))).toMatchObject({ job, customers: 2 * TWINS })
    expect(await groups()).toEqual(expected)
  })
})

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
  dataDir = mkdtempSync(join(tmpdir(), 'rapport-resume-'))
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

const ROWS = 4_000
const rowText = (index: number, city: string) =>
  `X${index},客户${index},1${3_000_000_000 + index},c${index}@x.example,${city}`
const fileOf = (name: string, count: number, city: string) => {
  const path = join(dataDir, name)
  const rows = Array.from({ length: count }, (_, index) => rowText(index, city))
  writeFileSync(path, `external id,name,phone,email,city\n${rows.join('\n')}\n`)
  return path
}

async function dump(): Promise<string[]> {
  const tables = ['customers.customer', 'customers.contact_point', 'customers.relation']
  const parts = tables.map((table) =>
    owner.query(`select md5(string_agg(t::text, e'\\n' order by id)) as sum, count(*) from ${table} t`),
  )
  return (await Promise.all(parts)).map(({ rows }) => JSON.stringify(rows[0]))
}

describe('A8 import, killed half-way', () => {
  it('goes on without a lost or doubled row, and is taken back byte for byte', { timeout: 300_000 }, async () => {
    await answerOf(rapport('import', 'customers', fileOf('before.csv', 500, '杭州')))
    const before = await dump()
    await owner.query('listen rapport_changes')
    const heard = once(owner, 'notification')
    const killed = rapport('import', 'customers', fileOf('all.csv', ROWS, '上海'))
    await heard
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    const { rows } = await owner.query("select id, rows_done from customers.import where state = 'running'")
    const batch = rows[0].id
    expect(Number(rows[0].rows_done)).toBeGreaterThan(0)
    expect(Number(rows[0].rows_done)).toBeLessThan(ROWS)

    const resumed = await answerOf(rapport('import', 'resume', batch))
    expect(resumed).toMatchObject({ rows: ROWS, created: ROWS - 500, updated: 500, unchanged: 0, rejected: 0 })
    const count = await owner.query('select count(*), count(distinct external_id) as distinct from customers.customer')
    expect(count.rows[0]).toEqual({ count: String(ROWS), distinct: String(ROWS) })

    expect(await answerOf(rapport('import', 'undo', batch))).toMatchObject({ batch })
    expect(await dump()).toEqual(before)
  })
})

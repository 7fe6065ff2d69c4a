import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leftInTables } from '../testing/leftovers.ts'
import { closeLocal, type Local, openLocal } from './local.ts'

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))
const PASSWORD = 'correct horse battery staple'
let dataDir: string
let local: Local
let owner: pg.Client
let cookie = ''

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

async function send(method: 'GET' | 'POST', path: string, payload?: object) {
  const headers = { cookie, 'x-rapport': '1' }
  const answer = await local.app.server.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) })
  if (answer.statusCode >= 400) throw new Error(`${path}: ${answer.body}`)
  return String(answer.headers['content-type']).includes('json') ? answer.json() : answer
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rapport-erase-'))
  const user = ['user', 'create', '--email', 'a@b.example', '--name', 'A', '--workspace', 'Firm', '--password-stdin']
  await answerOf(rapport(...user), PASSWORD)
  // The queue is made by the first start with workers.
  await closeLocal(await openLocal({ data: dataDir }, { workers: true }))
  // Without workers: the job waits for the process that is killed.
  local = await openLocal({ data: dataDir })
  await local.app.server.ready()
  owner = new pg.Client({ connectionString: local.database.ownerUrl })
  await owner.connect()
  const payload = { email: 'a@b.example', password: PASSWORD }
  const { cookies } = await local.app.server.inject({ method: 'POST', url: '/api/v1/auth/sign-in/email', payload })
  cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}, 120_000)
afterAll(async () => {
  await owner.end()
  await closeLocal(local)
  rmSync(dataDir, { recursive: true, force: true })
})

const CANARY = 'canarykestrel'
const ENTRIES = 40_000

async function entriesLeft(): Promise<number> {
  const { rows } = await owner.query<{ n: number }>('select count(*)::integer as n from customers.journal_entry')
  return rows[0]!.n
}

it('A5 goes on with an erasure that was killed, and certifies all of it', { timeout: 300_000 }, async () => {
  const customer = await send('POST', '/customers', {
    kind: 'person',
    name: `${CANARY} Lin`,
    note: CANARY,
    contactPoints: [{ kind: 'email', value: `${CANARY}@rare.example` }],
  })
  await send('POST', `/customers/${customer.id}/journal`, { on: '2026-01-05', text: CANARY })
  await owner.query(
    `insert into customers.journal_entry
     select r.* from customers.journal_entry e cross join generate_series(2, $1) s cross join lateral
       jsonb_populate_record(e, jsonb_build_object('id', md5(s::text)::uuid)) r`,
    [ENTRIES],
  )
  const request = await send('POST', '/privacy-requests', { kind: 'erasure', channel: 'mail', customerId: customer.id })
  const path = `/privacy-requests/${request.id}`
  await send('POST', `${path}/verify`, { version: 1, how: 'document' })
  const { job } = await send('POST', `${path}/erasure`, { version: 2, confirm: `${CANARY} Lin` })
  await owner.query(`update kernel.job set state = 'running', heartbeat_at = now() where id = $1`, [job])

  const killed = rapport('duplicates', 'resume', job)
  while ((await entriesLeft()) === ENTRIES);
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  const left = await entriesLeft()
  expect(left).toBeGreaterThan(0)
  const half = await owner.query<{ state: string }>('select state from customers.privacy_erasure')
  expect(half.rows).toEqual([{ state: 'running' }])

  await answerOf(rapport('duplicates', 'resume', job))
  expect(await entriesLeft()).toBe(0)
  expect(await leftInTables(owner, [CANARY])).toEqual([])
  expect(await send('GET', path)).toMatchObject({ state: 'done' })
  const certificate = await send('GET', `${path}/certificate`)
  const counted = certificate.erased.find(({ key }: { key: string }) => key === 'journal-entry.labels')
  expect(counted.count).toBe(ENTRIES)
  expect(JSON.stringify(certificate)).not.toContain(CANARY)
})

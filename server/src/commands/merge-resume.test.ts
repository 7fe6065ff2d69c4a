import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

const one = async <R extends pg.QueryResultRow>(statement: string) => (await owner.query<R>(statement)).rows[0]!

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rapport-merge-'))
  const user = ['user', 'create', '--email', 'a@b.example', '--name', 'A', '--workspace', 'Firm', '--password-stdin']
  await answerOf(rapport(...user), 'correct horse battery staple')
  database = await openDatabase({ dataDir })
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
}, 120_000)
afterAll(async () => {
  await owner.end()
  await database.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const GROUPS = 4_000
const MS_MAX = 60_000

it('A7 merges 4,000 groups, killed half-way: no row lost, none doubled, the journal whole', {
  timeout: 400_000,
}, async () => {
  const seeded = ['seed', '--customers', String(GROUPS * 2), '--orders', String(GROUPS * 2)]
  await answerOf(rapport(...seeded))
  const { rows } = await owner.query<{ id: string; kind: string }>(
    'select id, kind from customers.customer order by kind, id',
  )
  const groups: { ids: string[] }[] = []
  for (const kind of ['organization', 'person']) {
    const ids = rows.filter((row) => row.kind === kind).map(({ id }) => id)
    for (let index = 0; index + 1 < ids.length; index += 2) groups.push({ ids: [ids[index]!, ids[index + 1]!] })
  }
  const counts = `select (select count(*) from sales."order") as orders, (select count(*) from customers.contact_point) as points,
    (select sum(total) from sales."order") as money`
  const before = await one(counts)
  const file = join(dataDir, 'groups.json')
  writeFileSync(file, JSON.stringify(groups))
  await owner.query('listen rapport_changes')
  const heard = once(owner, 'notification')
  const began = performance.now()
  const killed = rapport('duplicates', 'merge-file', file)
  await heard
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  const half = await one<{ reached: number; job: string }>(`select r.reached, j.id as job from customers.merge_run r
    join kernel.job j on j.payload ->> 'run' = r.id::text where j.state = 'running'`)
  expect(half.reached).toBeGreaterThan(0)
  expect(half.reached).toBeLessThan(groups.length)

  const resumed = await answerOf(rapport('duplicates', 'resume', half.job))
  expect(performance.now() - began).toBeLessThan(MS_MAX)
  expect(resumed).toMatchObject({ groups: groups.length, merged: groups.length, unchanged: 0, refused: 0 })
  expect(await one(counts)).toEqual(before)
  const whole = await one(`select
    (select count(*)::integer from customers.merge) as merges,
    (select count(*)::integer from customers.customer where survivor_id is not null) as merged,
    (select count(*)::integer from customers.customer where deleted_at is null) as live,
    (select count(*)::integer from sales."order" o join customers.customer c on c.id = o.customer_id where c.survivor_id is not null) as lost,
    (select count(*)::integer from customers.merge_move m where table_name = 'sales.order' and not exists (
      select from sales."order" o join customers.merge g on g.survivor_id = o.customer_id where o.id = m.row_id and g.id = m.merge_id)) as astray,
    (select count(*)::integer from customers.customer c where deleted_at is null and order_count <> (
      select count(*) from sales."order" o where o.customer_id = c.id and o.deleted_at is null and status not in ('cancelled', 'returned'))) as miscounted`)
  const live = rows.length - groups.length
  expect(whole).toEqual({ merges: groups.length, merged: groups.length, live, lost: 0, astray: 0, miscounted: 0 })
})

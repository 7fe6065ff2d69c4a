import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { writeCustomerFile } from './_file.ts'
import { cpuSeconds, familyOf, load, memoryMb } from './_machine.ts'
import { type Line, report } from './_report.ts'
import { copyText } from './_seed.ts'
import { openWorld, type World } from './_world.ts'

const CUSTOMERS = 1_000_000
const ROWS = Number(process.argv[2] ?? 1_048_576)
const UPDATED = Number(process.argv[3] ?? 100_000)
const FROM = 10_000_000
const RAW_ROWS = 50_000
const PER_SECOND = 10_000
const SHARE = 0.2
const MEMORY_MB = 300
const UNDO_S = 30
const FILE = '.cache/bench/import.csv'

interface Ran {
  readonly answer: {
    readonly batch: string
    readonly created: number
    readonly updated: number
    readonly undone: number
  }
  readonly seconds: number
  readonly cpuMs: { readonly product: number; readonly database: number }
  readonly memoryGrownMb: number
}

/** Runs a command of the product beside the one that serves, and watches its memory. */
async function run(world: World, args: readonly string[]): Promise<Ran> {
  const cli = process.env.BENCH_CLI ?? 'build/server/cli.js'
  const databaseBefore = cpuSeconds(familyOf(world.postmaster))
  const began = performance.now()
  const child = spawn(process.execPath, [cli, 'import', ...args, '--data', world.dataDir, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const memory: number[] = []
  let productSeconds = 0
  const watch = setInterval(() => {
    memory.push(memoryMb(child.pid!))
    productSeconds = Math.max(productSeconds, cpuSeconds([child.pid!]))
  }, 250)
  const [answer] = await Promise.all([text(child.stdout), once(child, 'exit')])
  clearInterval(watch)
  const database = cpuSeconds(familyOf(world.postmaster)) - databaseBefore
  // The process has loaded its code after the first seconds; what comes on top is the import's.
  const idle = memory[Math.min(8, memory.length - 1)] ?? 0
  return {
    answer: JSON.parse(answer),
    seconds: (performance.now() - began) / 1000,
    cpuMs: { product: productSeconds * 1000, database: database * 1000 },
    memoryGrownMb: Math.max(...memory, idle) - idle,
  }
}

const TABLES = [
  ['customers.customer', 'customers.customer', 'customer'],
  ['customers.contact_point', 'customers.contact_point', 'contact-point'],
] as const

/** Takes the rows that an import made out of the tables, to put them in again bare. */
async function takeRows(client: pg.Client, batch: string): Promise<{ table: string; names: string[]; text: string }[]> {
  const first = `select subject_id from kernel.event where batch_id = '${batch}' and type = 'customers.customer.created'
    order by subject_id limit ${RAW_ROWS}`
  const parts = []
  for (const [table] of TABLES) {
    const column = table === 'customers.customer' ? 'id' : 'customer_id'
    parts.push({ table, query: `select * from ${table} where ${column} in (${first})` })
  }
  parts.push({
    table: 'kernel.event',
    query: `select * from kernel.event where batch_id = '${batch}' and customer_id in (${first})`,
  })
  const taken = []
  for (const { table, query } of parts) {
    const { fields } = await client.query(`${query} limit 0`)
    const rows = await text(client.query(copyTo(`copy (${query}) to stdout`)))
    taken.push({ table, names: fields.map(({ name }) => name), text: rows })
  }
  return taken
}

/** Rows a second of bare COPY of the same rows into the same tables; rolled back, so that the next run finds them as they were. */
async function copyAgain(client: pg.Client, batch: string, parts: Awaited<ReturnType<typeof takeRows>>) {
  await client.query('begin')
  // The log keeps what was taken back.
  await client.query(`delete from kernel.event where batch_id = '${batch}'`)
  const began = performance.now()
  for (const part of parts) await copyText(client, part.table, part.names, part.text)
  const seconds = (performance.now() - began) / 1000
  await client.query('rollback')
  return (parts[0]!.text.split('\n').length - 1) / seconds
}

mkdirSync('.cache/bench', { recursive: true })
const world = await openWorld(CUSTOMERS, { hasOrders: true })
const client = new pg.Client({ connectionString: world.ownerUrl })
await client.connect()
await writeCustomerFile(FILE, { rows: ROWS, from: FROM, knownEvery: 10, known: CUSTOMERS })
const made = await run(world, ['customers', FILE])
const taken = await takeRows(client, made.answer.batch)
await run(world, ['undo', made.answer.batch])
const rawPerSecond = await copyAgain(client, made.answer.batch, taken)
await writeCustomerFile(FILE, { rows: UPDATED, from: FROM, knownEvery: 1, known: CUSTOMERS })
const changed = await run(world, ['customers', FILE])
const undone = await run(world, ['undo', changed.answer.batch])
await client.end()

const perSecond = ROWS / made.seconds
const each = (ms: number, count: number) => `${((ms * 1000) / count).toFixed(0)} µs`
const lines: Line[] = [
  {
    what: `import of ${ROWS} rows, nine of ten new, matched on external id, mail, phone, card`,
    asked: `≥ ${PER_SECOND} rows/s`,
    measured: `${Math.round(perSecond)} rows/s`,
    isReached: perSecond >= PER_SECOND,
    detail: `processor a row: product ${each(made.cpuMs.product, ROWS)}, PostgreSQL ${each(made.cpuMs.database, ROWS)}; load ${load().toFixed(1)}`,
  },
  {
    what: 'share of bare COPY of the same rows (customers, contact points, events) into the same tables',
    asked: `≥ ${SHARE * 100} %`,
    measured: `${Math.round((100 * perSecond) / rawPerSecond)} %`,
    isReached: perSecond / rawPerSecond >= SHARE,
    detail: `COPY ${Math.round(rawPerSecond)} rows/s`,
  },
  {
    what: 'memory above idle while importing',
    asked: `≤ ${MEMORY_MB} MB`,
    measured: `${Math.round(made.memoryGrownMb)} MB`,
    isReached: made.memoryGrownMb <= MEMORY_MB,
  },
  {
    what: `undo of ${changed.answer.updated} updated rows`,
    asked: `≤ ${UNDO_S} s for 100000`,
    measured: `${undone.seconds.toFixed(1)} s`,
    isReached: undone.seconds * (100_000 / Math.max(1, changed.answer.updated)) <= UNDO_S,
    detail: `load ${load().toFixed(1)}`,
  },
]
report('import', {
  title: 'Import and undo',
  method: `Into a table of a million customers with two million contact points, by the command line beside the running product.`,
  lines,
})
await world.stop()
process.exit(0)

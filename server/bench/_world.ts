import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { closeLocal, openLocal } from '../src/commands/local.ts'
import { findRunning } from '../src/kernel/database/embedded.ts'
import { openDatabase } from '../src/kernel/database/open.ts'
import { seedCustomers } from './_seed.ts'

/** Who asks: headers of an administrator and of people who see what they own. */
export interface Callers {
  readonly administrator: Record<string, string>
  /** Owns a fiftieth of all customers. */
  readonly representative: Record<string, string>
  /** Owns one customer in five thousand. */
  readonly newcomer: Record<string, string>
}

export interface World {
  readonly dataDir: string
  readonly origin: string
  readonly callers: Callers
  readonly workspaceId: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly product: ChildProcess
  readonly postmaster: number
  readonly readyMs: number
  readonly stop: () => Promise<void>
}

interface Firm {
  readonly key: string
  readonly workspaceId: string
}

const PORT = 4377
const PASSWORD = 'correct horse battery staple'
const REPRESENTATIVES = 50
const mailOf = (nth: number) => `rep${nth}@bench.example`
const NEWCOMER = REPRESENTATIVES

export const tell = (text: string) => process.stderr.write(`${text}\n`)

/** Runs the product, built, on a data folder, and waits for its word. */
export async function startProduct(dataDir: string, nodeArgs: readonly string[] = []) {
  const began = performance.now()
  const cli = process.env.BENCH_CLI ?? 'build/server/cli.js'
  const args = [...nodeArgs, cli, 'start', '--data', dataDir, '--port', String(PORT), '--no-open']
  const product = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, RAPPORT_RATE_PER_MINUTE: '100000000' },
  })
  process.once('exit', () => product.kill())
  let isReady = false
  for await (const line of createInterface({ input: product.stdout! })) {
    isReady = line.includes('ready')
    if (isReady) break
  }
  if (!isReady) throw new Error(`The product did not start on ${dataDir}; remove that folder to have it filled anew.`)
  return { product, readyMs: performance.now() - began, origin: `http://127.0.0.1:${PORT}` }
}

export async function stopProduct(product: ChildProcess): Promise<void> {
  if (product.exitCode !== null) return
  product.kill('SIGTERM')
  await once(product, 'exit')
}

/** A firm of this size in a data folder of its own, kept in `.cache` for the next run, with the product running on it. */
export async function openWorld(customers: number, { hasOrders = false } = {}): Promise<World> {
  const dataDir = resolve(`.cache/bench/${customers}${hasOrders ? '-orders' : ''}`)
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const marker = `${dataDir}/seeded.json`
  if (!existsSync(marker)) writeFileSync(marker, JSON.stringify(await seedWorld(dataDir, customers, hasOrders)))
  const { key, workspaceId } = JSON.parse(readFileSync(marker, 'utf8')) as Firm
  const nodeArgs = (process.env.BENCH_NODE_ARGS ?? '').split(' ').filter(Boolean)
  const { product, readyMs, origin } = await startProduct(dataDir, nodeArgs)
  const database = await openDatabase({ dataDir })
  return {
    dataDir,
    origin,
    callers: {
      administrator: { authorization: `Bearer ${key}` },
      representative: await signIn(origin, mailOf(0)),
      newcomer: await signIn(origin, mailOf(NEWCOMER)),
    },
    workspaceId,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    product,
    postmaster: findRunning(dataDir)!.pid,
    readyMs,
    stop: async () => {
      await stopProduct(product)
      await database.stop()
    },
  }
}

async function signIn(origin: string, email: string): Promise<Record<string, string>> {
  const answer = await fetch(`${origin}/api/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rapport': '1', origin },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  if (!answer.ok) throw new Error(`${email} could not sign in: ${await answer.text()}`)
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
    'x-rapport': '1',
  }
}

async function seedWorld(dataDir: string, count: number, hasOrders: boolean): Promise<Firm> {
  tell(`Filling ${dataDir} with ${count} customers …`)
  const local = await openLocal({ data: dataDir })
  const { platform } = local.app
  const { workspaceId } = await platform.createUser({
    email: 'admin@bench.example',
    name: 'Admin',
    password: PASSWORD,
    workspace: 'Bench',
    country: 'CN',
  })
  const { secret: key } = await platform.createKey({ name: 'bench' })
  const ids: string[] = []
  for (let nth = 0; nth <= NEWCOMER; nth++) {
    const user = { email: mailOf(nth), name: `Rep ${nth}`, password: PASSWORD, role: 'Sales representative' }
    ids.push((await platform.createUser(user)).userId)
  }
  const client = new pg.Client({ connectionString: local.database.ownerUrl })
  await client.connect()
  const owners = { of: (index: number) => ids[index % 5000 === 7 ? NEWCOMER : index % REPRESENTATIVES]! }
  await seedCustomers(client, { workspaceId, owners, count, hasOrders, tell: (done) => tellEvery(done, count) })
  await client.query('vacuum analyze')
  await client.end()
  await closeLocal(local)
  return { key, workspaceId }
}

function tellEvery(done: number, count: number) {
  if (done % 60_000 === 0 || done === count) tell(`  ${done} of ${count}`)
}

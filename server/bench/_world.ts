import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { closeLocal, openLocal } from '../src/commands/local.ts'
import { openDatabase } from '../src/kernel/database/open.ts'
import { seedCustomers } from './_seed.ts'

export interface World {
  readonly origin: string
  /** Key of an administrator. */
  readonly key: string
  /** Key… of a person who sees only their own customers, by session cookie. */
  readonly workspaceId: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly product: ChildProcess
  readonly readyMs: number
  readonly stop: () => Promise<void>
}

const PORT = 4377

/** A firm of this size in a data folder of its own, kept in `.cache` for the next run, with the product running on it. */
export async function openWorld(customers: number): Promise<World> {
  const dataDir = resolve(`.cache/bench-${customers}`)
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const marker = `${dataDir}/seeded.json`
  if (!existsSync(marker)) await seedWorld(dataDir, customers, marker)
  const { key, workspaceId } = JSON.parse((await import('node:fs')).readFileSync(marker, 'utf8')) as { key: string; workspaceId: string }
  const began = performance.now()
  const product = spawn(process.execPath, ['build/server/cli.js', 'start', '--data', dataDir, '--port', String(PORT), '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, RAPPORT_RATE_PER_MINUTE: '100000000' },
  })
  for await (const line of createInterface({ input: product.stdout! })) if (line.includes('ready')) break
  const readyMs = performance.now() - began
  const database = await openDatabase({ dataDir })
  return {
    origin: `http://127.0.0.1:${PORT}`,
    key,
    workspaceId,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    product,
    readyMs,
    stop: async () => {
      product.kill('SIGTERM')
      await once(product, 'exit')
      await database.stop()
    },
  }
}

async function seedWorld(dataDir: string, customers: number, marker: string): Promise<void> {
  const local = await openLocal({ data: dataDir })
  const created = await local.app.platform.createUser({ email: 'admin@bench.example', name: 'Admin', password: 'correct horse battery staple', workspace: 'Bench', language: 'en', country: 'CN' })
  const { secret } = await local.app.platform.createKey({ name: 'bench' })
  const { rows } = await local.app.runtime.pool.query('select 1 as one')
  if (rows.length !== 1) throw new Error('the database does not answer')
  const client = new pg.Client({ connectionString: local.database.ownerUrl })
  await client.connect()
  const workspaceId = (created as { workspaceId: string }).workspaceId
  const owners = [(created as { userId: string }).userId]
  await seedCustomers(client, workspaceId, owners, customers)
  await client.query('vacuum analyze')
  await client.end()
  await closeLocal(local)
  writeFileSync(marker, JSON.stringify({ key: secret, workspaceId }))
}

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../src/kernel/database/open.ts'

const cli = resolve('scripts/rapport.mjs')

/** An empty firm in a data folder of its own, used through the command line. */
export interface Firm {
  readonly dataDir: string
  /** Runs a command. @returns what it prints as JSON */
  // biome-ignore lint/suspicious/noExplicitAny: each command answers in a shape of its own
  readonly run: (args: readonly string[], input?: string) => any
  /** The owner's role, to look into tables. */
  readonly client: pg.Client
  readonly close: () => Promise<void>
}

export async function openFirm(): Promise<Firm> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-verify-'))
  const run = (args: readonly string[], input?: string) =>
    JSON.parse(
      execFileSync(process.execPath, [cli, ...args, '--data', dataDir, '--json'], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
        ...(input !== undefined && { input }),
      }),
    )
  run(
    ['user', 'create', '--email', 'a@verify.example', '--name', 'Verify', '--workspace', 'Verify', '--password-stdin'],
    'correct horse battery staple',
  )
  const database = await openDatabase({ dataDir })
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  const close = async () => {
    await client.end()
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { dataDir, run, client, close }
}

import pg from 'pg'
import { closeLocal, openLocal } from '../src/commands/local.ts'
import { createPool } from '../src/kernel/database/driver.ts'
import { type Call, closedLoop, type LoadResult, type LoopOptions } from './_load.ts'
import type { World } from './_world.ts'

/** A statement as the product sends it. */
interface Statement {
  readonly name?: string
  readonly text: string
  readonly values: unknown[]
}

/**
 * The statements that answer each call, once what the product keeps between requests is warm: without the beginning
 * and the end of the transaction, which bare SQL does without.
 */
export async function recordStatements(
  world: World,
  headers: Record<string, string>,
  calls: readonly Call[],
): Promise<Statement[][]> {
  const local = await openLocal({ data: world.dataDir })
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown }
  const { query } = prototype
  let heard: Statement[] = []
  prototype.query = function listen(...args: unknown[]) {
    const [config] = args as [{ name?: string; text?: string; values?: unknown[] }]
    if (typeof config === 'object' && config.text && config.values) heard.push({ ...config } as Statement)
    return query.apply(this, args)
  }
  try {
    const send = ({ method = 'GET', path, body }: Call) =>
      local.app.server.inject({
        method,
        url: `/api/v1${path}`,
        headers,
        ...(body !== undefined && { payload: body as object }),
      })
    const statements: Statement[][] = []
    for (const call of calls) {
      await send(call)
      heard = []
      const answer = await send(call)
      if (answer.statusCode >= 400) throw new Error(`${call.path}: ${answer.body}`)
      // Outside a transaction a setting has to hold for the connection.
      statements.push(heard.map((one) => ({ ...one, text: one.text.replace(/^set local /, 'set ') })))
    }
    return statements
  } finally {
    prototype.query = query
    await closeLocal(local)
  }
}

/** The same statements through the driver alone, on as many connections as the product has. */
export async function loadRaw(
  world: World,
  statements: readonly (readonly Statement[])[],
  options: LoopOptions & { readonly connections: number },
): Promise<LoadResult> {
  const pool = createPool({ url: world.appUrl, connectionsMax: options.connections })
  const ready = new WeakSet<pg.ClientBase>()
  const result = await closedLoop(options, async (_caller, turn) => {
    const client = await pool.connect()
    if (!ready.has(client)) {
      await client.query(`set app.workspace_id = '${world.workspaceId}'`)
      ready.add(client)
    }
    await Promise.all(statements[turn % statements.length]!.map((statement) => client.query({ ...statement })))
    client.release()
    return true
  })
  await pool.end()
  return result
}

import { createHash } from 'node:crypto'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type RawBuilder,
  sql,
} from 'kysely'
import pg from 'pg'
import type { Db } from '../context.ts'
import type { Database } from './tables.gen.ts'

const INT8 = 20
const DATE = 1082
pg.types.setTypeParser(INT8, Number)
pg.types.setTypeParser(DATE, (value) => value)

export interface PoolOptions {
  readonly url: string
  readonly connectionsMax: number
  readonly statementTimeoutMs?: number
  /** False for libraries that expect each answer before the next question. */
  readonly isPipelined?: boolean
}

/** A pool whose connections are pipelined: statements that don't wait for each other leave in one write. */
export function createPool({
  url,
  connectionsMax,
  statementTimeoutMs = 30_000,
  isPipelined = true,
}: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    pipeline: isPipelined,
    statement_timeout: statementTimeoutMs,
    idleTimeoutMillis: 60_000,
    application_name: 'rapport',
  } as pg.PoolConfig)
  pool.on('error', () => {}) // an idle connection that the server closed is replaced at the next use
  return pool
}

/**
 * Statement names by SQL text, so that PostgreSQL parses and plans each text once per connection. A text gets its name
 * when it comes back, and there is an end to names: filters can make any number of texts, and each name holds memory
 * in every connection.
 */
const NAMED_STATEMENTS_MAX = 400
const SEEN_TEXTS_MAX = 2_000
const statementNames = new Map<string, string>()
const seenOnce = new Set<string>()

function statementName(text: string): string | undefined {
  const known = statementNames.get(text)
  if (known !== undefined || statementNames.size >= NAMED_STATEMENTS_MAX) return known
  if (!seenOnce.delete(text)) {
    if (seenOnce.size >= SEEN_TEXTS_MAX) seenOnce.clear()
    seenOnce.add(text)
    return undefined
  }
  const name = `s${createHash('sha1').update(text).digest('base64url')}`
  statementNames.set(text, name)
  return name
}

class ClientConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase
  readonly #beforeEach: () => void

  constructor(client: pg.ClientBase, beforeEach: () => void) {
    this.#client = client
    this.#beforeEach = beforeEach
  }

  async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    this.#beforeEach()
    const name = statementName(text)
    const result = await this.#client.query({ ...(name && { name }), text, values: parameters as unknown[] })
    if (result.command === 'SELECT') return { rows: result.rows }
    return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
  }

  // biome-ignore lint/correctness/useYield: streaming goes through COPY and keyset pages instead
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('read keyset pages instead of streaming a query')
  }
}

const dialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: (): Driver => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

const compiler = new Kysely<Database>({ dialect })

/** The SQL of a fragment that is the same for many requests, so that it is spelt out once. */
export function precompiled(fragment: RawBuilder<unknown>): RawBuilder<unknown> {
  const { sql: text, parameters } = fragment.compile(compiler)
  return parameters.length === 0 ? sql.raw(text) : fragment
}

/** A query builder bound to one connection; cheap enough to make for each transaction. */
export function bindClient(client: pg.ClientBase, beforeEach: () => void = () => {}): Db {
  const connection = new ClientConnection(client, beforeEach)
  const executor = compiler.getExecutor().withConnectionProvider({ provideConnection: (use) => use(connection) })
  return new Kysely<Database>({ config: { dialect }, driver: new DummyDriver(), dialect, executor })
}

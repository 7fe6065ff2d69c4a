import type pg from 'pg'
import type { Actor } from '../actor.ts'
import type { Ctx, Db } from '../context.ts'
import { fromDatabase, Problem } from '../problem.ts'
import type { RecordedEvent } from '../record/event.ts'
import { insertEvent, type Subscriber } from '../record/insert-event.ts'
import type { Registry } from '../registry.ts'
import type { Translate } from '../words.ts'
import { bindClient } from './driver.ts'

/** What a transaction needs from the running product. */
export interface Runtime {
  readonly pool: pg.Pool
  readonly now: () => Date
  readonly translate: Translate
  readonly subscribers: ReadonlyMap<string, readonly Subscriber[]>
  readonly entries: <T>(registry: Registry<T>) => readonly T[]
  /** Called with a transaction's events once they are committed. */
  readonly publish: (workspaceId: string, events: readonly RecordedEvent[]) => void
  readonly enqueue: (ctx: Ctx, kind: string, payload: object) => Promise<string>
}

export interface TransactionOptions {
  readonly requestId: string
  readonly batchId?: string | null
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `begin; set local …` as one message. The workspace is checked to be a UUID, so it may stand in the text. */
function beginText(workspaceId: string, mode: 'read' | 'write'): string {
  if (!UUID.test(workspaceId)) throw new Error('a workspace id must be a UUID')
  return `begin${mode === 'read' ? ' read only' : ''}; set local app.workspace_id = '${workspaceId}'`
}

const socketOf = (client: pg.ClientBase) =>
  (client as unknown as { connection: { stream: import('node:net').Socket } }).connection.stream

/** Holds small writes back until the end of this turn, so that the first statement leaves together with `begin`. */
function cork(client: pg.ClientBase) {
  const stream = socketOf(client)
  stream.cork()
  setImmediate(() => stream.uncork())
}

/**
 * Statements that a read sends in one turn leave in one write with `begin` and `commit` around them. A read of several
 * turns is several transactions, which is the same at READ COMMITTED, where each statement sees the data of its own time.
 */
class ReadTurns {
  readonly #client: pg.ClientBase
  readonly #begin: string
  #isOpen = false

  constructor(client: pg.ClientBase, workspaceId: string) {
    this.#client = client
    this.#begin = beginText(workspaceId, 'read')
  }

  readonly open = () => {
    if (this.#isOpen) return
    this.#isOpen = true
    socketOf(this.#client).cork()
    this.#client.query(this.#begin).catch(() => {}) // the first statement reports a lost connection
    setImmediate(this.close)
  }

  readonly close = () => {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#client.query('commit').catch(() => {})
    socketOf(this.#client).uncork()
  }
}

/** Runs a read: its statements see one workspace and nothing can be changed. */
export async function readTransaction<T>(
  runtime: Runtime,
  actor: Actor,
  options: TransactionOptions,
  use: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const client = await runtime.pool.connect()
  const turns = new ReadTurns(client, actor.workspaceId)
  let failure: unknown
  try {
    return await use(createContext(runtime, actor, bindClient(client, turns.open), options, []))
  } catch (error) {
    failure = error
    throw fromDatabase(error)
  } finally {
    turns.close()
    client.release(isConnectionLost(failure))
  }
}

const ATTEMPTS_MAX = 3

/** Runs a use case: commits when it returns, rolls back when it throws; serialization clashes are tried again. */
export async function writeTransaction<T>(
  runtime: Runtime,
  actor: Actor,
  options: TransactionOptions,
  use: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeOnce(runtime, actor, options, use)
    } catch (error) {
      if (!(error instanceof Problem && error.type === 'try-again') || attempt === ATTEMPTS_MAX) throw error
    }
  }
}

async function writeOnce<T>(
  runtime: Runtime,
  actor: Actor,
  options: TransactionOptions,
  use: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const client = await runtime.pool.connect()
  cork(client)
  client.query(beginText(actor.workspaceId, 'write')).catch(() => {})
  const events: RecordedEvent[] = []
  let failure: unknown
  try {
    const result = await use(createContext(runtime, actor, bindClient(client), options, events))
    const ended = await client.query('commit')
    if (ended.command === 'ROLLBACK') throw new Error('a statement failed and its error was swallowed')
    if (events.length > 0) runtime.publish(actor.workspaceId, events)
    return result
  } catch (error) {
    failure = error
    await client.query('rollback').catch(() => {})
    throw fromDatabase(error)
  } finally {
    client.release(isConnectionLost(failure))
  }
}

function isConnectionLost(error: unknown): boolean {
  const { code, message = '' } = (error ?? {}) as { code?: string; message?: string }
  return (
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    (code?.startsWith('57P') ?? false) ||
    /connection|terminat/i.test(message)
  )
}

function createContext(
  runtime: Runtime,
  actor: Actor,
  db: Db,
  options: TransactionOptions,
  events: RecordedEvent[],
): Ctx {
  const ctx: Ctx = {
    actor,
    db,
    now: runtime.now(),
    requestId: options.requestId,
    batchId: options.batchId ?? null,
    entries: runtime.entries,
    t: (key, params) => runtime.translate(actor.language, key, params),
    record: async (event) => {
      const recorded = await insertEvent(ctx, event)
      events.push(recorded)
      for (const subscriber of runtime.subscribers.get(event.type) ?? []) await subscriber.run(ctx, recorded)
    },
    announce: (subjectType) => {
      if (events.some((event) => event.type === 'many' && event.subjectType === subjectType)) return
      events.push({ id: '', at: ctx.now, type: 'many', subjectType, subjectId: '' })
    },
    enqueue: (kind, payload) => runtime.enqueue(ctx, kind, payload),
  }
  return ctx
}

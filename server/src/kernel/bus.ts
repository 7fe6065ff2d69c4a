import { EventEmitter } from 'node:events'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { noteChange } from './record/changes.ts'
import type { RecordedEvent } from './record/event.ts'

/** What listeners hear of a committed change: never its content, since each listener may see different fields. */
export interface Notice {
  readonly workspaceId: string
  readonly type: string
  readonly subjectType: string
  readonly subjectId: string
  readonly version: number | null
  readonly customerId: string | null
}

export interface JobNotice {
  readonly workspaceId: string
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly done: number
  readonly total: number | null
}

export interface Bus {
  readonly publish: (workspaceId: string, events: readonly RecordedEvent[]) => void
  readonly publishJob: (notice: JobNotice) => void
  /** @returns a function that ends the subscription */
  readonly onNotice: (listen: (notice: Notice) => void) => () => void
  readonly onJob: (listen: (notice: JobNotice) => void) => () => void
  readonly close: () => Promise<void>
}

const CHANNEL = 'rapport_changes'
const GATHER_MS = 50
const TOLD_MAX = 40

/**
 * Tells this process and, through PostgreSQL, every other one on the same database what has changed.
 * Others are told in gathered messages; past a number of changes only which record types changed.
 */
export async function createBus(url: string): Promise<Bus> {
  const processId = uuidv7()
  const emitter = new EventEmitter().setMaxListeners(0)
  const client = new pg.Client({ connectionString: url, application_name: 'rapport changes' })
  await client.connect()
  client.on('error', () => {})
  await client.query(`listen ${CHANNEL}`)
  client.on('notification', ({ payload }) => hear(payload ?? '{}', processId, emitter))

  let gathered: Notice[] = []
  let timer: NodeJS.Timeout | null = null
  const tellOthers = () => {
    timer = null
    const notices = gathered
    gathered = []
    const message = notices.length <= TOLD_MAX ? { notices } : { types: changedTypes(notices) }
    client.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: processId, ...message })]).catch(() => {})
  }
  const gather = (notice: Notice) => {
    noteChange(notice.workspaceId, notice.subjectType)
    emitter.emit('notice', notice)
    if (gathered.length < 10_000) gathered.push(notice)
    timer ??= setTimeout(tellOthers, GATHER_MS)
  }
  return {
    publish: (workspaceId, events) => {
      for (const event of events) gather(toNotice(workspaceId, event))
    },
    publishJob: (notice) => emitter.emit('job', notice),
    onNotice: (listen) => subscribe(emitter, 'notice', listen),
    onJob: (listen) => subscribe(emitter, 'job', listen),
    close: async () => {
      if (timer) {
        clearTimeout(timer)
        tellOthers()
      }
      await client.end()
    },
  }
}

function subscribe<T>(emitter: EventEmitter, name: string, listen: (value: T) => void) {
  emitter.on(name, listen)
  return () => emitter.off(name, listen)
}

const toNotice = (workspaceId: string, event: RecordedEvent): Notice => ({
  workspaceId,
  type: event.type,
  subjectType: event.subjectType,
  subjectId: event.subjectId,
  version: event.version ?? null,
  customerId: event.customerId ?? null,
})

const changedTypes = (notices: readonly Notice[]) => [
  ...new Set(notices.map((notice) => `${notice.workspaceId}:${notice.subjectType}`)),
]

function hear(payload: string, processId: string, emitter: EventEmitter): void {
  const message = JSON.parse(payload) as { from?: string; notices?: Notice[]; types?: string[] }
  if (message.from === processId) return
  for (const notice of message.notices ?? []) {
    noteChange(notice.workspaceId, notice.subjectType)
    emitter.emit('notice', notice)
  }
  for (const type of message.types ?? []) {
    const [workspaceId = '', subjectType = ''] = type.split(':')
    noteChange(workspaceId, subjectType)
    emitter.emit('notice', { workspaceId, type: 'many', subjectType, subjectId: '', version: null, customerId: null })
  }
}

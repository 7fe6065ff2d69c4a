import type { FastifyReply, FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import type { Actor } from '../../kernel/actor.ts'
import type { Bus, JobNotice, Notice } from '../../kernel/bus.ts'
import { type Runtime, readTransaction } from '../../kernel/database/transaction.ts'
import { Problem } from '../../kernel/problem.ts'
import { gatherTypes, ownJobIds, visibleNotices } from './visible-notices.ts'

const GATHER_MS = 100
const HEARTBEAT_MS = 15_000
const GATHERED_MAX = 500
const STREAMS_PER_ACTOR_MAX = 10
const UNSENT_BYTES_MAX = 1024 * 1024

export interface StreamOptions {
  readonly bus: Bus
  readonly runtime: Runtime
  readonly findActor: (request: FastifyRequest) => Promise<Actor | null>
}

export interface Streams {
  /** Answers with server-sent events until either side ends. @throws too-many-streams */
  readonly open: (request: FastifyRequest, reply: FastifyReply, actor: Actor) => void
  readonly close: () => void
}

interface Stream {
  readonly request: FastifyRequest
  readonly actor: Actor
  readonly send: (text: string) => void
  readonly end: () => void
  notices: Notice[]
  jobs: Map<string, JobNotice>
  timer: NodeJS.Timeout | null
}

const actorKey = ({ userId, keyId }: Actor) => userId ?? keyId

/** Tells each open page what changed, as far as its person may know of it. */
export function createStreams(options: StreamOptions): Streams {
  const streams = new Set<Stream>()
  const gather = (stream: Stream) => {
    stream.timer ??= setTimeout(() => {
      stream.timer = null
      flush(options, stream).catch(stream.end)
    }, GATHER_MS)
  }
  const endNotices = options.bus.onNotice((notice) => {
    for (const stream of streams) {
      if (stream.actor.workspaceId !== notice.workspaceId) continue
      if (stream.notices.length > GATHERED_MAX * 2) stream.notices = gatherTypes(stream.notices)
      stream.notices.push(notice)
      gather(stream)
    }
  })
  const endJobs = options.bus.onJob((notice) => {
    for (const stream of streams) {
      if (stream.actor.workspaceId !== notice.workspaceId) continue
      stream.jobs.set(notice.id, notice)
      gather(stream)
    }
  })
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.send(': still here\n\n')
  }, HEARTBEAT_MS).unref()
  return {
    open: (request, reply, actor) => {
      const own = [...streams].filter((stream) => actorKey(stream.actor) === actorKey(actor))
      if (own.length >= STREAMS_PER_ACTOR_MAX) throw new Problem(429, 'too-many-streams')
      streams.add(openStream(streams, request, reply, actor))
    },
    close: () => {
      endNotices()
      endJobs()
      clearInterval(heartbeat)
      for (const stream of [...streams]) stream.end()
    },
  }
}

function openStream(streams: Set<Stream>, request: FastifyRequest, reply: FastifyReply, actor: Actor): Stream {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  raw.write('retry: 3000\n\n')
  const stream: Stream = {
    request,
    actor,
    send: (text) => {
      if (raw.writableLength > UNSENT_BYTES_MAX) stream.end()
      else raw.write(text)
    },
    end: () => {
      streams.delete(stream)
      if (stream.timer) clearTimeout(stream.timer)
      if (!raw.writableEnded) raw.end()
    },
    notices: [],
    jobs: new Map(),
    timer: null,
  }
  raw.on('close', stream.end).on('error', stream.end)
  return stream
}

/** Sends what was gathered, judged by what the person may see now; ends with the session. */
async function flush({ runtime, findActor }: StreamOptions, stream: Stream): Promise<void> {
  const { notices, jobs } = stream
  stream.notices = []
  stream.jobs = new Map()
  const actor = await findActor(stream.request)
  if (!actor || actor.workspaceId !== stream.actor.workspaceId) return stream.end()
  await readTransaction(runtime, actor, { requestId: uuidv7() }, async (ctx) => {
    for (const notice of await visibleNotices(ctx, notices, GATHERED_MAX)) send(stream, 'record', notice)
    const own = await ownJobIds(ctx, [...jobs.keys()])
    for (const { id, kind, state, done, total } of jobs.values()) {
      if (own.has(id)) send(stream, 'job', { id, kind, state, done, total })
    }
  })
}

const send = (stream: Stream, event: string, data: object) =>
  stream.send(`id: ${uuidv7()}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)

import { Client } from 'undici'
import { cpuSeconds, load } from './_machine.ts'

export interface LoadResult {
  readonly callers: number
  readonly requests: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly failures: number
  /** Milliseconds of processor time a request, by who spent it. */
  readonly cpuMs: Readonly<Record<string, number>>
  readonly load: number
}

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

export interface LoopOptions {
  readonly callers: number
  readonly seconds: number
  /** Processes whose time is counted, by name; read again at the end, because connections come and go. */
  readonly processes?: Readonly<Record<string, () => readonly number[]>>
}

/** Closed loop: each caller sends its next request when the one before is answered. */
export async function closedLoop(
  { callers, seconds, processes = {} }: LoopOptions,
  send: (caller: number, turn: number) => Promise<boolean>,
): Promise<LoadResult> {
  const times: number[] = []
  let failures = 0
  let turn = 0
  const spentBefore = Object.entries(processes).map(([name, pids]) => [name, pids, cpuSeconds(pids())] as const)
  const ownBefore = process.cpuUsage()
  const began = performance.now()
  const until = began + seconds * 1000
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (performance.now() < until) {
        const start = performance.now()
        if (!(await send(caller, turn++))) failures++
        times.push(performance.now() - start)
      }
    }),
  )
  const elapsed = (performance.now() - began) / 1000
  const own = process.cpuUsage(ownBefore)
  const cpuMs: Record<string, number> = { client: (own.user + own.system) / 1000 / times.length }
  for (const [name, pids, before] of spentBefore) cpuMs[name] = ((cpuSeconds(pids()) - before) * 1000) / times.length
  times.sort((a, b) => a - b)
  return {
    callers,
    requests: times.length,
    perSecond: times.length / elapsed,
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    failures,
    cpuMs,
    load: load(),
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
}

/** One keep-alive connection a caller, as a reverse proxy or a browser holds them. */
export async function loadHttp(
  origin: string,
  headers: Record<string, string>,
  options: LoopOptions,
  call: (turn: number) => Call,
): Promise<LoadResult> {
  const clients = Array.from({ length: options.callers }, () => new Client(origin))
  const result = await closedLoop(options, async (caller, turn) => {
    const { method = 'GET', path, body } = call(turn)
    const answer = await clients[caller]!.request({
      method,
      path: `/api/v1${path}`,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    await answer.body.dump({ limit: 10_000_000 })
    return answer.statusCode < 400
  })
  await Promise.all(clients.map((client) => client.close()))
  return result
}

import { Client } from 'undici'

export interface LoadResult {
  readonly requests: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly failures: number
}

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Closed loop: each of `callers` sends its next job when the one before is answered, for `seconds`. */
export async function closedLoop(callers: number, seconds: number, send: (caller: number, turn: number) => Promise<boolean>): Promise<LoadResult> {
  const times: number[] = []
  let failures = 0
  const began = performance.now()
  const until = began + seconds * 1000
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let turn = 0; performance.now() < until; turn++) {
        const start = performance.now()
        if (!(await send(caller, turn))) failures++
        times.push(performance.now() - start)
      }
    }),
  )
  const elapsed = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  return {
    requests: times.length,
    perSecond: times.length / elapsed,
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    failures,
  }
}

export interface HttpLoad {
  readonly origin: string
  readonly key: string
}

interface Call {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
}

/** One keep-alive connection a caller, as a reverse proxy or a browser holds them. */
export async function loadHttp({ origin, key }: HttpLoad, callers: number, seconds: number, call: (turn: number) => Call): Promise<LoadResult> {
  const clients = Array.from({ length: callers }, () => new Client(origin))
  let counter = 0
  const result = await closedLoop(callers, seconds, async (caller) => {
    const { method = 'GET', path, body } = call(counter++)
    const answer = await clients[caller]!.request({
      method,
      path: `/api/v1${path}`,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    await answer.body.dump()
    return answer.statusCode < 400
  })
  await Promise.all(clients.map((client) => client.close()))
  return result
}

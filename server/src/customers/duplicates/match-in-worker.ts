import { Worker } from 'node:worker_threads'
import type { DuplicateModel, Role } from '@rapport/analytics/duplicates'

interface ColumnRole {
  readonly name: string
  readonly role: Role
}

export type MatchRequest =
  | { readonly kind: 'page'; readonly columns: Readonly<Record<string, readonly (string | null)[]>> }
  | {
      readonly kind: 'match'
      readonly columns: readonly ColumnRole[]
      readonly threshold: number
      readonly seed: number
    }

/** Rows are told by their place in the order in which their pages came. */
export interface Matches {
  readonly clusters: readonly (readonly number[])[]
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly probability: number }[]
  readonly model: DuplicateModel | null
}

export type MatchReply =
  | { readonly kind: 'progress'; readonly share: number }
  | ({ readonly kind: 'found' } & Matches)
  | { readonly kind: 'failed'; readonly reason: string }

export interface Matcher {
  readonly add: (columns: Readonly<Record<string, readonly (string | null)[]>>) => void
  readonly match: (
    columns: readonly ColumnRole[],
    options: { threshold: number; seed: number; onProgress: (share: number) => void },
  ) => Promise<Matches>
  readonly stop: () => Promise<void>
}

/** In development TypeScript is read as it stands, for which each thread has to ask by itself. */
const FROM_SOURCE = `
  import('tsx/esm/api').then(({ register }) => {
    register()
    return import(require('node:worker_threads').workerData)
  })`

/** A matcher in a thread of its own, so that requests are answered while a million customers are compared. */
export function startMatcher(signal: AbortSignal): Matcher {
  const file = new URL('./match.worker.ts', import.meta.url)
  const isSource = file.pathname.endsWith('.ts')
  const worker = isSource ? new Worker(FROM_SOURCE, { eval: true, workerData: file.href }) : new Worker(file)
  const stop = async () => {
    await worker.terminate()
  }
  signal.addEventListener('abort', () => void stop(), { once: true })
  const send = (request: MatchRequest) => worker.postMessage(request)
  return {
    add: (columns) => send({ kind: 'page', columns }),
    match: (columns, { threshold, seed, onProgress }) =>
      new Promise((resolve, reject) => {
        worker.on('message', (reply: MatchReply) => {
          if (reply.kind === 'progress') return onProgress(reply.share)
          if (reply.kind === 'failed') return reject(new Error(reply.reason))
          const { clusters, pairs, model } = reply
          return resolve({ clusters, pairs, model })
        })
        worker.on('error', reject)
        worker.on('exit', () => reject(new Error('the matcher ended before it answered')))
        // Columns may carry what a thread cannot be handed.
        send({ kind: 'match', columns: columns.map(({ name, role }) => ({ name, role })), threshold, seed })
      }),
    stop,
  }
}

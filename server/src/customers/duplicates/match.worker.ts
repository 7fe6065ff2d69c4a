import { parentPort } from 'node:worker_threads'
import { findDuplicates } from '@rapport/analytics/duplicates'
import type { MatchReply, MatchRequest } from './match-in-worker.ts'

/** Takes columns page by page, then looks for duplicates in them and answers once. Nothing of it is kept. */
const values = new Map<string, (string | null)[]>()

parentPort!.on('message', (message: MatchRequest) => {
  if (message.kind === 'page') {
    for (const [name, page] of Object.entries(message.columns)) {
      const known = values.get(name)
      if (known) for (const value of page) known.push(value)
      else values.set(name, [...page])
    }
    return
  }
  const columns = message.columns.map(({ name, role }) => ({ name, role, values: values.get(name) ?? [] }))
  const reply = (answer: MatchReply) => parentPort!.postMessage(answer)
  try {
    const { clusters, pairs, model } = findDuplicates(columns, {
      threshold: message.threshold,
      seed: message.seed,
      onProgress: (share: number) => reply({ kind: 'progress', share }),
    })
    reply({ kind: 'found', clusters, pairs, model })
  } catch (error) {
    reply({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
  }
})

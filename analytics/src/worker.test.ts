import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { JOBS, type JobName } from './testing/jobs.ts'

let script = ''
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('testing/jobs.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    platform: 'node',
    target: 'node20',
    write: false,
    footer: { js: 'jobs.serve(require("node:worker_threads"));' },
    globalName: 'jobs',
    loader: { '.json': 'json' },
  })
  script = outputFiles[0]!.text
})

interface Answer {
  readonly progress: number[]
  readonly result?: unknown
  readonly reason?: string
}

/** Runs a job in a real worker thread; cancels it, by shared memory, at its first word of progress when told so. */
async function runInWorker(job: JobName, { cancel = false } = {}): Promise<Answer> {
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(script, { eval: true, workerData: { job, flag, hold: cancel } })
  const progress: number[] = []
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('message', (message: { progress?: number; result?: unknown; reason?: string }) => {
      if (message.progress !== undefined) {
        progress.push(message.progress)
        if (cancel) {
          Atomics.store(flag, 0, 1)
          Atomics.notify(flag, 0)
        }
        return
      }
      resolve({ progress, ...message })
    })
  }).finally(() => worker.terminate()) as Promise<Answer>
}

describe('heavy functions in a worker thread', () => {
  it.each(Object.keys(JOBS) as JobName[])(
    '%s: reports progress and gives the same result as on the main thread',
    async (job) => {
      const { progress, result } = await runInWorker(job)
      expect(result).toEqual(structuredClone(JOBS[job]({})))
      expect(progress.length).toBeGreaterThan(0)
      expect(progress.every((done, i) => done >= (progress[i - 1] ?? 0) && done <= 1)).toBe(true)
    },
  )

  it.each(Object.keys(JOBS) as JobName[])('%s: can be cancelled while it runs', async (job) => {
    expect(await runInWorker(job, { cancel: true })).toMatchObject({ reason: 'cancelled' })
  })
})

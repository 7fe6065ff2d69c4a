import { findRules, readBaskets } from '../basket/index.ts'
import { fitBgNbd } from '../lifetime-value/index.ts'
import { AnalysisFailure, type RunOptions } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import { clusterRfm, summarizeRfm } from '../rfm/index.ts'
import { bootstrapSatisfaction } from '../satisfaction/index.ts'
import { crossValidate } from '../scoring/index.ts'
import { validateSentiment } from '../text/index.ts'

/** Heavy functions of several modules on made-up data, as the product runs them in worker threads. */
export const JOBS = {
  'lifetime-value'(run: RunOptions) {
    const random = createRandom(1)
    const age = Float64Array.from({ length: 2000 }, () => 20 + random.below(60))
    const frequency = age.map(() => Math.floor(random.gamma(0.6) * 2))
    const recency = frequency.map((x, i) => (x === 0 ? 0 : Math.ceil(random.next() * age[i]!)))
    return fitBgNbd({ frequency, recency, age }, run)
  },
  'satisfaction bootstrap'(run: RunOptions) {
    const random = createRandom(2)
    const level = Array.from({ length: 120 }, () => random.normal())
    const answer = () => level.map((own) => Math.min(10, Math.max(1, Math.round(6 + 1.5 * own + random.normal()))))
    const names = ['q1', 'q2', 's1', 's2']
    const constructs = { Quality: { indicators: ['q1', 'q2'] }, Satisfaction: { indicators: ['s1', 's2'] } }
    const answers = Object.fromEntries(names.map((name) => [name, answer()]))
    return bootstrapSatisfaction({ constructs, paths: [['Quality', 'Satisfaction']] }, answers, {
      resamples: 200,
      seed: 1,
      ...run,
    })
  },
  'score by trees'(run: RunOptions) {
    const random = createRandom(3)
    const values = Array.from({ length: 1500 }, () => random.normal())
    const outcome = values.map((x) => (random.next() < 1 / (1 + Math.exp(-x)) ? 1 : 0))
    return crossValidate([{ kind: 'number', name: 'x', values }], outcome, {
      model: 'trees',
      folds: 3,
      seed: 1,
      ...run,
    })
  },
  'rfm clusters'(run: RunOptions) {
    const random = createRandom(4)
    const orders = Array.from({ length: 3000 }, () => ({
      customer: `c${random.below(600)}`,
      day: random.below(700),
      amount: 10 + random.below(900),
    }))
    return clusterRfm(summarizeRfm(orders, 700), { clusters: 4, seed: 1, ...run })
  },
  'basket rules'(run: RunOptions) {
    const random = createRandom(5)
    const baskets = Array.from({ length: 2000 }, () =>
      Array.from({ length: 1 + random.below(5) }, () => `item ${Math.floor(random.next() ** 2 * 50)}`),
    )
    return findRules(readBaskets(baskets), { support: 0.005, confidence: 0.1, ...run })
  },
  sentiment(run: RunOptions) {
    const random = createRandom(6)
    const labels = Array.from({ length: 300 }, (_, i) => i % 2)
    const texts = labels.map((label) => `${label ? '很满意' : '太差了'} room ${random.below(90)}`)
    return validateSentiment(texts, labels, { seed: 1, ...run })
  },
} as const satisfies Record<string, (run: RunOptions) => unknown>

export type JobName = keyof typeof JOBS

interface Port {
  postMessage(message: unknown): void
}

/** The worker's side: runs the job it was given, tells progress, and gives way when the shared flag is raised. */
export function serve(thread: {
  parentPort: Port
  workerData: { job: JobName; flag: Int32Array; hold: boolean }
}): void {
  const { parentPort, workerData } = thread
  const { job, flag, hold } = workerData
  const signal = {
    get aborted() {
      return Atomics.load(flag, 0) === 1
    },
  }
  const onProgress = (progress: number) => {
    parentPort.postMessage({ progress })
    // So that a job, however quick, is cancelled in its midst.
    if (hold) Atomics.wait(flag, 0, 0)
  }
  try {
    parentPort.postMessage({ result: JOBS[job]({ onProgress, signal }) })
  } catch (error) {
    parentPort.postMessage({ reason: error instanceof AnalysisFailure ? error.reason : String(error) })
  }
}

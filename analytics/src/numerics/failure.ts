/** Why an analysis could not be carried by the data it was given. Words for people are chosen by the caller. */
export type FailureReason =
  | 'too-few-rows'
  | 'no-variance'
  | 'not-converged'
  | 'not-identified'
  | 'bad-input'
  | 'too-large'
  | 'cancelled'

/** The one error that analytics functions throw: a typed reason and one English sentence. Results never hold NaN instead. */
export class AnalysisFailure extends Error {
  readonly reason: FailureReason
  constructor(reason: FailureReason, message: string) {
    super(message)
    this.name = 'AnalysisFailure'
    this.reason = reason
  }
}

/**
 * Anything with an `aborted` flag: an `AbortSignal` on the same thread, or in a worker thread a getter over a shared
 * `Int32Array` (`{ get aborted() { return Atomics.load(flag, 0) === 1 } }`), because a busy worker receives no messages.
 */
export interface CancelSignal {
  readonly aborted: boolean
}

/** Options of every heavy function. `onProgress` receives the share done, 0…1, never decreasing. */
export interface RunOptions {
  onProgress?: ((done: number) => void) | undefined
  signal?: CancelSignal | undefined
}

/** Reports progress and gives way to cancellation. @throws AnalysisFailure `cancelled` */
export function checkpoint(options: RunOptions | undefined, done: number): void {
  if (options?.signal?.aborted) throw new AnalysisFailure('cancelled', 'The analysis was cancelled.')
  options?.onProgress?.(Math.min(1, Math.max(0, done)))
}

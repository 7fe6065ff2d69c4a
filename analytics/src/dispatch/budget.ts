import { checkpoint, type RunOptions } from '../numerics/failure.ts'

/** How long to search. Give iterations, or a clock with milliseconds, or both: whichever ends first. */
export interface Budget extends RunOptions {
  /** Steps of the search. By these alone the same seed gives the same plan everywhere, and more never give a worse one. */
  readonly iterations?: number | undefined
  /** The clock, in milliseconds, for `milliseconds` and for the times in the trace. */
  readonly now?: (() => number) | undefined
  readonly milliseconds?: number | undefined
  /** Asked now and then; true ends the search with the best plan so far. */
  readonly shouldStop?: (() => boolean) | undefined
}

/** How the best plan improved. */
export interface TracePoint {
  readonly iteration: number
  /** Milliseconds since the search began, when a clock was given. */
  readonly elapsed: number | null
  readonly cost: number
}

const DEFAULT_ITERATIONS = 20_000
/** Cooling by iterations goes in rounds, each twice as long as the one before: a longer run repeats a shorter one and goes on. */
const FIRST_ROUND = 4_000
const ASK_EVERY = 16
/** A trace point at most every so many iterations, the last of them standing for all. */
const TRACE_EVERY = 50

/** Counts steps, asks the clock, and says how far the search is. */
export class Meter {
  iteration = 0
  readonly trace: TracePoint[] = []
  private readonly budget: Budget
  private readonly limit: number
  private readonly started: number
  private share = 0
  private ended = false
  private roundStart = 0
  private roundLength = FIRST_ROUND

  constructor(budget: Budget) {
    this.budget = budget
    this.started = budget.now?.() ?? 0
    const timed = budget.now !== undefined && budget.milliseconds !== undefined
    this.limit = budget.iterations ?? (timed || budget.shouldStop ? Number.POSITIVE_INFINITY : DEFAULT_ITERATIONS)
  }

  /** Whether time decides; otherwise iterations do. */
  private get timed(): boolean {
    return this.budget.now !== undefined && this.budget.milliseconds !== undefined
  }

  elapsed(): number | null {
    return this.budget.now ? this.budget.now() - this.started : null
  }

  /** One more step? @throws AnalysisFailure `cancelled` */
  goOn(): boolean {
    if (this.ended || this.iteration >= this.limit) return false
    if (this.iteration++ % ASK_EVERY === 0) {
      const spent = this.timed ? this.elapsed()! / this.budget.milliseconds! : 0
      this.share = Number.isFinite(spent) ? spent : 1
      checkpoint(this.budget, Math.min(1, Math.max(this.share, this.iteration / this.limit)))
      if (this.share >= 1 || this.budget.shouldStop?.()) this.ended = true
    }
    return !this.ended
  }

  /** Share of the time allowed that has passed; for a budget of iterations, 0. */
  get spent(): number {
    return this.share
  }

  /** How cool the search should be, 0…1: by time over all of it, by iterations within the round. `newRound` starts one. */
  cooling(from: number): { readonly cool: number; readonly newRound: boolean } {
    if (this.timed) return { cool: Math.min(1, Math.max(0, (this.share - from) / (1 - from))), newRound: false }
    if (this.roundStart === 0) this.roundStart = this.iteration
    if (this.iteration < this.roundStart + this.roundLength) {
      return { cool: (this.iteration - this.roundStart) / this.roundLength, newRound: false }
    }
    this.roundStart = this.iteration
    this.roundLength *= 2
    return { cool: 0, newRound: true }
  }

  note(cost: number): void {
    const point = { iteration: this.iteration, elapsed: this.elapsed(), cost }
    const last = this.trace[this.trace.length - 1]
    if (last && this.trace.length > 1 && this.iteration - last.iteration < TRACE_EVERY && last.iteration > 0) {
      // Within one stretch the newest stands, so the trace stays short.
      const stretch = Math.floor(last.iteration / TRACE_EVERY)
      if (Math.floor(this.iteration / TRACE_EVERY) === stretch) this.trace.pop()
    }
    this.trace.push(point)
  }
}

const WINDOW_MS = 60 * 1000
const FAILURES_MAX = 30
const KEPT_MAX = 20_000

interface Failures {
  count: number
  readonly until: number
}

/** Slows guessing of links from one address: thirty wrong ones, then a pause to the end of the minute. */
export function createLinkAttempts() {
  const byAddress = new Map<string, Failures>()
  const known = (address: string, now: Date) => {
    const failures = byAddress.get(address)
    if (failures && failures.until > now.getTime()) return failures
    byAddress.delete(address)
    return undefined
  }
  return {
    /** Seconds until this address may try again; 0 when it may now. */
    waitSeconds: (address: string, now: Date): number => {
      const failures = known(address, now)
      return failures && failures.count >= FAILURES_MAX ? Math.ceil((failures.until - now.getTime()) / 1000) : 0
    },
    failed: (address: string, now: Date): void => {
      const failures = known(address, now)
      if (failures) failures.count++
      else {
        if (byAddress.size >= KEPT_MAX) byAddress.delete(byAddress.keys().next().value!)
        byAddress.set(address, { count: 1, until: now.getTime() + WINDOW_MS })
      }
    },
  }
}

/** Counted per process; the general limit of requests without a session stands above it. */
export const linkAttempts = createLinkAttempts()

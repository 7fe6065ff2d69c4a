const WINDOW_MS = 15 * 60 * 1000
const FAILURES_MAX = 10
const KEPT_MAX = 20_000

interface Failures {
  count: number
  readonly until: number
}

/** Slows guessing of one account's password from many addresses: ten failures, then a pause of up to 15 minutes. */
export function createFailedAttempts() {
  const byAccount = new Map<string, Failures>()
  const known = (account: string) => {
    const failures = byAccount.get(account)
    if (failures && failures.until > Date.now()) return failures
    byAccount.delete(account)
    return undefined
  }
  return {
    isPaused: (account: string) => (known(account)?.count ?? 0) >= FAILURES_MAX,
    failed: (account: string) => {
      const failures = known(account)
      if (failures) failures.count++
      else {
        if (byAccount.size >= KEPT_MAX) byAccount.delete(byAccount.keys().next().value!)
        byAccount.set(account, { count: 1, until: Date.now() + WINDOW_MS })
      }
    },
    succeeded: (account: string) => byAccount.delete(account),
  }
}

// A test that was skipped, never reached or only passed at a second try counts as failed: it proves nothing.

/** From Vitest's JSON report. A file that could not be loaded counts as one failure. */
export function countVitest({ report, exitCode }) {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const passed = tests.filter((test) => test.status === 'passed').length
  const brokenFiles = files.filter((file) => file.status === 'failed' && file.assertionResults.every(isPassed)).length
  return honest({ passed, failed: tests.length - passed + brokenFiles }, report, exitCode)
}

/** From Playwright's JSON report. */
export function countPlaywright({ report, exitCode }) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {}
  return honest({ passed: expected, failed: unexpected + flaky + skipped }, report, exitCode)
}

export function sum(counts) {
  const add = (key) => counts.reduce((total, count) => total + count[key], 0)
  return { passed: add('passed'), failed: add('failed') }
}

const isPassed = (test) => test.status === 'passed'

/** A runner that leaves no report, or ends badly without naming a failed test, has failed all the same. */
function honest(count, report, exitCode) {
  return (exitCode !== 0 || !report) && count.failed === 0 ? { ...count, failed: 1 } : count
}

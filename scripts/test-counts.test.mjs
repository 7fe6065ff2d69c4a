import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, sum } from './test-counts.mjs'

const file = (status, ...tests) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
})

describe('the count at the end of npm test', () => {
  it('counts everything that did not pass as failed', () => {
    const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed', 'pending')] }
    expect(countVitest({ report, exitCode: 1 })).toEqual({ passed: 3, failed: 2 })
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
    expect(countPlaywright({ report: { stats }, exitCode: 1 })).toEqual({ passed: 5, failed: 4 })
  })

  it('counts a file that could not be loaded, and a runner that died', () => {
    expect(countVitest({ report: { testResults: [file('failed')] }, exitCode: 1 })).toEqual({ passed: 0, failed: 1 })
    expect(countVitest({ report: undefined, exitCode: 0 })).toEqual({ passed: 0, failed: 1 })
    expect(countVitest({ report: { testResults: [file('passed', 'passed')] }, exitCode: 1 })).toEqual({
      passed: 1,
      failed: 1,
    })
    expect(countPlaywright({ report: undefined, exitCode: 137 })).toEqual({ passed: 0, failed: 1 })
  })

  it('adds the runners up', () => {
    expect(
      sum([
        { passed: 3, failed: 0 },
        { passed: 4, failed: 1 },
      ]),
    ).toEqual({ passed: 7, failed: 1 })
  })
})

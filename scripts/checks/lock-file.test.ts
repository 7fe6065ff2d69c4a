import { describe, expect, it } from 'vitest'
import { findIn } from './fixture.ts'
import { findLockFileProblems } from './lock-file.ts'

const lock = (packages: object) => findIn(findLockFileProblems, { 'package-lock.json': JSON.stringify({ packages }) })
const tool = { version: '1.0.0', optionalDependencies: { '@tool/linux-x64': '1.0.0' } }

describe('the lock file', () => {
  it('must name the libraries for every system', () => {
    expect(lock({ 'node_modules/tool': tool })).toEqual([
      'package-lock.json: @tool/linux-x64 of node_modules/tool is missing; run "node scripts/mend-lock-file.mjs"',
    ])
  })

  it('may name them beside the package, inside it, or above', () => {
    const entry = { version: '1.0.0' }
    expect(lock({ 'node_modules/tool': tool, 'node_modules/@tool/linux-x64': entry })).toEqual([])
    expect(
      lock({ 'node_modules/a/node_modules/tool': tool, 'node_modules/a/node_modules/@tool/linux-x64': entry }),
    ).toEqual([])
    expect(lock({ 'web/node_modules/tool': tool, 'node_modules/@tool/linux-x64': entry })).toEqual([])
  })
})

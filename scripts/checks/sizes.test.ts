import { describe, expect, it } from 'vitest'
import { findIn } from './fixture.ts'
import { findOversized } from './sizes.ts'

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `export const v${index} = ${index}`).join('\n')
const folderOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`web/src/sales/f${index}.ts`, '']))

describe('sizes', () => {
  it.each([
    ['a file of 401 lines', { 'server/src/sales/long.ts': lines(401) }, /long\.ts: 401 lines, at most 400/],
    [
      'a function of 61 lines',
      { 'web/src/x.ts': `export function f() {\n${'  f()\n'.repeat(59)}}` },
      /x\.ts:1: a function of 61 lines/,
    ],
    ['a folder of 31 entries', folderOf(31), /web\/src\/sales: 31 entries, at most 30/],
    [
      'a kernel beyond 4,000 lines',
      Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`server/src/kernel/p${index}/x.ts`, lines(380)])),
      /server\/src\/kernel: 4180 lines/,
    ],
    ['a door of 41 lines', { 'server/src/sales/index.ts': lines(41) }, /sales\/index\.ts: 41 lines, at most 40/],
    ['a slice paper of 41 lines', { 'server/src/sales/README.md': 'x\n'.repeat(41) }, /README\.md: 41 lines/],
    ['a map of 151 lines', { 'ARCHITECTURE.md': 'x\n'.repeat(151) }, /ARCHITECTURE\.md: 151 lines/],
  ])('fails on %s', (_name, files, message) => {
    expect(findIn(findOversized, files as Record<string, string>).join('\n')).toMatch(message)
  })

  it('lets the limits themselves pass, and tests and generated files count neither for functions nor for the kernel', () => {
    const files = {
      'server/src/sales/long.ts': lines(400),
      'server/src/kernel/tables.gen.ts': lines(5_000),
      'server/src/sales/x.test.ts': `export function f() {\n${'  f()\n'.repeat(100)}}`,
      'web/src/x.ts': `export function f() {\n${'  f()\n'.repeat(58)}}`,
      ...folderOf(30),
    }
    expect(findIn(findOversized, files)).toEqual([])
  })
})

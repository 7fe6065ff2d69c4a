import { describe, expect, it } from 'vitest'
import { comparableSensitive, readSensitive } from './formats.ts'

describe('formats of sensitive values', () => {
  // The first is the example of GB 11643-1999 itself.
  it.each([
    ['identity-card', '11010519491231002X', '11010519491231002X'],
    ['identity-card', '110105 19491231 002x', '11010519491231002X'],
    ['identity-card', '１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X'],
    ['identity-card', '110105491231002', '11010519491231002X'],
    ['identity-card', '110105194912310021', null],
    ['identity-card', '110105194902310029', null],
    ['identity-card', '12345', null],
    ['passport', 'e 1234 5678', 'E12345678'],
    ['passport', 'PASSPORT', null],
    ['bank-card', '4111-1111 1111 1111', '4111111111111111'],
    ['bank-card', '4111111111111112', null],
    ['text', '  blood type A  ', 'blood type A'],
    ['text', '', null],
  ] as const)('%s: %j is %j', (format, typed, value) => {
    expect(readSensitive(format, typed)).toBe(value)
  })

  it('compares without case, blanks and width', () => {
    expect(comparableSensitive('AB－12 34')).toBe(comparableSensitive('ab1234'))
  })
})

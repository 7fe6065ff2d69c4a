import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePhones } from './phones.ts'

/** cell, region, then per number: E.164 (or the problem), extension, label. */
type Expected = readonly [string, (string | undefined)?, string?]

const CASES: readonly (readonly [string, string, ...Expected[]])[] = [
  ['138 0013 8000', 'CN', ['+8613800138000']],
  ['13800138000', 'CN', ['+8613800138000']],
  ['+86 138-0013-8000', 'CN', ['+8613800138000']],
  ['0086-13800138000', 'CN', ['+8613800138000']],
  ['(010) 8888 8888', 'CN', ['+861088888888']],
  ['010-88888888', 'CN', ['+861088888888']],
  ['021-6666 6666 转 801', 'CN', ['+862166666666', '801']],
  ['010-88888888-801', 'CN', ['+861088888888', '801']],
  ['400-800-8888', 'CN', ['+864008008888']],
  ['4008008888', 'CN', ['+864008008888']],
  ['95588', 'CN', ['short']],
  ['110', 'CN', ['short']],
  ['１３８００１３８０００', 'CN', ['+8613800138000']],
  ['+86（10）88888888', 'CN', ['+861088888888']],
  ['86 13912345678', 'CN', ['+8613912345678']],
  ['8613912345678', 'CN', ['+8613912345678']],
  ['19912345678', 'CN', ['+8619912345678']],
  ['12345678901', 'CN', ['invalid']],
  ['1391234567', 'CN', ['too-short']],
  ['139123456789', 'CN', ['too-long']],
  ['0755 8888 8888', 'CN', ['+8675588888888']],
  ['(852) 2345 6789', 'HK', ['+85223456789']],
  ['+852 6123 4567', 'CN', ['+85261234567']],
  ['02-2345-6789', 'TW', ['+886223456789']],
  ['0912 345 678', 'TW', ['+886912345678']],
  ['(02) 9876 5432', 'AU', ['+61298765432']],
  ['+1 (650) 253-0000', 'US', ['+16502530000']],
  ['650.253.0000', 'US', ['+16502530000']],
  ['1-800-FLOWERS', 'US', ['+18003569377']],
  ['6502530000 ext. 123', 'US', ['+16502530000', '123']],
  ['6502530000x123', 'US', ['+16502530000', '123']],
  ['011 44 20 7031 3000', 'US', ['+442070313000']],
  ['+44 (0)20 7031 3000', 'GB', ['+442070313000']],
  ['020 7031 3000', 'GB', ['+442070313000']],
  ['07912 345678', 'GB', ['+447912345678']],
  ['tel:+44-20-7031-3000', 'GB', ['+442070313000']],
  ['03-3210-7890', 'JP', ['+81332107890']],
  ['090-1234-5678', 'JP', ['+819012345678']],
  ['+49 (30) 123456', 'DE', ['+4930123456']],
  ['0176/12345678', 'DE', ['+4917612345678']],
  ['+33 1 23 45 67 89', 'FR', ['+33123456789']],
  ['N/A', 'CN'],
  ['', 'CN'],
  ['13800138000;13900139000', 'CN', ['+8613800138000'], ['+8613900139000']],
  ['13800138000/13900139000', 'CN', ['+8613800138000'], ['+8613900139000']],
  ['138-0013-8000(张经理)', 'CN', ['+8613800138000', undefined, '张经理']],
  ['+8613800138000', 'US', ['+8613800138000']],
  ['00 1 650 253 0000', 'CN', ['+16502530000']],
  ['+1 650 253 0000 0000 0000', 'US', ['too-long']],
  ['abc123', 'US', ['not-a-number']],
  ["'13800138000", 'CN', ['+8613800138000']],
  ['1.38E+10', 'CN', ['digits-lost']],
  ['13800138000.0', 'CN', ['+8613800138000']],
  // More of the kind.
  ['1.3800138000E+10', 'CN', ['+8613800138000']],
  ['13800138000 13900139000', 'CN', ['+8613800138000'], ['+8613900139000']],
  ['13800138000、010-88888888-801', 'CN', ['+8613800138000'], ['+861088888888', '801']],
  ['13800138000或13900139000', 'CN', ['+8613800138000'], ['+8613900139000']],
  ['13800138000\n13900139000', 'CN', ['+8613800138000'], ['+8613900139000']],
  ['手机:13800138000', 'CN', ['+8613800138000']],
  ['电话13800138000，传真021-66666666', 'CN', ['+8613800138000'], ['+862166666666', undefined, '传真']],
  ['(家)010-88888888', 'CN', ['+861088888888', undefined, '家']],
  ['6502530000,123', 'US', ['+16502530000', '123']],
  ['010-88888888/8889', 'CN', ['+861088888888'], ['too-short']],
  ['无', 'CN'],
  ['-', 'CN'],
]

describe('phones as people type them', () => {
  it.each(CASES.map(([cell, region, ...expected]) => ({ cell, region, expected })))(
    '$cell in $region',
    ({ cell, region, expected }) => {
      const found = parsePhones(cell, region).map((phone) => [
        phone.e164 ?? phone.problem ?? phone.kind,
        phone.extension ?? undefined,
        phone.label ?? undefined,
      ])
      expect(found).toEqual(expected.map(([e164, extension, label]) => [e164, extension, label]))
    },
  )

  it('knows the kind and region of a number', () => {
    expect(parsePhones('13800138000', 'CN')[0]).toMatchObject({ kind: 'mobile', region: 'CN', valid: true })
    expect(parsePhones('010-88888888', 'CN')[0]).toMatchObject({ kind: 'fixed', region: 'CN' })
    expect(parsePhones('400-800-8888', 'CN')[0]).toMatchObject({ kind: 'shared-cost' })
    expect(parsePhones('+852 6123 4567', 'CN')[0]).toMatchObject({ kind: 'mobile', region: 'HK' })
  })

  it('never takes a doubtful number for a good one, whatever the cell holds', () => {
    const piece = fc.constantFrom(
      '1',
      '38',
      '0013',
      '8000',
      '+',
      '-',
      '/',
      ';',
      ' ',
      '(',
      ')',
      '张',
      'x',
      'ext',
      '转',
      '\0',
      '\ud800',
      'E',
      '.',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom('CN', 'US', 'XX', ''), (pieces, region) => {
        for (const phone of parsePhones(pieces.join(''), region)) {
          expect(phone.valid).toBe(phone.problem === undefined)
          if (phone.e164 !== null) expect(phone.e164).toMatch(/^\+\d{5,15}$/)
          if (!phone.valid) expect(phone.e164).toBeNull()
        }
      }),
    )
    expect(parsePhones('1'.repeat(10_000_000), 'CN')).toHaveLength(1)
    expect(parsePhones('1/'.repeat(1_000_000), 'CN').length).toBeLessThan(300)
  })
})

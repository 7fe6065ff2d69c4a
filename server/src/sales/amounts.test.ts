import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, decimalOf, lineAmount, sumAmounts, toMinor, unitPriceOf, wholeMinor } from './amounts.ts'

const decimal = (wholeMax: number) =>
  fc
    .tuple(fc.boolean(), fc.integer({ min: 0, max: wholeMax }), fc.integer({ min: 0, max: 999_999 }))
    .map(([minus, whole, fraction]) => canonical(`${minus ? '-' : ''}${whole}.${String(fraction).padStart(6, '0')}`)!)

describe('C7 amounts', () => {
  it('rounds half away from zero', () => {
    expect(lineAmount('3', '0.5')).toBe(2)
    expect(lineAmount('-3', '0.5')).toBe(-2)
    expect(lineAmount('1.5', '33.33')).toBe(50)
    expect(lineAmount('2', '1000', 250)).toBe(1750)
  })

  it('is never further than half a minor unit from the true product, whichever way the signs stand', () => {
    fc.assert(
      fc.property(decimal(10_000), decimal(100_000), (quantity, price) => {
        const amount = lineAmount(quantity, price)
        expect(Math.abs(amount - Number(quantity) * Number(price))).toBeLessThanOrEqual(0.5 + 1e-5)
        const opposite = canonical(quantity.startsWith('-') ? quantity.slice(1) : `-${quantity}`)!
        expect(lineAmount(opposite, price) + amount).toBe(0)
      }),
    )
  })

  it('sums parts in any order to the same whole', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e11, max: 1e11 }), { maxLength: 60 }), (amounts) => {
        expect(sumAmounts(amounts)).toBe(sumAmounts([...amounts].reverse()))
        expect(sumAmounts(amounts)).toBe(amounts.reduce((sum, amount) => sum + amount, 0))
      }),
    )
  })

  it('finds the unit price of an amount and comes back to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e8, max: 1e8 }), fc.integer({ min: 1, max: 5000 }), (amount, quantity) => {
        expect(lineAmount(String(quantity), unitPriceOf(amount, String(quantity)))).toBe(amount)
      }),
    )
  })

  it('knows currencies without cents', () => {
    expect(toMinor('2.55', 'CNY')).toBe('255')
    expect(toMinor('0.125', 'USD')).toBe('12.5')
    expect(toMinor('1200', 'JPY')).toBe('1200')
    expect(wholeMinor('12.5')).toBe(13)
    expect(decimalOf(0.1)).toBe('0.1')
    expect(decimalOf('abc')).toBeNull()
  })

  it('refuses what money cannot hold', () => {
    expect(() => lineAmount('999999999999', '999999999999')).toThrow(RangeError)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let now = TEST_NOW
beforeAll(async () => {
  test = await startTestApp({ now: () => now })
})
afterAll(() => test.stop())

describe('A2 birthdays', () => {
  it('move on to their next day once they have passed, in every workspace', async () => {
    const born = (month: number, day: number, calendar = 'solar') => ({
      kind: 'person',
      name: `${calendar} ${month}-${day}`,
      birthday: { calendar, month, day },
    })
    const solar = (await test.admin.post('/customers', born(11, 25))).body
    const lunar = (await test.admin.post('/customers', born(10, 15, 'lunar'))).body
    const leap = (await test.admin.post('/customers', born(2, 29))).body
    const other = (await test.other.post('/customers', born(11, 24))).body
    expect([solar, lunar, leap].map(({ birthday }) => birthday.next)).toEqual([
      '2026-11-25',
      '2026-11-23',
      '2027-02-28',
    ])

    now = new Date('2026-11-26T08:00:00Z')
    await test.app.jobs.runEverywhere('renew-birthdays')

    const next = async (caller: TestApp['admin'], id: string) => (await caller.get(`/customers/${id}`)).body
    expect((await next(test.admin, solar.id)).birthday.next).toBe('2027-11-25')
    expect((await next(test.admin, lunar.id)).birthday.next).toBe('2027-11-12')
    expect((await next(test.admin, leap.id)).birthday.next).toBe('2027-02-28')
    expect(await next(test.other, other.id)).toMatchObject({ version: 1, birthday: { next: '2027-11-24' } })
  })
})

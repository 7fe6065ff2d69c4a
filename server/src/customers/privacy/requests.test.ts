import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, startTestApp, type TestApp } from '../../testing/test-app.ts'
import { addTerm } from './clock.ts'

let test: TestApp
let customerId: string
beforeAll(async () => {
  test = await startTestApp()
  customerId = (await test.admin.post('/customers', { kind: 'person', name: 'Shen Lan', note: 'old' })).body.id
})
afterAll(() => test.stop())

const open = (kind: string, more: object = {}): Promise<Answer> =>
  test.admin.post('/privacy-requests', { kind, channel: 'mail', customerId, receivedOn: '2026-11-02', ...more })

async function inProgress(kind: string): Promise<string> {
  const { body } = await open(kind)
  await test.admin.post(`/privacy-requests/${body.id}/verify`, { version: 1, how: 'document' })
  await test.admin.post(`/privacy-requests/${body.id}/start`, { version: 2 })
  return body.id
}

describe('the legal clock', () => {
  it('counts calendar months to the day of the same number, or the last of a shorter month', () => {
    expect(addTerm('2026-01-31', { unit: 'month', length: 1 }, 'DE')).toBe('2026-02-28')
    expect(addTerm('2026-11-02', { unit: 'month', length: 1 }, 'DE')).toBe('2026-12-02')
    expect(addTerm('2026-12-15', { unit: 'month', length: 2 }, 'DE')).toBe('2027-02-15')
  })

  it('counts working days, in China around its holidays and moved weekends', () => {
    expect(addTerm('2026-11-02', { unit: 'working-day', length: 15 }, 'CN')).toBe('2026-11-23')
    expect(addTerm('2025-09-30', { unit: 'working-day', length: 1 }, 'CN')).toBe('2025-10-09')
    expect(addTerm('2025-09-26', { unit: 'working-day', length: 1 }, 'CN')).toBe('2025-09-28')
  })

  it("is the country's until the firm sets its own, and can be extended once with a reason", async () => {
    const { body } = await open('access')
    expect(body).toMatchObject({ dueOn: '2026-11-23', state: 'received', can: { verify: true, start: false } })
    const extended = await test.admin.post(`/privacy-requests/${body.id}/extend`, { version: 1, reason: 'many files' })
    expect(extended.body).toMatchObject({ firstDueOn: '2026-11-23', dueOn: '2026-12-14', can: { extend: false } })
    const again = await test.admin.post(`/privacy-requests/${body.id}/extend`, { version: 2, reason: 'more' })
    expect([again.status, again.body.type]).toEqual([409, '/problems/privacy.extended-already'])
    await test.admin.patch('/privacy-settings', { termUnit: 'month', term: 1 })
    expect((await open('access')).body.dueOn).toBe('2026-12-02')
  })
})

describe('a request', () => {
  it('may be of somebody unknown, but is verified for a customer', async () => {
    expect((await open('access', { customerId: null })).status).toBe(400)
    const { body } = await open('access', { customerId: null, contactName: 'A caller', contact: '138 0013 8000' })
    const early = await test.admin.post(`/privacy-requests/${body.id}/verify`, { version: 1, how: 'document' })
    expect(early.body.type).toBe('/problems/privacy.no-customer')
    await test.admin.patch(`/privacy-requests/${body.id}`, { version: 1, customerId })
    const verified = await test.admin.post(`/privacy-requests/${body.id}/verify`, { version: 2, how: 'document' })
    expect(verified.body).toMatchObject({ state: 'verified', verifiedHow: 'document' })
    const refused = await test.admin.post(`/privacy-requests/${body.id}/refuse`, { version: 3, reason: 'not theirs' })
    expect(refused.body).toMatchObject({ state: 'refused', refusalReason: 'not theirs', can: { change: false } })
    const { events } = (await test.admin.get(`/privacy-requests/${body.id}/history`)).body
    expect(events).toHaveLength(4)
  })

  it('for correction is closed with the fields that were edited since', async () => {
    const id = await inProgress('correction')
    const { version } = (await test.admin.get(`/customers/${customerId}`)).body
    await test.admin.patch(`/customers/${customerId}`, { version, note: 'new', jobTitle: 'Engineer' })
    const done = await test.admin.post(`/privacy-requests/${id}/complete`, { version: 3 })
    expect(done.body.outcome.fields.sort()).toEqual(['customer.job_title', 'customer.note'])
  })

  it('for restriction keeps the customer out of bulk changes and exports, until it is lifted', async () => {
    const id = await inProgress('restriction')
    await test.admin.post(`/privacy-requests/${id}/complete`, { version: 3 })
    expect((await test.admin.get(`/customers/${customerId}`)).body.restrictedAt).not.toBeNull()
    const bulk = await test.admin.post('/customers/bulk', { action: 'tag', ids: [customerId], tags: ['spring'] })
    expect(bulk.body).toMatchObject({ updated: 0 })
    const rows = async (type = 'customer') => {
      const started = await test.admin.post('/exports', { type, format: 'csv' })
      return (await test.job(started.body.job)).result.rows
    }
    await test.admin.post('/orders', { customerId, lines: [{ description: 'x', quantity: 1, unitPrice: 5 }] })
    await test.admin.post('/interactions', { customerId, kind: 'call', subject: 'call' })
    expect([await rows(), await rows('order'), await rows('interaction')]).toEqual([0, 0, 0])
    const say = { choices: [{ purpose: 'survey', channel: 'phone', state: 'granted' }], source: 'call' }
    await test.admin.post(`/customers/${customerId}/consent`, say)
    const survey = async () => {
      const { body } = await test.admin.get(`/customers/${customerId}/consent`)
      const { choices } = body.purposes.find(({ key }: { key: string }) => key === 'survey')
      const { state, isAllowed } = choices.find(({ channel }: { channel: string }) => channel === 'phone')
      return [body.isRestricted, state, isAllowed]
    }
    expect(await survey()).toEqual([true, 'granted', false])
    await test.admin.post(`/customers/${customerId}/lift-restriction`, { reason: 'settled' })
    expect(await survey()).toEqual([false, 'granted', true])
    expect([await rows(), await rows('order'), await rows('interaction')]).toEqual([1, 1, 1])
  })

  it('for objection refuses what neither a contract nor the law asks for, in the ledger', async () => {
    const say = (choices: object[]) => test.admin.post(`/customers/${customerId}/consent`, { choices, source: 'call' })
    await say([{ purpose: 'marketing', channel: 'phone', state: 'granted' }])
    const done = await test.admin.post(`/privacy-requests/${await inProgress('objection')}/complete`, { version: 3 })
    expect(done.body.outcome.refused).toBeGreaterThan(5)
    const { purposes } = (await test.admin.get(`/customers/${customerId}/consent`)).body
    const allowed = purposes.filter(({ choices }: { choices: { isAllowed: boolean }[] }) =>
      choices.some(({ isAllowed }) => isAllowed),
    )
    expect(allowed.map(({ key }: { key: string }) => key)).toEqual(['service'])
    const marketing = purposes.find(({ key }: { key: string }) => key === 'marketing').choices
    const stateOn = (name: string) => marketing.find(({ channel }: { channel: string }) => channel === name).state
    expect([stateOn('phone'), stateOn('post')]).toEqual(['withdrawn', 'refused'])
    const again = await test.admin.post(`/privacy-requests/${await inProgress('objection')}/complete`, { version: 3 })
    expect(again.body.outcome).toEqual({ refused: 0 })
  })

  it('takes files from those who handle it, and shows them to those who read it', async () => {
    const { body } = await open('access')
    const subject = { subjectType: 'privacy', subjectId: body.id }
    const file = { name: 'letter.txt', content: 'Dear firm' }
    const [handler, reader, seller] = await Promise.all([
      test.as({ permissions: ['privacy.read', 'privacy.handle'] }),
      test.as({ permissions: ['privacy.read'] }),
      test.as({ permissions: ['customer.read', 'customer.update'] }),
    ])
    expect((await handler.upload('/files', file, subject)).status).toBe(201)
    expect((await reader.upload('/files', file, subject)).status).toBe(403)
    const list = `/files?subjectType=privacy&subjectId=${body.id}`
    expect((await reader.get(list)).body.items).toMatchObject([{ name: 'letter.txt' }])
    expect((await seller.get(list)).status).toBe(403)
  })

  it('belongs to one workspace and to those with the word', async () => {
    const { body } = await open('objection')
    expect((await test.other.get(`/privacy-requests/${body.id}`)).status).toBe(404)
    const reader = await test.as({ permissions: ['privacy.read'] })
    expect((await reader.get('/privacy-requests')).status).toBe(200)
    expect((await reader.post('/privacy-requests', { kind: 'access', channel: 'mail', customerId })).status).toBe(403)
    const seller = await test.as({ permissions: ['customer.read'] })
    expect((await seller.get(`/privacy-requests/${body.id}`)).status).toBe(403)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let customerId: string
let now = TEST_NOW.getTime()
const later = (minutes: number) => {
  now += minutes * 60_000
}

beforeAll(async () => {
  test = await startTestApp({ now: () => new Date(now) })
  const { body } = await test.admin.post('/customers', {
    kind: 'person',
    name: '沈雨桐',
    contactPoints: [{ kind: 'phone', value: '13800138000' }],
  })
  customerId = body.id
  later(5)
  const at = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000).toISOString()
  await test.admin.post('/interactions', { customerId, kind: 'call', subject: 'First call', occurredAt: at(1) })
  await test.admin.post('/interactions', { customerId, kind: 'mail', body: 'Offer sent', occurredAt: at(2) })
  await test.admin.post('/orders', {
    customerId,
    placedOn: '2026-11-01',
    lines: [{ description: 'Probe', quantity: 2, unitPrice: 500 }],
  })
  await test.admin.post('/orders', {
    customerId,
    placedOn: '2026-11-02',
    status: 'returned',
    lines: [{ description: 'Probe', quantity: -1, unitPrice: 500 }],
  })
  await test.admin.post(`/customers/${customerId}/journal`, { text: '喜欢龙井', on: '2026-10-01' })
  later(5)
  await test.admin.patch(`/customers/${customerId}`, { version: 1, jobTitle: '研发总监', source: '展会' })
})
afterAll(() => test.stop())

interface Item {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly body: string | null
  readonly undo?: string
  readonly data: { readonly changes?: { field: string; before: unknown; after: unknown }[] }
}

const timeline = async (query = '', caller: Pick<TestApp['admin'], 'get'> = test.admin): Promise<Item[]> =>
  (await caller.get(`/customers/${customerId}/timeline${query}`)).body.items

describe('A1 timeline', () => {
  it('merges calls, mails, orders, returns, journal and changes, the latest first', async () => {
    const items = await timeline()
    expect(items.map(({ kind, title }) => [kind, title])).toEqual([
      ['change', 'Changed Job title, Source'],
      ['mail', 'Mail'],
      ['call', 'First call'],
      ['change', 'Created the customer'],
      ['return', 'Return 2026-00002'],
      ['order', 'Order 2026-00001'],
      ['journal', 'Journal entry'],
    ])
    expect(items[0]!.data.changes).toEqual([
      { field: 'jobTitle', label: 'Job title', before: null, after: '研发总监' },
      { field: 'source', label: 'Source', before: null, after: '展会' },
    ])
    expect(items[5]).toMatchObject({
      body: 'Probe × 2',
      data: { lineCount: 1, total: { amount: 1000, currency: 'CNY' } },
    })
  })

  it('pages without a gap, and by kind', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    do {
      const query = `?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
      const page = await test.admin.get(`/customers/${customerId}/timeline${query}`)
      seen.push(...page.body.items.map(({ id }: Item) => id))
      cursor = page.body.nextCursor
    } while (cursor)
    expect(seen).toEqual((await timeline()).map(({ id }) => id))
    expect((await timeline('?kinds=order,return')).map(({ kind }) => kind)).toEqual(['return', 'order'])
    expect((await test.admin.get(`/customers/${customerId}/timeline?kinds=smoke`)).status).toBe(400)
    expect((await test.admin.get(`/customers/${customerId}/timeline?cursor=x`)).status).toBe(400)
    expect((await test.other.get(`/customers/${customerId}/timeline`)).status).toBe(404)
  })

  it('takes a change back from its entry', async () => {
    const [latest] = await timeline('?kinds=change')
    const undone = await test.admin.post('/events/undo', { requestId: latest!.undo })
    expect(undone.status).toBe(200)
    expect((await test.admin.get(`/customers/${customerId}`)).body.jobTitle).toBeNull()
  })

  it('tells nothing that the role may not see', async () => {
    later(5)
    const point = (await test.admin.get(`/customers/${customerId}/page`)).body.contactPoints[0]
    await test.admin.patch(`/customers/${customerId}/contact-points/${point.id}`, { value: '13900139000' })
    const { version } = (await test.admin.get(`/customers/${customerId}`)).body
    await test.admin.patch(`/customers/${customerId}`, { version, note: 'secret note', source: 'secret source' })
    expect(JSON.stringify(await timeline())).toContain('13900139000')
    const clerk = await test.as({
      permissions: ['customer.read', 'interaction.read', 'order.read'],
      scopes: { customer: 'all', interaction: 'all', order: 'all' },
      fieldRules: [
        { record: 'customer', field: 'primaryPhone', rule: 'masked' },
        { record: 'customer', field: 'note', rule: 'hidden' },
        { record: 'customer', field: 'source', rule: 'masked' },
        { record: 'order', field: 'total', rule: 'hidden' },
        { record: 'interaction', field: 'body', rule: 'hidden' },
      ],
    })
    const text = JSON.stringify(await timeline('', clerk))
    for (const secret of ['13900139000', '13800138000', 'secret', '"total"', 'Offer sent']) {
      expect(text).not.toContain(secret)
    }
    const outsider = await test.as({ permissions: ['customer.read'], scopes: { customer: 'all' } })
    expect((await timeline('', outsider)).map(({ kind }) => kind)).not.toContain('order')
  })
})

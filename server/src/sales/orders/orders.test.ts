import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { lineAmount } from '../amounts.ts'

let test: TestApp
let customerId: string
let productId: string
beforeAll(async () => {
  test = await startTestApp()
  customerId = (await test.admin.post('/customers', { kind: 'organization', name: '云栖光电' })).body.id
  const product = await test.admin.post('/products', {
    code: 'QH-500',
    name: '三坐标测量机',
    nameEn: 'Coordinate measuring machine',
    listPrice: 18_800_000,
  })
  productId = product.body.id
})
afterAll(() => test.stop())

const customer = async () => (await test.admin.get(`/customers/${customerId}`)).body

describe('C7 products', () => {
  it('finds a product by pinyin, English and code; refuses a code twice and an old version', async () => {
    for (const q of ['三坐标', 'szb', 'coordinate', 'QH-500']) {
      const found = await test.admin.get(`/products?q=${encodeURIComponent(q)}`)
      expect([q, found.body.items.map((item: { id: string }) => item.id)]).toEqual([q, [productId]])
    }
    expect((await test.admin.post('/products', { code: 'QH-500', name: 'x' })).status).toBe(409)
    expect((await test.admin.patch(`/products/${productId}`, { version: 9, unit: '台' })).status).toBe(409)
    const changed = await test.admin.patch(`/products/${productId}`, { version: 1, unit: '台' })
    expect(changed.body).toMatchObject({ version: 2, unit: '台', listPrice: { amount: 18_800_000, currency: 'CNY' } })
    expect((await test.other.get(`/products/${productId}`)).status).toBe(404)
  })
})

describe('C7 orders', () => {
  it('computes amounts and totals, and tells the customer what its orders come to', async () => {
    const created = await test.admin.post('/orders', {
      customerId,
      placedOn: '2026-11-02',
      lines: [
        { productId, quantity: 1 },
        { description: 'Probe tips', quantity: '2.5', unitPrice: '33.33', discount: 3 },
        { description: 'Sent back', quantity: -1, unitPrice: 1000 },
      ],
    })
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({
      number: '2026-00001',
      status: 'open',
      customer: { id: customerId, name: '云栖光电' },
      total: { amount: 18_800_000 + 80 - 1000, currency: 'CNY' },
      lineCount: 3,
      owner: { id: test.adminId },
    })
    expect(created.body.lines).toMatchObject([
      { position: 1, product: { code: 'QH-500' }, description: '三坐标测量机', quantity: '1', amount: 18_800_000 },
      { quantity: '2.5', unitPrice: '33.33', discount: 3, amount: 80 },
      { quantity: '-1', amount: -1000 },
    ])
    expect(await customer()).toMatchObject({
      orderCount: 1,
      lastOrderOn: '2026-11-02',
      orderTotal: { amount: 18_799_080, currency: 'CNY' },
    })
  })

  it('replaces the lines as a whole, refuses an older version, deletes and restores', async () => {
    const { body } = await test.admin.post('/orders', {
      customerId,
      placedOn: '2026-11-10',
      lines: [
        { description: 'a', quantity: 1, unitPrice: 100 },
        { description: 'b', quantity: 1, unitPrice: 200 },
      ],
    })
    const changed = await test.admin.patch(`/orders/${body.id}`, {
      version: 1,
      status: 'paid',
      lines: [
        { id: body.lines[1].id, description: 'b', quantity: 3, unitPrice: 200 },
        { description: 'c', quantity: 1, unitPrice: 50 },
      ],
    })
    expect(changed.body).toMatchObject({ version: 2, status: 'paid', total: { amount: 650 }, lineCount: 2 })
    expect(changed.body.lines.map((line: { description: string }) => line.description)).toEqual(['b', 'c'])
    const stale = await test.admin.patch(`/orders/${body.id}`, { version: 1, note: 'x' })
    expect(stale.status).toBe(409)
    expect(stale.body.current).toMatchObject({ version: 2, lines: [{ description: 'b' }, { description: 'c' }] })
    expect((await customer()).orderCount).toBe(2)
    expect((await test.admin.delete(`/orders/${body.id}`)).status).toBe(204)
    expect(await customer()).toMatchObject({ orderCount: 1, lastOrderOn: '2026-11-02' })
    expect((await test.admin.get(`/orders/${body.id}`)).status).toBe(404)
  })

  it('counts a return into the total, not as an order; a cancelled order not at all', async () => {
    const before = await customer()
    const line = { description: 'x', quantity: -2, unitPrice: 500 }
    await test.admin.post('/orders', { customerId, status: 'returned', lines: [line] })
    await test.admin.post('/orders', { customerId, status: 'cancelled', lines: [{ ...line, quantity: 9 }] })
    const after = await customer()
    expect(after.orderCount).toBe(before.orderCount)
    expect(after.orderTotal.amount).toBe(before.orderTotal.amount - 1000)
  })

  it('refuses what does not fit, in its place', async () => {
    const refused = async (body: object) => {
      const answer = await test.admin.post('/orders', body)
      return [answer.status, answer.body.errors?.[0]?.path]
    }
    const missing = '00000000-0000-4000-8000-000000000000'
    expect(await refused({ lines: [{ quantity: 'x', unitPrice: 1 }] })).toEqual([400, '/lines/0/quantity'])
    expect(await refused({ lines: [{ quantity: 1 }] })).toEqual([400, '/lines/0/unitPrice'])
    expect(await refused({ lines: [{ productId: missing, quantity: 1 }] })).toEqual([400, '/lines/0/productId'])
    expect(await refused({ customerId: missing })).toEqual([400, '/customerId'])
    expect((await refused({ lines: [{ quantity: 999999999, unitPrice: '999999999999' }] }))[0]).toBe(400)
    expect((await test.admin.post('/orders', { number: '2026-00001' })).status).toBe(409)
  })

  it('adds up whatever the lines are', async () => {
    const line = fc.record({
      quantity: fc.integer({ min: -5000, max: 5000 }).map((value) => String(value / 100)),
      unitPrice: fc.integer({ min: 0, max: 1e6 }).map((value) => String(value / 1000)),
      discount: fc.integer({ min: 0, max: 500 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
        const { body } = await test.admin.post('/orders', { lines })
        const amounts = body.lines.map((stored: { amount: number }) => stored.amount)
        expect(body.total.amount).toBe(amounts.reduce((sum: number, amount: number) => sum + amount, 0))
        expect(amounts).toEqual(
          lines.map(({ quantity, unitPrice, discount }) => lineAmount(quantity, unitPrice, discount)),
        )
      }),
      { numRuns: 15 },
    )
  })

  it('shows a page of the customer its orders, rhythm and months', async () => {
    const { body } = await test.admin.post('/customers', { kind: 'person', name: 'Rhythm' })
    for (const placedOn of ['2026-08-01', '2026-08-31', '2026-09-30', '2026-10-31']) {
      const lines = [{ description: 'Paper', quantity: 1, unitPrice: 100 }]
      await test.admin.post('/orders', { customerId: body.id, placedOn, lines })
    }
    const page = await test.admin.get(`/customers/${body.id}/page`)
    expect(page.body.panels.orders).toMatchObject({
      count: 4,
      total: { amount: 400, currency: 'CNY' },
      rhythm: { usualDays: 30, spreadDays: 1, lastDaysAgo: 23 },
      byMonth: [{ month: '2026-08', amount: 200 }, { month: '2026-09' }, { month: '2026-10' }],
    })
    expect(page.body.panels.orders.latest[0]).toMatchObject({ placedOn: '2026-10-31', total: { amount: 100 } })
    const orders = await test.admin.get(`/customers/${body.id}/orders?limit=3`)
    expect(orders.body.items).toHaveLength(3)
    expect(orders.body.nextCursor).not.toBeNull()
  })

  it('keeps to record scope, follows the customer to another owner, and hides what comes to how much', async () => {
    const permissions = ['order.read', 'customer.read', 'customer.update']
    const rep = await test.as({ permissions, scopes: { order: 'own', customer: 'own' } })
    const { body: order } = await test.admin.post('/orders', { customerId, lines: [] })
    expect((await rep.get(`/orders/${order.id}`)).status).toBe(404)
    const { version } = await customer()
    await test.admin.patch(`/customers/${customerId}`, { version, owner: rep.userId })
    expect((await rep.get(`/orders/${order.id}`)).status).toBe(200)
    const blind = await test.as({
      permissions,
      scopes: { order: 'all', customer: 'all' },
      fieldRules: [{ record: 'order', field: 'total', rule: 'hidden' }],
    })
    const seen = await blind.get('/orders')
    expect(seen.body.items[0]).not.toHaveProperty('total')
    const panel = (await blind.get(`/customers/${customerId}/page`)).body.panels.orders
    expect(panel).toMatchObject({ total: null, byMonth: [] })
    const outsider = await test.as({ permissions: ['customer.read'] })
    expect((await outsider.get('/orders')).status).toBe(403)
  })
})

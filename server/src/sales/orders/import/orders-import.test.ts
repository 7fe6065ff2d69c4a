import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let test: TestApp
let owner: pg.Client
beforeAll(async () => {
  test = await startTestApp()
  owner = new pg.Client({ connectionString: test.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await test.stop()
})

async function imported(content: string, { dryRun = false } = {}) {
  const uploaded = await test.admin.upload('/imports', { name: 'orders.csv', content }, { type: 'orders' })
  expect(uploaded.status, JSON.stringify(uploaded.body)).toBe(201)
  const { id } = uploaded.body
  const started = await test.admin.post(`/imports/${id}/${dryRun ? 'dry-run' : 'start'}`)
  const job = await test.job(started.body.job)
  expect(job.problem).toBeNull()
  return { id, columns: uploaded.body.columns, result: job.result }
}

const undone = async (id: string) => test.job((await test.admin.post(`/imports/${id}/undo`)).body.job)

/** Every column of every row, so that "as before" means byte for byte. */
async function dump(): Promise<string> {
  const texts = []
  for (const table of [
    'customers.customer',
    'customers.contact_point',
    'sales.product',
    'sales."order"',
    'sales.order_line',
  ]) {
    const { rows } = await owner.query(`select t::text as text from ${table} t order by id`)
    texts.push(...rows.map((row) => row.text))
  }
  return texts.join('\n')
}

const RETAIL = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HANGING HEART,6,01/12/2010 08:26,2.55,17850,United Kingdom
536365,71053,WHITE METAL LANTERN,6,01/12/2010 08:26,3.39,17850,United Kingdom
536365,71053,WHITE METAL LANTERN,6,01/12/2010 08:26,3.39,17850,United Kingdom
536366,22752,NESTING BOXES,2,13/12/2010 09:00,7.65,17850.0,United Kingdom
C536379,D,Discount,-1,13/12/2010 09:41,27.50,14527,France
536370,22728,ALARM CLOCK,24,13/12/2010 10:00,3.75,,France
536371,22728,ALARM CLOCK,x,13/12/2010 10:00,3.75,17850,France
536372,22728
`

describe('A8 orders', () => {
  it('groups invoice lines, finds or creates customers and products, keeps anonymous orders and returns', async () => {
    const check = await imported(RETAIL, { dryRun: true })
    expect(check.columns.map((column: { target: string }) => column.target)).toEqual([
      'orderNumber',
      'productCode',
      'productName',
      'quantity',
      'placedOn',
      'unitPrice',
      'customerExternalId',
      'country',
    ])
    const expected = { created: 4, updated: 0, rejected: 2, anonymous: 1, customersCreated: 2 }
    expect(check.result).toMatchObject({ rows: 8, ...expected })
    const { result } = await imported(RETAIL)
    expect(result).toMatchObject({ rows: 8, ...expected })
    const { body } = await test.admin.get('/orders?sort=number')
    expect(
      body.items.map((order: Record<string, never>) => [order.number, order.placedOn, order.status, order.lineCount]),
    ).toEqual([
      ['536365', '2010-12-01', 'delivered', 3],
      ['536366', '2010-12-13', 'delivered', 1],
      ['536370', '2010-12-13', 'delivered', 1],
      ['C536379', '2010-12-13', 'returned', 1],
    ])
    expect(body.items[0].total).toEqual({ amount: 1530 + 2034 * 2, currency: 'CNY' })
    expect(body.items[2].customer).toBeNull()
    const found = await test.admin.get('/customers?q=17850')
    expect(found.body.items[0]).toMatchObject({
      externalId: '17850',
      orderCount: 2,
      lastOrderOn: '2010-12-13',
      orderTotal: { amount: 1530 + 2034 * 2 + 1530, currency: 'CNY' },
    })
    expect((await test.admin.get('/products?count=exact')).body.count.value).toBe(5)
  })

  it('finds its own orders again, changes what differs, and takes that back byte for byte', async () => {
    const again = await imported(RETAIL)
    expect(again.result).toMatchObject({ created: 0, updated: 0, unchanged: 4, customersCreated: 0 })
    const before = await dump()
    const changed = RETAIL.replace('HEART,6,', 'HEART,8,')
      .replace('536366,22752', '536366,99999')
      .replaceAll('14527', '15000')
    const { id, result } = await imported(`${changed}536400,X1,New,1,14/12/2010 09:00,1,17850,France\n`)
    expect(result).toMatchObject({ created: 1, updated: 3, unchanged: 1, customersCreated: 1 })
    const order = (await test.admin.get('/orders?q=536366')).body.items[0]
    expect(order).toMatchObject({ lineCount: 2, total: { amount: 3060 } })
    const first = (await test.admin.get('/orders?q=536365')).body.items[0]
    expect(first.total.amount).toBe(2040 + 2034 * 2)
    const job = await undone(id)
    expect(job.state).toBe('done')
    expect(await dump()).toBe(before)
  })

  it('refuses to take back what was changed since', async () => {
    const { id } = await imported(
      'order number,date,customer name,product,quantity,price\nZ-1,2026-11-01,云栖光电,滤光片,2,10\n',
    )
    const order = (await test.admin.get('/orders?q=Z-1')).body.items[0]
    const { body } = await test.admin.get(`/orders/${order.id}`)
    await test.admin.patch(`/orders/${order.id}`, {
      version: 1,
      lines: [{ id: body.lines[0].id, description: 'changed', quantity: 2, unitPrice: 1000 }],
    })
    const job = await undone(id)
    expect(job.state).toBe('failed')
    expect((await test.admin.get(`/orders/${order.id}`)).status).toBe(200)
  })

  it('takes each purchase of a list without numbers and products as an order, and meets it again', async () => {
    const list = 'customer id,date,quantity,sales\n4,19970101,2,29.33\n4,19970118,3,29.73\n4,19970118,1,14.96\n'
    expect((await imported(list)).result).toMatchObject({ created: 3, customersCreated: 1 })
    const orders = await test.admin.get('/orders?q=19970118-4')
    expect(orders.body.items.map((order: { total: { amount: number } }) => order.total.amount).sort()).toEqual([
      1496, 2973,
    ])
    expect((await imported(list)).result).toMatchObject({ created: 0, unchanged: 3 })
  })

  it('reads numbers and states as people write them, in Chinese too', async () => {
    const list =
      '订单号,下单时间,客户名称,商品名称,数量,单价,金额,状态\nA1,2026年3月5日 14:30,南芯科技,光栅尺,2,"¥1,234.50","2,400.00",已完成\n'
    expect((await imported(list)).result).toMatchObject({ created: 1, customersCreated: 1 })
    const order = (await test.admin.get('/orders?q=A1')).body.items[0]
    expect(order).toMatchObject({ status: 'paid', placedOn: '2026-03-05', total: { amount: 240_000 } })
    const { body } = await test.admin.get(`/orders/${order.id}`)
    expect(body.lines[0]).toMatchObject({ quantity: '2', unitPrice: '123450', discount: 6900, amount: 240_000 })
  })

  it('follows customers whom an import of customers gives to somebody else, and back when that is taken back', async () => {
    await imported('order number,date,customer id,amount\nF-1,2026-11-01,F1,10\n')
    const permissions = ['order.read', 'customer.read']
    const rep = await test.as({ permissions, scopes: { order: 'own', customer: 'own' } })
    const { name } = (await rep.get('/session')).body.user
    const file = { name: 'customers.csv', content: `customer id,name,owner\nF1,Follow,${name}\n` }
    const { id } = (await test.admin.upload('/imports', file, { type: 'customers' })).body
    await test.job((await test.admin.post(`/imports/${id}/start`)).body.job)
    expect((await rep.get('/orders')).body.items).toMatchObject([{ number: 'F-1' }])
    expect((await undone(id)).state).toBe('done')
    expect((await rep.get('/orders')).body.items).toEqual([])
  })

  it('reads exports of orders and interactions back unchanged, in both languages, and takes over what was edited', async () => {
    const { body: customer } = await test.admin.post('/customers', { kind: 'person', name: '张三' })
    const line = { description: 'a', quantity: 2, unitPrice: 150 }
    await test.admin.post('/orders', {
      customerId: customer.id,
      note: 'hi',
      lines: [line, { ...line, description: 'b' }],
    })
    const { body: call } = await test.admin.post('/interactions', {
      customerId: customer.id,
      kind: 'sms',
      direction: 'in',
      occurredAt: '2026-11-02T03:04:05.678Z',
      body: 'one\ntwo',
    })
    const exported = async (type: string) => {
      const job = await test.job((await test.admin.post('/exports', { type, format: 'csv' })).body.job)
      const file = await test.app.server.inject({ url: job.result.href, headers: test.admin.headers })
      return { text: file.body, rows: job.result.rows }
    }
    const imported = async (type: string, content: string) => {
      const up = await test.admin.upload('/imports', { name: 'e.csv', content }, { type: `${type}s` })
      return (await test.job((await test.admin.post(`/imports/${up.body.id}/start`)).body.job)).result
    }
    const before = await dump()
    for (const language of ['en', 'zh-CN']) {
      await test.admin.patch('/session', { language })
      for (const type of ['order', 'interaction']) {
        const { text, rows } = await exported(type)
        const result = await imported(type, text)
        expect([language, type, result]).toMatchObject([
          language,
          type,
          { rows, unchanged: rows, created: 0, updated: 0 },
        ])
      }
    }
    expect(await dump()).toBe(before)
    await test.admin.patch('/session', { language: 'en' })
    const result = await imported('interaction', (await exported('interaction')).text.replace('Incoming', 'Outgoing'))
    expect(result).toMatchObject({ updated: 1, created: 0 })
    expect((await test.admin.get(`/interactions/${call.id}`)).body.direction).toBe('out')
  })
})

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let customerId: string
beforeAll(async () => {
  test = await startTestApp()
  customerId = (await test.admin.post('/customers', { kind: 'person', name: '沈雨桐' })).body.id
})
afterAll(() => test.stop())

const customer = async () => (await test.admin.get(`/customers/${customerId}`)).body

describe('C4 interactions', () => {
  it('logs a call and tells the customer of the last contact; a note is none', async () => {
    const created = await test.admin.post('/interactions', {
      customerId,
      kind: 'call',
      direction: 'in',
      occurredAt: '2026-11-20T02:00:00Z',
      subject: '询问校准周期',
      body: '沈工想把校准周期从一年改为半年。',
      durationMinutes: 12,
    })
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({
      kind: 'call',
      customer: { id: customerId, name: '沈雨桐' },
      by: { id: test.adminId },
      owner: { id: test.adminId },
      durationMinutes: 12,
      version: 1,
    })
    expect((await customer()).lastContactOn).toBe('2026-11-20')
    await test.admin.post('/interactions', { customerId, kind: 'note', body: 'x' })
    expect((await customer()).lastContactOn).toBe('2026-11-20')
    for (const q of ['校准', 'jiaozhun', '沈工']) {
      const found = await test.admin.get(`/interactions?q=${encodeURIComponent(q)}`)
      expect([q, found.body.items.length]).toEqual([q, 1])
    }
  })

  it('changes, refuses an older version, deletes', async () => {
    const { body } = await test.admin.post('/interactions', { customerId, kind: 'visit', body: 'Saw the line.' })
    expect((await customer()).lastContactOn).toBe('2026-11-23')
    const changed = await test.admin.patch(`/interactions/${body.id}`, { version: 1, kind: 'meeting' })
    expect(changed.body).toMatchObject({ version: 2, kind: 'meeting' })
    const stale = await test.admin.patch(`/interactions/${body.id}`, { version: 1, kind: 'call' })
    expect([stale.status, stale.body.current.kind]).toEqual([409, 'meeting'])
    expect((await test.admin.delete(`/interactions/${body.id}`)).status).toBe(204)
    expect((await customer()).lastContactOn).toBe('2026-11-20')
    expect((await test.other.get(`/interactions/${body.id}`)).status).toBe(404)
  })

  it('refuses what is not there', async () => {
    const missing = '00000000-0000-4000-8000-000000000000'
    expect((await test.admin.post('/interactions', { customerId: missing, kind: 'call' })).status).toBe(404)
    expect((await test.admin.post('/interactions', { customerId, kind: 'smoke' })).status).toBe(400)
    expect((await test.admin.post('/interactions', { customerId, kind: 'call', by: missing })).status).toBe(409)
  })

  it('keeps to record scope', async () => {
    const rep = await test.as({
      permissions: ['interaction.read', 'customer.read'],
      scopes: { interaction: 'own', customer: 'own' },
    })
    expect((await rep.get('/interactions')).body.items).toEqual([])
    const { version } = await customer()
    await test.admin.patch(`/customers/${customerId}`, { version, owner: rep.userId })
    expect((await rep.get('/interactions')).body.items).toHaveLength(2)
  })
})

const FILE = `时间,类型,客户名称,主题,内容,跟进人,时长
2026-03-05 14:30,来电,沈雨桐,报修,主轴有异响,Admin,12分钟
2026-03-06,拜访,云栖光电,,看了新产线,林薇,1:30
2026-03-07,短信,,,,,
2026-13-45,电话,沈雨桐,,x,,
2026-03-05 14:30,来电,沈雨桐,报修,主轴有异响,Admin,12分钟
`

describe('A8 interactions', () => {
  it('imports a Chinese file, finds it again, takes it back exactly', async () => {
    const owner = new pg.Client({ connectionString: test.ownerUrl })
    await owner.connect()
    const dump = async () => {
      const lists = []
      for (const table of ['conversations.interaction', 'customers.customer']) {
        lists.push((await owner.query(`select t::text as text from ${table} t order by id`)).rows)
      }
      return lists
    }
    const before = await dump()
    const imported = async () => {
      const uploaded = await test.admin.upload('/imports', { name: 'f.csv', content: FILE }, { type: 'interactions' })
      const started = await test.admin.post(`/imports/${uploaded.body.id}/start`)
      return { id: uploaded.body.id, job: await test.job(started.body.job) }
    }
    const { id, job } = await imported()
    expect(job.result).toMatchObject({ rows: 5, created: 3, rejected: 2, customersCreated: 1, anonymous: 0 })
    const again = await imported()
    expect(again.job.result).toMatchObject({ created: 0, unchanged: 3, rejected: 2, customersCreated: 0 })
    const list = await test.admin.get('/interactions?q=报修')
    expect(list.body.items[0]).toMatchObject({
      kind: 'call',
      direction: 'in',
      occurredAt: expect.stringMatching(/^2026-03-05T06:30:00/),
      by: { id: test.adminId },
      durationMinutes: 12,
    })
    const undo = await test.job((await test.admin.post(`/imports/${id}/undo`)).body.job)
    expect(undo.state).toBe('done')
    expect(await dump()).toEqual(before)
    await owner.end()
  })
})

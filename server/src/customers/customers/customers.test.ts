import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.stop())

const zhang = {
  kind: 'person',
  name: '张三',
  contactPoints: [
    { kind: 'phone', value: '138 0013 8000' },
    { kind: 'email', value: 'San.Zhang@Example.com' },
    { kind: 'address', address: { street: '文三路 1 号', city: '杭州', country: '中国' } },
  ],
  birthday: { calendar: 'lunar', year: 1980, month: 8, day: 16 },
}

describe('A1 customers', () => {
  it('creates a person with contact points and finds them by every spelling', async () => {
    const created = await test.admin.post('/customers', zhang)
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({
      name: '张三',
      primaryPhone: '+8613800138000',
      primaryEmail: 'san.zhang@example.com',
      city: '杭州',
      version: 1,
      owner: { id: test.adminId },
    })
    expect(created.body.birthday).toMatchObject({ calendar: 'lunar', month: 8, day: 16, next: '2027-09-16' })
    for (const q of ['张三', '張三', 'zhangsan', 'zs', '138 0013', 'san.zhang@example.com']) {
      const found = await test.admin.get(`/customers?q=${encodeURIComponent(q)}`)
      expect([q, found.body.items?.map((item: { name: string }) => item.name)]).toEqual([q, ['张三']])
    }
    const other = await test.other.get('/customers?q=zs')
    expect(other.body.items).toEqual([])
  })

  it('refuses an older version with the current record', async () => {
    const { body } = await test.admin.post('/customers', { kind: 'organization', name: 'Nordlicht Optik GmbH' })
    const first = await test.admin.patch(`/customers/${body.id}`, { version: 1, industry: 'Optics' })
    expect(first.body).toMatchObject({ version: 2, industry: 'Optics' })
    const second = await test.admin.patch(`/customers/${body.id}`, { version: 1, industry: 'Lenses' })
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({
      type: '/problems/version-conflict',
      current: { industry: 'Optics', version: 2 },
    })
  })

  it('sorts names by pinyin and pages through without a gap', async () => {
    const names = ['Émile', '李四', '王五', '赵六', 'Adam']
    for (const name of names) await test.admin.post('/customers', { kind: 'person', name, source: 'sorted' })
    const filter = encodeURIComponent(JSON.stringify({ field: 'source', op: 'eq', value: 'sorted' }))
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await test.admin.get(`/customers?filter=${filter}&sort=name&limit=2${cursor && `&cursor=${cursor}`}`)
      expect(page.body.count).toEqual({ value: 5, exact: true })
      seen.push(...page.body.items.map((item: { name: string }) => item.name))
      cursor = page.body.nextCursor ?? ''
    } while (cursor)
    expect(seen).toEqual(['Adam', 'Émile', '李四', '王五', '赵六'])
  })

  it('answers 404 for the other workspace and junk with 400', async () => {
    const { body } = await test.admin.post('/customers', { kind: 'person', name: 'Only Here' })
    expect((await test.other.get(`/customers/${body.id}`)).status).toBe(404)
    expect((await test.other.patch(`/customers/${body.id}`, { version: 1, name: 'Taken' })).status).toBe(404)
    expect((await test.admin.post('/customers', { kind: 'person', name: 'a\u0000b' })).status).toBe(400)
    expect(
      (await test.admin.post('/customers', { kind: 'person', name: 'x', colour: 'red' })).body.errors[0].path,
    ).toBe('/colour')
    expect((await test.admin.post('/customers', { kind: 'person' })).status).toBe(400)
    expect((await test.anonymous.get('/customers')).status).toBe(401)
  })

  it('shows the whole page: contact points, relations both ways, preferences, journal', async () => {
    const firm = (await test.admin.post('/customers', { kind: 'organization', name: '云栖生物' })).body
    const person = (
      await test.admin.post('/customers', {
        ...zhang,
        name: '沈若兰',
        contactPoints: [],
        organization: firm.id,
        jobTitle: '主任',
      })
    ).body
    await test.admin.post(`/customers/${person.id}/preferences`, { kind: 'drink', value: '绿茶' })
    await test.admin.post(`/customers/${person.id}/journal`, { text: 'Walked the clean room with her.' })
    await test.admin.post(`/customers/${person.id}/contact-points`, {
      kind: 'phone',
      value: '13900139000/010-88888888转801',
    })
    const page = (await test.admin.get(`/customers/${person.id}/page`)).body
    expect(page.contactPoints.map((point: { value: string }) => point.value)).toEqual([
      '+8613900139000',
      '+861088888888',
    ])
    expect(page.relations).toMatchObject([
      { role: 'works-at', direction: 'out', title: '主任', other: { name: '云栖生物' } },
    ])
    expect(page.preferences).toMatchObject([{ kind: 'drink', value: '绿茶' }])
    expect(page.journal.latest).toMatchObject([{ on: '2026-11-23', author: { name: 'Admin' } }])
    const graph = (await test.admin.get(`/customers/${firm.id}/graph?depth=1`)).body
    expect(graph.nodes).toHaveLength(2)
    expect(graph.edges).toMatchObject([{ from: person.id, to: firm.id, role: 'works-at' }])
  })

  it('obeys scope, hidden, masked and read-only fields in list, search, filter and write', async () => {
    await test.admin.post('/customers', { ...zhang, name: '钱七', source: 'rights' })
    const rep = await test.as({
      permissions: ['customer.read', 'customer.create', 'customer.update'],
      scopes: { customer: 'own' },
      fieldRules: [
        { record: 'customer', field: 'primaryPhone', rule: 'masked' },
        { record: 'customer', field: 'note', rule: 'hidden' },
        { record: 'customer', field: 'industry', rule: 'read-only' },
      ],
    })
    expect((await rep.get('/customers')).body.items).toEqual([])
    const mine = (await rep.post('/customers', { ...zhang, name: '孙八' })).body
    expect(mine.primaryPhone).toBe('+86138****8000')
    expect(mine).not.toHaveProperty('note')
    expect((await rep.get('/customers?count=auto')).body.count).toEqual({ value: 1, exact: true })
    expect((await rep.get('/customers?q=13800138000')).body.items).toEqual([])
    const filter = encodeURIComponent(JSON.stringify({ field: 'primaryPhone', op: 'eq', value: '+8613800138000' }))
    expect((await rep.get(`/customers?filter=${filter}`)).status).toBe(400)
    expect((await rep.patch(`/customers/${mine.id}`, { version: 1, industry: 'x' })).status).toBe(400)
    const page = (await rep.get(`/customers/${mine.id}/page`)).body
    expect(page.contactPoints[0]).toMatchObject({ kind: 'phone', value: '+86138****8000' })
    expect((await rep.delete(`/customers/${mine.id}`)).status).toBe(403)
  })
})

describe('bulk changes', () => {
  it('touch what the filter and the search words find, and nothing else', async () => {
    const names = ['沈一', '沈二', 'Bystander']
    for (const name of names) await test.admin.post('/customers', { kind: 'person', name, source: 'bulk' })
    const filter = { field: 'source', op: 'eq', value: 'bulk' }
    const answer = await test.admin.post('/customers/bulk', { action: 'tag', tags: ['met'], filter, q: 'shen' })
    const job = await test.job(answer.body.job)
    expect(job.result).toEqual({ updated: 2, refused: [] })
    const tagged = encodeURIComponent(JSON.stringify({ field: 'tags', op: 'in', value: ['met'] }))
    const page = await test.admin.get(`/customers?sort=name&filter=${tagged}`)
    expect(page.body.items.map((item: { name: string }) => item.name)).toEqual(['沈二', '沈一'])
    const ids = page.body.items.map((item: { id: string }) => item.id)
    const chosen = encodeURIComponent(JSON.stringify({ field: 'id', op: 'in', value: ids }))
    expect((await test.admin.get(`/customers?filter=${chosen}`)).body.count).toEqual({ value: 2, exact: true })
    expect((await test.admin.post('/customers/bulk', { action: 'delete' })).status).toBe(400)
  })
})

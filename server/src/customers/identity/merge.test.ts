import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.stop())

const create = async (body: object) => {
  const answer = await test.admin.post('/customers', { kind: 'person', ...body })
  expect(answer.status).toBe(201)
  return answer.body
}
const email = (value: string) => ({ kind: 'email', value })
const get = (id: string) => test.admin.get(`/customers/${id}`)
const merge = (body: object) => test.admin.post('/customers/merge', body)
const order = async (customerId: string, unitPrice: number, placedOn: string) => {
  const lines = [{ description: 'Probe', quantity: 1, unitPrice }]
  return (await test.admin.post('/orders', { customerId, placedOn, lines })).body
}

/** Two records of one person, with something of everything. */
async function twoRecords(mark: string) {
  const firm = await create({ kind: 'organization', name: `Firm ${mark}` })
  const seller = await test.as({ permissions: ['customer.read'] })
  const kept = await create({
    name: `沈雨桐 ${mark}`,
    externalId: `K-${mark}`,
    tags: ['vip'],
    since: '2024-05-01',
    note: 'kept',
    contactPoints: [email(`shared-${mark}@x.example`), { kind: 'phone', value: '13800138000' }],
  })
  const other = await create({
    name: `Shen Yutong ${mark}`,
    externalId: `M-${mark}`,
    tags: ['fair'],
    since: '2021-02-03',
    industry: 'Steel',
    note: 'merged',
    owner: seller.userId,
    contactPoints: [email(`shared-${mark}@x.example`), email(`own-${mark}@x.example`)],
  })
  for (const id of [kept.id, other.id]) {
    await test.admin.post(`/customers/${id}/relations`, { role: 'works-at', other: firm.id })
    await test.admin.post(`/customers/${id}/preferences`, { kind: 'drink', value: '龙井' })
  }
  await test.admin.post(`/customers/${kept.id}/relations`, { role: 'knows', other: other.id })
  await test.admin.post(`/customers/${other.id}/journal`, { text: 'Met at the fair', on: '2026-10-01' })
  await order(kept.id, 500, '2026-10-01')
  await order(other.id, 700, '2026-11-01')
  const call = { customerId: other.id, kind: 'call', subject: 'Asked', occurredAt: '2026-11-20T08:00:00Z' }
  await test.admin.post('/interactions', call)
  return { kept, other, firm, seller }
}

describe('A7 merge', () => {
  it('shows in a preview what it will do, and leaves everything as it was', async () => {
    const { kept, other } = await twoRecords('p')
    const { status, body } = await test.admin.post('/customers/merge/preview', {
      survivorId: kept.id,
      mergedIds: [other.id],
    })
    expect(status).toBe(200)
    expect(body.result).toMatchObject({ tags: ['vip', 'fair'], industry: 'Steel', note: 'kept', since: '2021-02-03' })
    const rules = Object.fromEntries(body.fields.map(({ key, rule }: { key: string; rule: string }) => [key, rule]))
    expect(rules).toMatchObject({
      name: 'survivor',
      note: 'survivor',
      tags: 'united',
      since: 'earliest',
      industry: 'filled',
      owner: 'survivor',
      backupOwner: 'backup',
    })
    const moves = Object.fromEntries(
      body.moves.map(({ label, moved, setAside }: { label: string; moved: number; setAside: number }) => [
        label,
        [moved, setAside],
      ]),
    )
    expect(moves).toMatchObject({
      Orders: [1, 0],
      Interactions: [1, 0],
      'Contact points': [1, 1],
      Relations: [0, 2],
      Preferences: [0, 1],
    })
    expect((await get(other.id)).body.name).toBe(other.name)
    expect((await get(kept.id)).body.version).toBe(kept.version)
  })

  it('moves everything, settles fields by rule, renews totals, search and scope', async () => {
    const { kept, other, seller } = await twoRecords('m')
    const choose = { note: other.id }
    const { status, body } = await merge({ survivorId: kept.id, mergedIds: [other.id], choose })
    expect([status, body.survivorId]).toEqual([200, kept.id])
    expect(body.customer).toMatchObject({
      note: 'merged',
      industry: 'Steel',
      owner: { id: test.adminId },
      backupOwner: { id: seller.userId },
      externalId: 'K-m',
      orderCount: 2,
      lastOrderOn: '2026-11-01',
      lastContactOn: '2026-11-20',
    })
    const page = (await test.admin.get(`/customers/${kept.id}/page`)).body
    expect(page.contactPoints.map(({ value }: { value: string }) => value)).toEqual([
      'shared-m@x.example',
      '+8613800138000',
      'own-m@x.example',
    ])
    expect(page.relations).toHaveLength(1)
    expect(page.preferences).toHaveLength(1)
    const found = await test.admin.get('/customers?q=own-m%40x.example')
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([kept.id])
    const orders = await seller.get('/customers')
    expect(orders.body.items.map(({ id }: { id: string }) => id)).toEqual([kept.id])
    const timeline = (await test.admin.get(`/customers/${kept.id}/timeline`)).body.items
    const titles = timeline.map(({ title }: { title: string }) => title)
    expect(titles).toContain('Merged with Shen Yutong m')
    expect(titles).toContain('Asked')
  })

  it('answers old ids with the survivor, takes in what is added, refuses changes meant for the old record', async () => {
    const { kept, other } = await twoRecords('o')
    await merge({ survivorId: kept.id, mergedIds: [other.id] })
    for (const path of ['', '/page']) {
      const { status, body, headers } = await test.admin.get(`/customers/${other.id}${path}`)
      expect(status).toBe(200)
      expect((path ? body.customer : body).id).toBe(kept.id)
      expect(body.mergedFrom).toMatchObject({ id: other.id, name: other.name })
      expect(headers['content-location']).toBe(`/api/v1/customers/${kept.id}${path}`)
    }
    const timeline = await test.admin.get(`/customers/${other.id}/timeline?kinds=order`)
    expect(timeline.body.items).toHaveLength(2)
    await test.admin.post(`/customers/${other.id}/journal`, { text: 'Written to the old id' })
    await order(other.id, 100, '2026-11-02')
    expect((await get(kept.id)).body.orderCount).toBe(3)
    expect((await test.admin.get(`/customers/${kept.id}/journal`)).body.items).toHaveLength(2)
    const changed = await test.admin.patch(`/customers/${other.id}`, { version: 1, note: 'x' })
    expect([changed.status, changed.body.mergedInto]).toEqual([409, kept.id])
    expect((await test.admin.delete(`/customers/${other.id}`)).status).toBe(409)
    const bin = (await test.admin.get('/recycle-bin')).body.items.map(({ id }: { id: string }) => id)
    expect(bin).not.toContain(other.id)
    expect((await test.admin.post(`/recycle-bin/customer/${other.id}/restore`)).status).toBe(404)
  })

  it('lets imports and recognition find the survivor by the old external id, and leaves its own alone', async () => {
    const { kept, other } = await twoRecords('x')
    await merge({ survivorId: kept.id, mergedIds: [other.id] })
    const file = { name: 'again.csv', content: `external id,name,industry\nM-x,Shen Yutong x,Retail\n` }
    const stored = await test.admin.upload('/imports', file, { type: 'customers' })
    const { job } = (await test.admin.post(`/imports/${stored.body.id}/start`)).body
    expect((await test.job(job)).result).toMatchObject({ created: 0, updated: 1 })
    expect((await get(kept.id)).body).toMatchObject({ industry: 'Retail', externalId: 'K-x' })
    const known = await test.admin.get('/recognition?hint=M-x')
    expect(JSON.stringify(known.body)).toContain(kept.id)
  })

  it('chooses the survivor by completeness, then orders, then age', async () => {
    const bare = await create({ name: 'Bare' })
    const full = await create({ name: 'Full', note: 'n', industry: 'i', contactPoints: [email('full@x.example')] })
    expect((await merge({ mergedIds: [bare.id, full.id] })).body.survivorId).toBe(full.id)
    const [older, buyer] = [await create({ name: 'Older' }), await create({ name: 'Buyer' })]
    await order(buyer.id, 100, '2026-10-01')
    expect((await merge({ mergedIds: [older.id, buyer.id] })).body.survivorId).toBe(buyer.id)
  })

  it('re-points employment, references in own fields and files', async () => {
    const field = { record: 'customer', key: 'adviser', type: 'reference', reference: 'customer' }
    await test.admin.post('/custom-fields', { ...field, labelEn: 'Adviser', labelZh: '顾问' })
    const [one, two] = [
      await create({ kind: 'organization', name: 'Yunqi' }),
      await create({ kind: 'organization', name: 'Yunqi Ltd' }),
    ]
    const worker = await create({ name: 'Worker', organization: two.id, custom: { adviser: two.id } })
    await test.admin.upload('/files', { name: 'a.txt', content: 'a' }, { subjectType: 'customer', subjectId: two.id })
    const { body } = await merge({ survivorId: one.id, mergedIds: [two.id] })
    const moved = (await get(worker.id)).body
    expect(moved.organization.id).toBe(one.id)
    expect(JSON.stringify(moved.custom)).toContain(one.id)
    const files = async (id: string) =>
      (await test.admin.get(`/files?subjectType=customer&subjectId=${id}`)).body.items.length
    expect(await files(one.id)).toBe(1)
    await test.admin.post(`/merges/${body.merge}/undo`)
    const back = (await get(worker.id)).body
    expect([back.organization.id, await files(one.id), await files(two.id)]).toEqual([two.id, 0, 1])
    expect(JSON.stringify(back.custom)).toContain(two.id)
  })
})

describe('A7 merge, refused', () => {
  it('needs the word, the words to update and delete, and every record within scope', async () => {
    const [a, b] = [await create({ name: 'A' }), await create({ name: 'B' })]
    const body = { survivorId: a.id, mergedIds: [b.id] }
    const words = ['customer.read', 'customer.update', 'customer.delete', 'customer.merge']
    const without = await test.as({
      permissions: words.filter((word) => word !== 'customer.delete'),
      scopes: { customer: 'all' },
    })
    expect((await without.post('/customers/merge', body)).status).toBe(403)
    const own = await test.as({ permissions: words, scopes: { customer: 'own' } })
    expect((await own.post('/customers/merge', body)).status).toBe(404)
    expect((await test.other.post('/customers/merge', body)).status).toBe(404)
    const rules = [{ record: 'customer', field: 'note', rule: 'read-only' as const }]
    const ruled = await test.as({ permissions: words, scopes: { customer: 'all' }, fieldRules: rules })
    expect((await ruled.post('/customers/merge', { ...body, choose: { note: b.id } })).status).toBe(400)
    const { body: done } = await ruled.post('/customers/merge', body)
    expect((await own.post(`/merges/${done.merge}/undo`)).status).toBe(404)
    expect((await test.other.post(`/merges/${done.merge}/undo`)).status).toBe(404)
    expect((await ruled.post(`/merges/${done.merge}/undo`)).status).toBe(200)
  })

  it('refuses what changed since, what was merged already, another kind, and itself', async () => {
    const [a, b, firm] = [
      await create({ name: 'A' }),
      await create({ name: 'B' }),
      await create({ kind: 'organization', name: 'F' }),
    ]
    const stale = await merge({ survivorId: a.id, mergedIds: [b.id], versions: { [b.id]: 7 } })
    expect([stale.status, stale.body.type]).toEqual([409, '/problems/version-conflict'])
    expect((await merge({ survivorId: a.id, mergedIds: [firm.id] })).body.type).toBe('/problems/customer.kinds-differ')
    expect((await merge({ survivorId: a.id, mergedIds: [a.id] })).status).toBe(400)
    await merge({ survivorId: a.id, mergedIds: [b.id] })
    const again = await merge({ survivorId: firm.id, mergedIds: [b.id] })
    expect([again.status, again.body.mergedInto]).toEqual([409, a.id])
  })
})

describe('A7 merge, two people at once', () => {
  it('lets overlapping groups end in one whole and one refusal or continuation, never in a lock or a loss', async () => {
    for (let round = 0; round < 8; round++) {
      const [a, b, c] = [
        await create({ name: `A${round}` }),
        await create({ name: `B${round}` }),
        await create({ name: `C${round}` }),
      ]
      for (const { id } of [a, b, c]) await order(id, 100, '2026-10-01')
      const answers = await Promise.all([
        merge({ survivorId: a.id, mergedIds: [b.id] }),
        merge({ survivorId: round % 2 ? b.id : c.id, mergedIds: [round % 2 ? c.id : b.id] }),
        order(b.id, 50, '2026-10-02'),
      ])
      const statuses = [answers[0].status, answers[1].status].sort()
      expect(statuses[0]).toBe(200)
      expect([200, 409]).toContain(statuses[1])
      const counts = new Map<string, number>()
      for (const { id } of [a, b, c]) {
        const { body } = await get(id)
        counts.set(body.id, body.orderCount)
      }
      expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(4)
    }
  })
})

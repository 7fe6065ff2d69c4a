import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const person = async (name: string, more: object = {}) =>
  (await app.admin.post('/customers', { kind: 'person', name, ...more })).body
const read = async (id: string) => app.admin.get(`/customers/${id}`)
const undo = (requestId: unknown) => app.admin.post('/events/undo', { requestId })

describe('undo', () => {
  it('restores what one request changed, and can itself be undone', async () => {
    const made = await person('Zhao Liu', { note: 'first', tags: ['vip'] })
    const changed = await app.admin.patch(`/customers/${made.id}`, { version: made.version, note: 'second', tags: [] })
    const taken = await undo(changed.headers['x-request-id'])
    expect([taken.status, taken.body]).toEqual([200, { undone: 1 }])
    expect((await read(made.id)).body).toMatchObject({ note: 'first', tags: ['vip'], version: made.version + 2 })
    await undo(taken.headers['x-request-id'])
    expect((await read(made.id)).body).toMatchObject({ note: 'second', tags: [] })
  })

  it('refuses with reasons, and changes nothing, where a row was changed since', async () => {
    const [first, second] = [await person('A', { source: 'fair' }), await person('B', { source: 'fair' })]
    const bulk = await app.admin.post('/customers/bulk', {
      action: 'update',
      ids: [first.id, second.id],
      changes: { source: 'web' },
    })
    expect(bulk.status).toBeLessThan(300)
    await app.admin.patch(`/customers/${second.id}`, { version: second.version + 1, note: 'since' })
    const refused = await undo(bulk.headers['x-request-id'])
    expect(refused.status).toBe(409)
    expect(refused.body.refused).toEqual([
      { type: 'customer', id: second.id, name: 'B', reason: 'Somebody changed it since.' },
    ])
    expect((await read(first.id)).body.source).toBe('web')
  })

  it('sends what was created to the bin, with its parts, and brings deleted records back', async () => {
    const created = await app.admin.post('/customers', {
      kind: 'person',
      name: 'Qian Qi',
      contactPoints: [{ kind: 'email', value: 'qian@x.example' }],
    })
    const { id } = created.body
    const taken = await undo(created.headers['x-request-id'])
    expect(taken.status).toBe(200)
    expect((await read(id)).status).toBe(404)
    await undo(taken.headers['x-request-id'])
    expect((await read(id)).body.primaryEmail).toBe('qian@x.example')
    const deleted = await app.admin.delete(`/customers/${id}`)
    expect((await undo(deleted.headers['x-request-id'])).status).toBe(200)
    expect((await read(id)).status).toBe(200)
  })

  it('is for own requests, within scope, and knows no other workspace', async () => {
    const made = await person('Sun Ba')
    const changed = await app.admin.patch(`/customers/${made.id}`, { version: made.version, note: 'x' })
    const requestId = changed.headers['x-request-id']
    const user = await app.as({ permissions: ['customer.read', 'customer.update'], scopes: { customer: 'all' } })
    expect((await user.post('/events/undo', { requestId })).status).toBe(404)
    expect((await app.other.post('/events/undo', { requestId })).status).toBe(404)
  })

  it('leaves settings alone', async () => {
    const role = await app.admin.post('/roles', { name: 'Fixed', permissions: [] })
    expect((await undo(role.headers['x-request-id'])).status).toBe(409)
  })
})

describe('recycle bin', () => {
  it('lists what was deleted by whom, within scope, and restores it', async () => {
    const made = await person('Zhou Jiu')
    await app.admin.delete(`/customers/${made.id}`)
    const { body } = await app.admin.get('/recycle-bin')
    const item = body.items.find(({ id }: { id: string }) => id === made.id)
    expect(item).toMatchObject({
      type: 'customer',
      name: 'Zhou Jiu',
      deletedBy: { name: 'Admin' },
      can: { restore: true },
    })
    const seller = await app.as({
      permissions: ['customer.read', 'customer.delete', 'recycle-bin.read', 'recycle-bin.restore'],
    })
    expect((await seller.get('/recycle-bin')).body.items).toEqual([])
    expect((await seller.post(`/recycle-bin/customer/${made.id}/restore`)).status).toBe(404)
    expect((await app.other.post(`/recycle-bin/customer/${made.id}/restore`)).status).toBe(404)
    expect((await app.admin.post(`/recycle-bin/customer/${made.id}/restore`)).body.name).toBe('Zhou Jiu')
    expect((await app.admin.post(`/recycle-bin/customer/${made.id}/restore`)).status).toBe(404)
  })
})

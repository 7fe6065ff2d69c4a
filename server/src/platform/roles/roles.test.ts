import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

describe('default roles', () => {
  it('come with each workspace, the administrator fixed', async () => {
    const { body } = await app.admin.get('/roles')
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
      'Administrator',
      'Manager',
      'Sales representative',
      'Service agent',
      'Read only',
    ])
    const [administrator] = body.items
    expect((await app.admin.patch(`/roles/${administrator.id}`, { name: 'Chief' })).body.type).toBe(
      '/problems/role-fixed',
    )
    expect((await app.admin.delete(`/roles/${administrator.id}`)).status).toBe(409)
  })
})

describe('a role', () => {
  it('refuses what it does not allow with 403 and no session with 401', async () => {
    const reader = await app.as({ permissions: ['customer.read'] })
    expect((await reader.get('/customers')).status).toBe(200)
    const refused = await reader.post('/customers', { kind: 'person', name: 'Li Si' })
    expect(refused.status).toBe(403)
    expect(refused.body.detail).toContain('customer.create')
    expect((await app.anonymous.get('/customers')).status).toBe(401)
  })

  it('holds at once for everyone who has it', async () => {
    const user = await app.as({ permissions: ['customer.read'] })
    const { body } = await user.get('/session')
    await app.admin.patch(`/roles/${body.role.id}`, { permissions: [] })
    expect((await user.get('/customers')).status).toBe(403)
  })

  it('is checked against the catalogue of words, record types and fields', async () => {
    const bad = await app.admin.post('/roles', {
      name: 'Odd',
      permissions: ['customer.fly'],
    })
    expect(bad.status).toBe(400)
    const rule = { record: 'customer', field: 'no-such', rule: 'hidden' }
    expect((await app.admin.post('/roles', { name: 'Odd', permissions: [], fieldRules: [rule] })).status).toBe(400)
    expect((await app.admin.post('/roles', { name: 'Odd', permissions: [], scopes: { moon: 'all' } })).status).toBe(400)
    expect((await app.admin.post('/roles', { name: 'manager', permissions: [] })).status).toBe(409)
  })

  it('cannot be given beyond what the giver holds', async () => {
    const giver = await app.as({ permissions: ['settings.roles', 'settings.users', 'customer.read'] })
    const more = await giver.post('/roles', { name: 'More', permissions: ['customer.delete'] })
    expect(more.status).toBe(403)
    const wider = await giver.post('/roles', {
      name: 'Wider',
      permissions: ['customer.read'],
      scopes: { customer: 'all' },
    })
    expect(wider.status).toBe(403)
    const { body } = await app.admin.get('/roles')
    const [administrator] = body.items
    expect((await giver.patch(`/users/${giver.userId}`, { roleId: administrator.id })).status).toBe(403)
    expect((await giver.post(`/users/${app.adminId}/password`)).status).toBe(403)
  })

  it('with masks cannot shed them', async () => {
    const masked = await app.as({
      permissions: ['settings.roles', 'customer.read'],
      fieldRules: [{ record: 'customer', field: 'primaryPhone', rule: 'masked' }],
    })
    expect((await masked.post('/roles', { name: 'Unmasked', permissions: ['customer.read'] })).status).toBe(403)
  })

  it('is deleted only when nobody has it', async () => {
    const user = await app.as({ permissions: [] })
    const { body } = await user.get('/session')
    expect((await app.admin.delete(`/roles/${body.role.id}`)).body.type).toBe('/problems/role-in-use')
    const spare = await app.admin.post('/roles', { name: 'Spare', permissions: [] })
    expect((await app.admin.delete(`/roles/${spare.body.id}`)).status).toBe(204)
    expect((await app.admin.get(`/roles/${spare.body.id}`)).status).toBe(404)
  })

  it('of another workspace does not exist', async () => {
    const { body } = await app.other.get('/roles')
    expect((await app.admin.get(`/roles/${body.items[1].id}`)).status).toBe(404)
    const stolen = await app.admin.post('/users', { name: 'X', email: 'x@first.example', roleId: body.items[1].id })
    expect(stolen.status).toBe(400)
  })
})

it('labels every permission word in both languages', async () => {
  for (const language of ['en', 'zh-CN']) {
    await app.admin.patch('/session', { language })
    const { body } = await app.admin.get('/roles/permissions')
    const unlabelled = body.items.filter(({ label }: { label: string }) => /permission\.|\.labels/.test(label))
    expect(unlabelled).toEqual([])
  }
})

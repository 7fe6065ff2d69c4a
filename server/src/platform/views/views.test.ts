import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const namesFor = async (caller: { get: TestApp['admin']['get'] }) =>
  (await caller.get('/views?type=customer')).body.items.map(({ name }: { name: string }) => name)

it('shows own views, the teams’ and everyone’s, each counted as the reader sees the records', async () => {
  const member = await app.as({ permissions: ['customer.read', 'views.share'] })
  const outsider = await app.as({ permissions: ['customer.read'] })
  await app.admin.post('/teams', { name: 'Team', memberIds: [app.adminId, member.userId] })
  await app.admin.post('/customers', { kind: 'person', name: 'One', source: 'fair' })
  const filter = { field: 'source', op: 'eq', value: 'fair' }
  const make = (name: string, shared: string) =>
    app.admin.post('/views', { type: 'customer', name, shared, filter, sort: '-updatedAt', columns: ['name'] })
  const mine = await make('Mine', 'private')
  const ours = await make('Ours', 'team')
  const all = await make('All', 'everyone')
  expect(await namesFor(app.admin)).toEqual(['All', 'Mine', 'Ours'])
  expect(await namesFor(member)).toEqual(['All', 'Ours'])
  expect(await namesFor(outsider)).toEqual(['All'])
  expect(await namesFor(app.other)).toEqual([])
  expect((await app.admin.get(`/views/${all.body.id}/count`)).body).toEqual({ value: 1, exact: true })
  expect((await outsider.get(`/views/${all.body.id}/count`)).body.value).toBe(0)
  expect((await outsider.get(`/views/${ours.body.id}/count`)).status).toBe(404)
  expect((await member.patch(`/views/${mine.body.id}`, { name: 'Theirs' })).status).toBe(404)
  expect((await member.patch(`/views/${all.body.id}`, { name: 'Everybody' })).body.name).toBe('Everybody')
  expect((await outsider.delete(`/views/${all.body.id}`)).status).toBe(403)
  const shared = { type: 'customer', name: 'X', shared: 'everyone' }
  expect((await outsider.post('/views', shared)).status).toBe(403)
})

it('refuses filters and columns that the record type does not have', async () => {
  const view = { type: 'customer', name: 'Odd' }
  const filter = { field: 'no-such', op: 'eq', value: 1 }
  expect((await app.admin.post('/views', { ...view, filter })).status).toBe(400)
  expect((await app.admin.post('/views', { ...view, columns: ['no-such'] })).status).toBe(400)
  expect((await app.admin.post('/views', { ...view, type: 'moon' })).status).toBe(400)
})

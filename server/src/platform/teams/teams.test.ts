import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const addTeam = async (name: string, parentId?: string, memberIds?: string[]) =>
  (await app.admin.post('/teams', { name, ...(parentId && { parentId }), ...(memberIds && { memberIds }) })).body

it('makes a tree without circles, also when two moves meet', async () => {
  const north = await addTeam('North')
  const beijing = await addTeam('Beijing', north.id)
  const haidian = await addTeam('Haidian', beijing.id)
  expect((await app.admin.patch(`/teams/${north.id}`, { parentId: haidian.id })).body.type).toBe(
    '/problems/team-circle',
  )
  expect((await app.admin.patch(`/teams/${north.id}`, { parentId: north.id })).status).toBe(409)
  const [left, right] = [await addTeam('Left'), await addTeam('Right')]
  const moves = await Promise.all([
    app.admin.patch(`/teams/${left.id}`, { parentId: right.id }),
    app.admin.patch(`/teams/${right.id}`, { parentId: left.id }),
  ])
  expect(moves.map(({ status }) => status).sort()).toEqual([200, 409])
})

it('moves the teams below a deleted one up', async () => {
  const top = await addTeam('Top')
  const middle = await addTeam('Middle', top.id)
  const bottom = await addTeam('Bottom', middle.id)
  expect((await app.admin.delete(`/teams/${middle.id}`)).status).toBe(204)
  const { body } = await app.admin.get('/teams')
  expect(body.items.find(({ id }: { id: string }) => id === bottom.id).parentId).toBe(top.id)
})

it('lets a manager see the records of their team and those below it, and no others', async () => {
  const manager = await app.as({ permissions: ['customer.read'], scopes: { customer: 'team' } })
  const region = await addTeam('Region', undefined, [manager.userId])
  const branch = await addTeam('Branch', region.id)
  const other = await addTeam('Elsewhere')
  for (const team of [branch, other]) {
    const made = await app.admin.post('/customers', { kind: 'organization', name: `Of ${team.name}`, team: team.id })
    expect(made.status).toBe(201)
  }
  const { body } = await manager.get('/customers')
  expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['Of Branch'])
  expect(body.count).toEqual({ value: 1, exact: true })
  await app.admin.patch(`/teams/${region.id}`, { memberIds: [] })
  expect((await manager.get('/customers')).body.items).toEqual([])
})

it('keeps territories by name, with members of this workspace only', async () => {
  const made = await app.admin.post('/territories', { name: 'East', memberIds: [app.adminId] })
  expect(made.body.members).toEqual([{ id: app.adminId, name: 'Admin' }])
  expect((await app.admin.post('/territories', { name: 'EAST' })).status).toBe(409)
  const stolen = await app.other.post('/territories', { name: 'East', memberIds: [app.adminId] })
  expect(stolen.status).toBe(400)
  expect((await app.other.patch(`/territories/${made.body.id}`, { name: 'Mine' })).status).toBe(404)
})

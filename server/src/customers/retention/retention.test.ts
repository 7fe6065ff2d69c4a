import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { purgeWorkspace } from '../../platform/recycle-bin/purge.ts'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'

const DAY_MS = 24 * 60 * 60 * 1000
let now = TEST_NOW
let app: TestApp
let owner: pg.Client
beforeAll(async () => {
  app = await startTestApp({ now: () => now })
  owner = new pg.Client({ connectionString: app.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await app.stop()
})

const make = async (name: string, more: object = {}) =>
  (await app.admin.post('/customers', { kind: 'person', name, ...more })).body.id as string
const later = (days: number) => {
  now = new Date(now.getTime() + days * DAY_MS)
}
const exists = async (id: string) =>
  (await owner.query('select 1 from customers.customer where id = $1', [id])).rowCount === 1
const run = async () => (await app.job((await app.admin.post('/retention/run')).body.job)).result

it('a legal hold keeps a customer from every kind of deletion, until it is lifted', async () => {
  const id = await make('Held', { contactPoints: [{ kind: 'email', value: 'held@x.example' }] })
  const said = await app.admin.post('/interactions', { customerId: id, kind: 'note', body: 'said' })
  expect(said.status).toBe(201)
  const clerk = await app.as({ permissions: ['customer.read', 'customer.delete'], scopes: { customer: 'all' } })
  expect((await clerk.post(`/customers/${id}/holds`, { reason: 'court' })).status).toBe(403)
  expect((await app.other.post(`/customers/${id}/holds`, { reason: 'court' })).status).toBe(404)
  const placed = await app.admin.post(`/customers/${id}/holds`, { reason: 'Court order 17/2026' })
  expect(placed.body.items[0]).toMatchObject({ reason: 'Court order 17/2026', isStanding: true, since: '2026-11-23' })
  const page = await clerk.get(`/customers/${id}/page`)
  expect(page.body.panels.holds).toMatchObject({ items: [{ isStanding: true }], can: { manage: false } })
  const refused = await app.admin.delete(`/customers/${id}`)
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/customer.on-hold'])
  const bulk = await app.admin.post('/customers/bulk', { action: 'delete', ids: [id] })
  expect(bulk.body.refused).toHaveLength(1)
  const point = page.body.contactPoints[0].id
  expect((await app.admin.delete(`/customers/${id}/contact-points/${point}`)).status).toBe(409)
  expect((await app.admin.delete(`/interactions/${said.body.id}`)).status).toBe(409)
  await expect(owner.query('delete from customers.customer where id = $1', [id])).rejects.toThrow('legal hold')
  await expect(owner.query('update customers.customer set deleted_at = now() where id = $1', [id])).rejects.toThrow()
  expect((await app.admin.get('/legal-holds')).body.items[0].customer).toEqual({ id, name: 'Held' })
  const hold = placed.body.items[0].id
  expect((await app.admin.post(`/customers/${id}/holds/${hold}/lift`)).status).toBe(200)
  expect((await app.admin.post(`/customers/${id}/holds/${hold}/lift`)).status).toBe(404)
  expect((await app.admin.delete(`/customers/${id}`)).status).toBe(204)
})

it('a hold on a customer in the bin keeps it from being purged', async () => {
  const [held, loose] = [await make('In the bin, held', { identityCard: '11010519491231002X' }), await make('Loose')]
  await app.admin.delete(`/customers/${held}`)
  await app.admin.delete(`/customers/${loose}`)
  await app.admin.post(`/customers/${held}/holds`, { reason: 'audit', until: '2030-01-01' })
  await app.admin.patch('/retention/recycle-bin', { keepDays: 5 })
  later(6)
  await purgeWorkspace(app.app.runtime, app.workspaceId)
  expect([await exists(held), await exists(loose)]).toEqual([true, false])
})

it('destroys sealed values with the customer when the bin is emptied', async () => {
  const id = await make('Sealed', { identityCard: '440524188001010014' })
  const values = () => owner.query('select 1 from platform.sensitive_value where record_id = $1', [id])
  expect((await values()).rowCount).toBe(1)
  await app.admin.delete(`/customers/${id}`)
  later(6)
  await purgeWorkspace(app.app.runtime, app.workspaceId)
  expect([await exists(id), (await values()).rowCount]).toEqual([false, 0])
})

it('a rule only counts until it is switched on, then respects holds and what was ordered', async () => {
  const silent = await Promise.all(Array.from({ length: 12 }, (_, index) => make(`Silent ${index}`)))
  const held = silent[0]!
  await app.admin.post(`/customers/${held}/holds`, { reason: 'court' })
  const ordered = await make('Ordered')
  await owner.query('update customers.customer set last_order_on = $2, order_count = 1 where id = $1', [
    ordered,
    new Date(now.getTime() + 300 * DAY_MS),
  ])
  later(400)
  const fresh = await make('Fresh')
  await app.admin.patch('/retention/customer', { keepDays: 365 })
  const preview = await app.admin.get('/retention/customer/preview')
  expect(preview.body.items.map(({ name }: { name: string }) => name)).not.toContain('Silent 0')
  expect(preview.body.due).toBeGreaterThanOrEqual(11)
  const narrow = await app.as({ permissions: ['settings.retention', 'customer.read'] })
  expect((await narrow.get('/retention/customer/preview')).body.items).toEqual([])
  expect((await run()).customer).toMatchObject({ due: preview.body.due, done: 0, isDry: true })
  await app.admin.patch('/retention/customer', { isActive: true })
  expect((await run()).customer).toMatchObject({ due: preview.body.due, done: preview.body.due, isDry: false })
  const left = (await app.admin.get('/customers')).body.items.map(({ id }: { id: string }) => id)
  expect(left).toEqual(expect.arrayContaining([held, ordered, fresh]))
  expect(left).not.toContain(silent[1])
  const log = await app.admin.get(
    `/audit?filter=${encodeURIComponent(JSON.stringify({ field: 'type', op: 'eq', value: 'platform.retention.applied' }))}`,
  )
  expect(log.body.items[0].after).toEqual({
    subject: 'customer',
    action: 'delete',
    keepDays: 365,
    count: preview.body.due,
  })
  expect((await run()).customer).toMatchObject({ due: 0, done: 0 })
  const bin = await app.admin.get('/recycle-bin?type=customer')
  expect(bin.body.items.map(({ id }: { id: string }) => id)).toContain(silent[1])
})

it('goes on after a kill with the right figures', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, index) => make(`Later ${index}`)))
  later(400)
  const { job } = (await app.admin.post('/retention/run')).body
  const first = await app.job(job)
  const done = first.result.customer.done
  expect(done).toBeGreaterThanOrEqual(30)
  // As a process leaves it that died after its first batch: rows done and counted, the run not ended.
  await Promise.all(Array.from({ length: 5 }, (_, index) => make(`Unlucky ${index}`)))
  later(400)
  await owner.query("update kernel.job set state = 'running', ended_at = null, result = null where id = $1", [job])
  await owner.query('update platform.retention_run set ended_at = null, due = due + 5 where job_id = $1', [job])
  const resumed = await app.app.jobs.resumeNow(app.workspaceId, job)
  expect(resumed.state).toBe('done')
  const { customer } = resumed.result as { customer: { done: number; due: number } }
  expect(customer.done).toBeGreaterThanOrEqual(done + 5)
  const { rows } = await owner.query('select done from platform.retention_run where job_id = $1 and subject = $2', [
    job,
    'customer',
  ])
  expect(rows[0].done).toBe(customer.done)
})

it('removes imported files and rows that were kept of them', async () => {
  const content = 'name,email\nA,a@x.example\n'
  const uploaded = await app.admin.upload('/imports', { name: 'a.csv', content }, { type: 'customers' })
  await app.job((await app.admin.post(`/imports/${uploaded.body.id}/start`)).body.job)
  later(91)
  await app.admin.patch('/retention/import-file', { isActive: true })
  expect((await run())['import-file'].done).toBeGreaterThanOrEqual(1)
  const seen = await app.admin.get(`/imports/${uploaded.body.id}`)
  expect([seen.status, seen.body.sample]).toEqual([200, []])
  expect((await run())['import-file'].done).toBe(0)
})

it('rules are for who holds the word, and refuse what is not there', async () => {
  const clerk = await app.as({ permissions: ['customer.read'] })
  expect((await clerk.get('/retention')).status).toBe(403)
  expect((await app.admin.patch('/retention/nothing', { keepDays: 5 })).status).toBe(404)
  expect((await app.admin.patch('/retention/customer', { action: 'pseudonymize' })).status).toBe(400)
  const rules = (await app.other.get('/retention')).body.items
  expect(rules.find(({ subject }: { subject: string }) => subject === 'customer')).toMatchObject({ isActive: false })
})

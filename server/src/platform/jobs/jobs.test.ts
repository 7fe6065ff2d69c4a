import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

it('belong to who started them, and cannot be cancelled once they ended', async () => {
  const started = await app.admin.post('/exports', { type: 'customer', format: 'csv' })
  const id = started.body.job
  const done = await app.job(id)
  expect(done).toMatchObject({ id, kind: 'export', state: 'done', problem: null })
  expect((await app.admin.get('/jobs')).body.items[0].id).toBe(id)
  expect((await app.admin.get('/jobs?active=1')).body.items).toEqual([])
  expect((await app.admin.post(`/jobs/${id}/cancel`)).body.type).toBe('/problems/job-ended')
  const colleague = await app.as({ permissions: ['customer.read'] })
  expect((await colleague.get(`/jobs/${id}`)).status).toBe(404)
  expect((await colleague.post(`/jobs/${id}/cancel`)).status).toBe(404)
  expect((await app.other.get(`/jobs/${id}`)).status).toBe(404)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'
import { purgeWorkspace } from './purge.ts'

const DAY_MS = 24 * 60 * 60 * 1000
let now = TEST_NOW
let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ now: () => now })
})
afterAll(() => app.stop())

it('deletes for good after 30 days, with the parts, unless others refer to the record', async () => {
  const make = async (name: string) => {
    const body = { kind: 'organization', name, contactPoints: [{ kind: 'email', value: `${name}@x.example` }] }
    return (await app.admin.post('/customers', body)).body.id as string
  }
  const [gone, employer, fresh] = [await make('gone'), await make('employer'), await make('fresh')]
  const worker = await app.admin.post('/customers', { kind: 'person', name: 'Worker' })
  await app.admin.post(`/customers/${worker.body.id}/relations`, { role: 'works-at', otherId: employer })
  for (const id of [gone, employer]) await app.admin.delete(`/customers/${id}`)
  now = new Date(TEST_NOW.getTime() + 20 * DAY_MS)
  await app.admin.delete(`/customers/${fresh}`)
  now = new Date(TEST_NOW.getTime() + 31 * DAY_MS)
  await purgeWorkspace(app.app.runtime, app.workspaceId)
  const { body } = await app.admin.get('/recycle-bin')
  const left = body.items.map(({ id }: { id: string }) => id)
  expect(left).not.toContain(gone)
  expect(left).toContain(fresh)
  const log = await app.admin.get(
    `/audit?filter=${encodeURIComponent(JSON.stringify({ field: 'subject', op: 'eq', value: gone }))}`,
  )
  expect(log.body.items[0]).toMatchObject({ type: 'customers.customer.purged', actor: null })
})
